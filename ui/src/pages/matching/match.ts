// Matches an extension by hand, with the way back to what was chosen before.

import { useRow, useSay } from "../../components/window";
import type { ExtensionNumber, FoundUser, Row, UserId } from "../../generated";
import { useAct } from "./Deeds";

/** Whom a person chose for the extension; `null` where the match is automatic or missing. */
export function chosenUser(row: Row | undefined): UserId | null {
  return row?.matchedBy === "manual" ? (row.user?.id ?? null) : null;
}

export function useMatch(extension: ExtensionNumber): (found: FoundUser) => void {
  const say = useSay();
  const act = useAct();
  const former = chosenUser(useRow(extension));
  return ({ user }) =>
    act({
      text: say("deed-matched", { extension, user: user.name }),
      requests: [{ kind: "match-manually", extension, user: user.id }],
      inverse: [{ kind: "match-manually", extension, user: former }],
    });
}
