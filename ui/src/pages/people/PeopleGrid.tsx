// The table of people as an ARIA grid that draws only the rows in sight.

import { makeStyles } from "@fluentui/react-components";
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type Ref } from "react";
import { SURFACE } from "../../components/theme";
import { useWidth } from "../../components/width";
import { useSay } from "../../components/window";
import type { ExtensionNumber, Row } from "../../generated";
import { leastWidth, moveColumn, shownColumns, templateOf, widenColumn, type ColumnChoice } from "../../model/columns";
import { COLUMNS, type Column, type Sort } from "../../model/order";
import { NOBODY, selectAll, selectOnly, selectTo, toggle, type Selection } from "../../model/selection";
import { HeadRow } from "./HeadRow";
import { EDGE, GAP, ROW_HEIGHT } from "./line";
import { PersonRow } from "./PersonRow";
import { findTyped, follow, HEAD, settle, typeOn, type Spot, type Typed } from "./spot";

/** By so many pixels a key makes a column wider. */
const STEP = 16;

const useStyles = makeStyles({
  frame: {
    flex: 1,
    minHeight: "240px",
    overflow: "auto",
    ...SURFACE,
    contain: "strict",
  },
  rows: { position: "relative" },
});

export interface GridHandle {
  /** Puts the keyboard where it was in the grid. */
  focus: () => void;
}

export interface PeopleGridProps {
  ref: Ref<GridHandle>;
  rows: readonly Row[];
  diverted: ReadonlySet<ExtensionNumber>;
  sort: Sort;
  onSort: (sort: Sort) => void;
  choice: ColumnChoice;
  onChoice: (choice: ColumnChoice) => void;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onOpen: (extension: ExtensionNumber) => void;
  /** The menu of a row, beside the pointer or below the cell. */
  onMenu: (row: Row, place: DOMRect) => void;
  onCopy: (rows: readonly Row[]) => void;
  /** Somebody works among the rows. */
  onStir: () => void;
}

