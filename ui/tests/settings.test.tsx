import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Language, Settings } from "../src/generated";
import { RECORDED_SETTINGS } from "../src/host/recorded/settings";
import { DEFAULTS, FIRST_HOURS, RANGES } from "../src/model/settings";
import { SECTIONS } from "../src/pages/Settings";
import { violations } from "./axe";
import { open } from "./open";

const settings = (changes: Partial<Settings>) => ({ kind: "change-settings", settings: { ...DEFAULTS, language: "en", ...changes } });
/** Axe looks at every element with every rule. */
const SLOW = { timeout: 60_000 };
afterEach(() => vi.restoreAllMocks());

const put = (testId: string, value: string) => {
  const field = screen.getByTestId(testId);
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};

describe("what the window takes for granted about settings", () => {
  const rules = readFileSync(join(import.meta.dirname, "../../src-tauri/engine/src/rules.rs"), "utf8");
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

  it("has the defaults of the engine", () => {
    const block = /impl Default for Settings \{.*?\n\}/s.exec(rules)?.[0] ?? "";
    const plain = [...block.matchAll(/(\w+): (true|false|[\d_.]+(?: \* \d+)?),/g)].map(([, name = "", value = ""]) => [camel(name), value] as const);
    const known = (value: string) => (/^(?:true|false)$/.test(value) ? value === "true" : value.replaceAll("_", "").split(" * ").reduce((product, each) => product * Number(each), 1));
    expect(plain.length).toBeGreaterThan(9);
    expect(Object.fromEntries(plain.map(([name, value]) => [name, known(value)]))).toEqual(Object.fromEntries(plain.map(([name]) => [name, DEFAULTS[name as keyof Settings]])));
  });

  it("has the ranges of the engine", () => {
    const block = /pub fn clamped.*?\n {4}\}/s.exec(rules)?.[0] ?? "";
    const bounds = [...block.matchAll(/\.(\w+) = .*?([\d_.]+), ([\d_.]+)\);/g)].map(([, name = "", low = "", high = ""]) => [camel(name), [low, high].map((each) => Number(each.replaceAll("_", "")))] as const);
    expect(bounds.length).toBe(Object.keys(RANGES).length);
    for (const [name, [low, high]] of bounds) expect(RANGES[name as keyof typeof RANGES], name).toMatchObject({ low, high });
  });
});

