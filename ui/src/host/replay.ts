// A host that plays recorded updates: for tests, for development in a plain browser, and for screenshots.

import type { Question, Request, Update, View } from "../generated";
import { applyChanges, EMPTY_BOARD } from "../model/board";
import type { Host, Names } from "./host";
import { recordedDiagnostics, RECORDED_ARCHIVE } from "./recorded/diagnostics";
import { asksJournal, recordedJournal, type RecordedJournal } from "./recorded/activity";
import { answerMatching, answerQuestion } from "./recorded/matching";
import { answerRules } from "./recorded/rules";

export interface ReplayHost extends Host {
  /** Everything that the window asked for, in order. */
  readonly sent: Request[];
  readonly opened: string[];
  readonly copied: string[];
  readonly saved: { file: string; text: string }[];
  /** The archives for support that were written, in order. */
  readonly archived: Names[];
  /** Everything that was looked up, in order. */
  readonly asked: Question[];
  readonly journal: RecordedJournal;
  play(update: Update): void;
  /** Presses the cross in the window's frame. */
  close(): void;
  /** How often the window was put out of the way. */
  minimised: number;
  secretsInFiles: boolean;
}

/** `happened` is the number of entries of the journal. */
export function replayHost(recorded: readonly Update[], locale = "en-GB", happened = 2000): ReplayHost {
  const listeners = new Set<(update: Update) => void>();
  const played: Update[] = [...recorded];
  const sent: Request[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const saved: { file: string; text: string }[] = [];
  const archived: Names[] = [];
  const asked: Question[] = [];
  const closing = new Set<() => void>();

  const board = () => played.reduce((known, update) => applyChanges(known, update.rows), EMPTY_BOARD);
  const view = () => played.findLast((update) => update.view !== null)?.view ?? null;
  const journal = recordedJournal(board, happened, Date.now());

  const play = (update: Update) => {
    played.push(update);
    for (const show of listeners) show(update);
  };

  const host: ReplayHost = {
    sent,
    opened,
    copied,
    saved,
    archived,
    asked,
    journal,
    play,
    send(request) {
      sent.push(request);
      if (request.kind === "empty-journal") journal.empty(request.extension);
      const before = view();
      const after = before ? answer(before, request) : null;
      if (after) play({ view: after, rows: { fromScratch: false, rows: [], removed: [] } });
      return Promise.resolve();
    },
    ask(question) {
      asked.push(question);
      return Promise.resolve(asksJournal(question) ? journal.answer(question, view()) : answerQuestion(board(), question));
    },
    onUpdate(show) {
      listeners.add(show);
      for (const update of played) show(update);
      return () => listeners.delete(show);
    },
    system: () => Promise.resolve({ locale, version: "0.1.0" }),
    openAddress(address) {
      opened.push(address);
      return Promise.resolve();
    },
    copyText(text) {
      copied.push(text);
      return Promise.resolve();
    },
    saveText(file, text) {
      saved.push({ file, text });
      return Promise.resolve(file);
    },
    diagnostics: (names) => Promise.resolve(recordedDiagnostics(names)),
    saveDiagnostics(names) {
      archived.push(names);
      return Promise.resolve(RECORDED_ARCHIVE);
    },
    onClosing(ask) {
      closing.add(ask);
      return () => closing.delete(ask);
    },
    close() {
      for (const ask of closing) ask();
    },
    secretsInFiles: false,
    keepSecretsInFiles() {
      host.secretsInFiles = true;
      return Promise.resolve();
    },
    minimised: 0,
    minimise() {
      host.minimised += 1;
      return Promise.resolve();
    },
  };
  return host;
}

/** The few requests whose outcome does not depend on any service are answered, so that the window feels alive. */
function answer(view: View, request: Request): View | null {
  if (request.kind === "change-settings") return { ...view, settings: request.settings };
  if (request.kind === "pause") {
    const until = request.until === "half-an-hour" ? Date.now() + 30 * 60_000 : null;
    return { ...view, state: "paused", pausedUntil: until, tray: { ...view.tray, icon: "paused", pause: "resume" } };
  }
  if (request.kind === "resume") {
    return { ...view, state: "running", pausedUntil: null, tray: { ...view.tray, icon: "running", pause: "pause" } };
  }
  return answerMatching(view, request) ?? answerRules(view, request);
}
