// How it goes, in one sentence, with what can be done about it.

import { Button, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import { CheckmarkCircle24Filled, CloudOff24Filled, PauseCircle24Filled, Play20Regular, Warning24Filled, Wrench24Filled } from "../../components/icons";
import { SURFACE } from "../../components/theme";
import { useFormat, usePart, useSay, useSend, useView } from "../../components/window";
import type { RunState } from "../../generated";
import { goTo } from "../../model/place";
import { stateSentence } from "../../model/sentence";
import { useRest } from "../fetched";
import { PauseButton } from "./PauseButton";

const useStyles = makeStyles({
  state: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    ...SURFACE,
  },
  stateIcon: { display: "inline-flex" },
  sentence: { flex: "1 1 440px" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, marginLeft: "auto" },
});

const STATE_ICONS: Record<RunState, { icon: ReactElement; colour: string }> = {
  running: { icon: <CheckmarkCircle24Filled />, colour: tokens.colorStatusSuccessForeground1 },
  paused: { icon: <PauseCircle24Filled />, colour: tokens.colorNeutralForeground3 },
  attention: { icon: <Warning24Filled />, colour: tokens.colorStatusWarningForeground1 },
  offline: { icon: <CloudOff24Filled />, colour: tokens.colorStatusDangerForeground1 },
  "setting-up": { icon: <Wrench24Filled />, colour: tokens.colorBrandForeground1 },
};

export function StateCard() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const state = usePart((view) => view.state);
  const pause = usePart((view) => view.tray.pause);
  const hasProblems = usePart((view) => view.problems.length > 0);
  const { icon, colour } = STATE_ICONS[state];
  return (
    <section className={styles.state} aria-label={say("state-label")}>
      <span className={styles.stateIcon} style={{ color: colour }} aria-hidden>
        {icon}
      </span>
      <div className={styles.sentence}>
        <Subtitle1 data-testid="state-sentence" data-state={state}>
          <Sentence />
        </Subtitle1>
      </div>
      <div className={styles.actions}>
        {pause === "pause" && <Pause />}
        {pause === "resume" && (
          <Button appearance="primary" icon={<Play20Regular />} onClick={() => send({ kind: "resume" })} data-testid="resume">
            {say("resume")}
          </Button>
        )}
        {state === "setting-up" && (
          <Button appearance="primary" onClick={() => goTo("setup")}>
            {say("continue-setup")}
          </Button>
        )}
        {(state === "attention" || (state === "running" && hasProblems)) && (
          <Button appearance={state === "attention" ? "primary" : "secondary"} onClick={() => goTo("problems")} data-testid="show-problems">
            {say("show-problems")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Apart from the rest, because it counts. */
function Sentence() {
  return stateSentence(useView(), useSay(), useFormat());
}

/** The menu comes with what is fetched later. Whoever is quicker finds it open. */
function Pause() {
  const rest = useRest();
  const [pressed, setPressed] = useState(false);
  if (rest !== null) return <rest.PauseMenu defaultOpen={pressed} />;
  return <PauseButton onClick={() => setPressed(true)} />;
}
