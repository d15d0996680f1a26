import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as states from "../src/components/states";
import type { Row, Update } from "../src/generated";
import { company, NOW, onThePhone, person } from "../src/host/recorded/company";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { RECORDED } from "../src/host/recorded/views";
import { next, open } from "./open";

/** Every row draws its line state once each time that it is drawn. */
vi.mock("../src/components/states", async (original) => {
  const real = await original<typeof states>();
  return { ...real, LineText: vi.fn(real.LineText) };
});
const drawn = vi.mocked(states.LineText);

beforeEach(() => localStorage.clear());
afterEach(() => drawn.mockClear());

const rows = (...changed: Row[]): Update => ({ view: null, rows: { fromScratch: false, rows: changed, removed: [] } });
const gone = (...removed: string[]): Update => ({ view: null, rows: { fromScratch: false, rows: [], removed } });
const row = (extension: string) => screen.getByTestId(`row-${extension}`);
const cell = (extension: string, column = "name") => {
  const found = row(extension).querySelector<HTMLElement>(`[data-column="${column}"]`);
  if (!found) throw new Error(`Row ${extension} has no column ${column}.`);
  return found;
};
const focus = (extension: string, column?: string) => act(() => cell(extension, column).focus());
const key = (name: string, modifiers: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...modifiers }));
const selected = () => [...document.querySelectorAll<HTMLElement>('[role="row"][aria-selected="true"]')].map((each) => each.dataset["extension"]);

describe("the rows", () => {
  it("are drawn again only when they changed, however often the numbers of the view change", () => {
    const { play } = open("running", "people");
    drawn.mockClear();
    const [first] = RECORDED.running();
    if (!first?.view) throw new Error("The recording begins without a view.");
    const view = { ...first.view, settings: { ...first.view.settings, language: "en" as const }, counts: { ...first.view.counts, onThePhone: 41 } };
    play({ view, rows: rows(onThePhone(person(0))).rows });
    expect(drawn).toHaveBeenCalledTimes(1);
    play(rows(onThePhone(person(5)), onThePhone(person(7)), onThePhone(person(200))));
    expect(drawn).toHaveBeenCalledTimes(3);
    play({ ...rows(), view: { ...view, counts: { ...view.counts, onThePhone: 44 } } });
    expect(drawn).toHaveBeenCalledTimes(3);
  });

  it("are not drawn again when the keyboard passes or a column becomes wider, save those it concerns", () => {
    open("running", "people");
    focus("102");
    drawn.mockClear();
    key("ArrowDown");
    expect(drawn).toHaveBeenCalledTimes(2);
    act(() => screen.getByTestId("sort-name").focus());
    drawn.mockClear();
    key("ArrowRight", { shiftKey: true });
    expect(drawn).not.toHaveBeenCalled();
  });

  it("say since when the phone is as it is, and the words alone move on with the day", () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: NOW });
    const { play } = open("running", "people");
    play(rows(onThePhone(person(3), NOW)));
    expect(cell("103", "since")).toHaveTextContent(/^09:26$/);
    drawn.mockClear();
    vi.setSystemTime(NOW + 24 * 3_600_000);
    act(() => void vi.advanceTimersByTime(31_000));
    expect(cell("103", "since")).toHaveTextContent(/^23\/11$/);
    expect(drawn).not.toHaveBeenCalled();
  });

  it("are told apart by their names, and say where nothing is", () => {
    open(RECORDED_PROBLEMS.troubled(), "people");
    expect(cell("103")).toHaveAttribute("role", "rowheader");
    expect(cell("110", "user")).toHaveTextContent("none");
    expect(screen.getByRole("grid")).toHaveAttribute("aria-multiselectable", "true");
  });

  it("show which phone a rule has changed", () => {
    open(RECORDED_PROBLEMS.diverted(), "people");
    expect(cell("103", "line")).toHaveTextContent("Diverted by a phone rule");
    expect(cell("102", "line")).not.toHaveTextContent("Diverted");
  });
});

