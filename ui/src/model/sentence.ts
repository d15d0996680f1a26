// How the synchronisation goes, in one sentence.

import type { View } from "../generated";
import type { Format } from "./format";
import type { Say } from "./problems";

export function stateSentence({ state, pausedUntil, counts, problems }: View, say: Say, format: Format): string {
  const id = state === "paused" && pausedUntil !== null ? "sentence-paused-until" : `sentence-${state}`;
  return say(id, { count: counts.inSync, problems: problems.length, until: pausedUntil === null ? "" : format.moment(pausedUntil) });
}
