import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { NOW } from "../src/host/recorded/company";
import { demonstrate } from "../src/host/recorded/demonstration";
import { SETTINGS } from "../src/host/recorded/views";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { open, type Opened } from "./open";

async function lookAround(language: "en" | "de" = "en"): Promise<Opened> {
  const opened = open("fresh", "", language);
  await opened.user.click(screen.getByTestId("setup-welcome-demonstration"));
  await screen.findByTestId("state-sentence");
  return opened;
}

describe("the demonstration", () => {
  it("shows an invented company, says so on every page, and leads back", async () => {
    const { user } = await lookAround();
    expect(screen.getByTestId("demonstration")).toHaveTextContent("Demonstration: nothing here is real.");
    expect(screen.getByRole("heading", { level: 1, name: "Overview" })).toHaveFocus();
    await user.click(screen.getByTestId("nav-problems"));
    expect(screen.getByTestId("demonstration")).toBeInTheDocument();
    await user.click(screen.getByTestId("demonstration-leave"));
    await screen.findByTestId("setup-welcome-start");
    expect(screen.queryByTestId("demonstration")).not.toBeInTheDocument();
    expect(screen.getByRole("heading", { level: 1, name: "Set-up" })).toHaveFocus();
    expect(screen.getByTestId("setup-step-cloudya")).toHaveAttribute("data-state", "to-do");
  });

  it("asks nothing of the program behind the window", async () => {
    const { host, user } = await lookAround();
    await user.click(screen.getByTestId("nav-setup"));
    await user.click(await screen.findByTestId("setup-step-review"));
    await user.click(await screen.findByTestId("deactivate"));
    await user.click(await screen.findByTestId("deactivate-confirm"));
    expect(host.sent).toEqual([]);
    expect(host.asked).toEqual([]);
  });

  it("offers no demonstration inside of the demonstration", async () => {
    const { user } = await lookAround();
    await user.click(screen.getByTestId("nav-setup"));
    await user.click(await screen.findByTestId("setup-step-welcome"));
    expect(screen.queryByTestId("setup-welcome-demonstration")).not.toBeInTheDocument();
  });

  it("speaks the language that was chosen, and still quits the program", async () => {
    const { host, user } = await lookAround("de");
    expect(screen.getByTestId("demonstration")).toHaveTextContent("Nichts hiervon ist echt.");
    act(() => host.close());
    await user.click(await screen.findByTestId("closing-quit"));
    await waitFor(() => expect(host.sent).toEqual([{ kind: "quit" }]));
  });

  it("happens now, not when it was recorded", () => {
    vi.setSystemTime(NOW + 400 * 24 * 3_600_000);
    const { host, end } = demonstrate(replayHost([]), SETTINGS);
    const { view, board } = openStore(host, (draw) => draw()).snapshot();
    end();
    const moments = [...[...board.values()].map(({ lineSince }) => lineSince), ...(view?.connections ?? []).map(({ since }) => since)];
    expect(moments.length).toBeGreaterThan(250);
    expect(moments.filter((moment) => moment > Date.now() || moment < Date.now() - 24 * 3_600_000)).toEqual([]);
  });
});
