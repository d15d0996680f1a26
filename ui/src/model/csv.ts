// Reads a list of voicemail e-mails: `extension;email`, as spreadsheets write it.

import type { ImportedEmail } from "../generated";

export type LineFault = "columns" | "extension" | "email" | "twice";

export interface LineError {
  /** From 1, as a text editor counts. */
  line: number;
  fault: LineFault;
  text: string;
}

export interface EmailList {
  emails: ImportedEmail[];
  errors: LineError[];
}

/** UTF-8 where the bytes are UTF-8, else Windows-1252, which is what Excel saves in Western Europe. */
export function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const ADDRESS = /^[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+$/;
const EXTENSION = /^\d+$/;

/** Addresses may be empty; a line that cannot be read is reported and left out. */
export function parseEmails(text: string): EmailList {
  const lines = text.replace(/^\u{feff}/u, "").split(/\r\n|\r|\n/);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const separator = [";", "\t", ","].find((mark) => first.includes(mark)) ?? ";";
  const emails: ImportedEmail[] = [];
  const errors: LineError[] = [];
  const seen = new Set<string>();
  let emailFirst = false;
  let started = false;

  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const cells = split(line, separator);
    if (!started) {
      started = true;
      if (isHeader(cells)) {
        emailFirst = /mail/i.test(cells[0] ?? "");
        return;
      }
    }
    const fault = (kind: LineFault) => errors.push({ line: index + 1, fault: kind, text: line.trim() });
    if (cells.length < 2) return fault("columns");
    const [extension = "", email = ""] = emailFirst ? [cells[1], cells[0]] : cells;
    if (!EXTENSION.test(extension)) return fault("extension");
    if (email !== "" && !ADDRESS.test(email)) return fault("email");
    if (seen.has(extension)) return fault("twice");
    seen.add(extension);
    emails.push({ extension, email });
    return undefined;
  });
  return { emails, errors };
}

/** The first line is a header when it holds neither an extension nor an address. */
function isHeader(cells: readonly string[]): boolean {
  return cells.length > 1 && !cells.some((cell) => EXTENSION.test(cell) || cell.includes("@"));
}

function split(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const mark of line) {
    if (mark === '"') quoted = !quoted;
    else if (mark === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += mark;
  }
  cells.push(cell.trim());
  return cells;
}
