// Phones that a phone rule has changed, one under the other, and the way back for all of them.

import { Body1, Caption1, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { DiversionState, DiversionView } from "../generated";
import { goTo } from "../model/place";
import { ArrowSync16Regular, CallForward16Regular, Warning16Filled } from "./icons";
import { activityWord } from "./states";
import { SureButton } from "./SureButton";
import { useFormat, useSay, useSend, usePart } from "./window";

const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", maxHeight: "280px", overflowY: "auto" },
  entry: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  state: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge, justifyContent: "flex-end" },
  icon: { display: "inline-flex" },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  end: { textAlign: "right" },
});

export function DivertedPhones() {
  const styles = useStyles();
  const say = useSay();
  const diversions = usePart((view) => view.diversions);
  if (diversions.length === 0) return <Body1 className={styles.quiet}>{say("diversions-none")}</Body1>;
  return (
    // A region that scrolls must be reachable by keyboard; each entry holds a link.
    <ul className={styles.list}>
      {diversions.map((diversion) => (
        <Diversion key={diversion.extension} diversion={diversion} />
      ))}
    </ul>
  );
}

/** Nothing where every phone is on its way back already. */
export function UndoDiversions() {
  const say = useSay();
  const send = useSend();
  const count = usePart(({ diversions }) => diversions.filter(({ state }) => state !== "returning").length);
  if (count === 0) return null;
  return (
    <SureButton
      label={say("diversions-undo")}
      question={say("diversions-undo-question", { count })}
      consequence={say("diversions-undo-consequence")}
      testId="undo-diversions"
      onSure={() => send({ kind: "undo-diversions" })}
    />
  );
}

const STATES: Record<DiversionState, { icon: ReactElement; colour: string }> = {
  diverting: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  diverted: { icon: <CallForward16Regular />, colour: tokens.colorBrandForeground1 },
  returning: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  stuck: { icon: <Warning16Filled />, colour: tokens.colorStatusWarningForeground1 },
};

function Diversion({ diversion: { extension, name, profile, former, activity, since, until, state } }: { diversion: DiversionView }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { icon, colour } = STATES[state];
  return (
    <li className={styles.entry} data-testid={`diversion-${extension}`} data-state={state}>
      <Link onClick={() => goTo("people", extension)}>{say("person-title", { name, extension })}</Link>
      <Body1 className={styles.state}>
        <span className={styles.icon} style={{ color: colour }} aria-hidden>
          {icon}
        </span>
        {say(`diversion-${state}`)}
      </Body1>
      <Caption1 className={styles.quiet}>{say("diversion-what", { profile, former, activity: activityWord(activity, say) })}</Caption1>
      <Caption1 className={mergeClasses(styles.quiet, styles.end)}>{say("diversion-when", { since: format.moment(since), until: format.moment(until) })}</Caption1>
    </li>
  );
}
