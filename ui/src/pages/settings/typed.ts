// What is typed into a field: kept while it is wrong, applied with Enter or when the field is left.

import { useState, type KeyboardEvent } from "react";

/** What the typed text means, or what is wrong with it in a sentence. */
export type Reading<T> = { kind: "value"; value: T } | { kind: "fault"; fault: string };

export interface TypedOptions<T> {
  /** What is in force, as it would be typed. */
  text: string;
  read: (text: string) => Reading<T>;
  apply: (value: T) => void;
}

export interface Typed {
  /** Said once the field was left with it, and then until it is right. */
  fault: string | null;
  /** Takes back what was typed. */
  reset: () => void;
  field: {
    value: string;
    onChange: (event: unknown, data: { value: string }) => void;
    onBlur: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
  };
}

export function useTyped<T>({ text, read, apply }: TypedOptions<T>): Typed {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const reading = typed === null ? null : read(typed.trim());
  const reset = () => {
    setTyped(null);
    setLeft(false);
  };
  const finish = () => {
    if (typed === null || reading === null) return;
    if (reading.kind === "fault") {
      setLeft(true);
      return;
    }
    reset();
    if (typed.trim() !== text) apply(reading.value);
  };
  return {
    fault: left && reading?.kind === "fault" ? reading.fault : null,
    reset,
    field: {
      value: typed ?? text,
      onChange: (_, { value }) => setTyped(value),
      onBlur: finish,
      onKeyDown(event) {
        if (event.key === "Enter") finish();
        if (event.key === "Escape" && typed !== null) {
          event.stopPropagation();
          reset();
        }
      },
    },
  };
}
