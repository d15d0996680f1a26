// Tables as spreadsheets read and write them: UTF-8 with a byte order mark, semicolons, and no cell that a spreadsheet would run.

/** What a spreadsheet would take for a formula, behind any number of apostrophes that stand there already. */
const FORMULA = /^'*[=+\-@\t\r]/;

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  const safe = harmless(text);
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function writeSheet(rows: readonly (readonly string[])[]): string {
  return `\u{feff}${rows.map((cells) => `${cells.map(cell).join(";")}\r\n`).join("")}`;
}

/** As spreadsheets take it from the clipboard: it knows no quotes, so that a cell is one line without tabs. */
export function writeTabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((text) => harmless(text.replace(/\s+/g, " "))).join("\t")).join("\n");
}

export interface SheetLine {
  /** From 1, as a text editor counts. */
  line: number;
  cells: string[];
}

/** Lines without a word are left out. The separator is the one that the first line has. */
export function readSheet(text: string): SheetLine[] {
  const plain = text.replace(/^\u{feff}/u, "");
  const first = plain.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";
  const separator = [";", "\t", ","].find((mark) => first.includes(mark)) ?? ";";
  const lines: SheetLine[] = [];
  let cells: string[] = [];
  let word = "";
  let quoted = false;
  let line = 1;
  let begun = 1;
  const endCell = () => {
    const trimmed = word.trim();
    cells.push(FORMULA.test(trimmed) && trimmed.startsWith("'") ? trimmed.slice(1) : trimmed);
    word = "";
  };
  const endLine = () => {
    endCell();
    if (cells.some((each) => each !== "")) lines.push({ line: begun, cells });
    cells = [];
  };
  for (let at = 0; at < plain.length; at += 1) {
    const mark = plain.charAt(at);
    if (quoted) {
      if (mark !== '"') word += mark;
      else if (plain.charAt(at + 1) === '"') {
        word += mark;
        at += 1;
      } else quoted = false;
    } else if (mark === '"' && word.trim() === "") quoted = true;
    else if (mark === separator) endCell();
    else if (mark === "\n" || mark === "\r") {
      if (mark === "\r" && plain.charAt(at + 1) === "\n") at += 1;
      endLine();
      begun = line + 1;
    } else word += mark;
    if (plain.charAt(at) === "\n" || (plain.charAt(at) === "\r" && plain.charAt(at + 1) !== "\n")) line += 1;
  }
  endLine();
  return lines;
}
