// Reads the journal page by page as it is scrolled through, and looks every few seconds whether something was added.

import { useCallback, useEffect, useReducer, useRef } from "react";
import { useHost } from "../../components/window";
import type { ActivityFilter, ActivityPage } from "../../generated";
import { append, compare, oldest, openJournal, PAGE_SIZE, showNews, type Journal } from "../../model/journal";

const EVERY_MS = 5000;

/** `stuck`: an older page could not be read. */
export type Reading = { kind: "asking" } | { kind: "failed" } | { kind: "read"; journal: Journal; stuck: boolean };

export interface JournalReader {
  reading: Reading;
  /** Reads the next older page, if there is one and none is on its way. */
  readOn: () => void;
  /** Shows the newer entries. */
  showNewer: () => void;
  /** Reads everything afresh. */
  again: () => void;
}

interface State {
  /** The question that was answered, with the number of the attempt. */
  asked: string;
  reading: Reading;
  attempt: number;
}

type Step =
  | { kind: "opened"; asked: string; page: ActivityPage | null }
  | { kind: "older"; asked: string; before: number | null; page: ActivityPage | null }
  | { kind: "looked"; asked: string; page: ActivityPage }
  | { kind: "newer" }
  | { kind: "again" };

function step(state: State, step: Step): State {
  if (step.kind === "again") return { ...state, attempt: state.attempt + 1 };
  if (step.kind === "opened") {
    return { ...state, asked: step.asked, reading: step.page === null ? { kind: "failed" } : { kind: "read", journal: openJournal(step.page), stuck: false } };
  }
  const { reading } = state;
  if (reading.kind !== "read" || ("asked" in step && step.asked !== state.asked)) return state;
  if (step.kind === "older") {
    if (step.page === null) return { ...state, reading: { ...reading, stuck: true } };
    return { ...state, reading: { kind: "read", journal: append(reading.journal, step.page, step.before), stuck: false } };
  }
  const journal = step.kind === "looked" ? compare(reading.journal, step.page) : showNews(reading.journal);
  if (journal === null) return { ...state, attempt: state.attempt + 1 };
  return journal === reading.journal ? state : { ...state, reading: { ...reading, journal } };
}

/** `filter` is compared by what it says; `null` asks nothing. */
export function useJournal(filter: ActivityFilter | null): JournalReader {
  const host = useHost();
  const [{ asked, reading, attempt }, dispatch] = useReducer(step, { asked: "", reading: { kind: "asking" }, attempt: 0 });
  const wanted = filter === null ? "" : JSON.stringify(filter);
  const question = wanted === "" ? "" : `${attempt} ${wanted}`;
  const onItsWay = useRef<string | null>(null);

  const ask = useCallback(
    (before: number | null): Promise<ActivityPage | null> =>
      host.ask({ kind: "activity", filter: JSON.parse(wanted) as ActivityFilter, before, limit: PAGE_SIZE }).then(
        (answer) => (answer.kind === "activity" ? answer.page : null),
        () => null,
      ),
    [host, wanted],
  );

  useEffect(() => {
    if (question === "") return undefined;
    let current = true;
    void ask(null).then((page) => current && dispatch({ kind: "opened", asked: question, page }));
    const timer = setInterval(() => {
      if (document.visibilityState === "hidden") return;
      void ask(null).then((page) => current && page !== null && dispatch({ kind: "looked", asked: question, page }));
    }, EVERY_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [ask, question]);

  // While everything is read afresh with the same filter, what was read stays in sight.
  const isOurs = asked === question || (asked !== "" && asked.slice(asked.indexOf(" ") + 1) === wanted);
  const shown: Reading = isOurs ? reading : { kind: "asking" };
  const journal = shown.kind === "read" ? shown.journal : null;
  const before = journal === null || journal.complete ? null : oldest(journal);

  const readOn = useCallback(() => {
    if (before === null) return;
    const way = `${question} ${before}`;
    if (onItsWay.current === way) return;
    onItsWay.current = way;
    void ask(before).then((page) => {
      if (onItsWay.current === way) onItsWay.current = null;
      dispatch({ kind: "older", asked: question, before, page });
    });
  }, [ask, before, question]);
  const showNewer = useCallback(() => dispatch({ kind: "newer" }), []);
  const again = useCallback(() => dispatch({ kind: "again" }), []);
  return { reading: shown, readOn, showNewer, again };
}
