import { describe, expect, it } from "vitest";
import type { DayHours, WorkingHours } from "../src/generated";
import { clockText, copyMonday, hoursAt, parseClock, timeZones } from "../src/model/hours";

const DAY: DayHours = { from: 7 * 60, until: 19 * 60 };
const week = (days: (DayHours | null)[], timeZone: string | null = "Europe/Berlin"): WorkingHours => ({ days: [0, 1, 2, 3, 4, 5, 6].map((day) => days[day] ?? null) as WorkingHours["days"], timeZone });
/** 23 November 2026 is a Monday; Berlin is one hour ahead of UTC then. */
const monday = (hour: number, minute = 0, day = 23) => Date.UTC(2026, 10, day, hour - 1, minute);

describe("a time of day", () => {
  it.each([
    ["7", 420],
    ["07:30", 450],
    ["7.30", 450],
    ["0730", 450],
    ["24:00", 1440],
    [" 0:00 ", 0],
    ["24:01", null],
    ["7:60", null],
    ["25", null],
    ["half past", null],
    ["", null],
  ])("%s is %s", (text, minutes) => {
    expect(parseClock(text)).toBe(minutes);
  });

  it("is written in 24 hours", () => {
    expect([0, 450, 1439, 1440].map(clockText)).toEqual(["00:00", "07:30", "23:59", "24:00"]);
  });
});

describe("working hours", () => {
  it.each([
    ["in the middle of a day", [DAY, DAY], monday(12), { isInside: true, until: { day: 0, minutes: 1140 } }],
    ["at the first minute", [DAY], monday(7), { isInside: true, until: { day: 0, minutes: 1140 } }],
    ["at the last minute", [DAY, DAY], monday(19), { isInside: false, until: { day: 1, minutes: 420 } }],
    ["on a day without hours", [DAY], monday(12, 0, 25), { isInside: false, until: { day: 0, minutes: 420 } }],
    ["after midnight of a night that began the day before", [{ from: 1320, until: 360 }], monday(3, 0, 24), { isInside: true, until: { day: 1, minutes: 360 } }],
    ["over the end of the week", [null, null, null, null, null, null, { from: 1320, until: 360 }], monday(3), { isInside: true, until: { day: 0, minutes: 360 } }],
    ["where one day runs into the next", [{ from: 0, until: 1440 }, { from: 0, until: 720 }], monday(12), { isInside: true, until: { day: 1, minutes: 720 } }],
    ["where they never end", Array<DayHours>(7).fill({ from: 0, until: 0 }), monday(12), { isInside: true, until: null }],
    ["where there are none", [], monday(12), { isInside: false, until: null }],
  ] as const)("%s", (_, days, at, standing) => {
    expect(hoursAt(week([...days]), at)).toEqual(standing);
  });

  it("follow the clocks of their time zone, also in summer", () => {
    const at = Date.UTC(2026, 10, 23, 3, 0);
    expect(hoursAt(week([DAY], "Asia/Tokyo"), at).isInside).toBe(true);
    expect(hoursAt(week([DAY], "Europe/Berlin"), at).isInside).toBe(false);
    expect(hoursAt(week([DAY]), Date.UTC(2026, 6, 6, 5, 0)).isInside).toBe(true);
    expect(hoursAt(week([DAY]), Date.UTC(2026, 10, 23, 5, 0)).isInside).toBe(false);
  });

  it("are copied from Monday to the weekdays alone", () => {
    const late = { from: 600, until: 700 };
    expect(copyMonday(week([null, DAY, DAY, DAY, DAY, late]))).toEqual(week([null, null, null, null, null, late]));
  });

  it("keep a time zone that this computer does not know", () => {
    expect(timeZones("Mars/Olympus")[0]).toBe("Mars/Olympus");
    expect(timeZones(null)).toContain("Europe/Berlin");
    expect(timeZones("Europe/Berlin")).toEqual(timeZones(null));
  });
});
