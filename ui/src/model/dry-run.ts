// What Teams would show otherwise if the synchronisation began at this moment.

import type { Row, Settings, TeamsPresence, View } from "../generated";
import { compareExtensions, isMatched, isTeamsCall } from "./order";

/** One person whose presence in Teams would change, with the phone that is the reason. */
export interface Change {
  row: Row;
  shown: TeamsPresence;
}

const IN_A_CALL: TeamsPresence = { availability: "Busy", activity: "InACall" };
const PRESENTING: TeamsPresence = { availability: "DoNotDisturb", activity: "Presenting" };

/** By extension. A person with several phones is one change: do not disturb goes before a call. */
export function dryRun(rows: Iterable<Row>, { settings, restingUntil }: View): Change[] {
  if (restingUntil !== null) return [];
  const changes = new Map<string, Change>();
  for (const row of [...rows].sort((a, b) => compareExtensions(a.extension, b.extension))) {
    if (row.user === null || !isMatched(row) || (row.direction ?? settings.direction) === "teams-to-phone") continue;
    const shown = wanted(row, settings);
    if (shown === null || (changes.has(row.user.id) && shown !== PRESENTING)) continue;
    if (changes.get(row.user.id)?.shown !== shown) changes.set(row.user.id, { row, shown });
  }
  return [...changes.values()].filter(({ row, shown }) => !isHidden(row, shown)).sort((a, b) => compareExtensions(a.row.extension, b.row.extension));
}

function wanted({ line, cloudyaPresence }: Row, { dnd, ringing }: Settings): TeamsPresence | null {
  if (dnd === "do-not-disturb" && cloudyaPresence === "dnd") return PRESENTING;
  return line === "in-use" || (line === "ringing" && ringing === "in-a-call") ? IN_A_CALL : null;
}

/** Teams shows it already, or shows something that goes before it. */
function isHidden(row: Row, shown: TeamsPresence): boolean {
  return row.teams?.availability.toLowerCase() === "donotdisturb" || (shown === IN_A_CALL && isTeamsCall(row));
}
