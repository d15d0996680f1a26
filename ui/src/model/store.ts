// What the window knows: the last view and the live board, as told by the host.

import { replaceEqualDeep } from "@tanstack/query-core";
import type { View } from "../generated";
import type { Crossing, Host, Unsubscribe } from "../host/host";
import { applyChanges, EMPTY_BOARD, type Board } from "./board";

export interface Snapshot {
  /** Absent until the first update. What did not change in it is the same object from one snapshot to the next. */
  view: View | null;
  board: Board;
  /** The program behind the window does not answer. */
  lost: boolean;
}

export interface Store {
  snapshot: () => Snapshot;
  subscribe: (changed: () => void) => Unsubscribe;
}

/** Runs `draw` once, soon. */
export type Schedule = (draw: () => void) => void;

/** Waits for the next frame, and not for ever: hidden windows have no frames. */
export const nextFrame: Schedule = (draw) => {
  let drawn = false;
  const once = () => {
    if (drawn) return;
    drawn = true;
    draw();
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
};

/** The first update is complete. */
function learn(known: View | null, changed: Partial<View>): View {
  return replaceEqualDeep(known, { ...known, ...changed } as View);
}

/** The first update is shown at once; updates that arrive between two frames are shown together. */
export function openStore(host: Host, schedule: Schedule = nextFrame): Store {
  let shown: Snapshot = { view: null, board: EMPTY_BOARD, lost: false };
  let pending: Crossing[] = [];
  const listeners = new Set<() => void>();

  const draw = () => {
    const updates = pending;
    pending = [];
    shown = updates.reduce<Snapshot>(
      ({ view, board, lost }, update) => ({ view: update.view === null ? view : learn(view, update.view), board: applyChanges(board, update.rows), lost }),
      shown,
    );
    for (const changed of listeners) changed();
  };

  host.onUpdate(
    (update) => {
      pending.push(update);
      if (shown.view === null) draw();
      else if (pending.length === 1) schedule(draw);
    },
    () => {
      shown = { ...shown, lost: true };
      for (const changed of listeners) changed();
    },
  );

  return {
    snapshot: () => shown,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
