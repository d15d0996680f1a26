// What the window opens with: on the desktop the program behind it, in a plain browser recorded updates. It is asked for
// before the rest of the window has run.

import type { Host, System } from "./host/host";
import { tauriHost } from "./host/tauri";
import { openStore, type Store } from "./model/store";

interface Opened {
  host: Host;
  store: Store;
  system: System;
}

/** How long the first page waits for what the program has to tell, before it says that it is loading. */
const PATIENCE_MS = 300;

async function openHost(): Promise<Host> {
  if ((import.meta.env.DEV || import.meta.env.MODE === "replay") && !("__TAURI_INTERNALS__" in window)) {
    const { hostFromAddress } = await import("./host/recorded/address");
    const { host, address } = hostFromAddress(new URLSearchParams(location.search));
    // Where the window starts; otherwise the engine's state decides.
    if (address !== undefined) location.hash = address;
    return host;
  }
  return tauriHost();
}

/** To draw what is known at once is quicker than to draw twice. */
function arrived(store: Store): Promise<void> {
  if (store.snapshot().view !== null) return Promise.resolve();
  return new Promise((resolve) => {
    store.subscribe(resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
}

async function open(): Promise<Opened> {
  const host = await openHost();
  const asked = host.system().catch(() => ({ locale: navigator.language, version: "" }));
  const store = openStore(host);
  const [system] = await Promise.all([asked, arrived(store)]);
  return { host, store, system };
}

export const opened = open();

// Whatever is written first takes a while. Here, nothing else can be done: the rest of the scripts is on its way.
new Intl.NumberFormat().format(0);