export function PeopleGrid({ ref, rows, diverted, sort, onSort, choice, onChoice, selection, onSelect, onOpen, onMenu, onCopy, onStir }: PeopleGridProps) {
  const styles = useStyles();
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const columns = useStableColumns(shownColumns(choice, useWidth(frame, 1200)));
  const [kept, setSpot] = useState<Spot>({ extension: null, index: 0, column: columns[0] ?? COLUMNS[0] });
  const spot = settle(kept, rows, columns);
  if (spot !== kept) setSpot(spot);
  const typed = useRef<Typed>({ text: "", at: -Infinity });
  const focusWanted = useRef(false);
  const focused = useRef<Element | null>(null);

  // The row that the keyboard is on stays drawn when it is scrolled out of sight, so that the focus has somewhere to be.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      if (spot.index < 0 || spot.index >= range.count || drawn.includes(spot.index)) return drawn;
      return [...drawn, spot.index].sort((a, b) => a - b);
    },
    [spot.index],
  );
  // The virtualizer keeps its own state; React's compiler could not memoise it, and nothing here asks for that.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.extension ?? index,
    rangeExtractor,
    initialRect: { width: 900, height: 600 },
  });

  const focus = useCallback(() => {
    // Of all cells, one alone can be reached with the tab key.
    const stop = frame.current?.querySelector<HTMLElement>('[tabindex="0"]');
    stop?.focus({ preventScroll: true });
    stop?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, []);
  useImperativeHandle(ref, () => ({ focus }), [focus]);
  useLayoutEffect(() => {
    const isLost = focused.current !== null && !focused.current.isConnected;
    if (!focusWanted.current && !isLost) return;
    focusWanted.current = false;
    focus();
  });

  const moveTo = (index: number, column: Column) => {
    setSpot({ extension: rows[index]?.extension ?? null, index, column });
    focusWanted.current = true;
  };

  const onHeadKey = (event: KeyboardEvent): boolean => {
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : null;
    if (way === null || !(event.shiftKey || event.ctrlKey)) return false;
    const { column } = spot;
    const width = event.target instanceof Element ? (event.target.closest<HTMLElement>("[role=columnheader]")?.offsetWidth ?? 0) : 0;
    onChoice(event.ctrlKey ? moveColumn(choice, column, way, columns) : widenColumn(choice, column, width + way * STEP));
    focusWanted.current = true;
    return true;
  };

  const onRowKey = (event: KeyboardEvent, row: Row): boolean => {
    const control = event.ctrlKey || event.metaKey;
    const isTyping = event.timeStamp - typed.current.at < 700;
    if (control && event.key === "a") onSelect(selectAll(rows));
    else if (control && event.key === "c") {
      // What somebody marked elsewhere is copied by the browser.
      if (!(window.getSelection()?.isCollapsed ?? true)) return false;
      const chosen = rows.filter((each) => selection.extensions.has(each.extension));
      onCopy(chosen.length === 0 ? [row] : chosen);
    } else if (event.key === "Enter") onOpen(row.extension);
    else if (event.key === " " && !isTyping) onSelect(event.shiftKey ? selectTo(selection, row.extension, rows) : toggle(selection, row.extension));
    else if (event.key === "Escape" && selection.extensions.size > 0) onSelect(NOBODY);
    else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) onMenu(row, event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect());
    else if (event.key.length === 1 && !control && !event.altKey) {
      typed.current = typeOn(typed.current, event.key, event.timeStamp);
      const index = findTyped(typed.current, spot.index, rows);
      if (index !== null) moveTo(index, spot.column);
    } else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    onStir();
    const row = rows[spot.index];
    const isDone = spot.index === HEAD ? onHeadKey(event) : row !== undefined && onRowKey(event, row);
    if (isDone) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const target = follow(event.key, event.ctrlKey || event.metaKey ? "control" : "alone", spot, { rows: rows.length, columns, page });
    if (target === null) return;
    event.preventDefault();
    moveTo(target.index, target.column);
    const reached = rows[target.index];
    if (event.shiftKey && reached !== undefined && row !== undefined) {
      onSelect(selectTo(selection.anchor === null ? selectOnly(row.extension) : selection, reached.extension, rows));
    }
  };

  const rowAt = (target: EventTarget): Row | undefined => {
    const extension = target instanceof Element ? target.closest<HTMLElement>("[data-extension]")?.dataset["extension"] : undefined;
    return extension === undefined ? undefined : rows.find((row) => row.extension === extension);
  };

  const onClick = (event: MouseEvent) => {
    const row = rowAt(event.target);
    if (row === undefined) return;
    if (event.shiftKey) onSelect(selectTo(selection, row.extension, rows));
    else if (event.ctrlKey || event.metaKey) onSelect(toggle(selection, row.extension));
    else onOpen(row.extension);
  };

  const onFocus = ({ target }: { target: Element }) => {
    focused.current = target;
    const column = COLUMNS.find((each) => each === (target instanceof HTMLElement ? target.dataset["column"] : undefined));
    if (column === undefined) return;
    const row = rowAt(target);
    setSpot({ extension: row?.extension ?? null, index: row === undefined ? HEAD : rows.indexOf(row), column });
  };

  // Written on every line: WebKitGTK never gives back what it remembers of custom properties on elements that are gone.
  const template = templateOf(columns, choice);
  const wide = { minWidth: leastWidth(columns, choice) + GAP * (columns.length - 1) + 2 * EDGE };
  return (
    <div
      ref={frame}
      className={styles.frame}
      role="grid"
      tabIndex={-1}
      aria-label={say("nav-people")}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      onKeyDown={onKeyDown}
      onClick={onClick}
      onContextMenu={(event) => {
        const row = rowAt(event.target);
        if (row === undefined) return;
        event.preventDefault();
        onMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
      onFocus={onFocus}
      onBlur={() => (focused.current = null)}
      onPointerMove={onStir}
    >
      <div role="rowgroup" style={{ ...wide, position: "sticky", top: 0, zIndex: 1 }}>
        <HeadRow
          columns={columns}
          template={template}
          spot={spot.index === HEAD ? spot.column : null}
          sort={sort}
          onSort={onSort}
          onWiden={(column, width) => onChoice(widenColumn(choice, column, width))}
        />
      </div>
      <div role="rowgroup" className={styles.rows} style={{ ...wide, height: virtual.getTotalSize() }}>
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
                spot={index === spot.index ? spot.column : null}
                look={selection.extensions.has(row.extension) ? "selected" : "plain"}
                phone={diverted.has(row.extension) ? "diverted" : "plain"}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** The same list as long as the same columns are in it, so that no row is drawn again for it. */
function useStableColumns(columns: readonly Column[]): readonly Column[] {
  const [kept, setKept] = useState(columns);
  if (kept.join() === columns.join()) return kept;
  setKept(columns);
  return columns;
}
