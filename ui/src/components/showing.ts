// Whether the window shows the real organisation or an invented one, how to get there, and the way out.

import { createContext, use } from "react";

/** What can be done about it: begin where everything is real, leave where nothing is. */
export type Showing = { kind: "real"; begin: () => void } | { kind: "demonstration"; leave: () => void };

export const ShowingContext = createContext<Showing | null>(null);

export function useShowing(): Showing {
  const showing = use(ShowingContext);
  if (showing === null) throw new Error("This part of the window is drawn outside of App.");
  return showing;
}
