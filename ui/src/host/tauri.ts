// The host inside the desktop program: the only file that knows Tauri.

import { invoke } from "@tauri-apps/api/core";
import type { Answer } from "../generated";
import type { Crossing, DiagnosticsFile, Host, System } from "./host";

export function tauriHost(): Host {
  return {
    send: (request) => invoke("request", { request }),
    ask: (question) => invoke<Answer>("ask", { question }),
    onUpdate(show, lost) {
      const over = new AbortController();
      const listen = async () => {
        for (let first = true; ; first = false) {
          const update = await invoke<Crossing>("next_update", { first });
          if (over.signal.aborted) return;
          show(update);
        }
      };
      listen().catch(lost);
      return () => over.abort();
    },
    system: () => invoke<System>("system"),
    openAddress: (address) => invoke("open_address", { address }),
    copyText: (text) => navigator.clipboard.writeText(text),
    saveText: (file, text) => invoke<string>("save_text", { file, text }),
    diagnostics: (names) => invoke<DiagnosticsFile[]>("diagnostics", { names }),
    saveDiagnostics: (names) => invoke<string>("save_diagnostics", { names }),
    onClosing(ask) {
      const taken = (event: Event) => {
        // Says that somebody is here to ask; otherwise the shell ends the program.
        event.preventDefault();
        ask();
      };
      window.addEventListener("presence-sync:closing", taken);
      return () => window.removeEventListener("presence-sync:closing", taken);
    },
    keepSecretsInFiles: () => invoke("keep_secrets_in_files"),
    minimise: () => invoke("minimise"),
  };
}
