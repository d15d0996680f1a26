// Opens the window: on the desktop with the program behind it, in a plain browser with recorded updates.

import { createRoot } from "react-dom/client";
import { App } from "./App";
import type { Host } from "./host/host";
import { openStore } from "./model/store";
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
  const { tauriHost } = await import("./host/tauri");
  return { host: tauriHost() };
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root.");

const { host, address } = await openHost();
if (address !== undefined) location.hash = address;
const store = openStore(host);
const system = await host.system().catch(() => ({ locale: navigator.language, version: "" }));
createRoot(root).render(<App host={host} store={store} system={system} />);
