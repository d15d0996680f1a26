// Opens the window on a recording, as the desktop program would.
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeAll } from "vitest";
import { App } from "../src/App";
import { WindowProvider, WordsProvider } from "../src/components/window";
import type { Language, Update } from "../src/generated";
import { RECORDED, type Recording } from "../src/host/recorded/views";
import { replayHost, type ReplayHost } from "../src/host/replay";
import { FURTHER } from "../src/model/further";
import { openStore, type Store } from "../src/model/store";
import { fetchRest } from "../src/pages/fetched";

// As they are when somebody first goes anywhere.
beforeAll(fetchRest);

export interface Opened {
  host: ReplayHost;
  user: ReturnType<typeof userEvent.setup>;
  /** Plays a further update and waits until it is drawn. */
  play: (update: Update) => void;
}

export function open(recording: Recording | Update[], place = "", language: Language = "en"): Opened {
  const updates = (typeof recording === "string" ? RECORDED[recording]() : recording).map((update) => ({
    ...update,
    view: update.view && { ...update.view, settings: { ...update.view.settings, language } },
  }));
  const host = replayHost(updates);
  if (place !== "") location.hash = `/${place}`;
  render(<App host={host} store={openStore(host, (draw) => draw())} system={{ locale: "en-GB", version: "0.1.0" }} />);
  return { host, user: userEvent.setup(), play: (update) => act(() => host.play(update)) };
}

/** Draws a part of the window alone, with what every part can reach. */
export function drawPart(part: ReactNode, host: ReplayHost, store: Store): void {
  render(
    <WordsProvider language="en" locale="en-GB" further={FURTHER.en}>
      <WindowProvider host={host} store={store} language="en" locale="en-GB" onUndelivered={() => undefined}>
        {part}
      </WindowProvider>
    </WordsProvider>,
  );
}

/** The first update of a recording, to be played into another. */
export function next(recording: Recording): Update {
  const update = RECORDED[recording]()[0];
  if (!update) throw new Error("The recording is empty.");
  return update;
}
