// A host that plays recorded updates: for tests, for development in a plain browser, and for screenshots.

import type { Question, Request, Update, View } from "../generated";
import { applyChanges, EMPTY_BOARD } from "../model/board";
import type { Host } from "./host";
import { answerMatching, answerQuestion } from "./recorded/matching";

export interface ReplayHost extends Host {
  /** Everything that the window asked for, in order. */
  readonly sent: Request[];
  readonly opened: string[];
  readonly copied: string[];
  readonly saved: { file: string; text: string }[];
  /** Everything that was looked up, in order. */
  readonly asked: Question[];
  play(update: Update): void;
  /** Presses the cross in the window's frame. */
  close(): void;
  /** How often the window was put out of the way. */
  minimised: number;
}

export function replayHost(recorded: readonly Update[], locale = "en-GB"): ReplayHost {
  const listeners = new Set<(update: Update) => void>();
  const played: Update[] = [...recorded];
  const sent: Request[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const saved: { file: string; text: string }[] = [];
  const asked: Question[] = [];
  const closing = new Set<() => void>();

  const play = (update: Update) => {
    played.push(update);
    for (const show of listeners) show(update);
  };

  const host: ReplayHost = {
    sent,
    opened,
    copied,
    saved,
    asked,
    play,
    send(request) {
      sent.push(request);
      const before = played.findLast((update) => update.view !== null)?.view;
      const after = before ? answer(before, request) : null;
      if (after) play({ view: after, rows: { fromScratch: false, rows: [], removed: [] } });
      return Promise.resolve();
    },
    ask(question) {
      asked.push(question);
      const board = played.reduce((known, update) => applyChanges(known, update.rows), EMPTY_BOARD);
      return Promise.resolve(answerQuestion(board, question));
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
      return Promise.resolve();
    },
    onClosing(ask) {
      closing.add(ask);
      return () => closing.delete(ask);
    },
    close() {
      for (const ask of closing) ask();
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
  return answerMatching(view, request);
}
