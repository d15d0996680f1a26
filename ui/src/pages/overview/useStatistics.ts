// What the last day was like, asked for once a minute, however often the page is opened or the view changes.

import { useCallback, useEffect, useState } from "react";
import { useHost } from "../../components/window";
import type { Statistics } from "../../generated";
import type { Host } from "../../host/host";

const EVERY_MS = 60_000;
const HOURS = 24;

export type Known = { kind: "asking" } | { kind: "failed" } | { kind: "known"; statistics: Statistics };

interface Kept {
  at: number;
  known: Known;
}

const ASKING: Known = { kind: "asking" };

/** The last answer outlives the page. */
const kept = new WeakMap<Host, Kept>();

export function useStatistics(): { known: Known; again: () => void } {
  const host = useHost();
  const [known, setKnown] = useState<Known>(() => kept.get(host)?.known ?? ASKING);

  const ask = useCallback(() => {
    const keep = (answered: Known) => {
      kept.set(host, { at: Date.now(), known: answered });
      setKnown(answered);
    };
    host.ask({ kind: "statistics", hours: HOURS }).then(
      (answer) => keep(answer.kind === "statistics" ? { kind: "known", statistics: answer.statistics } : { kind: "failed" }),
      () => keep({ kind: "failed" }),
    );
  }, [host]);

  useEffect(() => {
    const last = kept.get(host);
    const age = last?.known.kind === "known" ? Date.now() - last.at : EVERY_MS;
    let interval: ReturnType<typeof setInterval> | undefined;
    const first = setTimeout(() => {
      ask();
      interval = setInterval(ask, EVERY_MS);
    }, Math.max(0, EVERY_MS - age));
    return () => {
      clearTimeout(first);
      clearInterval(interval);
    };
  }, [host, ask]);

  return { known, again: ask };
}
