import { describe, expect, it } from "vitest";
import type { ActivityEntry, ActivityPage, Deed, Row } from "../src/generated";
import { company, NOW } from "../src/host/recorded/company";
import { statisticsAt } from "../src/host/recorded/activity";
import { activitySheet, beginOf, DEED_KINDS, deedText, EVERYTHING, filterOf, namer, OUTCOMES } from "../src/model/activity";
import { formatFor } from "../src/model/format";
import { append, compare, oldest, openJournal, PAGE_SIZE, showNews } from "../src/model/journal";
import { chartOf, CHARTS, fullHours, runs, summaryOf } from "../src/model/statistics";
import { FURTHER } from "../src/model/further";
import { openBundle, patternOf } from "../src/model/words";

const entry = (id: number, changes: Partial<ActivityEntry> = {}): ActivityEntry => ({ id, at: NOW + id * 1000, extension: null, user: null, deed: { kind: "woke" }, tookMs: null, outcome: "done", ...changes });
/** Entries from one number down to another. */
const entries = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => entry(from - index));
const page = (from: number, to: number, total: number): ActivityPage => ({ entries: entries(from, to), total });
const board = new Map(company(40).map((row): [string, Row] => [row.extension, row]));

describe("the journal that was read", () => {
  it("grows downwards by pages until everything is read", () => {
    const first = openJournal(page(500, 301, 500));
    expect(first.complete).toBe(false);
    const second = append(first, page(300, 101, 500), 301);
    expect(oldest(second)).toBe(101);
    const third = append(second, page(100, 1, 500), 101);
    expect(third.complete).toBe(true);
    expect(third.entries.map(({ id }) => id)).toEqual(entries(500, 1).map(({ id }) => id));
  });

  it("takes no page twice and none that was asked for elsewhere", () => {
    const first = openJournal(page(500, 301, 500));
    const second = append(first, page(300, 101, 500), 301);
    expect(append(second, page(300, 101, 500), 301)).toBe(second);
  });

  it("is complete where older entries were removed meanwhile", () => {
    const first = openJournal(page(500, 301, 500));
    expect(append(first, { entries: [], total: 200 }, 301).complete).toBe(true);
  });

  it("keeps newer entries beside what is read until they are asked for", () => {
    const read = openJournal(page(300, 101, 300));
    const told = compare(read, page(312, 113, 312));
    expect(told?.news.map(({ id }) => id)).toEqual(entries(312, 301).map(({ id }) => id));
    expect(told?.entries).toBe(read.entries);
    const shown = told && showNews(told);
    expect(shown?.entries[0]?.id).toBe(312);
    expect(shown?.entries).toHaveLength(212);
    expect(shown?.total).toBe(312);
    expect(shown?.news).toEqual([]);
  });

  it("stays the same object while nothing is added", () => {
    const read = openJournal(page(300, 101, 300));
    expect(compare(read, page(300, 101, 300))).toBe(read);
  });

  it("is read afresh where more was added than joins what is shown, and where entries vanished", () => {
    const read = openJournal(page(300, 101, 300));
    const torn = compare(read, page(900, 900 - PAGE_SIZE + 1, 900));
    expect(torn?.torn).toBe(true);
    expect(torn && showNews(torn)).toBeNull();
    expect(compare(read, { entries: [], total: 0 })).toBeNull();
    expect(compare(read, page(302, 301, 2))).toBeNull();
  });
});

describe("the question for the journal", () => {
  it("is about everything where nothing was chosen", () => {
    expect(filterOf(EVERYTHING, board)).toEqual({ extensions: null, users: [], kinds: [], outcomes: [], from: null, until: null });
  });

  it("names the people that a search means, by extension and user", () => {
    const filter = filterOf({ ...EVERYTHING, search: "david thiele" }, board);
    expect(filter?.extensions).toEqual(["103"]);
    expect(filter?.users).toEqual([board.get("103")?.user?.id]);
  });

  it("asks for an extension that Cloudya has no more, and for nobody where no person is meant", () => {
    expect(filterOf({ ...EVERYTHING, search: "9876" }, board)?.extensions).toEqual(["9876"]);
    expect(filterOf({ ...EVERYTHING, search: "xyz" }, board)).toBeNull();
  });

  it("turns groups into kinds", () => {
    expect(filterOf({ ...EVERYTHING, groups: ["published", "rules"] }, board)?.kinds).toEqual(["published", "cleared", "diverted", "returned", "taken-over"]);
  });

  it("begins spans at the reader's midnight or so many hours ago", () => {
    expect(new Date(beginOf("today", NOW) ?? 0).getHours()).toBe(0);
    expect(beginOf("week", NOW)).toBe(NOW - 7 * 86_400_000);
    expect(beginOf("all", NOW)).toBeNull();
  });

  it("is answered without names, which the board knows by extension or by user", () => {
    const rowOf = namer(board);
    const user = board.get("103")?.user?.id ?? null;
    expect(rowOf(entry(1, { extension: "103" }))?.name).toBe("David Thiele");
    expect(rowOf(entry(1, { user }))?.name).toBe("David Thiele");
    expect(rowOf(entry(1))).toBeUndefined();
  });
});

