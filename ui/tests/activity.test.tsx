import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { App } from "../src/App";
import type { Question, Update } from "../src/generated";
import { RECORDED_ACTIVITY } from "../src/host/recorded/activity";
import { NOW } from "../src/host/recorded/company";
import { RECORDED } from "../src/host/recorded/views";
import { replayHost, type ReplayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { Timeline } from "../src/pages/activity/Timeline";
import { drawPart, open } from "./open";

afterEach(() => vi.restoreAllMocks());

/** The window on a journal of so many entries. */
function opened(happened: number, place = "activity", updates: Update[] = RECORDED.running()) {
  const host = replayHost(updates.map((update) => ({ ...update, view: update.view && { ...update.view, settings: { ...update.view.settings, language: "en" as const } } })), "en-GB", happened);
  location.hash = `/${place}`;
  render(<App host={host} store={openStore(host, (draw) => draw())} system={{ locale: "en-GB", version: "0.1.0" }} />);
  return { host, user: userEvent.setup() };
}

type Asked = Extract<Question, { kind: "activity" }>;
const asked = (host: ReplayHost) => host.asked.filter((question): question is Asked => question.kind === "activity");
const lastAsked = (host: ReplayHost) => asked(host).at(-1);
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=row][data-index]")];

/** As the five seconds between two looks pass. */
async function look(ticks: (() => void)[]) {
  await act(async () => {
    ticks.forEach((tick) => tick());
    await Promise.resolve();
  });
}

/** Catches what is done every five seconds, so that a test says when they have passed. */
function everyFiveSeconds(): (() => void)[] {
  const ticks: (() => void)[] = [];
  const real = globalThis.setInterval;
  vi.spyOn(globalThis, "setInterval").mockImplementation(((tick: () => void, every?: number) => {
    if (every !== 5000) return real(tick, every);
    ticks.push(tick);
    return 0;
  }) as typeof setInterval);
  return ticks;
}