describe("a setting", () => {
  it("is sent whole, at once", () => {
    const { host } = open("running", "settings");
    fireEvent.change(screen.getByTestId("setting-ringing"), { target: { value: "in-a-call" } });
    fireEvent.click(screen.getByTestId("setting-notifications"));
    fireEvent.click(screen.getByTestId("setting-start-with-computer"));
    expect(host.sent).toEqual([
      settings({ ringing: "in-a-call" }),
      settings({ ringing: "in-a-call", notifications: false }),
      settings({ ringing: "in-a-call", notifications: false, startWithComputer: true }),
    ]);
  });

  it("is not undone by the next one while the program has not answered yet", () => {
    const { host } = open("running", "settings");
    const sent: unknown[] = [];
    host.send = (request) => {
      sent.push(request);
      return Promise.resolve();
    };
    fireEvent.change(screen.getByTestId("setting-ringing"), { target: { value: "in-a-call" } });
    expect(screen.getByTestId("setting-ringing")).toHaveValue("in-a-call");
    fireEvent.click(screen.getByTestId("setting-keep-in-tray"));
    expect(sent[1]).toEqual(settings({ ringing: "in-a-call", keepInTray: false }));
  });

  it("shows the program’s word where that is another after a moment", async () => {
    const { host } = open("running", "settings");
    host.send = () => Promise.resolve();
    fireEvent.click(screen.getByTestId("setting-keep-in-tray"));
    expect(screen.getByTestId("setting-keep-in-tray")).not.toBeChecked();
    await waitFor(() => expect(screen.getByTestId("setting-keep-in-tray")).toBeChecked(), { timeout: 4000 });
  });

  it("changes the language on the spot", () => {
    open("running", "settings");
    fireEvent.change(screen.getByTestId("setting-language"), { target: { value: "de" } });
    expect(screen.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeInTheDocument();
  });

  it("names its default, and is put back with one click", () => {
    const { host } = open(RECORDED_SETTINGS.changed(), "settings");
    const rounds = document.querySelector("[data-setting='setting-round-size']");
    expect(rounds).toHaveTextContent("Default: 600 people");
    expect(screen.queryByTestId("setting-clear-seconds-usual")).not.toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Reset: People per onboarding round, to 600 people" }));
    expect(host.sent[0]).toMatchObject({ settings: { roundSize: 600, settleSeconds: 3.5, ringing: "in-a-call" } });
    fireEvent.click(screen.getByTestId("setting-journal-hours-usual"));
    fireEvent.click(screen.getByTestId("setting-graph-url-usual"));
    expect(host.sent.at(-1)).toMatchObject({ settings: { roundSize: 600, journalHours: 168, network: { graphUrl: null, proxy: "http://proxy.contoso.de:8080" } } });
  });
});

describe("a number", () => {
  it.each([
    ["setting-round-size", "651", "A whole number from 1 to 650."],
    ["setting-round-size", "2.5", "A whole number from 1 to 650."],
    ["setting-settle-seconds", "-1", "A number from 0 to 60."],
    ["setting-grace-seconds", "9", "A number from 10 to 900."],
    ["setting-presence-limit", "many", "A whole number from 10 to 10,000."],
    ["setting-teams-poll-seconds", "", "A number from 1 to 300."],
  ])("%s refuses “%s” and names the range", (field, typed, fault) => {
    const { host } = open("running", "settings");
    put(field, typed);
    expect(screen.getByTestId(`${field}-fault`)).toHaveTextContent(fault);
    expect(screen.getByTestId(field)).toHaveValue(typed);
    expect(screen.getByTestId(field)).toHaveAccessibleDescription(expect.stringContaining(fault));
    expect(screen.getByTestId(field)).toBeInvalid();
    expect(host.sent).toEqual([]);
  });

  it("is applied with Enter, and what is wrong stays until it is right or taken back", async () => {
    const { host, user } = open("running", "settings", "de");
    const field = screen.getByTestId("setting-settle-seconds");
    await user.clear(field);
    await user.type(field, "99{Enter}");
    expect(screen.getByTestId("setting-settle-seconds-fault")).toHaveTextContent("Eine Zahl von 0 bis 60.");
    await user.keyboard("{Escape}");
    expect(field).toHaveValue("2");
    await user.clear(field);
    await user.type(field, "2,5{Enter}");
    expect(host.sent).toEqual([{ kind: "change-settings", settings: { ...DEFAULTS, language: "de", settleSeconds: 2.5 } }]);
    expect(field).toHaveValue("2,5");
  });

  it("that was half typed is still there after a search", () => {
    open("running", "settings");
    put("setting-round-size", "900");
    fireEvent.change(screen.getByTestId("settings-search"), { target: { value: "proxy" } });
    expect(screen.getByTestId("section-limits")).not.toBeVisible();
    fireEvent.change(screen.getByTestId("settings-search"), { target: { value: "" } });
    expect(screen.getByTestId("setting-round-size")).toHaveValue("900");
  });
});

describe("the page", () => {
  it("finds sections by the words in them, and says where none fits", () => {
    open("running", "settings");
    const search = (value: string) => fireEvent.change(screen.getByTestId("settings-search"), { target: { value } });
    const shown = () => SECTIONS.map(({ name }) => name).filter((name) => screen.getByTestId(`section-${name}`).closest("[hidden]") === null);
    expect(shown()).toHaveLength(SECTIONS.length);
    search("Feature codes");
    expect(shown()).toEqual(["limits"]);
    search("call-forward profile");
    expect(shown()).toContain("phone-rules");
    search("no such xylophone");
    expect(shown()).toEqual([]);
    expect(screen.getByText("No setting found")).toBeInTheDocument();
  });

  it("says in which section the reader is, and leads to others where the list has no room", async () => {
    const { user } = open("running", "settings");
    const here = () => SECTIONS.filter(({ name }) => screen.getByTestId(`to-${name}`).getAttribute("aria-current") === "location").map(({ name }) => name);
    expect(here()).toEqual(["window"]);
    const tops: Record<string, number> = { window: -900, states: -300, limits: 40 };
    for (const { name } of SECTIONS) vi.spyOn(document.getElementById(`settings-${name}`) as HTMLElement, "getBoundingClientRect").mockReturnValue(new DOMRect(0, tops[name] ?? 700));
    fireEvent.scroll(screen.getByRole("main"));
    expect(here()).toEqual(["limits"]);
    await user.click(screen.getByTestId("settings-choice"));
    const shown = vi.spyOn(document.getElementById("settings-journal") as HTMLElement, "scrollIntoView");
    await user.click(await screen.findByRole("option", { name: "Journal and privacy" }));
    expect(shown).toHaveBeenCalled();
    expect(here()).toEqual(["journal"]);
  });

  it("leads to its sections from the index and from a link", async () => {
    const { user } = open("running", "settings/phone-rules");
    await waitFor(() => expect(document.activeElement).toContainElement(screen.getByTestId("section-phone-rules")));
    await user.click(screen.getByTestId("to-journal"));
    expect(document.activeElement).toContainElement(screen.getByTestId("section-journal"));
    expect(document.activeElement).not.toContainElement(screen.getByTestId("section-window"));
  });

  const recordings = ["rules", "hours", "changed", "connector-overruled"] as const;
  const cases = (["de", "en"] satisfies Language[]).flatMap((language) => recordings.map((recording) => [recording, language] as const));
  it.each(cases)("finds every word of %s in %s", (recording, language) => {
    open(RECORDED_SETTINGS[recording](), "settings", language);
    expect(document.body.textContent).not.toMatch(/\b(?:setting|settings|rule|hours|diversion|forget|address|retention|diagnostics)-[a-z]+(?:-[a-z]+)*\b/);
  });

  it.each(recordings)("has nothing in %s that axe objects to", SLOW, async (recording) => {
    vi.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Europe/Berlin", "Asia/Tokyo"]);
    open(RECORDED_SETTINGS[recording](), "settings");
    expect(await violations(screen.getByRole("main"))).toEqual([]);
  });
});

describe("working hours", () => {
  it("begin with a usual week and end where they are switched off", () => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("setting-working-hours"));
    expect(host.sent[0]).toEqual(settings({ workingHours: FIRST_HOURS }));
    expect(screen.getByTestId("day-6-works")).not.toBeChecked();
    fireEvent.click(screen.getByTestId("setting-working-hours"));
    expect(host.sent[1]).toEqual(settings({ workingHours: null }));
  });

  it("take times, copy Monday to all weekdays, and leave the week-end alone", () => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("setting-working-hours"));
    put("day-0-from", "8.15");
    put("day-0-until", "16");
    fireEvent.click(screen.getByTestId("day-2-works"));
    fireEvent.click(screen.getByTestId("day-5-works"));
    put("day-5-until", "12:00");
    fireEvent.click(screen.getByTestId("hours-copy-monday"));
    const day = { from: 8 * 60 + 15, until: 16 * 60 };
    expect(host.sent.at(-1)).toEqual(settings({ workingHours: { days: [day, day, day, day, day, { from: day.from, until: 720 }, null], timeZone: null } }));
  });

  it("refuse what is no time, and send nothing", () => {
    const { host } = open(RECORDED_SETTINGS.hours(), "settings");
    put("day-0-until", "24:30");
    expect(screen.getByTestId("day-0-until")).toHaveAccessibleDescription("A time from 00:00 to 24:00, such as 08:30.");
    put("day-0-from", "24:00");
    expect(screen.getByTestId("day-0-from")).toHaveAccessibleDescription("A time from 00:00 to 23:59, such as 08:30.");
    expect(screen.getByTestId("day-0-from")).toHaveAccessibleName("Monday, from");
    expect(host.sent).toEqual([]);
  });

  it("say what they mean now, and where a day ends on the next one", () => {
    const { host } = open(RECORDED_SETTINGS.hours(), "settings");
    expect(screen.getByTestId("hours-now")).toHaveTextContent("Now: inside the working hours, until Monday, 19:00.");
    expect(screen.getByTestId("day-4")).toHaveTextContent("on the next day");
    fireEvent.click(screen.getByTestId("day-0-works"));
    expect(screen.getByTestId("hours-now")).toHaveTextContent("Now: outside the working hours, until Tuesday, 07:00.");
    for (const day of [1, 2, 4]) fireEvent.click(screen.getByTestId(`day-${day}-works`));
    expect(screen.getByTestId("hours-now")).toHaveTextContent("No day is selected");
    fireEvent.change(screen.getByTestId("setting-time-zone"), { target: { value: "Asia/Tokyo" } });
    expect(host.sent.at(-1)).toMatchObject({ settings: { workingHours: { timeZone: "Asia/Tokyo" } } });
    fireEvent.change(screen.getByTestId("setting-time-zone"), { target: { value: "" } });
    expect(host.sent.at(-1)).toMatchObject({ settings: { workingHours: { timeZone: null } } });
  });
});

