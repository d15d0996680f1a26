// The journal as an ARIA grid that draws only the entries in sight and reads on before its end is reached.

import { Button, Caption1, Link, makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ArrowUp16Regular } from "../../components/icons";
import { SURFACE } from "../../components/theme";
import { useBoard, useFormat, useSay } from "../../components/window";
import type { ActivityEntry, ExtensionNumber } from "../../generated";
import { namer } from "../../model/activity";
import { oldest, type Journal } from "../../model/journal";
import { goTo } from "../../model/place";
import { DeedText, OutcomeText } from "./EntryText";

const ROW_HEIGHT = 36;

/** So many entries before the end of what was read, the next page is asked for. */
const AHEAD = 80;

const COLUMNS = ["time", "person", "event", "took", "outcome"] as const;

/** The times need the room of a date only where an entry is of another day. */
const TIME_WIDTH = "72px";
const DATED_TIME_WIDTH = "148px";

const OTHER_WIDTHS = "minmax(190px, 1fr) minmax(160px, 2fr) 64px minmax(112px, 0.4fr)";

const useStyles = makeStyles({
  place: { position: "relative", flex: 1, minHeight: "220px", display: "flex" },
  frame: {
    flex: 1,
    overflow: "auto",
    ...SURFACE,
    contain: "strict",
  },
  line: {
    display: "grid",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    boxSizing: "border-box",
    height: `${ROW_HEIGHT}px`,
  },
  // The group and not its row: what is sticky stays within what surrounds it.
  top: { position: "sticky", top: 0, zIndex: 1 },
  head: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  rows: { position: "relative" },
  row: {
    position: "absolute",
    left: 0,
    right: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  cell: { minWidth: 0, display: "flex", alignItems: "center" },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  number: { fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
  end: { justifyContent: "flex-end" },
  quiet: { color: tokens.colorNeutralForeground3 },
  extension: { flexShrink: 0, marginLeft: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground3 },
  more: { position: "absolute", left: 0, right: 0, display: "flex", alignItems: "center", justifyContent: "center", gap: tokens.spacingHorizontalM, height: `${ROW_HEIGHT}px` },
  news: { position: "absolute", top: `${ROW_HEIGHT + 8}px`, left: 0, right: 0, zIndex: 2, display: "flex", justifyContent: "center", pointerEvents: "none" },
  newsButton: { pointerEvents: "auto", boxShadow: tokens.shadow8 },
});

export interface ActivityGridProps {
  journal: Journal;
  /** An older page could not be read. */
  stuck: boolean;
  onReadOn: () => void;
  onShowNewer: () => void;
}

export function ActivityGrid({ journal, stuck, onReadOn, onShowNewer }: ActivityGridProps) {
  const styles = useStyles();
  const say = useSay();
  const board = useBoard();
  const rowOf = useMemo(() => namer(board), [board]);
  const frame = useRef<HTMLDivElement>(null);
  const { entries, complete, total } = journal;
  // The entry keeps the focus, wherever newer ones push it.
  const [active, setActive] = useState<number | null>(null);
  const found = active === null ? -1 : placeOf(entries, active);
  const current = Math.max(0, found);
  // The virtualizer keeps its own state; React's compiler could not memoise it, and nothing here asks for that.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: entries.length + (complete ? 0 : 1),
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
    getItemKey: (index) => entries[index]?.id ?? "more",
    initialRect: { width: 900, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? 0;
  const end = oldest(journal);
  useEffect(() => {
    if (!complete && !stuck && lastDrawn >= entries.length - AHEAD) onReadOn();
  }, [complete, stuck, lastDrawn, entries.length, end, onReadOn]);

  // What is moved to may be drawn only after the table has scrolled there.
  const focusOn = useRef<number | null>(null);
  useEffect(() => {
    if (focusOn.current === null) return;
    const row = frame.current?.querySelector<HTMLElement>(`[data-index="${focusOn.current}"]`);
    if (row == null) return;
    focusOn.current = null;
    row.focus();
  });
  // Wherever it was scrolled to, one row that is drawn can be reached by the tabulator.
  const stop = items.some(({ index }) => index === current) ? current : (items[items.length >> 1]?.index ?? 0);

  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(entries.length - 1, index));
    setActive(entries[target]?.id ?? null);
    focusOn.current = target;
    virtual.scrollToIndex(target);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["index"] === undefined) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: entries.length - 1,
    };
    const target = moves[event.key];
    const entry = entries[current];
    const person = entry && (rowOf(entry)?.extension ?? null);
    if (target !== undefined) {
      event.preventDefault();
      moveTo(target);
    } else if (event.key === "Enter" && person != null) {
      event.preventDefault();
      goTo("people", person);
    }
  };

  const showNewer = () => {
    onShowNewer();
    setActive(null);
    focusOn.current = 0;
    frame.current?.scrollTo(0, 0);
  };

  const earliest = entries.at(-1)?.at;
  const isOfToday = earliest !== undefined && new Date(earliest).toDateString() === new Date().toDateString();
  const template = `${isOfToday ? TIME_WIDTH : DATED_TIME_WIDTH} ${OTHER_WIDTHS}`;
  return (
    <div className={styles.place}>
      <News journal={journal} onShow={showNewer} />
      <div ref={frame} className={styles.frame} role="grid" tabIndex={-1} aria-label={say("nav-activity")} aria-rowcount={total + 1} aria-colcount={COLUMNS.length} onKeyDown={onKeyDown}>
        <div role="rowgroup" className={styles.top}>
          <div role="row" aria-rowindex={1} className={mergeClasses(styles.line, styles.head)} style={{ gridTemplateColumns: template }}>
            {COLUMNS.map((column) => (
              <div key={column} role="columnheader" className={mergeClasses(styles.cell, column === "took" && styles.end)}>
                {say(`sheet-${column}`)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const entry = entries[index];
            if (entry === undefined) return <More key={key} start={start} stuck={stuck} index={index} onReadOn={onReadOn} />;
            const row = rowOf(entry);
            return (
              <EntryRow
                key={key}
                entry={entry}
                index={index}
                start={start}
                template={template}
                extension={row?.extension ?? entry.extension}
                name={row?.name ?? null}
                stop={index === stop ? "tab-stop" : "by-arrows"}
                onActive={setActive}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Entries stand by falling number. */
function placeOf(entries: readonly ActivityEntry[], id: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = entries[middle]?.id ?? 0;
    if (there === id) return middle;
    if (there > id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function News({ journal: { news, torn }, onShow }: { journal: Journal; onShow: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const text = news.length === 0 ? "" : torn ? say("journal-news-many", { count: news.length }) : say("journal-news", { count: news.length });
  return (
    <div className={styles.news} role="status">
      {text !== "" && (
        <Button className={styles.newsButton} appearance="primary" shape="circular" size="small" icon={<ArrowUp16Regular />} onClick={onShow} data-testid="journal-news">
          {text}
        </Button>
      )}
    </div>
  );
}

function More({ start, stuck, index, onReadOn }: { start: number; stuck: boolean; index: number; onReadOn: () => void }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.more} style={{ transform: `translateY(${start}px)` }} data-testid="journal-more">
      <div role="gridcell" aria-colspan={COLUMNS.length} className={styles.cell}>
        {stuck ? (
          <Button size="small" onClick={onReadOn}>
            {say("journal-again")}
          </Button>
        ) : (
          <Spinner size="extra-tiny" labelPosition="after" label={say("journal-asking")} />
        )}
      </div>
    </div>
  );
}

interface EntryRowProps {
  entry: ActivityEntry;
  index: number;
  start: number;
  /** How wide the columns are. */
  template: string;
  /** Whom it is about; `null` where it is about the program itself. */
  extension: ExtensionNumber | null;
  /** `null` where nobody on the board is known by it. */
  name: string | null;
  stop: "tab-stop" | "by-arrows";
  onActive: (id: number) => void;
}

/** Drawn again only when its entry, its place, the columns or its person's name changed. */
const EntryRow = memo(function EntryRow({ entry, index, start, template, extension, name, stop, onActive }: EntryRowProps) {
  const styles = useStyles();
  const format = useFormat();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      tabIndex={stop === "tab-stop" ? 0 : -1}
      className={mergeClasses(styles.line, styles.row)}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
      data-index={index}
      data-kind={entry.deed.kind}
      data-testid={`entry-${entry.id}`}
      onFocus={() => onActive(entry.id)}
    >
      <div role="gridcell" className={styles.cell}>
        <time className={mergeClasses(styles.text, styles.number)} dateTime={new Date(entry.at).toISOString()} title={format.full(entry.at)}>
          {format.second(entry.at)}
        </time>
      </div>
      <div role="gridcell" className={styles.cell}>
        <Person extension={extension} name={name} stop={stop} />
      </div>
      <div role="gridcell" className={styles.cell}>
        <DeedText deed={entry.deed} room="line" />
      </div>
      <div role="gridcell" className={mergeClasses(styles.cell, styles.end)}>
        {entry.tookMs !== null && <span className={styles.number}>{format.duration(entry.tookMs)}</span>}
      </div>
      <div role="gridcell" className={styles.cell}>
        {/* What was only seen came to nothing. */}
        {entry.outcome !== "seen" && <OutcomeText outcome={entry.outcome} />}
      </div>
    </div>
  );
});

function Person({ extension, name, stop }: Pick<EntryRowProps, "extension" | "name" | "stop">) {
  const styles = useStyles();
  const say = useSay();
  if (extension === null) return <span className={mergeClasses(styles.text, styles.quiet)}>{say("entry-nobody")}</span>;
  if (name === null) return <span className={styles.text}>{say("entry-extension", { extension })}</span>;
  return (
    <>
      <Link className={styles.text} title={say("person-title", { name, extension })} tabIndex={stop === "tab-stop" ? 0 : -1} onClick={() => goTo("people", extension)}>
        {name}
      </Link>
      <Caption1 className={styles.extension}>{extension}</Caption1>
    </>
  );
}
