// Chooses what is replayed by the address: `?recording=running&page=people&theme=dark&lang=de&live=1&happened=100000`.

import type { Language, Theme, Update } from "../../generated";
import { replayHost, type ReplayHost } from "../replay";
import { RECORDED_ACTIVITY } from "./activity";
import { IN_A_CALL, onThePhone } from "./company";
import { RECORDED_PROBLEMS } from "./problems";
import { RECORDED_SETTINGS } from "./settings";
import { RECORDED } from "./views";

const RECORDINGS = { ...RECORDED, ...RECORDED_PROBLEMS, ...RECORDED_SETTINGS, ...RECORDED_ACTIVITY };
type Recording = keyof typeof RECORDINGS;

const THEMES: readonly Theme[] = ["system", "light", "dark", "high-contrast"];
const LANGUAGES: readonly Language[] = ["system", "de", "en"];

/** `page` is a page with what is opened on it, such as `setup/connect` or `people/104`. */
export function hostFromAddress(query: URLSearchParams): { host: ReplayHost; address?: string } {
  const wanted = query.get("recording") ?? "running";
  const recording: Recording = wanted in RECORDINGS ? (wanted as Recording) : "running";
  const theme = THEMES.find((each) => each === query.get("theme")) ?? "system";
  const language = LANGUAGES.find((each) => each === query.get("lang")) ?? "system";
  const updates = RECORDINGS[recording]().map<Update>((update) => ({
    ...update,
    view: update.view && { ...update.view, settings: { ...update.view.settings, theme, language } },
  }));
  const host = replayHost(updates, navigator.language, Number(query.get("happened") ?? 2000));
  if (query.has("live")) liven(host, updates, 200);
  const page = query.get("page");
  return page === null ? { host } : { host, address: `/${page}` };
}

/** Calls come and go, one each time, until the answer is called. */
export function liven(host: ReplayHost, updates: readonly Update[], everyMilliseconds: number): () => void {
  const rows = updates.flatMap((update) => update.rows.rows).filter((row) => row.state === "in-sync");
  let turn = 0;
  const timer = setInterval(() => {
    const row = rows[(turn * 37) % rows.length];
    turn += 1;
    if (row === undefined) return;
    const now = Date.now();
    const called = turn % 2 === 0 ? onThePhone({ ...row }, now) : { ...row, line: "idle" as const, lineSince: now, published: null, teams: row.teams ?? IN_A_CALL };
    host.play({ view: null, rows: { fromScratch: false, rows: [called], removed: [] } });
  }, everyMilliseconds);
  return () => clearInterval(timer);
}
