// How the states of a person, a phone, Teams and a step are drawn: always a shape and a word.

import { makeStyles, PresenceBadge, Spinner, tokens, type PresenceBadgeStatus } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { LineState, PersonState, TeamsPresence } from "../generated";
import type { Mark } from "../model/setup";
import {
  ArrowSync16Regular,
  Call16Filled,
  CallInbound16Regular,
  CheckmarkCircle16Filled,
  CheckmarkCircle20Filled,
  Circle20Regular,
  ErrorCircle20Filled,
  PeopleSwap16Regular,
  PersonEdit16Regular,
  PersonProhibited16Regular,
  Phone16Regular,
  PlugDisconnected16Regular,
  QuestionCircle16Regular,
  Subtract16Filled,
  Warning16Filled,
} from "./icons";
import type { Say } from "../model/problems";
import { useSay } from "./window";
import { Worded } from "./Worded";

const useStyles = makeStyles({
  /** As wide as an icon, so that the words stand below each other. */
  badge: { display: "inline-flex", justifyContent: "center", width: "16px" },
});

const QUIET = tokens.colorNeutralForeground3;

const LINES: Record<LineState, { icon: ReactElement; colour: string }> = {
  "in-use": { icon: <Call16Filled />, colour: tokens.colorPaletteRedForeground1 },
  ringing: { icon: <CallInbound16Regular />, colour: tokens.colorPaletteDarkOrangeForeground1 },
  idle: { icon: <Phone16Regular />, colour: QUIET },
  offline: { icon: <PlugDisconnected16Regular />, colour: QUIET },
  unknown: { icon: <QuestionCircle16Regular />, colour: QUIET },
};

export function LineText({ line }: { line: LineState }) {
  const say = useSay();
  return <Worded {...LINES[line]} word={say(`line-${line}`)} />;
}

const PERSONS: Record<PersonState, { icon: ReactElement; colour: string }> = {
  "in-sync": { icon: <CheckmarkCircle16Filled />, colour: tokens.colorStatusSuccessForeground1 },
  pending: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  overridden: { icon: <PersonEdit16Regular />, colour: tokens.colorPaletteDarkOrangeForeground1 },
  duplicate: { icon: <PeopleSwap16Regular />, colour: tokens.colorStatusWarningForeground1 },
  "not-found": { icon: <Warning16Filled />, colour: tokens.colorStatusWarningForeground1 },
  "no-email": { icon: <Warning16Filled />, colour: tokens.colorStatusWarningForeground1 },
  "several-users": { icon: <PeopleSwap16Regular />, colour: tokens.colorStatusWarningForeground1 },
  disabled: { icon: <PersonProhibited16Regular />, colour: tokens.colorStatusWarningForeground1 },
  guest: { icon: <PersonProhibited16Regular />, colour: tokens.colorStatusWarningForeground1 },
  excluded: { icon: <Subtract16Filled />, colour: QUIET },
  "not-covered": { icon: <Warning16Filled />, colour: tokens.colorStatusWarningForeground1 },
  unknown: { icon: <QuestionCircle16Regular />, colour: QUIET },
};

export function PersonStateText({ state }: { state: PersonState }) {
  const say = useSay();
  return <Worded {...PERSONS[state]} word={say(`state-${state}`)} />;
}

const BADGES: Record<string, PresenceBadgeStatus> = {
  available: "available",
  availableidle: "available",
  away: "away",
  berightback: "away",
  busy: "busy",
  busyidle: "busy",
  donotdisturb: "do-not-disturb",
  offline: "offline",
};

/** The activities that have a word of ours, in lower case. Microsoft adds others at times. */
export const ACTIVITIES = [
  "available",
  "away",
  "berightback",
  "busy",
  "donotdisturb",
  "focusing",
  "inacall",
  "inaconferencecall",
  "inactive",
  "inameeting",
  "offline",
  "offwork",
  "outofoffice",
  "presenceunknown",
  "presenting",
  "urgentinterruptionsonly",
] as const;

const KNOWN: ReadonlySet<string> = new Set(ACTIVITIES);

export function activityWord(activity: string, say: Say): string {
  const known = activity.toLowerCase();
  return KNOWN.has(known) ? say(`activity-${known}`) : activity;
}

export function TeamsText({ teams }: { teams: TeamsPresence | null }) {
  const styles = useStyles();
  const say = useSay();
  if (teams === null) return <Worded icon={<QuestionCircle16Regular />} colour={QUIET} word={say("teams-none")} />;
  const activity = teams.activity.toLowerCase();
  const status = activity === "outofoffice" ? "out-of-office" : (BADGES[teams.availability.toLowerCase()] ?? "unknown");
  const badge = (
    <span className={styles.badge}>
      <PresenceBadge size="small" status={status} />
    </span>
  );
  return <Worded icon={badge} colour="inherit" word={activityWord(teams.activity, say)} />;
}

const MARKS: Record<Mark, ReactElement> = {
  done: <CheckmarkCircle20Filled color={tokens.colorStatusSuccessForeground1} />,
  failed: <ErrorCircle20Filled color={tokens.colorStatusDangerForeground1} />,
  "in-progress": <Spinner size="extra-tiny" />,
  "to-do": <Circle20Regular color={QUIET} />,
};

export function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <span aria-hidden style={{ display: "inline-flex", width: 20, height: 20, alignItems: "center", justifyContent: "center" }}>
      {MARKS[mark]}
    </span>
  );
}
