import { act } from "@testing-library/react";
import { Profiler } from "react";
import { describe, expect, it } from "vitest";
import type { Update, View } from "../src/generated";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { Problems } from "../src/pages/Problems";
import { drawPart } from "./open";

function lastView(updates: readonly Update[]): View {
  const view = updates.findLast((update) => update.view !== null)?.view;
  if (!view) throw new Error("The recording has no view.");
  return view;
}

describe("what is on the page", () => {
  const recorded = RECORDED_PROBLEMS.troubled();
  const view = lastView(recorded);

  function drawn(): { play: (changes: Partial<View>) => void; count: () => number } {
    const host = replayHost(recorded);
    let count = 0;
    drawPart(
      <Profiler id="page" onRender={() => (count += 1)}>
        <Problems detail="" />
      </Profiler>,
      host,
      openStore(host, (draw) => draw()),
    );
    /** Nothing is the same, as it comes from the host. */
    const play = (changes: Partial<View>) => {
      const update: Update = { view: structuredClone({ ...view, ...changes }), rows: { fromScratch: false, rows: [], removed: [] } };
      act(() => host.play(update));
    };
    return { play, count: () => count };
  }

  it("is not drawn again while people telephone, and is when a problem goes", () => {
    const { play, count } = drawn();
    const before = count();
    play({ counts: { ...view.counts, onThePhone: view.counts.onThePhone + 1 } });
    expect(count()).toBe(before);
    play({ problems: view.problems.slice(1) });
    expect(count()).toBeGreaterThan(before);
  });
});
