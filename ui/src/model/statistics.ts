// The last hours as charts: for each one its series, what is said about it in a sentence, and the same numbers as a table.

import type { Interval, Statistics, Utc } from "../generated";

export const CHARTS = ["calls", "changes", "delay", "requests"] as const;
export type ChartName = (typeof CHARTS)[number];

export type SeriesName = "calls" | "changes" | "failures" | "median" | "p95" | "peak" | "limit" | "kept";

export interface Series {
  name: SeriesName;
  /** One for each interval; `null` where there is nothing to tell. */
  values: readonly (number | null)[];
  /** Counts of an interval stand as bars, the most of it as steps, summaries as a line, limits as a rule across. */
  shape: "bars" | "steps" | "line" | "rule";
}

export interface Chart {
  name: ChartName;
  /** When each interval begins. */
  times: readonly Utc[];
  /** When the last one ends. */
  until: Utc;
  unit: "count" | "milliseconds";
  series: readonly Series[];
  /** Nothing happened in all that time. */
  empty: boolean;
}

export function chartOf(name: ChartName, { intervals, seconds, limit, keptLimit }: Statistics): Chart {
  const series = seriesOf(name, intervals, limit, keptLimit);
  const measured = series.filter(({ shape }) => shape !== "rule");
  return {
    name,
    times: intervals.map(({ from }) => from),
    until: (intervals.at(-1)?.from ?? 0) + seconds * 1000,
    unit: name === "delay" ? "milliseconds" : "count",
    series,
    empty: measured.every(({ values }) => values.every((value) => value === null || value === 0)),
  };
}

function seriesOf(name: ChartName, intervals: readonly Interval[], limit: number, keptLimit: number): Series[] {
  const bars = (of: "calls" | "changes" | "failures"): Series => ({ name: of, shape: "bars", values: intervals.map((interval) => interval[of]) });
  const rule = (of: "limit" | "kept", value: number): Series => ({ name: of, shape: "rule", values: intervals.map(() => value) });
  switch (name) {
    case "calls":
      return [bars("calls")];
    case "changes":
      // Nothing failed, as a rule; then there is nothing to draw.
      return intervals.some(({ failures }) => failures > 0) ? [bars("changes"), bars("failures")] : [bars("changes")];
    case "delay":
      return [
        { name: "median", shape: "line", values: intervals.map(({ delay }) => delay?.medianMs ?? null) },
        { name: "p95", shape: "line", values: intervals.map(({ delay }) => delay?.p95Ms ?? null) },
      ];
    case "requests":
      return [{ name: "peak", shape: "steps", values: intervals.map(({ peak }) => peak) }, rule("limit", limit), rule("kept", keptLimit)];
  }
}

/** What the sentence about a chart needs. */
export interface Summary {
  total: number;
  failures: number;
  peak: number;
  /** When the most was. */
  peakAt: Utc;
  medianMs: number;
  p95Ms: number;
}

export function summaryOf(name: ChartName, { intervals, delay }: Statistics): Summary {
  const measure = ({ calls, changes, peak }: Interval): number => (name === "calls" ? calls : name === "changes" ? changes : peak);
  const highest = intervals.reduce<Interval | null>((best, interval) => (best === null || measure(interval) > measure(best) ? interval : best), null);
  const sum = (of: "calls" | "changes" | "failures" | "requests") => intervals.reduce((total, interval) => total + interval[of], 0);
  return {
    total: name === "requests" ? sum("requests") : name === "calls" ? sum("calls") : sum("changes"),
    failures: sum("failures"),
    peak: highest === null ? 0 : measure(highest),
    peakAt: highest?.from ?? 0,
    medianMs: delay?.medianMs ?? 0,
    p95Ms: delay?.p95Ms ?? 0,
  };
}

/** Runs of intervals that have a value: a line is drawn through each, and not across what is missing between them. */
export function runs(values: readonly (number | null)[]): { start: number; values: number[] }[] {
  const found: { start: number; values: number[] }[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last !== undefined && last.start + last.values.length === index) last.values.push(value);
    else found.push({ start: index, values: [value] });
  });
  return found;
}

const HOUR = 3_600_000;

/** The full hours of the reader's clock within the chart, every `hours`. */
export function fullHours(from: Utc, until: Utc, hours: number): Utc[] {
  const first = new Date(from);
  first.setMinutes(0, 0, 0);
  const ticks: Utc[] = [];
  for (let at = first.getTime(); at < until; at += HOUR) if (at >= from && new Date(at).getHours() % hours === 0) ticks.push(at);
  return ticks;
}
