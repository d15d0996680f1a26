// How the window hears of updates inside the desktop program.

import { expect, it, vi } from "vitest";
import type { Crossing } from "../src/host/host";
import { tauriHost } from "../src/host/tauri";

const NOTHING_NEW: Crossing = { view: null, rows: { fromScratch: false, rows: [], removed: [] } };

/** A program that answers when it is told to. */
function program() {
  const asked: unknown[] = [];
  const waiting: { resolve: (update: Crossing) => void; reject: (error: unknown) => void }[] = [];
  const invoke = (command: string, payload: unknown) => {
    expect(command).toBe("next_update");
    asked.push(payload);
    return new Promise<Crossing>((resolve, reject) => waiting.push({ resolve, reject }));
  };
  vi.stubGlobal("__TAURI_INTERNALS__", { invoke });
  return { asked, answer: () => waiting.shift()?.resolve(NOTHING_NEW), fail: () => waiting.shift()?.reject("over") };
}

it("asks for the next update once it has shown the last, until nobody listens", async () => {
  const { asked, answer } = program();
  const show = vi.fn();
  const lost = vi.fn();
  const stop = tauriHost().onUpdate(show, lost);
  expect(asked).toEqual([{ first: true }]);
  answer();
  await vi.waitFor(() => expect(asked).toEqual([{ first: true }, { first: false }]));
  expect(show).toHaveBeenCalledTimes(1);
  stop();
  answer();
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked).toHaveLength(2);
  expect(show).toHaveBeenCalledTimes(1);
  expect(lost).not.toHaveBeenCalled();
});

it("says that the program is lost when there will be no further update", async () => {
  const { fail } = program();
  const lost = vi.fn();
  tauriHost().onUpdate(vi.fn(), lost);
  fail();
  await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1));
});
