import { describe, expect, it } from "vitest";
import type { Row, Settings } from "../src/generated";
import { IN_A_CALL, person } from "../src/host/recorded/company";
import { RECORDED, SETTINGS } from "../src/host/recorded/views";
import { dryRun } from "../src/model/dry-run";

const AVAILABLE = { availability: "Available", activity: "Available" };

function phone(extension: string, changes: Partial<Row> = {}): Row {
  return { ...person(0), extension, state: "in-sync", line: "in-use", teams: AVAILABLE, cloudyaPresence: "available", direction: null, ...changes };
}

/** What would be shown, by extension. */
function tried(rows: Row[], settings: Partial<Settings> = {}, restingUntil: number | null = null): Record<string, string> {
  const view = RECORDED.ready()[0]?.view;
  if (!view) throw new Error("The recording has no view.");
  const changes = dryRun(rows, { ...view, restingUntil, settings: { ...SETTINGS, ...settings } });
  return Object.fromEntries(changes.map(({ row, shown }) => [row.extension, shown.activity]));
}

function other(extension: string, changes: Partial<Row> = {}): Row {
  return phone(extension, { user: { id: extension, name: "", userPrincipalName: "" }, ...changes });
}

describe("the dry run", () => {
  it("shows calls, and ringing where the settings want it", () => {
    const rows = [other("1"), other("2", { line: "ringing" }), other("3", { line: "idle" })];
    expect(tried(rows)).toEqual({ 1: "InACall" });
    expect(tried(rows, { ringing: "in-a-call" })).toEqual({ 1: "InACall", 2: "InACall" });
  });

  it("shows do not disturb where the settings want it, before a call", () => {
    const rows = [other("1", { cloudyaPresence: "dnd" }), other("2", { cloudyaPresence: "dnd", line: "idle" })];
    expect(tried(rows)).toEqual({ 1: "InACall" });
    expect(tried(rows, { dnd: "do-not-disturb" })).toEqual({ 1: "Presenting", 2: "Presenting" });
  });

  it("keeps to the direction of each person", () => {
    const rows = [other("1", { direction: "teams-to-phone" }), other("2", { direction: "phone-to-teams" }), other("3")];
    expect(tried(rows)).toEqual({ 2: "InACall", 3: "InACall" });
    expect(tried(rows, { direction: "teams-to-phone" })).toEqual({ 2: "InACall" });
  });

  it("leaves out what Teams shows already, and what it would hide", () => {
    const rows = [
      other("1", { teams: IN_A_CALL }),
      other("2", { teams: { availability: "DoNotDisturb", activity: "DoNotDisturb" } }),
      other("3", { teams: null }),
      other("4", { cloudyaPresence: "dnd", teams: { availability: "DoNotDisturb", activity: "Presenting" } }),
    ];
    expect(tried(rows, { dnd: "do-not-disturb" })).toEqual({ 3: "InACall" });
  });

  it("counts a person with several phones once", () => {
    expect(tried([phone("9", { cloudyaPresence: "dnd" }), phone("7"), phone("8")])).toEqual({ 7: "InACall" });
    expect(tried([phone("7"), phone("9", { cloudyaPresence: "dnd" })], { dnd: "do-not-disturb" })).toEqual({ 9: "Presenting" });
  });

  it("changes nothing for people who are not matched, nor outside the working hours", () => {
    expect(tried([phone("1", { state: "not-covered" }), other("2", { state: "excluded" }), other("3", { user: null })])).toEqual({});
    expect(tried([phone("1")], {}, Date.now())).toEqual({});
  });
});
