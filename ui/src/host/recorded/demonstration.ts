// A company to look around in: what the window shows is invented, and nothing of it leaves the window.

import type { Settings, Update } from "../../generated";
import type { Host } from "../host";
import { replayHost } from "../replay";
import { liven } from "./address";
import { NOW } from "./company";
import { RECORDED_PROBLEMS } from "./problems";

export interface Demonstration {
  host: Host;
  end: () => void;
}

/** How the window looks is taken from the real settings; closing it, and what is copied or opened, stays real too. */
export function demonstrate(real: Host, { language, theme }: Pick<Settings, "language" | "theme">): Demonstration {
  const updates = moved(RECORDED_PROBLEMS.troubled(), Date.now() - NOW).map<Update>((update) => ({
    ...update,
    view: update.view && { ...update.view, settings: { ...update.view.settings, language, theme } },
  }));
  const replay = replayHost(updates);
  const host: Host = {
    ...replay,
    send: (request) => (request.kind === "quit" ? real.send(request) : replay.send(request)),
    system: () => real.system(),
    openAddress: (address) => real.openAddress(address),
    copyText: (text) => real.copyText(text),
    saveText: (file, text) => real.saveText(file, text),
    onClosing: (ask) => real.onClosing(ask),
    minimise: () => real.minimise(),
  };
  return { host, end: liven(replay, updates, 1500) };
}

/** No other numbers of a recording are as large as its moments. */
function moved<T>(recording: T, by: number): T {
  return JSON.parse(JSON.stringify(recording), (_, value: unknown) => (typeof value === "number" && value > 1e12 ? value + by : value)) as T;
}