describe("the keyboard", () => {
  it("has one stop in the whole grid", () => {
    open("running", "people");
    focus("104", "line");
    expect(screen.getByRole("grid").querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(cell("104", "line")).toHaveAttribute("tabindex", "0");
  });

  it("goes to the very last row, which was not drawn before, and back to the first", () => {
    open("large", "people");
    focus("100");
    key("End", { ctrlKey: true });
    expect(cell("10099", "state")).toHaveFocus();
    key("Home", { ctrlKey: true });
    expect(cell("100", "extension")).toHaveFocus();
  });

  it("finds a name as it is typed", () => {
    open("running", "people");
    focus("100");
    for (const letter of "zor") key(letter);
    expect(cell("123")).toHaveFocus();
  });

  it("opens a person with Enter, and comes back to the row when the panel is closed", async () => {
    open("running", "people");
    focus("103", "teams");
    key("Enter");
    const panel = await screen.findByTestId("person-panel");
    fireEvent.click(within(panel).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByTestId("person-panel")).not.toBeInTheDocument());
    await waitFor(() => expect(cell("103", "teams")).toHaveFocus());
    expect(selected()).toEqual(["103"]);
  });

  it("sorts from the names of the columns, makes them wider and moves them", () => {
    open("running", "people");
    focus("100", "extension");
    key("ArrowUp");
    expect(screen.getByTestId("sort-extension")).toHaveFocus();
    key("ArrowRight", { ctrlKey: true });
    expect(screen.getAllByRole("columnheader").map((each) => each.textContent).slice(0, 2)).toEqual(["Name", "Extension"]);
    expect(screen.getByTestId("sort-extension")).toHaveFocus();
    key("ArrowLeft", { shiftKey: true });
    expect(localStorage.getItem("people-columns")).toContain('"widths":{"extension":');
  });

  it("stays where it is while rows change, move and go, and goes on beside a row that is gone", () => {
    const { play } = open("running", "people");
    focus("103", "line");
    play(rows(onThePhone(person(3)), { ...person(9), name: "Neu" }));
    expect(cell("103", "line")).toHaveFocus();
    fireEvent.click(screen.getByTestId("sort-name"));
    expect(cell("103", "line")).toHaveFocus();
    fireEvent.click(screen.getByTestId("sort-extension"));
    play(gone("103"));
    expect(cell("104", "line")).toHaveFocus();
  });

  it("is not lost when nobody fits any more", async () => {
    const only: Row = { ...person(0), line: "in-use" };
    const [first] = RECORDED.running();
    const { play } = open([{ view: first?.view ?? null, rows: { fromScratch: true, rows: [only, person(1)], removed: [] } }], "people");
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "jäger" } });
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("1 of 2"));
    focus("100");
    play(gone("100"));
    await waitFor(() => expect(screen.getByRole("button", { name: "Show everybody" })).toHaveFocus());
  });
});

describe("the selection", () => {
  it("is made with the space bar, Shift and Ctrl, and undone with Escape", () => {
    open("running", "people");
    focus("101");
    key(" ");
    key("ArrowDown", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    expect(selected()).toEqual(["101", "102", "103"]);
    fireEvent.click(cell("106"), { ctrlKey: true });
    expect(selected()).toEqual(["101", "102", "103", "106"]);
    fireEvent.click(cell("108"), { shiftKey: true });
    expect(selected()).toEqual(["106", "107", "108"]);
    expect(screen.queryByTestId("person-panel")).not.toBeInTheDocument();
    key("Escape");
    expect(selected()).toEqual([]);
  });

  it("takes all that fit", () => {
    open("running", "people");
    focus("101");
    key("a", { ctrlKey: true });
    expect(screen.getByTestId("people-count")).toHaveTextContent("250 of 250, 250 selected");
  });

  it("stays with its person while rows change, are sorted and are filtered away", async () => {
    const { play } = open("running", "people");
    fireEvent.click(cell("103"), { ctrlKey: true });
    play(rows(onThePhone(person(3)), onThePhone(person(4))));
    fireEvent.click(screen.getByTestId("sort-extension"));
    fireEvent.click(screen.getByTestId("sort-extension"));
    expect(selected()).toEqual(["103"]);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "anna" } });
    await waitFor(() => expect(screen.queryByTestId("row-103")).not.toBeInTheDocument());
    expect(screen.getByTestId("people-count")).toHaveTextContent("1 selected");
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "" } });
    await waitFor(() => expect(selected()).toEqual(["103"]));
  });
});

