// Numbers, times and lists in the reader's own format.

import type { Utc } from "../generated";
import { lazy } from "./lazy";

export interface Format {
  number(value: number): string;
  /** As it is typed into a field: ungrouped, two decimals at most. */
  decimal(value: number): string;
  percent(share: number): string;
  /** The time of day; with the date when it is not today. */
  moment(at: Utc): string;
  /** The time of day, or only the day when it is not today: as short as a column. */
  brief(at: Utc): string;
  /** The time of day alone. */
  clock(at: Utc): string;
  /** The time of day to the second; with the date when it is not today. */
  second(at: Utc): string;
  /** Date and time, always. */
  full(at: Utc): string;
  /** The date alone. */
  day(at: Utc): string;
  /** A day as it is typed into a field, in digits alone. */
  typedDay(at: Utc): string;
  /** Midnight, here, of a day as {@link typedDay} writes it, as `23.11.2027` or as `2027-11-23`; `null` when it is none. */
  readDay(text: string): Utc | null;
  /** `3 minutes ago`. */
  ago(at: Utc, now: Utc): string;
  /** How long something took: `340 ms`, `1.2 sec`, `3 min`. */
  duration(milliseconds: number): string;
  list(items: readonly string[]): string;
  /** The name of a day of the week; 0 is Monday. */
  weekday(day: number): string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LENGTHS = [1, 1000, MINUTE, HOUR];

export function formatFor(locale: string): Format {
  const numbers = lazy(() => new Intl.NumberFormat(locale));
  const decimals = lazy(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }));
  const percents = lazy(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }));
  const clock = lazy(() => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }));
  const dated = lazy(() => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }));
  const day = lazy(() => new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit" }));
  const full = lazy(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
  const date = lazy(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
  const digits = lazy(() => new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "numeric" }));
  const second = lazy(() => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  const datedSecond = lazy(() => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  const lengths = lazy(() =>
    (["millisecond", "second", "minute", "hour"] as const).map(
      (unit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "millisecond" ? 0 : 1 }),
    ),
  );
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  const lists = lazy(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const weekdays = lazy(() => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }));

  return {
    number: (value) => numbers().format(value),
    decimal: (value) => decimals().format(value),
    percent: (share) => percents().format(share),
    moment: (at) => (isSameDay(at, Date.now()) ? clock : dated)().format(at),
    brief: (at) => (isSameDay(at, Date.now()) ? clock : day)().format(at),
    clock: (at) => clock().format(at),
    second: (at) => (isSameDay(at, Date.now()) ? second : datedSecond)().format(at),
    full: (at) => full().format(at),
    day: (at) => date().format(at),
    typedDay: (at) => digits().format(at),
    readDay: (text) => readDay(text.trim(), digits().formatToParts(0).map(({ type }) => type)),
    ago(at, now) {
      const passed = Math.max(0, now - at);
      if (passed < MINUTE) return relative().format(0, "minute");
      if (passed < HOUR) return relative().format(-Math.floor(passed / MINUTE), "minute");
      if (passed < DAY) return relative().format(-Math.floor(passed / HOUR), "hour");
      return relative().format(-Math.floor(passed / DAY), "day");
    },
    duration(milliseconds) {
      const step = milliseconds < 1000 ? 0 : milliseconds < MINUTE ? 1 : milliseconds < HOUR ? 2 : 3;
      return (lengths()[step]?.format(milliseconds / (LENGTHS[step] ?? 1))) ?? "";
    },
    list: (items) => lists().format(items),
    weekday: (day) => weekdays().format(Date.UTC(2024, 0, 1 + day)),
  };
}

/** `parts`: the order in which the reader writes a date. A text that begins with a year, or that has dots, has an order of its own. */
function readDay(text: string, parts: readonly string[]): Utc | null {
  if (!/^\d+(?:[-./]\d+){2}$/.test(text)) return null;
  const order = /^\d{4}/.test(text) ? ["year", "month", "day"] : text.includes(".") ? ["day", "month", "year"] : parts.filter((part) => part !== "literal");
  const [day, month, year] = ["day", "month", "year"].map((part) => Number(text.split(/\D/)[order.indexOf(part)])) as [number, number, number];
  const date = new Date(year, month - 1, day);
  return year >= 1000 && date.getMonth() === month - 1 && date.getDate() === day ? date.getTime() : null;
}

function isSameDay(a: Utc, b: Utc): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
