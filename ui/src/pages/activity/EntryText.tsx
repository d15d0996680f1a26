// An entry of the journal as it is drawn: what happened and what came of it, each with a shape and a word.

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import {
  CallForward16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  ErrorCircle16Filled,
  Eye16Regular,
  PeopleTeam16Regular,
  Phone16Regular,
  Send16Regular,
  Window16Regular,
} from "../../components/icons";
import { activityWord } from "../../components/states";
import { Worded } from "../../components/Worded";
import { useSay } from "../../components/window";
import type { Deed, Outcome } from "../../generated";
import { deedText, groupOf, type DeedGroup } from "../../model/activity";

const useStyles = makeStyles({
  line: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge, minWidth: 0, maxWidth: "100%" },
  icon: { display: "inline-flex", flexShrink: 0 },
  short: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  top: { alignItems: "flex-start", "& > :first-child": { marginTop: "2px" } },
});

const QUIET = tokens.colorNeutralForeground3;

const GROUPS: Record<DeedGroup, { icon: ReactElement; colour: string }> = {
  phone: { icon: <Phone16Regular />, colour: QUIET },
  teams: { icon: <PeopleTeam16Regular />, colour: QUIET },
  published: { icon: <Send16Regular />, colour: tokens.colorBrandForeground1 },
  rules: { icon: <CallForward16Regular />, colour: tokens.colorBrandForeground1 },
  program: { icon: <Window16Regular />, colour: QUIET },
};

/** `room` is whether the text may take several lines or is cut where its column ends. */
export function DeedText({ deed, room }: { deed: Deed; room: "line" | "lines" }) {
  const styles = useStyles();
  const say = useSay();
  const { icon, colour } = GROUPS[groupOf(deed)];
  const text = deedText(deed, say, (activity) => activityWord(activity, say));
  return (
    <span className={mergeClasses(styles.line, room === "lines" && styles.top)}>
      <span className={styles.icon} style={{ color: colour }} aria-hidden>
        {icon}
      </span>
      <span className={room === "line" ? styles.short : undefined} title={room === "line" ? text : undefined}>
        {text}
      </span>
    </span>
  );
}

const OUTCOMES: Record<Outcome, { icon: ReactElement; colour: string }> = {
  seen: { icon: <Eye16Regular />, colour: QUIET },
  done: { icon: <CheckmarkCircle16Filled />, colour: tokens.colorStatusSuccessForeground1 },
  delayed: { icon: <Clock16Regular />, colour: tokens.colorStatusWarningForeground1 },
  refused: { icon: <ErrorCircle16Filled />, colour: tokens.colorStatusDangerForeground1 },
};

export function OutcomeText({ outcome }: { outcome: Outcome }) {
  const say = useSay();
  return <Worded {...OUTCOMES[outcome]} word={say(`outcome-${outcome}`)} />;
}
