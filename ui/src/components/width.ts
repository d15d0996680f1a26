// How wide an element is, which follows the window.

import { useEffect, useState, type RefObject } from "react";

/** In pixels; `usual` until it is measured. */
export function useWidth(frame: RefObject<HTMLElement | null>, usual: number): number {
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
