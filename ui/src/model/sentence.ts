// How the synchronisation goes, in one sentence.

import type { View } from "../generated";
import type { Format } from "./format";
import { concernsPeople, problemTitle, type Say } from "./problems";

export function stateSentence({ state, pausedUntil, restingUntil, counts, problems, tray }: View, say: Say, format: Format): string {
  if (state === "paused" && pausedUntil !== null) return say("sentence-paused-until", { until: format.moment(pausedUntil) });
  if (state === "paused" && tray.pause === "pause" && restingUntil !== null) return say("sentence-resting", { until: format.moment(restingUntil) });
  const cause = problems.find(({ problem }) => !concernsPeople(problem));
  return say(`sentence-${state}`, {
    count: counts.inSync,
    problems: problems.length,
    cause: cause === undefined ? "none" : problemTitle(cause.problem, say, format),
  });
}
