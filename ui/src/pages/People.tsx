// The live board: who is on the phone, what Teams shows, and what was published.

import { Button } from "@fluentui/react-components";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type Ref } from "react";
import { Empty } from "../components/Empty";
import { People20Regular } from "../components/icons";
import { Page } from "../components/Page";
import { activityWord } from "../components/states";
import { Announcement } from "../components/Unseen";
import { useBoard, useFormat, usePart, useSay } from "../components/window";
import type { ExtensionNumber, Row } from "../generated";
import { arranger } from "../model/arrangement";
import { keepColumns, readColumns, USUAL, type ColumnChoice } from "../model/columns";
import type { Question, Sort } from "../model/order";
import { peopleSheet, tabbedPeople } from "../model/people-sheet";
import { goTo } from "../model/place";
import { NOBODY, selectOnly } from "../model/selection";
import { CorrectDialog } from "./matching/CorrectDialog";
import { Deeds, LastDeed } from "./matching/Deeds";
import { useCopy, useSave } from "./matching/giving";
import { MatchDialog } from "./matching/MatchDialog";
import { DirectoryAge, RefreshButton } from "./matching/RefreshButton";
import { MatchingMenu } from "./people/MatchingMenu";
import { PeopleGrid, type GridHandle } from "./people/PeopleGrid";
import { PersonPanel } from "./people/PersonPanel";
import { RowMenu } from "./people/RowMenu";
import { useStillness } from "./people/stillness";
import { EVERYBODY, Tools, type Sought } from "./people/Tools";

/** `detail` is the extension whose panel is open. */
export function People({ detail }: { detail: string }) {
  const say = useSay();
  return (
    <Deeds>
      <Page
        title={say("nav-people")}
        width="wide"
        lead={<DirectoryAge />}
        actions={
          <>
            <RefreshButton />
            <MatchingMenu />
          </>
        }
      >
        <LiveBoard detail={detail} />
        <LastDeed />
      </Page>
    </Deeds>
  );
}

type Opened = { kind: "nothing" } | { kind: "menu"; rows: readonly Row[]; place: DOMRect } | { kind: "match" | "correct"; row: Row };

