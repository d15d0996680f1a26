// Which columns the board has, in which order and how wide: as a person chose, or as usual.

import { COLUMNS, type Column } from "./order";

interface Shape {
  /** In pixels. */
  least: number;
  /** The share of the room that is left over; a small one counts only where names and addresses have more than enough. */
  grow: number;
  /** As usual, the column is left out of narrower tables, in pixels; everything stands in the panel too. */
  from: number;
}

export const SHAPES: Record<Column, Shape> = {
  extension: { least: 100, grow: 0.15, from: 0 },
  name: { least: 132, grow: 1, from: 0 },
  email: { least: 136, grow: 1.4, from: 1040 },
  user: { least: 132, grow: 1, from: 896 },
  line: { least: 124, grow: 0.25, from: 0 },
  teams: { least: 144, grow: 0.25, from: 0 },
  published: { least: 100, grow: 0.25, from: 1148 },
  since: { least: 64, grow: 0.15, from: 800 },
  state: { least: 128, grow: 0.25, from: 0 },
  round: { least: 80, grow: 0.15, from: Infinity },
};

export const NARROWEST = 64;
export const WIDEST = 640;

export interface ColumnChoice {
  /** `null` shows as many of the usual columns as there is room for. */
  shown: readonly Column[] | null;
  /** In pixels. */
  widths: Readonly<Partial<Record<Column, number>>>;
}

export const AS_USUAL: ColumnChoice = { shown: null, widths: {} };

/** Those that are shown when nobody chose and there is room for all. */
export const USUAL: readonly Column[] = COLUMNS.filter((column) => SHAPES[column].from !== Infinity);

export function shownColumns({ shown }: ColumnChoice, room: number): readonly Column[] {
  return shown ?? USUAL.filter((column) => room >= SHAPES[column].from);
}

/** In the grammar of CSS grids. */
export function templateOf(columns: readonly Column[], { widths }: ColumnChoice): string {
  return columns
    .map((column) => {
      const { least, grow } = SHAPES[column];
      const width = widths[column];
      return width === undefined ? `minmax(${least}px, ${grow}fr)` : `${width}px`;
    })
    .join(" ");
}

/** What the columns need at least, in pixels, without what is between them. */
export function leastWidth(columns: readonly Column[], { widths }: ColumnChoice): number {
  return columns.reduce((sum, column) => sum + (widths[column] ?? SHAPES[column].least), 0);
}

/** The last column cannot be hidden. A column that is shown again comes where it usually is. */
export function toggleColumn(choice: ColumnChoice, column: Column, shown: readonly Column[]): ColumnChoice {
  if (shown.includes(column)) return shown.length === 1 ? choice : { ...choice, shown: shown.filter((each) => each !== column) };
  const before = COLUMNS.slice(0, COLUMNS.indexOf(column));
  const place = shown.reduce((after, each, index) => (before.includes(each) ? index + 1 : after), 0);
  return { ...choice, shown: [...shown.slice(0, place), column, ...shown.slice(place)] };
}

export function moveColumn(choice: ColumnChoice, column: Column, by: -1 | 1, shown: readonly Column[]): ColumnChoice {
  const from = shown.indexOf(column);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) return choice;
  const rest = shown.filter((each) => each !== column);
  return { ...choice, shown: [...rest.slice(0, to), column, ...rest.slice(to)] };
}

export function widenColumn(choice: ColumnChoice, column: Column, width: number): ColumnChoice {
  return { ...choice, widths: { ...choice.widths, [column]: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) } };
}

const KEPT_AS = "people-columns";

/** What does not read as a choice is as usual: another version may have written it. */
export function readColumns(kept: Pick<Storage, "getItem">): ColumnChoice {
  try {
    const value: unknown = JSON.parse(kept.getItem(KEPT_AS) ?? "null");
    return isChoice(value) ? value : AS_USUAL;
  } catch {
    return AS_USUAL;
  }
}

/** A window that may keep nothing forgets the choice at its end, and works all the same. */
export function keepColumns(kept: Pick<Storage, "setItem">, choice: ColumnChoice): void {
  try {
    kept.setItem(KEPT_AS, JSON.stringify(choice));
  } catch {
    return;
  }
}

function isChoice(value: unknown): value is ColumnChoice {
  if (typeof value !== "object" || value === null || !("shown" in value) || !("widths" in value)) return false;
  const { shown, widths } = value;
  if (typeof widths !== "object" || widths === null) return false;
  if (!Object.entries(widths).every(([column, width]) => isColumn(column) && typeof width === "number" && width >= NARROWEST && width <= WIDEST)) return false;
  if (shown === null) return true;
  return Array.isArray(shown) && shown.length > 0 && shown.every(isColumn) && new Set(shown).size === shown.length;
}

function isColumn(value: unknown): value is Column {
  return COLUMNS.some((column) => column === value);
}
