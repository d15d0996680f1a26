// What every part of the window can reach: the host, the store, the words and the formats.

import { LocalizationProvider, ReactLocalization, useLocalization } from "@fluent/react";
import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import type { ExtensionNumber, Request, Row, View } from "../generated";
import type { Host } from "../host/host";
import type { Board } from "../model/board";
import { formatFor, type Format } from "../model/format";
import type { Say } from "../model/problems";
import type { Store } from "../model/store";
import { formatLocale, openBundle, patternOf, type Spoken } from "../model/words";

interface Inside {
  host: Host;
  store: Store;
  format: Format;
  send: (request: Request) => void;
}

const InsideContext = createContext<Inside | null>(null);

export interface WindowProviderProps {
  host: Host;
  /** It has had its first update. */
  store: Store;
  language: Spoken;
  locale: string;
  /** Called when a request could not be handed over. */
  onUndelivered: () => void;
  children: ReactNode;
}

/** Inside of `WordsProvider`. */
export function WindowProvider({ host, store, language, locale, onUndelivered, children }: WindowProviderProps) {
  const format = useMemo(() => formatFor(formatLocale(language, locale)), [language, locale]);
  const send = useCallback(
    (request: Request) => {
      host.send(request).catch(onUndelivered);
    },
    [host, onUndelivered],
  );
  const inside = useMemo(() => ({ host, store, format, send }), [host, store, format, send]);
  return <InsideContext value={inside}>{children}</InsideContext>;
}

export interface WordsProviderProps {
  language: Spoken;
  locale: string;
  /** Sentences beyond those of the first page. */
  further: readonly string[];
  children: ReactNode;
}

export function WordsProvider({ language, locale, further, children }: WordsProviderProps) {
  const words = useMemo(
    () => new ReactLocalization([openBundle(language, formatLocale(language, locale), further)]),
    [language, locale, further],
  );
  return <LocalizationProvider l10n={words}>{children}</LocalizationProvider>;
}

const OUTSIDE = "This part of the window is drawn outside of WindowProvider.";

function useInside(): Inside {
  const inside = use(InsideContext);
  if (inside === null) throw new Error(OUTSIDE);
  return inside;
}

export function useHost(): Host {
  return useInside().host;
}

/** It changes with every call: what is drawn often asks for a part. */
export function useView(): View {
  return usePart((view) => view);
}

/** A part of the view; drawn again only when that part changed. */
export function usePart<Part>(of: (view: View) => Part): Part {
  const { store } = useInside();
  return useSyncExternalStore(store.subscribe, () => {
    const { view } = store.snapshot();
    if (view === null) throw new Error("This part of the window is drawn before the first update.");
    return of(view);
  });
}

export function useSend(): (request: Request) => void {
  return useInside().send;
}

export function useFormat(): Format {
  return useInside().format;
}

export function useBoard(): Board {
  const { store } = useInside();
  return useSyncExternalStore(store.subscribe, () => store.snapshot().board);
}

/** One person; drawn again only when that person changed. */
export function useRow(extension: ExtensionNumber): Row | undefined {
  const { store } = useInside();
  return useSyncExternalStore(store.subscribe, () => store.snapshot().board.get(extension));
}

/** Says a sentence of the .ftl files, or a part of one as in `aadsts-50011.remedy`. */
export function useSay(): Say {
  const { l10n } = useLocalization();
  return useCallback(
    (id, args) => {
      const bundle = id.includes(".") ? l10n.getBundle(id.slice(0, id.indexOf("."))) : null;
      const part = bundle && patternOf(bundle, id);
      return bundle && part ? bundle.formatPattern(part, args ?? null) : l10n.getString(id, args ?? null);
    },
    [l10n],
  );
}

/** The time of day, again and again. */
export function useNow(everySeconds = 15): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