describe("the activity", () => {
  it("tells a result only where something was done", async () => {
    const { host } = opened(400);
    await screen.findByTestId("entry-400");
    const shown = host.journal.entries.slice(0, 12);
    expect(new Set(shown.map(({ outcome }) => outcome))).toContain("seen");
    for (const { id, outcome } of shown) {
      const result = within(screen.getByTestId(`entry-${id}`)).getAllByRole("gridcell").at(-1);
      if (outcome === "seen") expect(result).toBeEmptyDOMElement();
      else expect(result).not.toBeEmptyDOMElement();
    }
    const echo = shown.find(({ deed }) => deed.kind === "teams-changed" && deed.origin === "echo");
    expect(screen.getByTestId(`entry-${echo?.id ?? 0}`)).toHaveTextContent("Teams confirms: In a call");
  });

  it("gives the times the room of a date only where one is shown", async () => {
    opened(5);
    const template = async () => (await screen.findByTestId("entry-5")).style.gridTemplateColumns;
    expect(await template()).toMatch(/^72px /);
    vi.setSystemTime(NOW + 24 * 3_600_000);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "a" } });
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "" } });
    await waitFor(async () => expect(await template()).toMatch(/^148px /));
  });

  it("tells time, person, event, duration and result, the latest first", async () => {
    const { host } = opened(400);
    await screen.findByTestId("entry-400");
    const published = host.journal.entries.find(({ deed, extension }) => deed.kind === "published" && extension !== null);
    const row = screen.getByTestId(`entry-${published?.id ?? 0}`);
    const cells = within(row).getAllByRole("gridcell").map((cell) => cell.textContent);
    expect(cells).toHaveLength(5);
    expect(cells[1]).toMatch(new RegExp(`^[A-Z].+${published?.extension ?? ""}$`));
    expect(cells[2]).toBe("Published: In a call");
    expect(cells[3]).toMatch(/^\d(?:\.\d)? secs?$/);
    expect(cells[4]).toBe("Done");
    expect(screen.getByTestId("journal-count")).toHaveTextContent("400 entries");
    expect(screen.getByText(/personal data of your employees/)).toHaveTextContent("after 7 days");
  });

  it("draws a bounded number of rows of 100,000 entries, and reads on as it is scrolled", async () => {
    everyFiveSeconds();
    const { host } = opened(100_000);
    await screen.findByTestId("entry-100000");
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "100001");
    expect(asked(host).map(({ limit }) => limit)).toEqual([200]);
    const grid = screen.getByRole("grid");
    for (let pages = 1; pages <= 5; pages = asked(host).length) {
      grid.scrollTop = 200 * pages * 36;
      fireEvent.scroll(grid);
      await waitFor(() => expect(asked(host).length).toBeGreaterThan(pages));
      expect(rows().length).toBeLessThan(60);
    }
    await waitFor(() => expect(rows().length).toBeGreaterThan(10));
    expect(asked(host).map(({ before }) => before)).toEqual([null, ...asked(host).slice(1).map((_, index) => 100_001 - 200 * (index + 1))]);
  });

  it("moves by keyboard as a data grid, and leads to the person", async () => {
    vi.spyOn(Element.prototype, "scrollTo").mockImplementation(function (this: Element, to?: ScrollToOptions | number) {
      this.scrollTop = typeof to === "object" ? (to.top ?? 0) : 0;
      setTimeout(() => this.dispatchEvent(new Event("scroll")), 0);
    });
    vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(151 * 36);
    const { user } = opened(150);
    const first = await screen.findByTestId("entry-150");
    act(() => first.focus());
    for (const [key, entry] of [["ArrowDown", 149], ["End", 1], ["Home", 150]] as const) {
      await user.keyboard(`{${key}}`);
      await waitFor(() => expect(screen.getByTestId(`entry-${entry}`)).toHaveFocus());
    }
    await user.keyboard("{Enter}");
    expect(location.hash).toMatch(/^#\/people\/\d+$/);
  });

  it("announces what was added and leaves in place what is being read", async () => {
    const ticks = everyFiveSeconds();
    const { host, user } = opened(300);
    await screen.findByTestId("entry-300");
    for (let count = 0; count < 12; count += 1) host.journal.add({ deed: { kind: "woke" } });
    const before = rows().map((row) => row.dataset["testid"]);
    await look(ticks);
    expect(await screen.findByText("12 new entries")).toBeInTheDocument();
    expect(rows().map((row) => row.dataset["testid"])).toEqual(before);
    await user.click(screen.getByTestId("journal-news"));
    expect(await screen.findByTestId("entry-312")).toBeInTheDocument();
    expect(screen.queryByTestId("journal-news")).not.toBeInTheDocument();
    expect(screen.getByTestId("journal-count")).toHaveTextContent("312 entries");
  });

  it("is searched for people by extension and user", async () => {
    const { host } = opened(400);
    await screen.findByTestId("entry-400");
    fireEvent.change(screen.getByTestId("journal-search"), { target: { value: "thiele david" } });
    await waitFor(() => expect(lastAsked(host)?.filter.extensions).toEqual(["103"]));
    expect(lastAsked(host)?.filter.users).toHaveLength(1);
  });

  it.each([
    ["What happened", "Phone rules", { kinds: ["diverted", "returned", "taken-over"] }],
    ["Result", "Refused", { outcomes: ["refused"] }],
    ["Time", "Last hour", { from: NOW - 3_600_000 }],
  ])("is filtered by: %s", async (filter, option, wanted) => {
    const { host } = opened(400);
    await screen.findByTestId("entry-400");
    fireEvent.click(screen.getByRole("combobox", { name: filter }));
    fireEvent.click(await screen.findByText(option));
    await waitFor(() => expect(lastAsked(host)?.filter).toMatchObject(wanted));
    await waitFor(() => expect(screen.getByTestId("journal-count")).not.toHaveTextContent("400 entries"));
    expect(rows().length).toBeGreaterThan(0);
  });

  it("says so where nobody is meant, without asking", async () => {
    const { host } = opened(100);
    await screen.findByTestId("entry-100");
    const before = asked(host).length;
    fireEvent.change(screen.getByTestId("journal-search"), { target: { value: "nobody-of-this-name" } });
    expect(await screen.findByText("Nothing found")).toBeInTheDocument();
    expect(asked(host)).toHaveLength(before);
    fireEvent.click(screen.getByTestId("journal-show-all"));
    expect(await screen.findByTestId("entry-100")).toBeInTheDocument();
  });

  it("is narrowed to one person by the address, and widened again", async () => {
    const { host, user } = opened(3000, "activity/103");
    expect(await screen.findByTestId("journal-person")).toHaveTextContent("David Thiele, extension 103");
    await waitFor(() => expect(lastAsked(host)?.filter.extensions).toEqual(["103"]));
    await user.click(screen.getByRole("button", { name: /Show everybody again/ }));
    expect(location.hash).toBe("#/activity");
    expect(await screen.findByTestId("journal-search")).toBeInTheDocument();
  });

  it("is exported with everything that fits, page by page", async () => {
    const { host, user } = opened(2500);
    await screen.findByTestId("entry-2500");
    await user.click(screen.getByTestId("journal-export"));
    expect(await screen.findByText(/2,500 entries were saved as presence-sync-activity-2026-11-23\.csv/)).toBeInTheDocument();
    expect(asked(host).filter(({ limit }) => limit === 1000).map(({ before }) => before)).toEqual([null, 1501, 501]);
    const [file] = host.saved;
    expect(file?.text.split("\r\n").filter(Boolean)).toHaveLength(2501);
  });

  it("saves nothing when the export is stopped", async () => {
    const { host, user } = opened(2500);
    await screen.findByTestId("entry-2500");
    const answers: (() => void)[] = [];
    const ask = host.ask.bind(host);
    host.ask = (question) => new Promise((resolve) => answers.push(() => void ask(question).then(resolve)));
    await user.click(screen.getByTestId("journal-export"));
    expect(screen.getByText("0 of 2,500 entries read")).toBeInTheDocument();
    await user.click(screen.getByTestId("journal-export-stop"));
    await act(async () => {
      answers.forEach((answer) => answer());
      await Promise.resolve();
    });
    expect(screen.queryByTestId("journal-exporting")).not.toBeInTheDocument();
    expect(host.saved).toEqual([]);
  });

  it("is emptied whole, once it is confirmed what is removed", async () => {
    const { host, user } = opened(250);
    await screen.findByTestId("entry-250");
    await user.click(screen.getByTestId("journal-empty"));
    await waitFor(() => expect(screen.getByTestId("journal-empty-consequence")).toHaveTextContent("All 250 entries about everybody are deleted"));
    expect(host.sent).toEqual([]);
    await user.click(screen.getByTestId("journal-empty-confirm"));
    expect(host.sent).toEqual([{ kind: "empty-journal", extension: null }]);
    expect(await screen.findByText("Nothing has happened yet")).toBeInTheDocument();
  });

  it("is emptied for the one person that is looked at", async () => {
    const { host, user } = opened(3000, "activity/103");
    const about = host.journal.entries.filter(({ extension }) => extension === "103").length;
    expect(about).toBeGreaterThan(1);
    await user.click(await screen.findByTestId("journal-empty"));
    await waitFor(() => expect(screen.getByTestId("journal-empty-consequence")).toHaveTextContent(`${about} entries about David Thiele, extension 103 are deleted`));
    await user.click(screen.getByTestId("journal-empty-confirm"));
    expect(host.sent).toEqual([{ kind: "empty-journal", extension: "103" }]);
    expect(await screen.findByText("Nothing found")).toBeInTheDocument();
    expect(host.journal.entries.length).toBeGreaterThan(1000);
  });

  it("says so when it is switched off", () => {
    open(RECORDED_ACTIVITY["journal-off"](), "activity");
    expect(screen.getByText("The journal is switched off")).toBeInTheDocument();
  });

  it("tries again after it could not be read", async () => {
    const updates = RECORDED.running();
    const host = replayHost(updates);
    const ask = host.ask.bind(host);
    host.ask = () => Promise.resolve({ kind: "unavailable" });
    location.hash = "/activity";
    render(<App host={host} store={openStore(host, (draw) => draw())} system={{ locale: "en-GB", version: "" }} />);
    expect(await screen.findByText("The journal cannot be read")).toBeInTheDocument();
    host.ask = ask;
    fireEvent.click(screen.getByTestId("journal-again"));
    expect(await screen.findByTestId("entry-2000")).toBeInTheDocument();
  });

  it("offers an older page again that could not be read", async () => {
    const { host } = opened(1000);
    await screen.findByTestId("entry-1000");
    const ask = host.ask.bind(host);
    host.ask = () => Promise.reject(new Error("busy"));
    const grid = screen.getByRole("grid");
    grid.scrollTop = 200 * 36;
    fireEvent.scroll(grid);
    const again = await within(await screen.findByTestId("journal-more")).findByRole("button", { name: "Try again" });
    host.ask = ask;
    fireEvent.click(again);
    await waitFor(() => expect(screen.getByTestId("entry-799")).toBeInTheDocument());
  });
});

describe("the day of one person", () => {
  function shown(extension: string, happened = 3000) {
    const updates = RECORDED.running();
    const host = replayHost(updates, "en-GB", happened);
    const store = openStore(host, (draw) => draw());
    const user = store.snapshot().board.get(extension)?.user?.id ?? null;
    drawPart(<Timeline extension={extension} user={user} />, host, store);
    return host;
  }

  it("tells since midnight what concerns that person, the latest first, and leads to the rest", async () => {
    const host = shown("103");
    const list = within(await screen.findByTestId("timeline"));
    const times = list.getAllByRole("listitem").map((item) => item.querySelector("time")?.dateTime ?? "");
    expect(times.length).toBeGreaterThan(1);
    expect([...times].sort().reverse()).toEqual(times);
    expect(asked(host)[0]?.filter).toMatchObject({ extensions: ["103"], from: new Date(NOW).setHours(0, 0, 0, 0) });
    fireEvent.click(list.getByTestId("timeline-all"));
    expect(location.hash).toBe("#/activity/103");
  });

  it("says so where nothing happened today", async () => {
    shown("9999");
    expect(await screen.findByText("Nothing has happened today.")).toBeInTheDocument();
  });
});