describe("what is taken away", () => {
  it("is copied as it is shown, with tabs", async () => {
    const { host } = open("running", "people");
    focus("103");
    key("c", { ctrlKey: true });
    expect(host.copied[0]?.split("\t").slice(0, 5)).toEqual(["103", "David Thiele", "david.thiele@contoso.de", "David Thiele <david.thiele@contoso.de>", "On the phone"]);
    fireEvent.click(cell("105"), { ctrlKey: true });
    fireEvent.click(cell("104"), { ctrlKey: true });
    focus("103");
    key("c", { ctrlKey: true });
    expect(host.copied[1]?.split("\n").map((line) => line.split("\t")[0])).toEqual(["104", "105"]);
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveTextContent("2 rows copied"));
  });

  it("is said to be missing where nothing could be copied or saved", async () => {
    const { host } = open("running", "people");
    host.copyText = () => Promise.reject(new Error("no clipboard"));
    host.saveText = () => Promise.reject(new Error("full"));
    focus("103");
    key("c", { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveTextContent("Nothing was copied"));
    fireEvent.click(screen.getByTestId("people-export"));
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveTextContent("presence-sync-people.csv could not be saved."));
    fireEvent.contextMenu(cell("104"));
    fireEvent.click(await screen.findByTestId("row-copy-email"));
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveTextContent("Nothing was copied"));
    expect(screen.getByTestId("deed")).toHaveAttribute("data-outcome", "failed");
  });

  it("is confirmed where addresses were copied", async () => {
    const { host } = open("running", "people");
    fireEvent.contextMenu(cell("104"));
    fireEvent.click(await screen.findByTestId("row-copy-email"));
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveTextContent("One e-mail address copied"));
    expect(host.copied).toHaveLength(1);
  });

  it("is exported as it is filtered, with the names of the columns", async () => {
    const { host } = open("running", "people", "de");
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "thiele david" } });
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent(/^\d von 250/));
    fireEvent.click(screen.getByTestId("people-export"));
    const lines = host.saved[0]?.text.split("\r\n") ?? [];
    expect(host.saved[0]?.file).toBe("presence-sync-people.csv");
    expect(lines[0]).toBe("\u{feff}Nebenstelle;Name;Voicemail-E-Mail;Teams-Nutzer;Leitungsstatus;Teams-Anwesenheit;Veröffentlicht;Seit;Zustand");
    expect(lines[1]).toMatch(/^103;David Thiele;david\.thiele@contoso\.de;.*;Am Telefon;In einem Anruf;In einem Anruf bis .*;Synchron$/);
  });
});

describe("the menu of a row", () => {
  const menu = (extension: string) => fireEvent.contextMenu(cell(extension));

  it("opens with the keyboard and gives the focus back", async () => {
    open("running", "people");
    focus("104");
    key("F10", { shiftKey: true });
    // Where nothing has a size, the menu finds nothing to focus.
    act(() => screen.getByTestId("row-open").focus());
    key("Escape");
    await waitFor(() => expect(cell("104")).toHaveFocus());
    key("ContextMenu");
    expect(await screen.findByTestId("row-menu")).toBeInTheDocument();
    expect(selected()).toEqual(["104"]);
  });

  it("leaves everybody out who is selected, and undo takes them in again", async () => {
    const { host } = open("running", "people");
    fireEvent.click(cell("104"), { ctrlKey: true });
    fireEvent.click(cell("106"), { ctrlKey: true });
    menu("106");
    fireEvent.click(await screen.findByTestId("row-exclude"));
    expect(host.sent).toEqual([{ kind: "exclude", extension: "106" }, { kind: "exclude", extension: "104" }]);
    expect(screen.getByTestId("deed")).toBeInTheDocument();
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent.slice(2)).toEqual([{ kind: "include", extension: "106" }, { kind: "include", extension: "104" }]);
  });

  it("takes in again, copies addresses and shows the activity", async () => {
    const { host } = open(RECORDED_PROBLEMS.troubled(), "people");
    menu("120");
    fireEvent.click(await screen.findByTestId("row-include"));
    expect(host.sent).toEqual([{ kind: "include", extension: "120" }]);
    menu("103");
    fireEvent.click(await screen.findByTestId("row-copy-email"));
    expect(host.copied).toEqual(["david.thiele@contoso.de"]);
    menu("103");
    fireEvent.click(await screen.findByTestId("row-activity"));
    expect(location.hash).toBe("#/activity/103");
  });

  it("leads to the match and to the correction, and the focus comes back", async () => {
    open(RECORDED_PROBLEMS.troubled(), "people");
    focus("103");
    menu("103");
    fireEvent.click(await screen.findByTestId("row-match"));
    const dialog = await screen.findByTestId("match-dialog");
    fireEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(cell("103")).toHaveFocus());
    menu("103");
    fireEvent.click(await screen.findByTestId("row-correct"));
    expect(await screen.findByTestId("correct-email")).toHaveValue("david.thiele@contoso.de");
  });
});

