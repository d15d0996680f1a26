// Why a person is shown like this, as the name of one sentence.

import type { Row, View } from "../generated";
import { isTeamsCall } from "./order";

export function explanation(row: Row, view: Pick<View, "state" | "settings">): string {
  switch (row.state) {
    case "duplicate":
    case "not-found":
    case "no-email":
    case "several-users":
    case "disabled":
    case "guest":
    case "excluded":
    case "not-covered":
    case "overridden":
      return `explain-${row.state}`;
    case "unknown":
      return row.line === "unknown" ? "explain-unknown-line" : "explain-unknown-teams";
    case "pending":
      if (view.state === "paused") return "explain-paused";
      if (row.line === "in-use") return "explain-pending-call";
      return row.published ? "explain-pending-clear" : "explain-pending";
    case "in-sync":
      return inSync(row, view);
  }
}

function inSync(row: Row, view: Pick<View, "state" | "settings">): string {
  if (row.published) return row.published.activity === "Presenting" ? "explain-dnd" : "explain-published";
  if (view.state === "paused") return "explain-paused";
  if (row.line === "in-use") {
    return view.settings.direction === "teams-to-phone" ? "explain-one-way" : "explain-not-published";
  }
  if (isTeamsCall(row)) return row.teamsOrigin === "echo" ? "explain-clearing" : "explain-teams-call";
  if (row.line === "ringing") return "explain-ringing";
  return row.line === "offline" ? "explain-offline" : "explain-idle";
}
