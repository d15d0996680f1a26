// What the settings are until somebody changes them, and the ranges that the engine accepts.

import type { NetworkSettings, PhoneRule, Settings, WorkingHours } from "../generated";

export const DEFAULTS: Settings = {
  language: "system",
  theme: "system",
  keepInTray: true,
  startWithComputer: false,
  notifications: true,
  direction: "both",
  reader: "sync-user",
  ringing: "nothing",
  dnd: "nothing",
  duplicates: "lowest-extension",
  settleSeconds: 2,
  clearSeconds: 1,
  graceSeconds: 90,
  teamsPollSeconds: 5,
  roundSize: 600,
  presenceLimit: 1500,
  phoneRules: [],
  workingHours: null,
  journalHours: 168,
  network: { proxy: null, ctiUrl: null, configurationUrl: null, nfonTokenUrl: null, loginUrl: null, graphUrl: null } satisfies NetworkSettings,
};

/** Monday to Friday from 7 to 19: where somebody begins who limits the synchronisation to working hours. */
export const FIRST_HOURS: WorkingHours = {
  days: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? { from: 7 * 60, until: 19 * 60 } : null)) as WorkingHours["days"],
  timeZone: null,
};

export const NEW_RULE: PhoneRule = { switchedOn: false, when: [], heldSeconds: 60, activateProfile: "", extensions: { kind: "all" }, maxHours: 4 };

export type NumberSetting = "settleSeconds" | "clearSeconds" | "graceSeconds" | "teamsPollSeconds" | "roundSize" | "presenceLimit";

export interface Range {
  low: number;
  high: number;
  whole: boolean;
}

export const RANGES: Record<NumberSetting | "heldSeconds" | "maxHours", Range> = {
  settleSeconds: { low: 0, high: 60, whole: false },
  clearSeconds: { low: 0, high: 60, whole: false },
  graceSeconds: { low: 10, high: 900, whole: false },
  teamsPollSeconds: { low: 1, high: 300, whole: false },
  roundSize: { low: 1, high: 650, whole: true },
  presenceLimit: { low: 10, high: 10_000, whole: true },
  heldSeconds: { low: 0, high: 3600, whole: false },
  maxHours: { low: 0.01, high: 24, whole: false },
};

/** Hours for which the journal can be kept; 0 is off. */
export const RETENTIONS: readonly number[] = [0, 1, 6, 12, 24, 72, 168, 336, 720, 2160];

/** The Teams activities that a phone rule can wait for, as Microsoft names them. */
export const RULE_STATES = [
  "InACall",
  "InAConferenceCall",
  "InAMeeting",
  "Presenting",
  "DoNotDisturb",
  "UrgentInterruptionsOnly",
  "Focusing",
  "Busy",
  "Away",
  "BeRightBack",
  "OffWork",
  "OutOfOffice",
] as const;

/** The number that was typed, with a point or a comma; `null` when it is none or out of range. */
export function parseNumber(text: string, { low, high, whole }: Range): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (!/^\d+(?:\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  if (value < low || value > high || (whole && !Number.isInteger(value))) return null;
  return value;
}

/** The rule's states, in Microsoft's spelling where it is known. */
export function spelled(when: readonly string[]): string[] {
  return when.map((activity) => RULE_STATES.find((state) => state.toLowerCase() === activity.toLowerCase()) ?? activity);
}
