import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answer, Statistics } from "../src/generated";
import { RECORDED_ACTIVITY, statisticsAt } from "../src/host/recorded/activity";
import { NOW } from "../src/host/recorded/company";
import { standing } from "../src/host/recorded/matching";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { RECORDED } from "../src/host/recorded/views";
import { CHARTS } from "../src/model/statistics";
import { next, open } from "./open";

// What draws the charts is loaded only when it is needed.
beforeAll(() => import("../src/pages/overview/Plot"));
afterEach(() => vi.restoreAllMocks());

const NONE = { fromScratch: false, rows: [], removed: [] };

const idle: Statistics = {
  ...statisticsAt(NOW),
  delay: null,
  intervals: statisticsAt(NOW).intervals.map(({ from }) => ({ from, calls: 0, changes: 0, failures: 0, delay: null, requests: 0, peak: 0 })),
};

describe("the charts of the last day", () => {
  it("are pictures that say in words what they show", async () => {
    open("running", "overview");
    const picture = await within(await screen.findByTestId("chart-requests")).findByRole("img");
    expect(picture).toHaveAccessibleName(/^Requests per 30 seconds\. At most [\d,]+, at \d\d:\d\d: \d+% of what Microsoft allows\.$/);
    for (const name of CHARTS) expect(await within(screen.getByTestId(`chart-${name}`)).findByRole("img")).toBeInTheDocument();
  });

  it("name the limit and what is kept of it", async () => {
    open("running", "overview");
    const chart = within(await screen.findByTestId("chart-requests"));
    expect(chart.getByText("Microsoft’s limit")).toBeInTheDocument();
    expect(chart.getByText("Our limit")).toBeInTheDocument();
  });

  it("show their numbers as a table in the reader's format, the latest first", async () => {
    open("running", "overview", "de");
    fireEvent.click(await screen.findByTestId("chart-delay-table"));
    const table = within(within(screen.getByTestId("chart-delay")).getByRole("table"));
    expect(table.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["Ab", "Median", "95. Perzentil"]);
    expect(table.getAllByRole("row")).toHaveLength(97);
    const [, latest] = table.getAllByRole("row");
    expect(latest).toHaveTextContent(/^09:30\d,\d Sek\.\d,\d Sek\.$/);
    expect(within(screen.getByTestId("chart-delay")).queryByRole("img")).not.toBeInTheDocument();
  });

  it("are asked for once a minute and not at each view", async () => {
    const ticks: (() => void)[] = [];
    const real = globalThis.setTimeout;
    vi.spyOn(globalThis, "setInterval").mockImplementation(((tick: () => void, every?: number) => {
      if (every === 60_000) ticks.push(tick);
      return 0;
    }) as typeof setInterval);
    const { host, play, user } = open("running", "overview");
    await screen.findByTestId("chart-calls");
    const count = () => host.asked.filter(({ kind }) => kind === "statistics").length;
    expect(count()).toBe(1);
    for (let turn = 0; turn < 5; turn += 1) play({ ...next("running"), rows: { fromScratch: false, rows: [], removed: [] } });
    await user.click(screen.getByTestId("nav-people"));
    await user.click(screen.getByTestId("nav-overview"));
    expect(await screen.findByTestId("chart-calls")).toBeInTheDocument();
    expect(count()).toBe(1);
    await act(async () => {
      ticks[0]?.();
      await new Promise((resolve) => real(resolve, 0));
    });
    expect(count()).toBe(2);
  });

  it("say what is missing where nothing happened", async () => {
    const { host } = open("paused", "overview");
    host.journal.statistics = idle;
    expect(await screen.findByText("No calls in the last 24 hours.")).toBeInTheDocument();
    for (const name of CHARTS) expect(within(screen.getByTestId(`chart-${name}`)).queryByRole("img")).not.toBeInTheDocument();
  });

  it("draw and name no failures where nothing failed, and one bar for one call", async () => {
    const { host } = open("paused", "overview");
    const intervals = idle.intervals.map((interval, index) => (index === 10 ? { ...interval, calls: 1, changes: 2 } : interval));
    host.journal.statistics = { ...idle, intervals };
    const calls = within(await screen.findByTestId("chart-calls"));
    const from = intervals[10]?.from ?? 0;
    const clock = (at: number) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
    expect(await calls.findByText(`One call, between ${clock(from)} and ${clock(from + idle.seconds * 1000)}.`)).toBeInTheDocument();
    const bars = async (name: string) => [...(await within(screen.getByTestId(`chart-${name}`)).findByRole("img")).querySelectorAll("rect")];
    expect(await bars("calls")).toHaveLength(1);
    expect(await bars("changes")).toHaveLength(1);
    expect(within(screen.getByTestId("chart-changes")).queryByText("Failed")).not.toBeInTheDocument();
  });

  it("say that they are being read, and that they cannot be, and try again", async () => {
    const { host } = open([], "overview");
    const answers: ((answer: Answer) => void)[] = [];
    host.ask = () => new Promise((resolve) => answers.push(resolve));
    act(() => host.play(next("running")));
    expect(screen.getByText("Reading the last 24 hours")).toBeInTheDocument();
    await waitFor(() => expect(answers).toHaveLength(1));
    act(() => answers[0]?.({ kind: "unavailable" }));
    expect(await screen.findByTestId("day-failed")).toBeInTheDocument();
    fireEvent.click(screen.getByTestId("day-again"));
    act(() => answers[1]?.({ kind: "statistics", statistics: statisticsAt(NOW) }));
    expect(await screen.findByTestId("chart-calls")).toBeInTheDocument();
  });

  it("say so where the journal is switched off", async () => {
    open(RECORDED_ACTIVITY["journal-off"](), "overview");
    expect(await screen.findByTestId("day-off")).toHaveTextContent("switched off");
    expect(screen.queryByTestId("day-failed")).not.toBeInTheDocument();
  });
});

