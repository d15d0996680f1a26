// What a recorded company answers about phone rules, and about who writes.

import type { Answer, PhoneRule, Request, Touched, View } from "../../generated";
import type { Board } from "../../model/board";
import { compareExtensions, isMatched } from "../../model/order";

/** What our own writing shows in Teams touches no phone. */
export function touchedBy(board: Board, { when, extensions }: PhoneRule): Answer {
  const covered = [...board.values()].filter((row) => isMatched(row) && (extensions.kind === "all" || extensions.extensions.includes(row.extension)));
  const wanted = new Set(when.map((activity) => activity.toLowerCase()));
  const people = covered.flatMap(({ extension, name, teams, teamsSince, teamsOrigin }): Touched[] => {
    const isTouched = teams !== null && teamsOrigin === "teams" && wanted.has(teams.activity.toLowerCase());
    return isTouched ? [{ extension, name, teams, since: teamsSince }] : [];
  });
  return { kind: "touched", people: people.sort((a, b) => compareExtensions(a.extension, b.extension)), covered: covered.length };
}

/** `null` for every other request. */
export function answerRules(view: View, request: Request): View | null {
  if (request.kind === "write-anyway") return { ...view, writeAnyway: true };
  if (request.kind === "leave-to-other") return { ...view, writeAnyway: false };
  if (request.kind === "undo-diversions") return { ...view, diversions: view.diversions.map((each) => ({ ...each, state: "returning" })) };
  return null;
}
