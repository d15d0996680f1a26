// The window: theme, language, the rail, and one page at a time.

import { FluentProvider, makeStyles, MessageBar, MessageBarBody, MessageBarActions, Button, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Announcer } from "./components/Announcer";
import { Closing } from "./components/Closing";
import { Empty } from "./components/Empty";
import { CloudOff24Filled, Dismiss24Regular } from "./components/icons";
import { Nav, PAGES, type PageName } from "./components/Nav";
import { useTheme } from "./components/theme";
import { Unbroken } from "./components/Unbroken";
import { useSay, WindowProvider, WordsProvider } from "./components/window";
import type { View } from "./generated";
import type { Host, System } from "./host/host";
import { goTo, usePlace } from "./model/place";
import type { Store } from "./model/store";
import { chooseLanguage } from "./model/words";
import { Activity } from "./pages/Activity";
import { Overview } from "./pages/Overview";
import { People } from "./pages/People";
import { Problems } from "./pages/Problems";
import { SettingsPage } from "./pages/Settings";
import { SetUp } from "./pages/SetUp";

const useStyles = makeStyles({
  window: { display: "flex", height: "100%" },
  main: { flex: 1, minWidth: 0, overflow: "auto", position: "relative", outline: "none", display: "flex", flexDirection: "column" },
  skip: {
    position: "absolute",
    zIndex: 10,
    top: tokens.spacingVerticalS,
    left: tokens.spacingHorizontalS,
    ":not(:focus)": { clipPath: "inset(50%)", width: "1px", height: "1px", minWidth: 0, padding: 0, overflow: "hidden" },
  },
  notice: { flexShrink: 0 },
  loading: { height: "100%", display: "flex", alignItems: "center", justifyContent: "center" },
});

const GROUND = { height: "100%", backgroundColor: tokens.colorNeutralBackground2 };

export interface AppProps {
  host: Host;
  store: Store;
  system: System;
}

export function App({ host, store, system }: AppProps) {
  const view = useSyncExternalStore(store.subscribe, () => store.snapshot().view);
  const lost = useSyncExternalStore(store.subscribe, () => store.snapshot().lost);
  const { worn, theme } = useTheme(view?.settings.theme ?? "system");
  const language = chooseLanguage(view?.settings.language ?? "system", system.locale);
  const [undelivered, setUndelivered] = useState(false);
  const onUndelivered = useCallback(() => setUndelivered(true), []);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = worn === "light" ? "light" : "dark";
  }, [language, worn]);

  return (
    // Not a class: Fluent gives the provider's class to every menu and dialog, and they would cover the window.
    <FluentProvider theme={theme} style={GROUND} data-theme={worn}>
      {view === null ? (
        <WordsProvider language={language} locale={system.locale}>
          {lost ? <Lost /> : <Loading />}
        </WordsProvider>
      ) : (
        <WindowProvider host={host} store={store} view={view} language={language} locale={system.locale} onUndelivered={onUndelivered}>
          <Opened view={view} version={system.version} undelivered={undelivered} onDismiss={() => setUndelivered(false)} />
        </WindowProvider>
      )}
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

interface OpenedProps {
  view: View;
  version: string;
  undelivered: boolean;
  onDismiss: () => void;
}

function Opened({ view, version, undelivered, onDismiss }: OpenedProps) {
  const styles = useStyles();
  const say = useSay();
  const place = usePlace();
  // Set-up is where everything begins; later the overview is. The choice is made once, so that no page jumps away.
  const [home] = useState<PageName>(view.state === "setting-up" ? "setup" : "overview");
  const page = PAGES.find((name) => name === place.page) ?? home;
  const main = useRef<HTMLElement>(null);
  const title = say(`nav-${page}`);

  // What the time from the start to the first page is measured by.
  useEffect(() => {
    const drawn = requestAnimationFrame(() => performance.mark("board"));
    return () => cancelAnimationFrame(drawn);
  }, []);

  useEffect(() => {
    document.title = say("window-title", { page: title });
  }, [say, title]);

  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [page, place.detail]);

  // Whoever listens hears which page it is, and the tab key goes on from its beginning.
  const shown = useRef(page);
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
      <Nav page={page} problems={view.problems.length} onGo={(name) => goTo(name)} />
      <main className={styles.main} ref={main} tabIndex={-1}>
        {undelivered && (
          <MessageBar intent="error" className={styles.notice} data-testid="undelivered">
            <MessageBarBody>{say("undelivered")}</MessageBarBody>
            <MessageBarActions
              containerAction={<Button appearance="transparent" icon={<Dismiss24Regular />} aria-label={say("dismiss")} onClick={onDismiss} />}
            />
          </MessageBar>
        )}
        <Unbroken key={page}>
          <PageOf page={page} detail={place.detail} version={version} />
        </Unbroken>
      </main>
      <Closing />
    </div>
  );
}

function PageOf({ page, detail, version }: { page: PageName; detail: string; version: string }) {
  switch (page) {
    case "overview":
      return <Overview />;
    case "people":
      return <People detail={detail} />;
    case "problems":
      return <Problems detail={detail} />;
    case "activity":
      return <Activity detail={detail} />;
    case "setup":
      return <SetUp detail={detail} />;
    case "settings":
      return <SettingsPage version={version} />;
  }
}
