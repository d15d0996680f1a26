// The live board: one row per extension, changed in place as calls come and go.

import type { ExtensionNumber, Row, RowChanges } from "../generated";

/** As of one moment. Rows that did not change are the same objects from one board to the next. */
export interface Board {
  readonly size: number;
  get: (extension: ExtensionNumber) => Row | undefined;
  has: (extension: ExtensionNumber) => boolean;
  keys: () => Iterable<ExtensionNumber>;
  values: () => Iterable<Row>;
}

/**
 * Each extension keeps its place in a list for as long as the board lives, and boards that follow each other share the
 * knowledge of places. So a change copies one flat list of references and looks up nothing but the changed rows, and the
 * difference between two boards is found by comparing references.
 */
class PlacedRows implements Board {
  constructor(
    /** Grows only; may know extensions that came later, whose places are beyond this board's rows. */
    readonly places: Map<ExtensionNumber, number>,
    readonly rows: readonly (Row | undefined)[],
    readonly size: number,
  ) {}

  get(extension: ExtensionNumber): Row | undefined {
    const place = this.places.get(extension);
    return place === undefined ? undefined : this.rows[place];
  }

  has(extension: ExtensionNumber): boolean {
    return this.get(extension) !== undefined;
  }

  *keys(): Iterable<ExtensionNumber> {
    for (const row of this.values()) yield row.extension;
  }

  *values(): Iterable<Row> {
    for (const row of this.rows) if (row !== undefined) yield row;
  }

  changed({ rows: changed, removed }: RowChanges): PlacedRows {
    // Another board has gone on from this one already, with places of its own.
    const places = this.places.size === this.rows.length ? this.places : new Map([...this.places].filter(([, place]) => place < this.rows.length));
    const rows = this.rows.slice();
    let size = this.size;
    for (const extension of removed) {
      const place = places.get(extension);
      if (place === undefined || rows[place] === undefined) continue;
      rows[place] = undefined;
      size -= 1;
    }
    for (const row of changed) {
      const place = places.get(row.extension) ?? rows.length;
      places.set(row.extension, place);
      if (rows[place] === undefined) size += 1;
      rows[place] = row;
    }
    return new PlacedRows(places, rows, size);
  }
}

function emptyBoard(): PlacedRows {
  return new PlacedRows(new Map(), [], 0);
}

export const EMPTY_BOARD: Board = emptyBoard();

export function applyChanges(board: Board, changes: RowChanges): Board {
  if (!changes.fromScratch && changes.rows.length === 0 && changes.removed.length === 0) return board;
  const before = changes.fromScratch || !(board instanceof PlacedRows) ? emptyBoard() : board;
  return before.changed(changes);
}

export interface Difference {
  /** Rows of the former board that the later one has no longer, or has otherwise. */
  left: readonly Row[];
  came: readonly Row[];
}

/** `null` where one board did not grow out of the other, so that nothing is known but the two. */
export function differenceOf(former: Board, later: Board): Difference | null {
  if (!(former instanceof PlacedRows && later instanceof PlacedRows) || former.places !== later.places) return null;
  const left: Row[] = [];
  const came: Row[] = [];
  const length = Math.max(former.rows.length, later.rows.length);
  for (let place = 0; place < length; place += 1) {
    const before = former.rows[place];
    const after = later.rows[place];
    if (before === after) continue;
    if (before !== undefined) left.push(before);
    if (after !== undefined) came.push(after);
  }
  return { left, came };
}