describe("the columns", () => {
  it("are chosen, kept for the next start, and put back as usual", async () => {
    open("running", "people");
    fireEvent.click(screen.getByTestId("columns"));
    const chooser = await screen.findByTestId("columns-chooser");
    fireEvent.click(within(chooser).getByTestId("column-round"));
    fireEvent.click(within(chooser).getByTestId("column-email"));
    fireEvent.click(within(chooser).getByTestId("column-name-earlier"));
    const names = () => [...document.querySelectorAll('[role="columnheader"]')].map((each) => each.textContent);
    expect(names()).toEqual(["Name", "Extension", "Teams user", "Line state", "Teams presence", "Published", "Since", "State", "Round"]);
    expect(cell("100", "round")).toHaveTextContent("1");
    fireEvent.click(within(chooser).getByTestId("columns-as-usual"));
    expect(names().slice(0, 3)).toEqual(["Extension", "Name", "Voicemail e-mail"]);
  });

  it("are those that were kept", () => {
    localStorage.setItem("people-columns", '{"shown":["name","line"],"widths":{"name":300}}');
    open("running", "people");
    expect(screen.getAllByRole("columnheader").map((each) => each.textContent)).toEqual(["Name", "Line state"]);
    for (const line of screen.getAllByRole("row")) expect(line.style.gridTemplateColumns).toMatch(/^300px /);
  });
});

describe("the filters", () => {
  it("show the people of a round, where there are several", async () => {
    const people = company(30).map((each, index) => ({ ...each, round: index < 3 ? 2 : 1 }));
    const [first] = RECORDED["three-rounds"]();
    open([{ view: first?.view ?? null, rows: { fromScratch: true, rows: people, removed: [] } }], "people");
    fireEvent.click(screen.getByTestId("people-round"));
    fireEvent.click(await screen.findByText("Round 2", { selector: "[role=option]" }));
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("3 of 30"));
  });

  it("show who is paused: left out, in one direction only, or with everybody", async () => {
    const [alone, excluded, oneWay, bothWays] = company(4);
    if (!alone || !excluded || !oneWay || !bothWays) throw new Error("The company is too small.");
    const people: Row[] = [alone, { ...excluded, state: "excluded", why: "excluded" }, { ...oneWay, direction: "phone-to-teams" }, { ...bothWays, direction: "both" }];
    const { play } = open([{ view: next("running").view, rows: { fromScratch: true, rows: people, removed: [] } }], "people");
    fireEvent.click(screen.getByTestId("people-filter"));
    fireEvent.click(await screen.findByText("Paused in whole or in part", { selector: "[role=option]" }));
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("2 of 4"));
    play(rows(...people.map((each) => ({ ...each, why: "paused" as const }))));
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("4 of 4"));
  });

  it("show the phones that a rule has changed", async () => {
    open(RECORDED_PROBLEMS.diverted(), "people");
    fireEvent.click(screen.getByTestId("people-filter"));
    fireEvent.click(await screen.findByText("Diverted by a phone rule", { selector: "[role=option]" }));
    await waitFor(() => expect(screen.getByTestId("people-count")).toHaveTextContent("4 of 250"));
  });
});

describe("rows under the pointer", () => {
  it("do not move until it has rested", () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: NOW });
    const { play } = open("running", "people");
    fireEvent.click(screen.getByTestId("sort-name"));
    const order = () => [...document.querySelectorAll<HTMLElement>("[data-extension]")].slice(0, 3).map((each) => each.dataset["extension"]);
    const before = order();
    fireEvent.pointerMove(screen.getByRole("grid"));
    play(rows({ ...person(5), name: "Aaron Aal" }));
    expect(order()).toEqual(before);
    act(() => void vi.advanceTimersByTime(3_000));
    expect(order()[0]).toBe("105");
  });
});

describe("the panel", () => {
  it.each([
    ["103", "Teams shows “In a meeting” for David Thiele, so the profile “Besprechung” has been active on the phone since 09:18. “Standard” comes back when Teams shows something else, at 13:18 at the latest."],
    ["104", "the profile “Besprechung” is being activated"],
    ["105", "is being set back from the profile “Besprechung” to “Standard”"],
    ["106", "It is tried again"],
  ])("says what a phone rule does to the phone of %s", async (extension, sentence) => {
    open(RECORDED_PROBLEMS.diverted(), `people/${extension}`);
    expect(await screen.findByTestId("person-diversion")).toHaveTextContent(sentence);
  });

  it("forgets a person's journal after a question", async () => {
    const { host } = open("running", "people/103");
    fireEvent.click(await screen.findByTestId("person-forget"));
    expect(host.sent).toEqual([]);
    fireEvent.click(await screen.findByTestId("person-forget-confirm"));
    expect(host.sent).toEqual([{ kind: "empty-journal", extension: "103" }]);
  });
});
