// The whole matching as a table: written for spreadsheets, read back, compared with what holds now, and applied at once.

import type { ExtensionNumber, FoundUser, ManualMatch, PersonState, Request, Row, UserView } from "../generated";
import type { Board } from "./board";
import { compareExtensions } from "./order";
import { readSheet, writeSheet } from "./sheet";

/** The same in every language, so that a file can be read everywhere. */
export const MATCHING_COLUMNS = ["extension", "name", "e-mail", "user", "how", "problem"] as const;

/** States in which matching is what keeps a person out. */
const PROBLEMS: ReadonlySet<PersonState> = new Set(["duplicate", "not-found", "no-email", "several-users", "disabled", "guest", "not-covered"]);

export function matchingSheet(rows: Iterable<Row>): string {
  const ordered = [...rows].sort((a, b) => compareExtensions(a.extension, b.extension));
  const lines = ordered.map((row) => [
    row.extension,
    row.name,
    row.email,
    row.user?.userPrincipalName ?? "",
    row.state === "excluded" ? "excluded" : (row.matchedBy ?? ""),
    PROBLEMS.has(row.state) ? row.state : "",
  ]);
  return writeSheet([MATCHING_COLUMNS, ...lines]);
}

export type MatchingFault = "header" | "extension" | "twice" | "user" | "unknown-user";

export interface MatchingError {
  line: number;
  fault: MatchingFault;
  text: string;
}

/** `automatic` is whatever is neither `manual` nor `excluded`. */
export interface MatchingLine {
  line: number;
  extension: ExtensionNumber;
  user: string;
  how: "manual" | "excluded" | "automatic";
}

export interface MatchingFile {
  lines: MatchingLine[];
  errors: MatchingError[];
}

export function readMatching(text: string, board: Board): MatchingFile {
  const [header, ...body] = readSheet(text);
  const names = header?.cells.map((each) => each.toLowerCase()) ?? [];
  const [extensionAt, userAt, howAt] = (["extension", "user", "how"] as const).map((name) => names.indexOf(name));
  if (extensionAt === undefined || userAt === undefined || howAt === undefined || Math.min(extensionAt, userAt, howAt) < 0) {
    return { lines: [], errors: [{ line: header?.line ?? 1, fault: "header", text: header?.cells.join("; ") ?? "" }] };
  }
  const lines: MatchingLine[] = [];
  const errors: MatchingError[] = [];
  const seen = new Set<ExtensionNumber>();
  for (const { line, cells } of body) {
    const extension = cells[extensionAt] ?? "";
    const user = cells[userAt] ?? "";
    const word = (cells[howAt] ?? "").toLowerCase();
    const how = word === "manual" || word === "excluded" ? word : "automatic";
    if (!board.has(extension)) errors.push({ line, fault: "extension", text: extension });
    else if (seen.has(extension)) errors.push({ line, fault: "twice", text: extension });
    else if (how === "manual" && user === "") errors.push({ line, fault: "user", text: extension });
    else lines.push({ line, extension, user, how });
    seen.add(extension);
  }
  return { lines, errors };
}

/** The users that the file matches by hand, each once. */
export function namedUsers({ lines }: MatchingFile): string[] {
  const names = new Map(lines.filter(({ how }) => how === "manual").map(({ user }) => [user.toLowerCase(), user]));
  return [...names.values()];
}

export type Difference = { row: Row } & (
  | { kind: "matched"; user: UserView }
  | { kind: "unmatched" }
  | { kind: "excluded" }
  | { kind: "included" }
);

export interface MatchingPlan {
  errors: MatchingError[];
  differences: Difference[];
  /** The whole new set. Extensions that the file does not name stay as they are. */
  request: Extract<Request, { kind: "apply-matching" }>;
}

/** `known` are the tenant's users that the file names. */
export function planMatching(file: MatchingFile, known: readonly FoundUser[], board: Board): MatchingPlan {
  const users = new Map(known.map(({ user }) => [user.userPrincipalName.toLowerCase(), user]));
  const named = new Map(file.lines.map((line) => [line.extension, line]));
  const errors = [...file.errors];
  const differences: Difference[] = [];
  const manual: ManualMatch[] = [];
  const excluded: ExtensionNumber[] = [];
  const rows = [...board.values()].sort((a, b) => compareExtensions(a.extension, b.extension));
  for (const row of rows) {
    const line = named.get(row.extension);
    const chosen = row.matchedBy === "manual" ? row.user : null;
    const isExcluded = row.state === "excluded";
    const leaveOut = line === undefined ? isExcluded : line.how === "excluded";
    // Who is left out keeps the match that was chosen for later.
    let user = line === undefined || line.how === "excluded" ? chosen : null;
    if (line?.how === "manual") {
      user = users.get(line.user.toLowerCase()) ?? null;
      if (user === null) errors.push({ line: line.line, fault: "unknown-user", text: line.user });
    }
    if (user !== null) manual.push({ extension: row.extension, user: user.id });
    if (leaveOut) excluded.push(row.extension);
    if (user !== null && user.id !== chosen?.id) differences.push({ row, kind: "matched", user });
    if (user === null && chosen !== null) differences.push({ row, kind: "unmatched" });
    if (leaveOut !== isExcluded) differences.push({ row, kind: leaveOut ? "excluded" : "included" });
  }
  errors.sort((a, b) => a.line - b.line);
  return { errors, differences, request: { kind: "apply-matching", manual, excluded } };
}
