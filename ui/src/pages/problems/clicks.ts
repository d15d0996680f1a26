// Keeps the second half of a double click from pressing what has just moved under the pointer.

import { useCallback, useRef, type MouseEvent } from "react";

/** To be called with every click while it is captured. */
export function useSteadyClicks(): (event: MouseEvent) => void {
  const first = useRef<Element | null>(null);
  return useCallback((event: MouseEvent) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (event.detail <= 1) first.current = pressed;
    else if (pressed !== first.current) event.stopPropagation();
  }, []);
}
