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

/** UTF-8 where the bytes are UTF-8, else Windows-1252, which is what Excel saves in Western Europe; its "Unicode text" is UTF-16. */
export function decodeText(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
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
  let columns: Columns = { extension: 0, email: 1 };
  let started = false;

  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const cells = split(line, separator);
    if (!started) {
      started = true;
      if (isHeader(cells)) {
        columns = columnsOf(cells);
        return;
      }
    }
    const fault = (kind: LineFault) => errors.push({ line: index + 1, fault: kind, text: line.trim() });
    if (cells.length < 2) return fault("columns");
    const extension = cells[columns.extension] ?? "";
    const email = cells[columns.email] ?? "";
    if (!EXTENSION.test(extension)) return fault("extension");
    if (email !== "" && !ADDRESS.test(email)) return fault("email");
    if (seen.has(extension)) return fault("twice");
    seen.add(extension);
    emails.push({ extension, email });
    return undefined;
  });
  return { emails, errors };
}

interface Columns {
  extension: number;
  email: number;
}

/** Where a header says that the columns are: other columns may stand beside them. */
function columnsOf(header: readonly string[]): Columns {
  const email = header.findIndex((cell) => /mail/i.test(cell));
  const extension = header.findIndex((cell) => /nebenstelle|durchwahl|extension|^ext\b/i.test(cell) && !/mail/i.test(cell));
  if (email === -1) return extension === -1 ? { extension: 0, email: 1 } : { extension, email: extension === 0 ? 1 : 0 };
  return { extension: extension === -1 ? (email === 0 ? 1 : 0) : extension, email };
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
