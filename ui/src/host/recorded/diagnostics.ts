// What an archive for support would hold in a recorded company.

import type { DiagnosticsFile, Names } from "../host";

export const RECORDED_ARCHIVE = "/home/anna/Downloads/presence-sync-diagnostics-2026-11-23.zip";

export function recordedDiagnostics(names: Names): DiagnosticsFile[] {
  const people = names === "with" ? 61_204 : 38_450;
  return [
    { file: "version.json", bytes: 412, about: "version" },
    { file: "settings.json", bytes: 1_180, about: "settings" },
    { file: "state.json", bytes: 6_930, about: "state" },
    { file: "people.json", bytes: people, about: "people" },
    { file: "statistics.json", bytes: 4_020, about: "statistics" },
    { file: "journal.json", bytes: 182_776, about: "journal" },
    { file: "presence-sync.log", bytes: 1_344_120, about: "log" },
  ];
}
