// Fetches what the window does not need for its first page.

import { useSyncExternalStore } from "react";

type Rest = typeof import("./rest");

let arrived: Rest | null = null;
const waiting = new Set<() => void>();

export async function fetchRest(): Promise<void> {
  arrived ??= await import("./rest");
  for (const wake of waiting) wake();
}

function subscribe(wake: () => void) {
  waiting.add(wake);
  return () => waiting.delete(wake);
}

/** Nothing until it is there. Somebody else fetches it. */
export function useRest(): Rest | null {
  return useSyncExternalStore(subscribe, () => arrived);
}
