import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { App } from "../src/App";
import { RECORDED } from "../src/host/recorded/views";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";

let isLost = true;
vi.mock("../src/pages/rest", async (original) => {
  if (isLost) throw new Error("lost on the way");
  return await original();
});

describe("a page that is not there yet", () => {
  it("is fetched, and fetched again after it was lost", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    location.hash = "/problems";
    const host = replayHost(RECORDED.running());
    const window = <App host={host} store={openStore(host, (draw) => draw())} system={{ locale: "en-GB", version: "" }} />;
    await act(() => Promise.resolve(render(window)));
    const lost = await screen.findByTestId("broken");
    isLost = false;
    await userEvent.click(within(lost).getByRole("button"));
    expect(await screen.findByRole("heading", { level: 1, name: "Problems" })).toBeInTheDocument();
  });
});
