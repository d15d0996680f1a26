import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { App } from "../src/App";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { RECORDED } from "../src/host/recorded/views";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { fetchRest } from "../src/pages/fetched";

it.each(["de", "en"] as const)("says every sentence of the first page before the rest is there, in %s", (language) => {
  const missing = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const updates = [RECORDED, RECORDED_PROBLEMS].flatMap((recordings) => Object.values(recordings)).flatMap((record) => record());
  for (const update of updates) {
    if (!update.view || update.view.state === "setting-up") continue;
    const host = replayHost([{ ...update, view: { ...update.view, settings: { ...update.view.settings, language } } }]);
    const drawn = render(<App host={host} store={openStore(host, (draw) => draw())} system={{ locale: "en-GB", version: "" }} />);
    expect(screen.getByTestId("state-sentence")).toBeInTheDocument();
    drawn.unmount();
  }
  expect(missing.mock.calls).toEqual([]);
  missing.mockRestore();
});

it("opens the menu of somebody who pressed before it was there, and then the lower overview is there too", async () => {
  const host = replayHost(RECORDED.running());
  const store = openStore(host, (draw) => draw());
  render(<App host={host} store={store} system={{ locale: "en-GB", version: "" }} />);
  expect(screen.queryByTestId("day")).toBeNull();
  await userEvent.click(screen.getByTestId("pause"));
  await act(fetchRest);
  expect(await screen.findByRole("menuitem", { name: "Until tomorrow" })).toBeInTheDocument();
  expect(screen.getByTestId("day")).toBeInTheDocument();
});
