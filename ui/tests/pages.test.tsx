import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Language } from "../src/generated";
import { onThePhone, person } from "../src/host/recorded/company";
import { RECORDED, type Recording } from "../src/host/recorded/views";
import { App } from "../src/App";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { open } from "./open";

const PLACES = ["overview", "people", "people/103", "problems", "activity", "activity/103", "setup/welcome", "setup/cloudya", "setup/microsoft", "setup/sync-user", "setup/connect", "setup/review", "settings"];

describe("every page", () => {
  const languages: Language[] = ["de", "en"];
  const cases = languages.flatMap((language) => PLACES.map((place) => [place, language] as const));

  it.each(cases)("%s is drawn in %s, with one main heading and every word found", (place, language) => {
    open("attention", place, language);
    // A sentence that is missing shows its key: words with hyphens where no person writes them.
    expect(document.body.textContent).not.toMatch(/\b(?:problem|setting|setup|why|match|column|state|sentence|tile|chart|day|entry|journal|outcome|series|sheet|span)-[a-z]+(?:-[a-z]+)*\b/);
    expect(document.body.textContent).not.toMatch(/\{ ?\$/);
    expect(document.documentElement.lang).toBe(language);
    if (place !== "people/103") expect(screen.getAllByRole("heading", { level: 1 })).toHaveLength(1);
  });

  it.each(Object.keys(RECORDED).filter((name) => name !== "large") as Recording[])("draws the recording %s", (recording) => {
    open(recording);
    expect(screen.getByRole("main")).toBeInTheDocument();
    expect(screen.getByRole("navigation", { name: "Pages" })).toBeInTheDocument();
  });

  it("is led to by the rail, which counts the problems", async () => {
    const { user } = open("attention");
    expect(screen.getByTestId("nav-problems")).toHaveAccessibleName("Problems 13");
    await user.click(screen.getByTestId("nav-settings"));
    expect(screen.getByRole("heading", { level: 1, name: "Settings" })).toBeInTheDocument();
    expect(screen.getByTestId("nav-settings")).toHaveAttribute("aria-current", "page");
  });
});

describe("the window", () => {
  it("waits for the first update with a word of what it does", () => {
    open([]);
    expect(screen.getByText("Presence Sync is starting")).toBeInTheDocument();
  });

  it("says so when the program behind it does not answer", () => {
    const silent = replayHost([]);
    silent.onUpdate = (_, lost) => {
      queueMicrotask(() => act(lost));
      return () => undefined;
    };
    render(<App host={silent} store={openStore(silent)} system={{ locale: "de-DE", version: "" }} />);
    return waitFor(() => expect(screen.getByTestId("lost")).toHaveTextContent("antwortet nicht"));
  });

  it("says so when a request does not reach the program", async () => {
    const { host, user } = open("paused", "overview");
    host.send = () => Promise.reject(new Error("closed"));
    await user.click(screen.getByTestId("resume"));
    expect(await screen.findByTestId("undelivered")).toBeInTheDocument();
  });
});

describe("the overview", () => {
  it("says the state in one sentence and counts", () => {
    open("running", "overview");
    expect(screen.getByTestId("state-sentence")).toHaveTextContent("Synchronisation is running; 231 people are in sync, 12 problems are open.");
    expect(screen.getByTestId("tile-on-the-phone")).toHaveTextContent("40");
    expect(screen.getByTestId("connection-microsoft-graph")).toHaveAttribute("data-state", "connected");
    expect(screen.getByTestId("round-1")).toHaveTextContent("231 of 600 places");
  });

  it("pauses for a time and resumes", async () => {
    const { host, user } = open("running", "overview");
    await user.click(screen.getByTestId("pause"));
    await user.click(screen.getByRole("menuitem", { name: "Until tomorrow" }));
    expect(host.sent).toEqual([{ kind: "pause", until: "tomorrow" }]);
    await user.click(screen.getByTestId("resume"));
    expect(host.sent[1]).toEqual({ kind: "resume" });
  });

  it("leads from a kind of problem to the problems", async () => {
    const { user } = open("attention", "overview");
    await user.click(screen.getByText("Several extensions for one person"));
    expect(screen.getByRole("heading", { level: 1, name: "Problems" })).toBeInTheDocument();
  });
});

describe("the people", () => {
  it("change in place as calls come and go", () => {
    const { play } = open("running", "people");
    const before = screen.getByTestId("row-100");
    expect(before).toHaveAttribute("data-line", "idle");
    play({ view: null, rows: { fromScratch: false, rows: [onThePhone(person(0))], removed: [] } });
    const after = screen.getByTestId("row-100");
    expect(after).toBe(before);
    expect(after).toHaveAttribute("data-line", "in-use");
    expect(after).toHaveAttribute("data-teams", "Busy/InACall");
    expect(after).toHaveTextContent("On the phone");
    play({ view: null, rows: { fromScratch: false, rows: [], removed: ["100"] } });
    expect(screen.queryByTestId("row-100")).not.toBeInTheDocument();
  });

  it("are a grid that knows its size and draws only what is in sight", () => {
    open("large", "people");
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "10001");
    const drawn = screen.getAllByRole("row").length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(60);
  });

  it("are searched, filtered and sorted", async () => {
    open("running", "people");
    const search = screen.getByTestId("people-search");
    fireEvent.change(search, { target: { value: "thiele david" } });
    await waitFor(() => expect(screen.queryByTestId("row-100")).not.toBeInTheDocument());
    expect(screen.getByTestId("row-103")).toBeInTheDocument();
    fireEvent.change(search, { target: { value: "" } });
    fireEvent.click(screen.getByTestId("people-filter"));
    fireEvent.click(await screen.findByText("On the phone", { selector: "[role=option]" }));
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("40 of 250"));
    fireEvent.click(screen.getByTestId("sort-extension"));
    expect(screen.getByTestId("sort-extension").closest("[role=columnheader]")).toHaveAttribute("aria-sort", "descending");
  });

  it("say when nobody fits, and offer everybody again", async () => {
    open("running", "people");
    fireEvent.change(screen.getByTestId("people-search"), { target: { value: "nobody of this name" } });
    fireEvent.click(await screen.findByText("Show everybody"));
    expect(await screen.findByTestId("row-100")).toBeInTheDocument();
  });

  it("open with the keyboard and explain themselves", async () => {
    const { user } = open("running", "people");
    within(screen.getByTestId("row-103")).getByText("David Thiele", { selector: "[role=rowheader] *" }).closest<HTMLElement>("[role=rowheader]")?.focus();
    await user.keyboard("{Enter}");
    const panel = await screen.findByTestId("person-panel");
    expect(within(panel).getByTestId("person-explanation")).toHaveTextContent(/^The phone has been in use since 09:26, so “In a call” is published in Teams until 09:34/);
    expect(within(panel).getByText("This program")).toBeInTheDocument();
  });
});

describe("the problems", () => {
  it("show the number for support, never alone", () => {
    open("attention", "problems");
    const lapsed = screen.getByTestId("problem-sign-in-lapsed");
    expect(lapsed).toHaveTextContent("For Microsoft support: AADSTS50173");
    expect(lapsed).toHaveTextContent("Sign in again with the current password");
  });

  it("are none at times", () => {
    open("fresh", "problems");
    expect(screen.getByText("No problems")).toBeInTheDocument();
  });
});
