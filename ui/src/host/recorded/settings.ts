// Recorded views of what is set: phone rules with phones that they changed, working hours, and another writer.

import type { DiversionView, PhoneRule, Problem, Settings, Update, View } from "../../generated";
import { NOW } from "./company";
import { standing } from "./matching";
import { RECORDED, SETTINGS } from "./views";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const RULES: PhoneRule[] = [
  { switchedOn: true, when: ["InAMeeting", "Presenting"], heldSeconds: 60, activateProfile: "Meeting", extensions: { kind: "all" }, maxHours: 4 },
  { switchedOn: false, when: ["donotdisturb"], heldSeconds: 300, activateProfile: "Sekretariat", extensions: { kind: "listed", extensions: ["103", "107", "112"] }, maxHours: 2 },
];

function diversions(): DiversionView[] {
  const states = ["diverted", "diverting", "returning", "stuck"] as const;
  return states.map((state, index) => ({
    extension: String(103 + index * 4),
    name: ["David Thiele", "Hannes Weiß", "Lukas Cordes", "Paul Vogt"][index] ?? "",
    profile: "Meeting",
    former: "Default",
    activity: index % 2 === 0 ? "InAMeeting" : "Presenting",
    since: NOW - (4 + index * 7) * MINUTE,
    until: NOW - (4 + index * 7) * MINUTE + 4 * HOUR,
    state,
  }));
}

function running(settings: Partial<Settings>, change: (view: View) => View = (view) => view): Update[] {
  return RECORDED.running().map((update) => ({ ...update, view: update.view && change({ ...update.view, settings: { ...SETTINGS, ...settings } }) }));
}

function troubled(problem: Problem, changes: Partial<View> = {}): Update[] {
  return running({ phoneRules: RULES }, (view) => ({ ...view, ...changes, state: "attention", problems: [standing(problem, NOW - 12 * MINUTE), ...view.problems] }));
}

export const RECORDED_SETTINGS = {
  rules: () => running({ phoneRules: RULES }, (view) => ({ ...view, diversions: diversions() })),
  hours: () =>
    running({
      workingHours: { days: [{ from: 420, until: 1140 }, { from: 420, until: 1140 }, { from: 480, until: 990 }, null, { from: 1320, until: 360 }, null, null], timeZone: "Europe/Berlin" },
    }),
  changed: () =>
    running({
      ringing: "in-a-call",
      settleSeconds: 3.5,
      roundSize: 300,
      journalHours: 48,
      network: { ...SETTINGS.network, proxy: "http://proxy.contoso.de:8080", graphUrl: "https://graph.contoso.de/v1.0" },
    }),
  "connector-active": () => troubled({ kind: "connector-active" }),
  "connector-overruled": () => troubled({ kind: "connector-active" }, { writeAnyway: true }),
  "second-writer": () => troubled({ kind: "second-writer", user: "00000000-0000-4000-8000-000000000104" }),
  "profile-missing": () => troubled({ kind: "profile-missing", profile: "Meeting", extensions: ["103", "107"] }),
  "phone-not-changed": () =>
    troubled({ kind: "phone-not-changed", extension: "115", name: "Paul Vogt", profile: "Default", change: "return", reason: "not-allowed" }, { diversions: diversions() }),
} satisfies Record<string, () => Update[]>;
