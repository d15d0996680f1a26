// The journal as people read it: its kinds in groups, what it is searched for, and each entry in words.

import type { ActivityEntry, ActivityFilter, Deed, ExtensionNumber, Outcome, Row, UserId, Utc } from "../generated";
import type { Board } from "./board";
import type { Format } from "./format";
import { found, fold } from "./order";
import { PROBLEM_KINDS, type Say } from "./problems";
import { writeSheet } from "./sheet";

export const DEED_GROUPS = ["phone", "teams", "published", "rules", "program"] as const;
export type DeedGroup = (typeof DEED_GROUPS)[number];

const GROUPS: Record<Deed["kind"], DeedGroup> = {
  "line-changed": "phone",
  "teams-changed": "teams",
  published: "published",
  cleared: "published",
  diverted: "rules",
  returned: "rules",
  "taken-over": "rules",
  "email-corrected": "program",
  started: "program",
  ended: "program",
  activated: "program",
  deactivated: "program",
  paused: "program",
  resumed: "program",
  woke: "program",
  "settings-changed": "program",
  "problem-appeared": "program",
  "problem-cured": "program",
};

export const DEED_KINDS = Object.keys(GROUPS) as Deed["kind"][];

export function groupOf(deed: Deed): DeedGroup {
  return GROUPS[deed.kind];
}

export const OUTCOMES = Object.keys({ seen: true, done: true, delayed: true, refused: true } satisfies Record<Outcome, true>) as Outcome[];

/** `activityWord` names a Teams activity in the reader's language. */
export function deedText(deed: Deed, say: Say, activityWord: (activity: string) => string): string {
  switch (deed.kind) {
    case "line-changed":
      return say("entry-line-changed", { line: deed.line, presence: say(`cloudya-${deed.presence}`), known: deed.presence });
    case "teams-changed":
      return say("entry-teams-changed", { activity: activityWord(deed.teams.activity), origin: deed.origin });
    case "published":
      return say("entry-published", { activity: activityWord(deed.activity) });
    case "diverted":
      return say("entry-diverted", { profile: deed.profile, former: deed.former });
    case "returned":
      return say("entry-returned", { profile: deed.profile });
    case "taken-over":
      return say("entry-taken-over", { profile: deed.profile });
    case "problem-appeared":
      return say("entry-problem-appeared", { problem: problemName(deed.code, say) });
    case "problem-cured":
      return say("entry-problem-cured", { problem: problemName(deed.code, say) });
    case "cleared":
    case "email-corrected":
    case "started":
    case "ended":
    case "activated":
    case "deactivated":
    case "paused":
    case "resumed":
    case "woke":
    case "settings-changed":
      return say(`entry-${deed.kind}`);
  }
}

const KINDS: ReadonlySet<string> = new Set(PROBLEM_KINDS);

/** A journal may be older than the program that reads it. */
function problemName(code: string, say: Say): string {
  return KINDS.has(code) ? say(`problem-kind-${code}`) : code;
}

export const SPANS = ["all", "hour", "today", "day", "week"] as const;
export type Span = (typeof SPANS)[number];

const HOUR = 3_600_000;

/** When the time begins that is looked at; `null` where it is all. */
export function beginOf(span: Span, now: Utc): Utc | null {
  switch (span) {
    case "all":
      return null;
    case "hour":
      return now - HOUR;
    case "today":
      return new Date(now).setHours(0, 0, 0, 0);
    case "day":
      return now - 24 * HOUR;
    case "week":
      return now - 7 * 24 * HOUR;
  }
}

/** What the reader chose. */
export interface Choice {
  /** Words that name people, or an extension. */
  search: string;
  /** The only extension looked at; empty for all. */
  person: ExtensionNumber;
  groups: readonly DeedGroup[];
  outcomes: readonly Outcome[];
  span: Span;
  from: Utc | null;
}

export const EVERYTHING: Choice = { search: "", person: "", groups: [], outcomes: [], span: "all", from: null };

/** The question for the journal; `null` where nobody on the board is meant, so that nothing can fit. */
export function filterOf(choice: Choice, board: Board): ActivityFilter | null {
  const about = peopleOf(choice, board);
  if (about !== null && about.extensions.length === 0) return null;
  return {
    extensions: about?.extensions ?? null,
    users: about?.users ?? [],
    kinds: DEED_KINDS.filter((kind) => choice.groups.includes(GROUPS[kind])),
    outcomes: [...choice.outcomes],
    from: choice.from,
    until: null,
  };
}

interface About {
  extensions: ExtensionNumber[];
  users: UserId[];
}

function peopleOf({ search, person }: Choice, board: Board): About | null {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (person === "" && words.length === 0) return null;
  const rows = person === "" ? [...board.values()] : [board.get(person)].flatMap((row) => row ?? []);
  const meant = rows.filter((row) => found(row, words));
  const extensions = new Set(meant.map(({ extension }) => extension));
  if (person !== "" && words.length === 0) extensions.add(person);
  // An extension that Cloudya has no more still stands in the journal.
  if (person === "" && /^\d+$/.test(search.trim())) extensions.add(search.trim());
  return { extensions: [...extensions], users: [...new Set(meant.flatMap(({ user }) => user?.id ?? []))] };
}

/** Everything about one person since `from`. */
export function filterOfPerson(extension: ExtensionNumber, user: UserId | null, from: Utc | null): ActivityFilter {
  return { extensions: [extension], users: user === null ? [] : [user], kinds: [], outcomes: [], from, until: null };
}

/** The journal holds no names: they come from the board of this moment. */
export function namer(board: Board): (entry: ActivityEntry) => Row | undefined {
  let byUser: Map<UserId, Row> | null = null;
  return ({ extension, user }) => {
    if (extension !== null) return board.get(extension);
    if (user === null) return undefined;
    byUser ??= new Map([...board.values()].flatMap((row) => (row.user === null ? [] : [[row.user.id, row] as const])));
    return byUser.get(user);
  };
}

/** The journal as a table, the latest entry first; times as ISO 8601 in UTC, which every program can sort. */
export function activitySheet(entries: readonly ActivityEntry[], board: Board, say: Say, format: Format, activityWord: (activity: string) => string): string {
  const rowOf = namer(board);
  const header = ["time", "extension", "person", "group", "event", "seconds", "outcome"].map((column) => say(`sheet-${column}`));
  const lines = entries.map((entry) => {
    const row = rowOf(entry);
    return [
      new Date(entry.at).toISOString(),
      entry.extension ?? row?.extension ?? "",
      row?.name ?? "",
      say(`entry-group-${groupOf(entry.deed)}`),
      deedText(entry.deed, say, activityWord),
      entry.tookMs === null ? "" : format.decimal(entry.tookMs / 1000),
      say(`outcome-${entry.outcome}`),
    ];
  });
  return writeSheet([header, ...lines]);
}
