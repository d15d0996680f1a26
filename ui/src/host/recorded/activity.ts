// A recorded journal: what happened in an invented company, the latest first, and what its last hours were like.

import type { ActivityEntry, ActivityFilter, ActivityPage, Answer, Deed, DelaySummary, DiversionView, Interval, Outcome, Question, Row, Statistics, Update, View } from "../../generated";
import type { Board } from "../../model/board";
import { IN_A_CALL, NOW } from "./company";
import { RECORDED, SETTINGS } from "./views";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type JournalQuestion = Extract<Question, { kind: "activity" | "statistics" }>;

export function asksJournal(question: Question): question is JournalQuestion {
  return question.kind === "activity" || question.kind === "statistics";
}

export interface RecordedJournal {
  /** The latest first. */
  entries: ActivityEntry[];
  /** What is kept at this moment; `null` where the journal cannot be read. */
  statistics: Statistics | null;
  /** Something new happened. */
  add(happened: Pick<ActivityEntry, "deed"> & Partial<ActivityEntry>): void;
  /** Empties it for one extension, or whole. */
  empty(extension: string | null): void;
  answer(question: JournalQuestion, view: View | null): Answer;
}

/** `size` entries, the last of them at `now`. The journal of a company is made when it is first asked for. */
export function recordedJournal(board: () => Board, size: number, now: number): RecordedJournal {
  let kept: ActivityEntry[] | null = null;
  let sought: { filter: string; among: readonly ActivityEntry[]; fitting: ActivityEntry[] } | null = null;
  /** The same filter is asked about page by page. */
  const fittingOf = (filter: ActivityFilter): ActivityEntry[] => {
    const wanted = JSON.stringify(filter);
    if (sought?.filter !== wanted || sought.among !== journal.entries) sought = { filter: wanted, among: journal.entries, fitting: choose(journal.entries, filter) };
    return sought.fitting;
  };
  const journal: RecordedJournal = {
    get entries() {
      kept ??= happenings([...board().values()], size, now);
      return kept;
    },
    set entries(entries) {
      kept = entries;
    },
    statistics: statisticsAt(now),
    add(happened) {
      const id = (journal.entries[0]?.id ?? 0) + 1;
      journal.entries = [{ id, at: Date.now(), extension: null, user: null, tookMs: null, outcome: "done", ...happened }, ...journal.entries];
    },
    empty(extension) {
      journal.entries = extension === null ? [] : journal.entries.filter((entry) => entry.extension !== extension);
    },
    answer(question, view) {
      if (view?.settings.journalHours === 0) return { kind: "unavailable" };
      if (question.kind === "activity") return { kind: "activity", page: pageOf(fittingOf(question.filter), question) };
      return journal.statistics === null ? { kind: "unavailable" } : { kind: "statistics", statistics: journal.statistics };
    },
  };
  return journal;
}

function pageOf(fitting: readonly ActivityEntry[], { before, limit }: Extract<Question, { kind: "activity" }>): ActivityPage {
  const first = before === null ? 0 : fitting.findIndex(({ id }) => id < before);
  return { entries: first === -1 ? [] : fitting.slice(first, first + limit), total: fitting.length };
}

function choose(entries: readonly ActivityEntry[], filter: ActivityFilter): ActivityEntry[] {
  const extensions = filter.extensions === null ? null : new Set(filter.extensions);
  const users = new Set(filter.users);
  return entries.filter((entry) => fits(entry, filter, extensions, users));
}

function fits(entry: ActivityEntry, filter: ActivityFilter, extensions: ReadonlySet<string> | null, users: ReadonlySet<string>): boolean {
  if (extensions !== null && !(entry.extension !== null && extensions.has(entry.extension)) && !(entry.user !== null && users.has(entry.user))) return false;
  if (filter.kinds.length > 0 && !filter.kinds.includes(entry.deed.kind)) return false;
  if (filter.outcomes.length > 0 && !filter.outcomes.includes(entry.outcome)) return false;
  if (filter.from !== null && entry.at < filter.from) return false;
  return filter.until === null || entry.at < filter.until;
}

/** The life of a call, told again and again for one person after the other, with what the program does in between. */
const CALL: readonly { deed: Deed; tookMs?: number; outcome?: Outcome }[] = [
  { deed: { kind: "line-changed", line: "ringing", presence: "available" }, outcome: "seen" },
  { deed: { kind: "line-changed", line: "in-use", presence: "available" }, outcome: "seen" },
  { deed: { kind: "published", availability: "Busy", activity: "InACall" }, tookMs: 2640 },
  { deed: { kind: "teams-changed", teams: IN_A_CALL, origin: "echo" }, outcome: "seen" },
  { deed: { kind: "line-changed", line: "idle", presence: "available" }, outcome: "seen" },
  { deed: { kind: "cleared" }, tookMs: 1380 },
  { deed: { kind: "teams-changed", teams: { availability: "Available", activity: "Available" }, origin: "teams" }, outcome: "seen" },
];

