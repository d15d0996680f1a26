// Opens the window: on the desktop with the program behind it, in a plain browser with recorded updates.

import type { Host } from "./host/host";
import { tauriHost } from "./host/tauri";
import { openStore, type Store } from "./model/store";
import "./window.css";

interface Opened {
  host: Host;
  /** Where the window starts; otherwise the engine's state decides. */
  address?: string;
}

async function openHost(): Promise<Opened> {
  if ((import.meta.env.DEV || import.meta.env.MODE === "replay") && !("__TAURI_INTERNALS__" in window)) {
    const { hostFromAddress } = await import("./host/recorded/address");
    return hostFromAddress(new URLSearchParams(location.search));
  }
  return { host: tauriHost() };
}

/** How long the first page waits for what the program has to tell, before it says that it is loading. */
const PATIENCE_MS = 300;

/** To draw what is known at once is quicker than to draw twice. */
function arrived(store: Store): Promise<void> {
  if (store.snapshot().view !== null) return Promise.resolve();
  return new Promise((resolve) => {
    store.subscribe(resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root.");

const { host, address } = await openHost();
if (address !== undefined) location.hash = address;
const store = openStore(host);
const asked = host.system().catch(() => ({ locale: navigator.language, version: "" }));
// The program answers while the rest of the window is read.
const [{ draw }, system] = await Promise.all([import("./draw"), asked, arrived(store)]);
draw(root, { host, store, system });
