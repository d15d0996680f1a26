// Where the window stands: a page, and what is opened on it. Kept in the address, so that a link can lead there.

import { useSyncExternalStore } from "react";

export interface Place {
  page: string;
  /** A step of set-up, a kind of problem, or an extension. */
  detail: string;
}

export function parsePlace(hash: string): Place {
  const [page = "", detail = ""] = hash.replace(/^#\/?/, "").split("/");
  return { page, detail: decodeURIComponent(detail) };
}

export function goTo(page: string, detail = ""): void {
  location.hash = detail === "" ? `/${page}` : `/${page}/${encodeURIComponent(detail)}`;
}

function onMove(moved: () => void): () => void {
  window.addEventListener("hashchange", moved);
  return () => window.removeEventListener("hashchange", moved);
}

export function usePlace(): Place {
  return parsePlace(useSyncExternalStore(onMove, () => location.hash));
}
