// Which people are selected: by extension, so that they stay selected wherever their rows go.

import type { ExtensionNumber, Row } from "../generated";

export interface Selection {
  extensions: ReadonlySet<ExtensionNumber>;
  /** Where a range begins. */
  anchor: ExtensionNumber | null;
}

export const NOBODY: Selection = { extensions: new Set(), anchor: null };

export function selectOnly(extension: ExtensionNumber): Selection {
  return { extensions: new Set([extension]), anchor: extension };
}

export function toggle({ extensions }: Selection, extension: ExtensionNumber): Selection {
  const next = new Set(extensions);
  if (!next.delete(extension)) next.add(extension);
  return { extensions: next, anchor: extension };
}

/** Everybody between the anchor and this row as they stand now; only the row where the anchor is not among them. */
export function selectTo(selection: Selection, extension: ExtensionNumber, rows: readonly Row[]): Selection {
  const from = rows.findIndex((row) => row.extension === selection.anchor);
  const to = rows.findIndex((row) => row.extension === extension);
  if (from < 0 || to < 0) return selectOnly(extension);
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { extensions: new Set(between.map((row) => row.extension)), anchor: selection.anchor };
}

export function selectAll(rows: readonly Row[]): Selection {
  return { extensions: new Set(rows.map((row) => row.extension)), anchor: rows[0]?.extension ?? null };
}