const BETWEEN: readonly { deed: Deed; tookMs?: number; outcome?: Outcome; people?: true }[] = [
  { deed: { kind: "diverted", profile: "Besprechung", former: "Standard" }, tookMs: 840, people: true },
  { deed: { kind: "problem-cured", code: "cloudya-stream-lost" } },
  { deed: { kind: "returned", profile: "Standard" }, tookMs: 910, people: true },
  { deed: { kind: "settings-changed" } },
  { deed: { kind: "published", availability: "Busy", activity: "InACall" }, tookMs: 30_400, outcome: "refused", people: true },
  { deed: { kind: "woke" } },
  { deed: { kind: "taken-over", profile: "Urlaub" }, people: true },
  { deed: { kind: "published", availability: "Busy", activity: "InACall" }, tookMs: 5200, outcome: "delayed", people: true },
  { deed: { kind: "problem-appeared", code: "cloudya-stream-lost" } },
  { deed: { kind: "paused" } },
  { deed: { kind: "resumed" } },
  { deed: { kind: "email-corrected" }, tookMs: 1120, people: true },
];

const EVERY = 17;

function happenings(rows: readonly Row[], size: number, now: number): ActivityEntry[] {
  const people = rows.filter(({ state }) => state === "in-sync");
  return Array.from({ length: size }, (_, index) => {
    const id = size - index;
    const other = id % EVERY === 0 ? BETWEEN[(id / EVERY) % BETWEEN.length] : undefined;
    const told = other ?? CALL[id % CALL.length] ?? { deed: { kind: "woke" } };
    const person = other !== undefined && other.people === undefined ? undefined : people[(Math.floor(id / CALL.length) * 37) % Math.max(1, people.length)];
    return {
      id,
      at: now - 4000 - index * 11_000 - (id % 7) * 900,
      extension: person?.extension ?? null,
      user: person?.user?.id ?? null,
      deed: told.deed,
      tookMs: told.tookMs === undefined ? null : told.tookMs + ((id * 131) % 420),
      outcome: told.outcome ?? "done",
    };
  });
}

const INTERVAL = 15 * MINUTE;

/** A working day in quarters of an hour: little at night, a pause at noon, a quarter in which the program did not run. */
export function statisticsAt(now: number): Statistics {
  const last = Math.floor(now / INTERVAL) * INTERVAL;
  const intervals = Array.from({ length: 96 }, (_, index): Interval => {
    const from = last - (95 - index) * INTERVAL;
    const hour = new Date(from).getHours() + new Date(from).getMinutes() / 60;
    const asleep = hour >= 3 && hour < 3.75;
    const busy = asleep ? 0 : Math.max(0, Math.exp(-(((hour - 10) / 2.2) ** 2)) + 0.85 * Math.exp(-(((hour - 15) / 2) ** 2)));
    const calls = Math.round(busy * 46 + (asleep ? 0 : ((index * 7) % 5) * busy));
    const changes = calls * 2;
    return {
      from,
      calls,
      changes,
      failures: calls > 40 && index % 6 === 0 ? 2 : 0,
      delay: changes === 0 ? null : delayOf(changes, index),
      requests: asleep ? 0 : 180 + changes * 3,
      peak: asleep ? 0 : Math.round(60 + busy * 900 + ((index * 13) % 9) * 12),
    };
  });
  return { seconds: INTERVAL / 1000, intervals, delay: { writes: 1860, medianMs: 2460, p95Ms: 3910 }, limit: 1500, keptLimit: 1350 };
}

function delayOf(writes: number, index: number): DelaySummary {
  return { writes, medianMs: 2300 + ((index * 29) % 8) * 60, p95Ms: 3200 + ((index * 53) % 11) * 170 };
}

function running(change: (view: View) => View): Update[] {
  return RECORDED.running().map((update) => ({ ...update, view: update.view && change(update.view) }));
}

const DIVERSIONS: readonly DiversionView[] = (["102", "108", "113", "125"] as const).map((extension, index) => ({
  extension,
  name: ["Clara Hoffmann", "Ida Neumann", "Noah Albrecht", "Ben Lindner"][index] ?? "",
  profile: "Besprechung",
  former: "Standard",
  activity: index === 3 ? "Presenting" : "InAMeeting",
  since: NOW - (12 + index * 9) * MINUTE,
  until: NOW + (4 - index) * HOUR,
  state: (["diverted", "diverting", "returning", "stuck"] as const)[index] ?? "diverted",
}));

export const RECORDED_ACTIVITY = {
  diverted: () => running((view) => ({ ...view, diversions: [...DIVERSIONS] })),
  "journal-off": () => running((view) => ({ ...view, settings: { ...SETTINGS, journalHours: 0 } })),
  resting: () => running((view) => ({ ...view, state: "paused", restingUntil: NOW + 10 * HOUR })),
} satisfies Record<string, () => Update[]>;
