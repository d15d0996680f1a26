// Goes on to what a link led to, once the window has gone to the top of the page.

import { useEffect, useEffectEvent } from "react";

/** `detail` is what the link named; empty where it named the page alone. */
export function useArrival(detail: string, reveal: (detail: string) => void): void {
  const onArrival = useEffectEvent(reveal);
  useEffect(() => {
    if (detail === "") return undefined;
    const frame = requestAnimationFrame(() => onArrival(detail));
    return () => cancelAnimationFrame(frame);
  }, [detail]);
}
