// Why a person is shown like this: the engine's decision in one sentence, with the names, times and states it is about.

import type { Row, View, Why } from "../generated";
import type { Format } from "./format";
import type { Args, Say } from "./problems";

/** Every decision of the engine; each has a sentence in both languages. */
export const WHYS = Object.keys({
  "being-read": true,
  "address-not-read": true,
  "another-extension": true,
  "not-found": true,
  "no-email": true,
  "several-users": true,
  disabled: true,
  guest: true,
  excluded: true,
  "not-covered": true,
  "phone-unknown": true,
  "reader-missing": true,
  "teams-unknown": true,
  "not-activated": true,
  paused: true,
  resting: true,
  "connector-active": true,
  "second-writer": true,
  ending: true,
  settling: true,
  clearing: true,
  sending: true,
  propagating: true,
  refused: true,
  published: true,
  "published-dnd": true,
  overridden: true,
  "only-from-teams": true,
  fading: true,
  "teams-call": true,
  ringing: true,
  "phone-offline": true,
  idle: true,
} satisfies Record<Why, true>) as Why[];

/** What the sentence needs of the view. */
export type Circumstances = Pick<View, "settings" | "pausedUntil" | "restingUntil" | "problems" | "reviewed">;

/** `activityWord` names a Teams activity in the reader's language. */
export function explanation(row: Row, view: Circumstances, say: Say, format: Format, activityWord: (activity: string) => string): string {
  const args: Args = {
    name: row.name,
    extension: row.extension,
    email: row.email,
    user: row.user?.name ?? row.name,
    since: row.lineSince === 0 ? "none" : format.moment(row.lineSince),
    teams: row.teams === null ? say("teams-none") : activityWord(row.teams.activity),
    published: row.published === null ? "none" : activityWord(row.published.activity),
    until: row.published === null ? "none" : format.moment(row.published.expires),
    settle: format.number(view.settings.settleSeconds),
    clear: format.number(view.settings.clearSeconds),
    rested: view.restingUntil === null ? "none" : format.moment(view.restingUntil),
    resumed: view.pausedUntil === null ? "none" : format.moment(view.pausedUntil),
    round: row.round ?? "none",
    reader: view.settings.reader,
    own: row.direction ?? "none",
    ...rivals(row, view, format),
  };
  return say(`why-${row.why}`, args);
}

/** The extension that is used instead, and the users among whom the address does not decide. */
function rivals(row: Row, { problems, reviewed }: Circumstances, format: Format): Args {
  const args: Args = { used: "none", users: "none" };
  if (row.why !== "another-extension" && row.why !== "several-users") return args;
  for (const { problem } of [...problems, ...reviewed]) {
    if (problem.kind === "duplicate-email" && problem.extensions.includes(row.extension) && problem.used.length > 0) args["used"] = format.list(problem.used);
    if (problem.kind === "several-users" && problem.extension === row.extension) args["users"] = format.list(problem.users);
  }
  return args;
}
