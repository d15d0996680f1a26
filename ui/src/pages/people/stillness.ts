// Holds the rows still while somebody works among them.

import { useCallback, useEffect, useRef, useState } from "react";
import type { Pace } from "../../model/arrangement";

/** After the last movement of the pointer or the last key, in milliseconds: nobody is about to click any more. */
export const REST = 3_000;

export function useStillness(): { pace: Pace; stir: () => void } {
  const [pace, setPace] = useState<Pace>("free");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stir = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPace("free"), REST);
    setPace("held");
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { pace, stir };
}