describe("the journal", () => {
  it("is kept as long as is chosen, and a time of one’s own stays in the list", () => {
    const { host } = open(RECORDED_SETTINGS.changed(), "settings");
    const select = screen.getByTestId("setting-journal-hours");
    expect(select).toHaveValue("48");
    expect(within(select).getAllByRole("option").map(({ textContent }) => textContent)).toEqual(
      ["Off: record nothing", "1 hour", "6 hours", "12 hours", "1 day", "2 days", "3 days", "7 days", "14 days", "30 days", "90 days"],
    );
    fireEvent.change(select, { target: { value: "0" } });
    expect(host.sent.at(-1)).toMatchObject({ settings: { journalHours: 0 } });
    expect(screen.getByTestId("section-journal")).toHaveTextContent("Phone numbers and names of callers are never stored.");
  });

  it("is emptied after a question", async () => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("journal-empty"));
    expect(host.sent).toEqual([]);
    fireEvent.click(await screen.findByTestId("journal-empty-confirm"));
    expect(host.sent).toEqual([{ kind: "empty-journal", extension: null }]);
  });
});

describe("the network", () => {
  it.each([
    ["setting-graph-url", "http://graph.contoso.de", "“Microsoft Graph” must begin with https://"],
    ["setting-cti-url", "contoso", "“Cloudya CTI API” is not an address"],
    ["setting-login-url", "https://anna:secret@login.contoso.de", "must not contain a user name or a password"],
    ["setting-nfon-token-url", "https://sso.contoso.de/token?x=1", "must not contain anything after a ?"],
    ["setting-proxy", "socks4://proxy.contoso.de", "“Proxy” must begin with http://, https:// or socks5://"],
    ["setting-proxy", "http://anna:secret@proxy.contoso.de", "must not contain a user name or a password"],
  ])("%s refuses %s, naming the place and the remedy", (field, typed, fault) => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("network-services"));
    put(field, typed);
    expect(screen.getByTestId(`${field}-fault`)).toHaveTextContent(fault);
    expect(screen.getByTestId(field)).toHaveValue(typed);
    expect(host.sent).toEqual([]);
  });

  it.each(["https://graph.contoso.de/v1.0", "http://localhost:8080/v1.0", "http://127.0.0.1:9000", "http://[::1]:9000"])("takes %s", (typed) => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("network-services"));
    put("setting-graph-url", ` ${typed} `);
    expect(host.sent).toEqual([settings({ network: { ...DEFAULTS.network, graphUrl: typed } })]);
  });

  it.each(["socks5://proxy.contoso.de:1080", "http://proxy.contoso.de:8080"])("takes the proxy %s", (typed) => {
    const { host } = open("running", "settings");
    put("setting-proxy", typed);
    expect(host.sent).toEqual([settings({ network: { ...DEFAULTS.network, proxy: typed } })]);
  });

  it("restores the usual addresses and leaves the proxy", () => {
    const { host } = open(RECORDED_SETTINGS.changed(), "settings");
    fireEvent.click(screen.getByTestId("network-usual"));
    expect(host.sent).toMatchObject([{ settings: { network: { ...DEFAULTS.network, proxy: "http://proxy.contoso.de:8080" } } }]);
  });

  it("shows the cloud and leads to where it is chosen", () => {
    open("running", "settings");
    expect(screen.getByTestId("setting-cloud")).toHaveTextContent("Microsoft global");
    fireEvent.click(screen.getByTestId("change-cloud"));
    expect(location.hash).toBe("#/setup/microsoft");
  });
});