describe("the overview", () => {
  it("lists the phones that rules have diverted, and undoes all of them once it is confirmed", async () => {
    const { host, user } = open(RECORDED_ACTIVITY.diverted(), "overview");
    expect(screen.getByTestId("diversion-102")).toHaveTextContent("Profile Besprechung instead of Standard, while Teams shows “In a meeting”");
    expect(screen.getByTestId("diversion-125")).toHaveTextContent("Cannot be changed");
    await user.click(screen.getByTestId("undo-diversions"));
    expect(screen.getByText("Return 3 phones to their former call-forward profiles?")).toBeInTheDocument();
    expect(host.sent).toEqual([]);
    await user.click(screen.getByTestId("undo-diversions-confirm"));
    expect(host.sent).toEqual([{ kind: "undo-diversions" }]);
    expect(screen.getByTestId("diversion-102")).toHaveTextContent("Returning");
    expect(screen.queryByTestId("undo-diversions")).not.toBeInTheDocument();
  });

  it("leads from a diverted phone to its person, and is silent about diversions where there are no rules", async () => {
    const { user, play } = open(RECORDED_ACTIVITY.diverted(), "overview");
    play(next("running"));
    expect(screen.queryByTestId("diversions")).not.toBeInTheDocument();
    const [diverted] = RECORDED_ACTIVITY.diverted();
    if (diverted) play(diverted);
    await user.click(screen.getByText("Clara Hoffmann, extension 102"));
    expect(location.hash).toBe("#/people/102");
  });

  it("says when the working hours begin again", () => {
    open(RECORDED_ACTIVITY.resting(), "overview");
    expect(screen.getByTestId("state-sentence")).toHaveTextContent("It is outside the working hours; nothing is published in Teams until 19:30.");
  });

  it("says since when each connection holds, and how long that is to whoever points at it", () => {
    open("attention", "overview");
    const connection = screen.getByTestId("connection-microsoft-sign-in");
    expect(connection).toHaveTextContent(/since 09:18$/);
    expect(within(connection).getByText("since 09:18")).toHaveAttribute("title", expect.stringContaining("12 minutes ago"));
  });

  it("names the problems that are open while everything runs, and leads to them", async () => {
    const { user, play } = open(RECORDED_PROBLEMS.troubled(), "overview");
    expect(screen.getByTestId("state-sentence")).toHaveTextContent(/^Synchronisation is running; \d+ people are in sync, 16 problems are open\.$/);
    await user.click(screen.getByTestId("show-problems"));
    expect(location.hash).toBe("#/problems");
    const [first] = RECORDED_PROBLEMS.troubled();
    if (!first?.view) throw new Error("There was no view.");
    await user.click(screen.getByTestId("nav-overview"));
    play({ view: { ...first.view, problems: [] }, rows: NONE });
    expect(screen.getByTestId("state-sentence")).toHaveTextContent(/people are in sync\.$/);
    expect(screen.queryByTestId("show-problems")).not.toBeInTheDocument();
  });

  it("says why nobody is synchronised", () => {
    const [first] = RECORDED.attention();
    if (!first?.view) throw new Error("There was no view.");
    const { play } = open([first], "overview");
    const counts = { ...first.view.counts, inSync: 0 };
    const expired = { kind: "application-credential-rejected", code: 7000222 } as const;
    play({ view: { ...first.view, counts, problems: [standing(expired, NOW), ...first.view.problems] }, rows: NONE });
    expect(screen.getByTestId("state-sentence")).toHaveTextContent(/^Nothing is being synchronised: Microsoft does not accept the secret or certificate\.$/);
    play({ view: { ...first.view, counts, problems: first.view.problems.slice(-1) }, rows: NONE });
    expect(screen.getByTestId("state-sentence")).toHaveTextContent("Nobody is in sync yet, and one problem is open.");
  });
});
