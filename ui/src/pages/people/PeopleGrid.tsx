// The table of people as an ARIA grid that draws only the rows in sight.

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Row } from "../../generated";
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from "../../components/icons";
import { activityWord, LineText, PersonStateText, TeamsText } from "../../components/states";
import { useFormat, useSay } from "../../components/window";
import { COLUMNS, type Column, type Sort } from "../../model/order";

const ROW_HEIGHT = 44;

interface Shape {
  /** In the grammar of CSS grids. */
  width: string;
  /** The column is left out of narrower tables, in pixels; everything stands in the panel too. */
  from: number;
}

const SHAPES: Record<Column, Shape> = {
  extension: { width: "96px", from: 0 },
  name: { width: "minmax(104px, 1.3fr)", from: 0 },
  email: { width: "minmax(160px, 1.5fr)", from: 1040 },
  user: { width: "minmax(124px, 1.3fr)", from: 880 },
  line: { width: "108px", from: 0 },
  teams: { width: "minmax(140px, 1fr)", from: 0 },
  published: { width: "minmax(120px, 0.8fr)", from: 1180 },
  since: { width: "72px", from: 0 },
  state: { width: "minmax(156px, 0.9fr)", from: 0 },
};

const useStyles = makeStyles({
  frame: {
    flex: 1,
    minHeight: "240px",
    overflow: "auto",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    contain: "strict",
  },
  line: { display: "grid", alignItems: "center", columnGap: tokens.spacingHorizontalS, padding: `0 ${tokens.spacingHorizontalM}`, boxSizing: "border-box" },
  head: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    height: `${ROW_HEIGHT}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  headButton: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXXS,
    maxWidth: "100%",
    whiteSpace: "nowrap",
    padding: `${tokens.spacingVerticalXS} 0`,
    border: "none",
    background: "none",
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: "left",
    cursor: "pointer",
    borderRadius: tokens.borderRadiusSmall,
    "& svg": { flexShrink: 0 },
    ":hover": { color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  rows: { position: "relative" },
  row: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${ROW_HEIGHT}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: "pointer",
    fontSize: tokens.fontSizeBase300,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  opened: { backgroundColor: tokens.colorNeutralBackground1Selected },
  cell: { minWidth: 0, display: "flex", alignItems: "center" },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: "tabular-nums" },
});

export interface PeopleGridProps {
  rows: readonly Row[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** The extension whose panel is open. */
  opened: string;
  onOpen: (extension: string) => void;
}

export function PeopleGrid({ rows, sort, onSort, opened, onOpen }: PeopleGridProps) {
  const styles = useStyles();
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const columns = useColumns(frame);
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);
  // The virtualizer keeps its own state; React's compiler could not memoise it, and nothing here asks for that.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.extension ?? index,
    initialRect: { width: 900, height: 600 },
  });
  const template = columns.map((column) => SHAPES[column].width).join(" ");

  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    setActive(target);
    virtual.scrollToIndex(target);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    const onRow = event.target instanceof HTMLElement && event.target.dataset["index"] !== undefined;
    if (!onRow) return;
    if (target !== undefined) {
      event.preventDefault();
      moveTo(target);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const row = rows[current];
      if (row) onOpen(row.extension);
    }
  };

  return (
    <div
      ref={frame}
      className={styles.frame}
      role="grid"
      tabIndex={-1}
      aria-label={say("nav-people")}
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={mergeClasses(styles.line, styles.head)} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <HeadCell key={column} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row && (
              <PersonRow
                key={key}
                row={row}
                index={index}
                start={start}
                columns={columns}
                template={template}
                stop={index === current ? "tab-stop" : "by-arrows"}
                look={row.extension === opened ? "opened" : "plain"}
                onOpen={onOpen}
                onActive={setActive}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function HeadCell({ column, sort, onSort }: { column: Column; sort: Sort; onSort: (sort: Sort) => void }) {
  const styles = useStyles();
  const say = useSay();
  const sorted = sort.column === column ? sort.direction : "none";
  return (
    <div role="columnheader" aria-sort={sorted} aria-colindex={COLUMNS.indexOf(column) + 1} className={styles.cell}>
      <button
        type="button"
        className={styles.headButton}
        onClick={() => onSort({ column, direction: sorted === "ascending" ? "descending" : "ascending" })}
        data-testid={`sort-${column}`}
      >
        {say(`column-${column}`)}
        {sorted === "ascending" && <ArrowSortUp16Regular aria-hidden />}
        {sorted === "descending" && <ArrowSortDown16Regular aria-hidden />}
      </button>
    </div>
  );
}

interface PersonRowProps {
  row: Row;
  index: number;
  start: number;
  columns: readonly Column[];
  template: string;
  stop: "tab-stop" | "by-arrows";
  look: "opened" | "plain";
  onOpen: (extension: string) => void;
  onActive: (index: number) => void;
}

/** Drawn again only when its row, its place or its look changed. */
const PersonRow = memo(function PersonRow({ row, index, start, columns, template, stop, look, onOpen, onActive }: PersonRowProps) {
  const styles = useStyles();
  return (
    // The keyboard is handled by the grid, which moves between rows.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={look === "opened"}
      tabIndex={stop === "tab-stop" ? 0 : -1}
      className={mergeClasses(styles.line, styles.row, look === "opened" && styles.opened)}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      data-index={index}
      data-testid={`row-${row.extension}`}
      data-line={row.line}
      data-teams={row.teams ? `${row.teams.availability}/${row.teams.activity}` : ""}
      data-state={row.state}
      onClick={() => onOpen(row.extension)}
      onFocus={() => onActive(index)}
    >
      {columns.map((column) => (
        <div key={column} role="gridcell" aria-colindex={COLUMNS.indexOf(column) + 1} className={styles.cell}>
          <Cell row={row} column={column} />
        </div>
      ))}
    </div>
  );
});

function Cell({ row, column }: { row: Row; column: Column }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  switch (column) {
    case "extension":
      return <span className={styles.number}>{row.extension}</span>;
    case "name":
      return <span className={styles.text} title={row.name}>{row.name}</span>;
    case "email":
      return row.email === "" ? <span className={styles.quiet}>{say("none")}</span> : <span className={styles.text} title={row.email}>{row.email}</span>;
    case "user":
      return row.user === null ? (
        <span className={styles.quiet}>{say("none")}</span>
      ) : (
        <span className={styles.text} title={row.user.userPrincipalName}>{row.user.name}</span>
      );
    case "line":
      return <LineText line={row.line} />;
    case "teams":
      return <TeamsText teams={row.teams} />;
    case "published":
      if (row.published === null) return <span className={styles.quiet}>{say("none")}</span>;
      return (
        <span className={styles.text} title={activityWord(row.published.activity, say)}>
          {say("published-until", { time: format.moment(row.published.expires) })}
        </span>
      );
    case "since":
      if (row.lineSince === 0) return <span className={styles.quiet}>{say("none")}</span>;
      return (
        <span className={styles.number} title={format.full(row.lineSince)}>
          {format.brief(row.lineSince)}
        </span>
      );
    case "state":
      return <PersonStateText state={row.state} />;
  }
}

/** The columns for which there is room. */
function useColumns(frame: React.RefObject<HTMLDivElement | null>): readonly Column[] {
  const [width, setWidth] = useState(1200);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return COLUMNS.filter((column) => width >= SHAPES[column].from);
}
