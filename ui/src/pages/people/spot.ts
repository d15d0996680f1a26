// The one cell of the board that the keyboard is on, and where the keys lead from there.

import type { ExtensionNumber, Row } from "../../generated";
import { fold, type Column } from "../../model/order";

/** The index of the row of column names. */
export const HEAD = -1;

export interface Spot {
  /** The row moves, and the spot with it. `null` in the head, and until the keyboard was here. */
  extension: ExtensionNumber | null;
  index: number;
  column: Column;
}

/** Where the spot is after rows or columns have changed: with its row, else with whoever stands in that place now. */
export function settle(spot: Spot, rows: readonly Row[], columns: readonly Column[]): Spot {
  const column = columns.includes(spot.column) ? spot.column : (columns[0] ?? spot.column);
  const { extension, index } = spot;
  if (extension === null || rows[index]?.extension === extension) {
    const reached = Math.min(index, rows.length - 1);
    return reached === index && column === spot.column ? spot : { extension, index: reached, column };
  }
  const found = rows.findIndex((row) => row.extension === extension);
  if (found >= 0) return { extension, index: found, column };
  const reached = Math.min(index, rows.length - 1);
  return { extension: rows[reached]?.extension ?? null, index: reached, column };
}

export interface Grid {
  rows: number;
  columns: readonly Column[];
  /** So many rows are in sight. */
  page: number;
}

/** `null` for keys that lead nowhere. */
export function follow(key: string, control: "control" | "alone", { index, column }: Spot, { rows, columns, page }: Grid): Omit<Spot, "extension"> | null {
  const at = columns.indexOf(column);
  const first = columns[0] ?? column;
  const last = columns[columns.length - 1] ?? column;
  const row = (target: number) => ({ index: Math.max(0, Math.min(rows - 1, target)), column });
  switch (key) {
    case "ArrowDown":
      return row(index + 1);
    case "ArrowUp":
      return index <= 0 ? { index: HEAD, column } : row(index - 1);
    case "ArrowLeft":
      return { index, column: columns[at - 1] ?? first };
    case "ArrowRight":
      return { index, column: columns[at + 1] ?? last };
    case "PageDown":
      return row(index + page);
    case "PageUp":
      return row(index - page);
    case "Home":
      return control === "control" ? { index: 0, column: first } : { index, column: first };
    case "End":
      return control === "control" ? { index: rows - 1, column: last } : { index, column: last };
    default:
      return null;
  }
}

/** Typing goes on with the same word for so many milliseconds. */
const PAUSE = 700;

export interface Typed {
  text: string;
  /** In milliseconds. */
  at: number;
}

export function typeOn(typed: Typed, key: string, at: number): Typed {
  return { text: at - typed.at < PAUSE ? typed.text + fold(key) : fold(key), at };
}

/** The next row whose name, or whose extension, begins like this; one letter again and again goes through all of them. */
export function findTyped({ text }: Typed, from: number, rows: readonly Row[]): number | null {
  const letters = new Set(text).size === 1 ? text.charAt(0) : text;
  // A word that grows may stay where it is; a single letter goes on.
  const start = letters.length === 1 ? from + 1 : from;
  for (let step = 0; step < rows.length; step += 1) {
    const index = (Math.max(0, start) + step) % rows.length;
    const row = rows[index];
    if (row !== undefined && (row.extension.startsWith(letters) || fold(row.name).startsWith(letters))) return index;
  }
  return null;
}
