// The names of the columns: sorted by, and made wider or narrower, with the pointer or the keyboard.

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useRef, type PointerEvent } from "react";
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from "../../components/icons";
import { useSay } from "../../components/window";
import type { Column, Sort } from "../../model/order";
import { ROW_HEIGHT, useLineStyles } from "./line";

const useStyles = makeStyles({
  head: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    height: `${ROW_HEIGHT}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: { position: "relative" },
  button: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXXS,
    maxWidth: "100%",
    minWidth: 0,
    padding: `${tokens.spacingVerticalXS} 0`,
    border: "none",
    background: "none",
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: "left",
    cursor: "pointer",
    "& svg": { flexShrink: 0 },
    ":hover": { color: tokens.colorNeutralForeground1 },
  },
  word: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  edge: {
    position: "absolute",
    right: "-8px",
    top: "10px",
    bottom: "10px",
    width: "8px",
    cursor: "col-resize",
    touchAction: "none",
    ":hover": { borderRight: `2px solid ${tokens.colorNeutralStroke1Hover}` },
  },
});

export interface HeadRowProps {
  columns: readonly Column[];
  /** How wide they are. */
  template: string;
  /** The column that the keyboard is on, when it is on this row. */
  spot: Column | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onWiden: (column: Column, width: number) => void;
}

export function HeadRow({ columns, template, spot, sort, onSort, onWiden }: HeadRowProps) {
  const styles = useStyles();
  const line = useLineStyles();
  return (
    <div role="row" aria-rowindex={1} className={mergeClasses(line.line, styles.head)} style={{ gridTemplateColumns: template }}>
      {columns.map((column, at) => (
        <HeadCell key={column} column={column} at={at} spot={spot} sort={sort} onSort={onSort} onWiden={onWiden} />
      ))}
    </div>
  );
}

interface HeadCellProps extends Omit<HeadRowProps, "columns" | "template"> {
  column: Column;
  at: number;
}

function HeadCell({ column, at, spot, sort, onSort, onWiden }: HeadCellProps) {
  const styles = useStyles();
  const line = useLineStyles();
  const say = useSay();
  const cell = useRef<HTMLDivElement>(null);
  const sorted = sort.column === column ? sort.direction : "none";

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const edge = event.currentTarget;
    const wide = (cell.current?.offsetWidth ?? 0) - event.clientX;
    const move = (moved: globalThis.PointerEvent) => onWiden(column, wide + moved.clientX);
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
  };

  return (
    <div ref={cell} role="columnheader" aria-sort={sorted} aria-colindex={at + 1} className={mergeClasses(line.cell, styles.cell)}>
      <button
        type="button"
        className={mergeClasses(styles.button, line.stop)}
        tabIndex={spot === column ? 0 : -1}
        onClick={() => onSort({ column, direction: sorted === "ascending" ? "descending" : "ascending" })}
        data-column={column}
        data-testid={`sort-${column}`}
      >
        <span className={styles.word} title={say(`column-${column}`)}>
          {say(`column-${column}`)}
        </span>
        {sorted === "ascending" && <ArrowSortUp16Regular aria-hidden />}
        {sorted === "descending" && <ArrowSortDown16Regular aria-hidden />}
      </button>
      <div className={styles.edge} onPointerDown={drag} aria-hidden data-testid={`edge-${column}`} />
    </div>
  );
}
