// What the row of column names and the rows of people have in common.

import { makeStyles, tokens } from "@fluentui/react-components";

/** In pixels. */
export const ROW_HEIGHT = 44;

/** Between two columns, and before the first and after the last, in pixels. */
export const GAP = 8;
export const EDGE = 12;

export const useLineStyles = makeStyles({
  line: {
    display: "grid",
    alignItems: "stretch",
    columnGap: `${GAP}px`,
    padding: `0 ${EDGE}px`,
    boxSizing: "border-box",
  },
  cell: { minWidth: 0, display: "flex", alignItems: "center" },
  /** Where the keyboard can stop; the names of the columns do not cover it. */
  stop: {
    scrollMarginTop: `${ROW_HEIGHT}px`,
    borderRadius: tokens.borderRadiusMedium,
    outline: "none",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "2px" },
  },
});
