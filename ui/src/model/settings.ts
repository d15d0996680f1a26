// The numbers among the settings, and the ranges that the engine accepts.

import type { Settings } from "../generated";

export type NumberSetting =
  | "settleSeconds"
  | "clearSeconds"
  | "graceSeconds"
  | "teamsPollSeconds"
  | "roundSize"
  | "presenceLimit";

export interface Range {
  low: number;
  high: number;
  whole: boolean;
}

export const RANGES: Record<NumberSetting, Range> = {
  settleSeconds: { low: 0, high: 60, whole: false },
  clearSeconds: { low: 0, high: 60, whole: false },
  graceSeconds: { low: 10, high: 900, whole: false },
  teamsPollSeconds: { low: 1, high: 300, whole: false },
  roundSize: { low: 1, high: 650, whole: true },
  presenceLimit: { low: 10, high: 10_000, whole: true },
};

/** The number that was typed, with a point or a comma; `null` when it is none or out of range. */
export function parseNumber(text: string, { low, high, whole }: Range): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (!/^\d+(?:\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  if (value < low || value > high || (whole && !Number.isInteger(value))) return null;
  return value;
}

export function withNumber(settings: Settings, name: NumberSetting, value: number): Settings {
  return { ...settings, [name]: value };
}
