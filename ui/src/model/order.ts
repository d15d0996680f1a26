// By what the board is filtered, searched and ordered.

import type { ExtensionNumber, LineState, PersonState, Round, Row } from "../generated";
import { lazy } from "./lazy";

export const COLUMNS = ["extension", "name", "email", "user", "line", "teams", "published", "since", "state", "round"] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sort {
  column: Column;
  direction: "ascending" | "descending";
}

export const PERSON_STATES: readonly PersonState[] = [
  "in-sync",
  "pending",
  "overridden",
  "duplicate",
  "not-found",
  "no-email",
  "several-users",
  "disabled",
  "guest",
  "excluded",
  "not-covered",
  "unknown",
];

export const LINE_STATES: readonly LineState[] = ["in-use", "ringing", "idle", "offline", "unknown"];

const UNMATCHED: ReadonlySet<PersonState> = new Set([
  "duplicate",
  "not-found",
  "no-email",
  "several-users",
  "disabled",
  "guest",
]);

/** Whether the row takes part in the synchronisation as far as matching goes. */
export function isMatched(row: Row): boolean {
  return row.user !== null && !UNMATCHED.has(row.state) && row.state !== "excluded" && row.state !== "not-covered";
}

/** A call in Teams, whoever caused it. */
export function isTeamsCall(row: Row): boolean {
  const activity = row.teams?.activity.toLowerCase();
  return activity === "inacall" || activity === "inaconferencecall";
}

/** The phone says one thing and Teams another: an own status, a change on its way, or a call that only one side knows. */
export function differs(row: Row): boolean {
  if (!isMatched(row)) return false;
  if (row.state === "overridden" || row.state === "pending") return true;
  return (row.line === "in-use") !== isTeamsCall(row);
}

/** In whole or in part: left out, in one direction of its own only, or while everybody is. */
export function isPaused({ state, direction, why }: Row): boolean {
  return state === "excluded" || why === "paused" || why === "resting" || (direction !== null && direction !== "both");
}

/** What can be asked about this moment, besides a single state. */
const OF_NOW = {
  "on-the-phone": (row: Row) => row.line === "in-use",
  differs,
  diverted: (row: Row, diverted: ReadonlySet<ExtensionNumber>) => diverted.has(row.extension),
  "not-matched": (row: Row) => UNMATCHED.has(row.state),
  paused: isPaused,
};

type FilterOfNow = keyof typeof OF_NOW;

export type Filter = "all" | FilterOfNow | PersonState;

export const FILTERS_OF_NOW = Object.keys(OF_NOW) as FilterOfNow[];

export function isOfNow(filter: Filter): filter is FilterOfNow {
  return filter in OF_NOW;
}

/** What is asked of the board. */
export interface Question {
  search: string;
  filter: Filter;
  /** `null` for people of every round, and of none. */
  round: Round | null;
  /** Phones that a phone rule has changed. */
  diverted: ReadonlySet<ExtensionNumber>;
  sort: Sort;
}

/** Whether a row is an answer; the words of the search are taken apart once. */
export function fitter({ search, filter, round, diverted }: Omit<Question, "sort">): (row: Row) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return (row) => (round === null || row.round === round) && passes(row, filter, diverted) && found(row, words);
}

function passes(row: Row, filter: Filter, diverted: ReadonlySet<ExtensionNumber>): boolean {
  if (isOfNow(filter)) return OF_NOW[filter](row, diverted);
  return filter === "all" || row.state === filter;
}

/** As people type: without case and without the dots of an umlaut. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}

const folded = new WeakMap<Row, string>();

/** Every word of the search stands somewhere in the row. */
export function found(row: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  let text = folded.get(row);
  if (text === undefined) {
    text = fold([row.extension, row.name, row.email, row.user?.name, row.user?.userPrincipalName].join("\n"));
    folded.set(row, text);
  }
  const haystack = text;
  return words.every((word) => haystack.includes(word));
}

const collator = lazy(() => new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }));

/** As people count: `9` before `10`, and `007` beside `7`. */
export function compareExtensions(a: string, b: string): number {
  const left = Number(a);
  const right = Number(b);
  if (left !== right && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return collator().compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** A total order: two extensions are never equal. */
export function comparer({ column, direction }: Sort): (a: Row, b: Row) => number {
  const sign = direction === "ascending" ? 1 : -1;
  return (a, b) => sign * compareBy(column, a, b) || compareExtensions(a.extension, b.extension);
}

function compareBy(column: Column, a: Row, b: Row): number {
  switch (column) {
    case "extension":
      return compareExtensions(a.extension, b.extension);
    case "name":
      return collator().compare(a.name, b.name);
    case "email":
      return collator().compare(a.email, b.email);
    case "user":
      return collator().compare(a.user?.name ?? "\u{ffff}", b.user?.name ?? "\u{ffff}");
    case "line":
      return LINE_STATES.indexOf(a.line) - LINE_STATES.indexOf(b.line);
    case "teams":
      return collator().compare(a.teams?.activity ?? "\u{ffff}", b.teams?.activity ?? "\u{ffff}");
    case "published":
      return (b.published?.expires ?? 0) - (a.published?.expires ?? 0);
    case "since":
      return b.lineSince - a.lineSince;
    case "state":
      return PERSON_STATES.indexOf(a.state) - PERSON_STATES.indexOf(b.state);
    case "round":
      return (a.round ?? Infinity) === (b.round ?? Infinity) ? 0 : (a.round ?? Infinity) - (b.round ?? Infinity);
  }
}
