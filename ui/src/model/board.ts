// The live board: one row per extension, changed in place as calls come and go.

import type { ExtensionNumber, Row, RowChanges } from "../generated";

export type Board = ReadonlyMap<ExtensionNumber, Row>;

export const EMPTY_BOARD: Board = new Map();

/** A new board; rows that did not change stay the same objects, so that only changed rows are drawn again. */
export function applyChanges(board: Board, changes: RowChanges): Board {
  if (!changes.fromScratch && changes.rows.length === 0 && changes.removed.length === 0) return board;
  const next = changes.fromScratch ? new Map<ExtensionNumber, Row>() : new Map(board);
  for (const extension of changes.removed) next.delete(extension);
  for (const row of changes.rows) next.set(row.extension, row);
  return next;
}