describe("diagnostics", () => {
  it("list what would be in the archive before it is saved, without names unless asked", async () => {
    const { host } = open("running", "settings");
    expect(screen.queryByTestId("diagnostics-save")).not.toBeInTheDocument();
    fireEvent.click(screen.getByTestId("diagnostics-list"));
    const contents = await screen.findByTestId("diagnostics-contents");
    expect(within(contents).getAllByRole("row")).toHaveLength(8);
    expect(contents).toHaveTextContent("Connections, steps of set-up, rounds and problems");
    expect(within(contents).getByRole("row", { name: /people\.json/ })).toHaveTextContent("39 kB");
    fireEvent.click(screen.getByTestId("diagnostics-save"));
    expect(await screen.findByText("/home/anna/Downloads/presence-sync-diagnostics-2026-11-23.zip")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Copy: Path of the archive" }));
    expect(host.copied).toEqual(["/home/anna/Downloads/presence-sync-diagnostics-2026-11-23.zip"]);
    expect(host.archived).toEqual(["without"]);
    expect(await violations(screen.getByTestId("section-diagnostics"))).toEqual([]);
  });

  it("are listed again when names are asked for, with a word of warning", async () => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("diagnostics-list"));
    await screen.findByTestId("diagnostics-contents");
    fireEvent.click(screen.getByTestId("diagnostics-names"));
    expect(screen.queryByTestId("diagnostics-contents")).not.toBeInTheDocument();
    expect(screen.getByTestId("section-diagnostics")).toHaveTextContent("That is personal data");
    fireEvent.click(screen.getByTestId("diagnostics-list"));
    expect(await screen.findByRole("row", { name: /people\.json/ })).toHaveTextContent("62 kB");
    fireEvent.click(screen.getByTestId("diagnostics-save"));
    await waitFor(() => expect(host.archived).toEqual(["with"]));
  });

  it("say so when the archive cannot be made", async () => {
    const { host } = open("running", "settings");
    host.diagnostics = () => Promise.reject(new Error("disk full"));
    fireEvent.click(screen.getByTestId("diagnostics-list"));
    expect(await screen.findByText(/The archive could not be created/)).toBeInTheDocument();
    expect(screen.getByTestId("diagnostics-list")).toBeEnabled();
  });
});

describe("forgetting everything", () => {
  it.each([
    ["en", "forget", "Type the word “forget”."],
    ["de", "Vergessen", "Geben Sie das Wort „vergessen“ ein."],
  ] as const)("says in %s what goes and what stays, and wants a word typed", async (language, word, fault) => {
    const { host, user } = open("running", "settings", language);
    fireEvent.click(screen.getByTestId("forget"));
    const dialog = await screen.findByTestId("forget-dialog");
    expect(within(dialog).getAllByRole("term")).toHaveLength(4);
    expect(await violations(dialog)).toEqual([]);
    const field = screen.getByTestId("forget-type");
    await user.type(field, "yes{Enter}");
    expect(dialog).toHaveTextContent(fault);
    expect(host.sent).toEqual([]);
    await user.clear(field);
    await user.type(field, `${word}{Enter}`);
    expect(host.sent).toEqual([{ kind: "forget-everything" }]);
    expect(screen.queryByTestId("forget-dialog")).not.toBeInTheDocument();
  });
});