describe("the exported journal", () => {
  it("is a table with times that sort and numbers in the reader's format", () => {
    const published = entry(7, { extension: "103", deed: { kind: "published", availability: "Busy", activity: "InACall" }, tookMs: 2640 });
    const text = activitySheet([published], board, (id) => id, formatFor("de"), (activity) => activity);
    const [header, line] = text.replace("\u{feff}", "").split("\r\n");
    expect(header).toBe("sheet-time;sheet-extension;sheet-person;sheet-group;sheet-event;sheet-seconds;sheet-outcome");
    expect(line).toBe(`${new Date(published.at).toISOString()};103;David Thiele;entry-group-published;entry-published;2,64;outcome-done`);
  });
});

describe("an entry", () => {
  const deeds = {
    "line-changed": { line: "in-use", presence: "dnd" },
    "teams-changed": { teams: { availability: "Busy", activity: "InACall" }, origin: "echo" },
    published: { availability: "Busy", activity: "InACall" },
    diverted: { profile: "Meeting", former: "Standard" },
    returned: { profile: "Standard" },
    "taken-over": { profile: "Holiday" },
    "problem-appeared": { code: "cloudya-stream-lost" },
    "problem-cured": { code: "of-a-later-version" },
  };

  it.each(["de", "en"] as const)("of every kind is told in %s, with nothing unresolved", (language) => {
    const bundle = openBundle(language, language, FURTHER[language]);
    const say = (id: string, args?: Record<string, string | number>) => {
      const errors: Error[] = [];
      const text = bundle.formatPattern(patternOf(bundle, id) ?? "", args, errors);
      expect(errors).toEqual([]);
      return text;
    };
    const told = DEED_KINDS.map((kind) => deedText({ kind, ...(kind in deeds ? deeds[kind as keyof typeof deeds] : {}) } as Deed, say, (activity) => activity));
    expect(new Set(told).size).toBe(DEED_KINDS.length);
    expect(told.filter((text) => text.trim() === "")).toEqual([]);
    expect(told).toContainEqual(expect.stringContaining("of-a-later-version"));
    for (const outcome of OUTCOMES) expect(say(`outcome-${outcome}`)).not.toBe("");
  });
});

describe("the charts", () => {
  const statistics = statisticsAt(NOW);

  it("draw the limit and what is kept of it across", () => {
    const { series } = chartOf("requests", statistics);
    expect(series.map(({ name, values }) => [name, values[0]]).slice(1)).toEqual([["limit", 1500], ["kept", 1350]]);
    expect(series.every(({ values }) => values.length === statistics.intervals.length)).toBe(true);
  });

  it("leave out the delay where nothing was written, and draw a line through each run of the rest", () => {
    const [median] = chartOf("delay", statistics).series;
    expect(median?.values).toContain(null);
    expect(runs([1, 2, null, null, 5, null])).toEqual([{ start: 0, values: [1, 2] }, { start: 4, values: [5] }]);
  });

  it("are empty where nothing happened, whatever the limit is", () => {
    const idle = statistics.intervals.map((interval) => ({ ...interval, calls: 0, changes: 0, failures: 0, delay: null, requests: 0, peak: 0 }));
    for (const name of CHARTS) expect(chartOf(name, { ...statistics, intervals: idle, delay: null }).empty).toBe(true);
    for (const name of CHARTS) expect(chartOf(name, statistics).empty).toBe(false);
    expect(chartOf("calls", { ...statistics, intervals: [] }).empty).toBe(true);
  });

  it("are summed up by what they draw", () => {
    const summary = summaryOf("calls", statistics);
    expect(summary.total).toBe(statistics.intervals.reduce((sum, { calls }) => sum + calls, 0));
    expect(summary.peak).toBe(Math.max(...statistics.intervals.map(({ calls }) => calls)));
    expect(statistics.intervals.find(({ from }) => from === summary.peakAt)?.calls).toBe(summary.peak);
    expect(summaryOf("requests", statistics).peak).toBe(Math.max(...statistics.intervals.map(({ peak }) => peak)));
  });

  it("name full hours of the reader's clock", () => {
    const hours = fullHours(NOW - 24 * 3_600_000, NOW, 6).map((at) => new Date(at));
    expect(hours.map((at) => at.getHours()).sort((a, b) => a - b)).toEqual([0, 6, 12, 18]);
    expect(hours.every((at) => at.getMinutes() === 0)).toBe(true);
  });
});

describe("durations", () => {
  it("are told in the unit that fits, in the reader's format", () => {
    const format = formatFor("de");
    expect([340, 1240, 90_000, 5_400_000].map((length) => format.duration(length))).toEqual(["340 ms", "1,2 Sek.", "1,5 Min.", "1,5 Std."]);
  });
});
