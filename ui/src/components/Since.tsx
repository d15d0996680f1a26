// Since when something holds: the time of day, and from the next day on the day. The text alone is drawn again, and only when it reads differently.

import { useSyncExternalStore } from "react";
import type { Utc } from "../generated";
import { useFormat } from "./window";

const EVERY = 30_000;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all, which stands still while nobody looks. */
function onTick(ticked: () => void): () => void {
  waiting.add(ticked);
  timer ??= setInterval(() => {
    for (const each of waiting) each();
  }, EVERY);
  return () => {
    waiting.delete(ticked);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function Since({ at }: { at: Utc }) {
  const format = useFormat();
  return useSyncExternalStore(onTick, () => format.brief(at));
}