function LiveBoard({ detail }: { detail: string }) {
  const say = useSay();
  const format = useFormat();
  const save = useSave();
  const copyText = useCopy();
  const board = useBoard();
  const grid = useRef<GridHandle>(null);
  const showAll = useRef<HTMLSpanElement>(null);
  const [sought, setSought] = useState<Sought>(EVERYBODY);
  const [sort, setSort] = useState<Sort>({ column: "extension", direction: "ascending" });
  const [selection, setSelection] = useState(NOBODY);
  const [opened, setOpened] = useState<Opened>({ kind: "nothing" });
  const [choice, setChoice] = useColumnChoice();
  const [told, setTold] = useState("");
  const { pace, stir } = useStillness();
  const diversions = usePart((view) => view.diversions);
  const diverted = useMemo(() => new Set(diversions.map(({ extension }) => extension)), [diversions]);
  // Typing stays fluent while ten thousand rows are arranged behind it.
  const settled = useDeferredValue(sought);
  const question = useMemo<Question>(() => ({ ...settled, diverted, sort }), [settled, diverted, sort]);
  const [arrange] = useState(arranger);
  const rows = useMemo(() => arrange(board, question, pace), [arrange, board, question, pace]);
  const person = board.get(detail);
  const writing = { columns: choice.shown ?? USUAL, say, format, activityWord: (activity: string) => activityWord(activity, say) };

  // How many fit is said when somebody asked, not with every call that comes or goes.
  const [asked, setAsked] = useState(settled);
  if (asked !== settled) {
    setAsked(settled);
    setTold(say("people-fit", { count: rows.length }));
  }

  /** Where a menu, a dialog or the panel was closed and the focus is nowhere. */
  const returnFocus = useCallback(() => {
    requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body) (grid.current ?? showAll.current?.querySelector("button"))?.focus();
    });
  }, []);
  // An item of the menu may have opened a dialog already.
  const close = (what: Opened["kind"]) => setOpened((now) => (now.kind === what ? { kind: "nothing" } : now));
  const fits = rows.length > 0 ? "somebody" : "nobody";
  const was = useRef({ opened, detail, fits });
  useEffect(() => {
    const isMenuOrDialogClosed = was.current.opened.kind !== "nothing" && opened.kind === "nothing";
    const isPanelClosed = was.current.detail !== "" && detail === "";
    if (isMenuOrDialogClosed || isPanelClosed || was.current.fits !== fits) returnFocus();
    was.current = { opened, detail, fits };
  }, [opened, detail, fits, returnFocus]);

  const open = (extension: ExtensionNumber) => {
    setSelection(selectOnly(extension));
    goTo("people", extension);
  };
  const copy = (chosen: readonly Row[]) => {
    copyText(tabbedPeople(chosen, writing), say("people-copied", { count: chosen.length }));
  };
  const showMenu = (row: Row, place: DOMRect) => {
    const isChosen = selection.extensions.has(row.extension);
    if (!isChosen) setSelection(selectOnly(row.extension));
    const others = isChosen ? rows.filter((each) => each !== row && selection.extensions.has(each.extension)) : [];
    setOpened({ kind: "menu", rows: [row, ...others], place });
  };

  return (
    <>
      <Tools
        sought={sought}
        onSeek={setSought}
        shown={rows.length}
        all={board.size}
        selected={selection.extensions.size}
        choice={choice}
        onChoice={setChoice}
        onExport={() => save("presence-sync-people.csv", peopleSheet(rows, writing))}
      />
      <Announcement testId="people-told">{told}</Announcement>
      {rows.length > 0 ? (
        <PeopleGrid
          ref={grid}
          rows={rows}
          diverted={diverted}
          sort={sort}
          onSort={setSort}
          choice={choice}
          onChoice={setChoice}
          selection={selection}
          onSelect={setSelection}
          onOpen={open}
          onMenu={showMenu}
          onCopy={copy}
          onStir={stir}
        />
      ) : (
        <Nobody all={board.size} button={showAll} onShowAll={() => setSought(EVERYBODY)} />
      )}
      {opened.kind === "menu" && (
        <RowMenu
          rows={opened.rows}
          place={opened.place}
          onOpen={() => opened.rows.slice(0, 1).forEach((row) => open(row.extension))}
          onCopy={() => copy(opened.rows)}
          onMatch={() => opened.rows.slice(0, 1).forEach((row) => setOpened({ kind: "match", row }))}
          onCorrect={() => opened.rows.slice(0, 1).forEach((row) => setOpened({ kind: "correct", row }))}
          onClose={() => close("menu")}
        />
      )}
      {opened.kind === "match" && <MatchDialog extension={opened.row.extension} name={opened.row.name} onClose={() => close("match")} />}
      {opened.kind === "correct" && <CorrectDialog extension={opened.row.extension} name={opened.row.name} former={opened.row.email} onClose={() => close("correct")} />}
      {person && <PersonPanel row={person} onClose={() => goTo("people")} />}
    </>
  );
}

interface NobodyProps {
  all: number;
  button: Ref<HTMLSpanElement>;
  onShowAll: () => void;
}

function Nobody({ all, button, onShowAll }: NobodyProps) {
  const say = useSay();
  const format = useFormat();
  const state = usePart((view) => view.state);
  const icon = <People20Regular fontSize={40} />;
  if (all > 0) {
    return (
      <Empty
        icon={icon}
        title={say("people-unfound-title")}
        text={say("people-unfound-text", { count: format.number(all) })}
        action={
          <span ref={button}>
            <Button onClick={onShowAll}>{say("people-show-all")}</Button>
          </span>
        }
      />
    );
  }
  return (
    <Empty
      icon={icon}
      title={say("people-none-title")}
      text={say(state === "setting-up" ? "people-none-setup" : "people-none-text")}
      action={
        <Button appearance="primary" onClick={() => goTo("setup")}>
          {say("nav-setup")}
        </Button>
      }
    />
  );
}

/** Kept between starts. */
function useColumnChoice(): [ColumnChoice, (choice: ColumnChoice) => void] {
  const [choice, setChoice] = useState(() => readColumns(localStorage));
  const choose = useCallback((next: ColumnChoice) => {
    keepColumns(localStorage, next);
    setChoice(next);
  }, []);
  return [choice, choose];
}
