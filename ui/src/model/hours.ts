// Working hours: times as they are typed, and whether it is inside of them now.

import type { DayHours, Utc, WorkingHours } from "../generated";

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** A time of day in 24 hours, as `07:30`; what ends at midnight ends at `24:00`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes since midnight from `7`, `7:30`, `7.30` or `0730`, up to `24:00`; `null` when it is no time. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) > 59 || minutes > DAY ? null : minutes;
}

/** An end that is not after the start lies on the next day. */
export function endsNextDay({ from, until }: DayHours): boolean {
  return until <= from;
}

/** Monday's hours on every weekday; Saturday and Sunday stay as they are. */
export function copyMonday({ days, timeZone }: WorkingHours): WorkingHours {
  const [monday, , , , , saturday, sunday] = days;
  return { days: [monday, monday, monday, monday, monday, saturday, sunday], timeZone };
}

/** Whether people are synchronised now, and the weekday and time at which that changes; `null`: never. */
export interface Standing {
  isInside: boolean;
  until: { day: number; minutes: number } | null;
}

export function hoursAt(hours: WorkingHours, now: Utc): Standing {
  const spans = hours.days.flatMap((day, index): { start: number; length: number }[] =>
    day === null ? [] : [{ start: index * DAY + day.from, length: day.until - day.from + (endsNextDay(day) ? DAY : 0) }],
  );
  const isOpen = (minute: number) => spans.some(({ start, length }) => inWeek(minute - start) < length);
  const at = minuteOfWeek(now, hours.timeZone ?? undefined);
  const isInside = isOpen(at);
  // Only at the edges of a span can it change.
  const ahead = spans
    .flatMap(({ start, length }) => [start, start + length])
    .map((edge) => inWeek(edge - at - 1) + 1)
    .sort((a, b) => a - b)
    .find((minutes) => isOpen(at + minutes) !== isInside);
  if (ahead === undefined) return { isInside, until: null };
  const change = inWeek(at + ahead);
  return { isInside, until: { day: Math.floor(change / DAY), minutes: change % DAY } };
}

function inWeek(minutes: number): number {
  return ((minutes % WEEK) + WEEK) % WEEK;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Minutes since Monday 0:00 on the clocks of a time zone. */
function minuteOfWeek(at: Utc, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return WEEKDAYS.indexOf(part("weekday")) * DAY + Number(part("hour")) * 60 + Number(part("minute"));
}

/** The time zone of this computer, as an IANA name. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone that can be chosen, with the one that is chosen already. */
export function timeZones(chosen: string | null): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return chosen === null || known.includes(chosen) ? known : [chosen, ...known];
}
