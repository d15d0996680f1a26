// The window: theme, language, the rail, and one page at a time; of the real organisation or of an invented one.

import { Button, FluentProvider, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Announcer } from "./components/Announcer";
import { Empty } from "./components/Empty";
import { CloudOff24Filled } from "./components/icons";
import { Nav, PAGES, type PageName } from "./components/Nav";
import { ShowingContext, type Showing } from "./components/showing";
import { useTheme } from "./components/theme";
import { Unbroken } from "./components/Unbroken";
import { usePart, useSay, WindowProvider, WordsProvider } from "./components/window";
import type { Host, System } from "./host/host";
import type { Demonstration } from "./host/recorded/demonstration";
import { goTo, usePlace } from "./model/place";
import { openStore, type Store } from "./model/store";
import { chooseLanguage } from "./model/words";
import { fetchRest, useRest } from "./pages/fetched";
import { ShownPage } from "./pages/shown";

const useStyles = makeStyles({
  window: { display: "flex", flex: 1, minHeight: 0 },
  main: { flex: 1, minWidth: 0, overflow: "auto", position: "relative", outline: "none", display: "flex", flexDirection: "column" },
  skip: {
    position: "absolute",
    zIndex: 10,
    top: tokens.spacingVerticalS,
    left: tokens.spacingHorizontalS,
    ":not(:focus)": { clipPath: "inset(50%)", width: "1px", height: "1px", minWidth: 0, padding: 0, overflow: "hidden" },
  },
  loading: { flex: 1, display: "flex", alignItems: "center", justifyContent: "center" },
});

const GROUND = { height: "100%", display: "flex", flexDirection: "column", backgroundColor: tokens.colorNeutralBackground2 } as const;

const NOTHING_FURTHER: readonly string[] = [];

export interface AppProps {
  host: Host;
  store: Store;
  system: System;
}

export function App({ host, store, system }: AppProps) {
  const [demonstration, setDemonstration] = useState<(Demonstration & { store: Store }) | null>(null);
  const [arrival, setArrival] = useState<Arrival>("start");
  const real = useMemo<Showing>(() => {
    const begin = async () => {
      const settings = store.snapshot().view?.settings;
      if (settings === undefined) return;
      // Hardly anybody needs it, so that it is fetched on demand.
      const { demonstrate } = await import("./host/recorded/demonstration");
      const begun = demonstrate(host, settings);
      setDemonstration({ ...begun, store: openStore(begun.host) });
      setArrival("changed-over");
      goTo("overview");
    };
    return { kind: "real", begin: () => void begin() };
  }, [host, store]);
  const invented = useMemo<Showing>(() => {
    const leave = () => {
      setDemonstration(null);
      goTo("setup", "welcome");
    };
    return { kind: "demonstration", leave };
  }, []);
  useEffect(() => demonstration?.end, [demonstration]);
  return demonstration === null ? (
    <ShowingContext value={real}>
      <Shown key="real" host={host} store={store} system={system} arrival={arrival} />
    </ShowingContext>
  ) : (
    <ShowingContext value={invented}>
      <Shown key="demonstration" host={demonstration.host} store={demonstration.store} system={system} arrival={arrival} />
    </ShowingContext>
  );
}

/** Whoever came from the demonstration, or went there, had the focus somewhere. */
type Arrival = "start" | "changed-over";

function Shown({ host, store, system, arrival }: AppProps & { arrival: Arrival }) {
  const settings = useSyncExternalStore(store.subscribe, () => store.snapshot().view?.settings);
  const lost = useSyncExternalStore(store.subscribe, () => store.snapshot().lost);
  const { worn, theme } = useTheme(settings?.theme ?? "system");
  const language = chooseLanguage(settings?.language ?? "system", system.locale);
  const rest = useRest();
  const [undelivered, setUndelivered] = useState(false);
  const onUndelivered = useCallback(() => setUndelivered(true), []);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = worn === "light" ? "light" : "dark";
  }, [language, worn]);

  return (
    // Not a class: Fluent gives the provider's class to every menu and dialog, and they would cover the window.
    <FluentProvider theme={theme} style={GROUND} data-theme={worn}>
      <WordsProvider language={language} locale={system.locale} further={rest?.FURTHER[language] ?? NOTHING_FURTHER}>
        {settings !== undefined ? (
          <WindowProvider host={host} store={store} language={language} locale={system.locale} onUndelivered={onUndelivered}>
            {rest && <rest.DemonstrationBanner />}
            <Opened arrival={arrival} version={system.version} undelivered={undelivered} onDismiss={() => setUndelivered(false)} />
          </WindowProvider>
        ) : lost ? (
          <Lost />
        ) : (
          <Loading />
        )}
      </WordsProvider>
    </FluentProvider>
  );
}

function Loading() {
  const styles = useStyles();
  const say = useSay();
  return (
    <main className={styles.loading}>
      <Spinner label={say("loading")} />
    </main>
  );
}

function Lost() {
  const styles = useStyles();
  const say = useSay();
  return (
    <main className={styles.loading} data-testid="lost">
      <Empty
        icon={<CloudOff24Filled fontSize={40} />}
        title={say("lost-title")}
        text={say("lost-text")}
        action={
          <Button appearance="primary" onClick={() => location.reload()}>
            {say("lost-retry")}
          </Button>
        }
      />
    </main>
  );
}

function painted() {
  // What cannot be fetched says so when somebody wants it.
  fetchRest().catch(() => undefined);
}

interface OpenedProps {
  arrival: Arrival;
  version: string;
  undelivered: boolean;
  onDismiss: () => void;
}

function Opened({ arrival, version, undelivered, onDismiss }: OpenedProps) {
  const styles = useStyles();
  const say = useSay();
  const place = usePlace();
  const problems = usePart((view) => view.problems.length);
  // Set-up is where everything begins; later the overview is. The choice is made once, so that no page jumps away.
  const state = usePart((view) => view.state);
  const [home] = useState<PageName>(state === "setting-up" ? "setup" : "overview");
  const page = PAGES.find((name) => name === place.page) ?? home;
  const main = useRef<HTMLElement>(null);
  const rest = useRest();
  const title = say(`nav-${page}`);

  useLayoutEffect(() => {
    // The time from the start to the first page is measured by the first paint after this mark.
    performance.mark("board");
    // A frame is painted right after what waits for it has run, and then the next in the queue has its turn.
    const drawn = requestAnimationFrame(() => setTimeout(painted));
    return () => cancelAnimationFrame(drawn);
  }, []);

  useEffect(() => {
    document.title = say("window-title", { page: title });
  }, [say, title]);

  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [page, place.detail]);

  // Whoever listens hears which page it is, and the tab key goes on from its beginning.
  const shown = useRef(arrival === "start" ? page : null);
  const toContent = () => main.current?.querySelector("h1")?.focus();
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    toContent();
  }, [page]);

  return (
    <div className={styles.window}>
      <Button className={styles.skip} appearance="primary" onClick={toContent} data-testid="skip">
        {say("skip")}
      </Button>
      <Announcer />
      <Nav page={page} problems={problems} onGo={(name) => goTo(name)} />
      <main className={styles.main} ref={main} tabIndex={-1}>
        {undelivered && rest && <rest.Undelivered onDismiss={onDismiss} />}
        <Unbroken key={page}>
          <ShownPage name={page} detail={place.detail} version={version} />
        </Unbroken>
      </main>
      {rest && <rest.Closing />}
    </div>
  );
}
