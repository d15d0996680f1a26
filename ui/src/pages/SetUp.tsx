// Set-up: six steps that can be left and taken up again; the list shows how each stands.

import { Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { MarkIcon } from "../components/states";
import { HIGH_CONTRAST } from "../components/theme";
import { useSay, useView } from "../components/window";
import { Page } from "../components/Page";
import { goTo } from "../model/place";
import { startStep, stepDetail, stepMark, STEPS, type Step } from "../model/setup";
import { CloudyaStep } from "./setup/CloudyaStep";
import { ConnectStep } from "./setup/ConnectStep";
import { MicrosoftStep } from "./setup/MicrosoftStep";
import { ReviewStep } from "./setup/ReviewStep";
import { SyncUserStep } from "./setup/SyncUserStep";
import { WelcomeStep } from "./setup/WelcomeStep";

const useStyles = makeStyles({
  frame: {
    display: "grid",
    gridTemplateColumns: "196px minmax(0, 1fr)",
    gap: tokens.spacingHorizontalXXL,
    alignItems: "start",
  },
  steps: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, position: "sticky", top: tokens.spacingVerticalXL },
  step: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    width: "100%",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    background: "none",
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: "left",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    [HIGH_CONTRAST]: { ":hover": { backgroundColor: "transparent", boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` } },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    // Where one is already, there is nothing to light up.
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Selected },
    [HIGH_CONTRAST]: {
      backgroundColor: "transparent",
      boxShadow: `inset 0 0 0 2px ${tokens.colorCompoundBrandBackground}`,
      ":hover": { backgroundColor: "transparent", boxShadow: `inset 0 0 0 2px ${tokens.colorCompoundBrandBackground}` },
    },
  },
  words: { display: "flex", flexDirection: "column", minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, minWidth: 0, maxWidth: "840px" },
});

/** `detail` is the step that a link led to. */
export function SetUp({ detail }: { detail: string }) {
  const styles = useStyles();
  const say = useSay();
  const view = useView();
  const [first] = useState(() => startStep(view));
  const step = STEPS.find((name) => name === detail) ?? first;
  useEffect(() => {
    if (detail === "") goTo("setup", step);
  }, [detail, step]);
  return (
    <Page title={say("nav-setup")} lead={say("setup-lead")}>
      <div className={styles.frame}>
        <nav aria-label={say("setup-steps")}>
          <ol className={styles.steps}>
            {STEPS.map((name) => {
              const mark = stepMark(view, name);
              const detail = stepDetail(view, name);
              return (
                <li key={name}>
                  <button
                    type="button"
                    className={mergeClasses(styles.step, name === step && styles.here)}
                    aria-current={name === step ? "step" : undefined}
                    data-testid={`setup-step-${name}`}
                    data-state={mark}
                    onClick={() => goTo("setup", name)}
                  >
                    <MarkIcon mark={mark} />
                    <span className={styles.words}>
                      <span>{say(`setup-${name}`)}</span>
                      <Caption1 className={styles.quiet}>{detail === null ? say(`mark-${mark}`) : say(`mark-${mark}-${detail.kind}`, detail)}</Caption1>
                    </span>
                  </button>
                </li>
              );
            })}
          </ol>
        </nav>
        <div className={styles.content} key={step}>
          <StepOf step={step} />
        </div>
      </div>
    </Page>
  );
}

function StepOf({ step }: { step: Step }) {
  switch (step) {
    case "welcome":
      return <WelcomeStep />;
    case "cloudya":
      return <CloudyaStep />;
    case "microsoft":
      return <MicrosoftStep />;
    case "sync-user":
      return <SyncUserStep />;
    case "connect":
      return <ConnectStep />;
    case "review":
      return <ReviewStep />;
  }
}
