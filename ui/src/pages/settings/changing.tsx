// The settings as they are and as they are being changed, so that two quick changes do not undo each other.

import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useSend, useView } from "../../components/window";
import type { Settings } from "../../generated";

interface Changing {
  /** With what was changed a moment ago, before the program has said so itself. */
  settings: Settings;
  change: (changes: Partial<Settings>) => void;
}

const ChangingContext = createContext<Changing | null>(null);

/** Settings are sent whole. For this long what was changed is sent along and shown; then the program's word counts. */
const MOMENT = 2000;

export function ChangingProvider({ children }: { children: ReactNode }) {
  const { settings: told } = useView();
  const send = useSend();
  const recent = useRef<Partial<Settings>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState<Partial<Settings>>({});
  useEffect(() => () => clearTimeout(timer.current), []);

  const changing = useMemo<Changing>(() => {
    const keep = (changes: Partial<Settings>) => {
      recent.current = changes;
      setShown(changes);
    };
    return {
      settings: { ...told, ...shown },
      change(changes) {
        keep({ ...recent.current, ...changes });
        send({ kind: "change-settings", settings: { ...told, ...recent.current } });
        clearTimeout(timer.current);
        timer.current = setTimeout(() => keep({}), MOMENT);
      },
    };
  }, [told, shown, send]);
  return <ChangingContext value={changing}>{children}</ChangingContext>;
}

export function useSettings(): Changing {
  const changing = use(ChangingContext);
  if (changing === null) throw new Error("A setting is drawn outside of ChangingProvider.");
  return changing;
}
