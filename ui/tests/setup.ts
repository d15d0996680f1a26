// What jsdom lacks and the window needs.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { NOW } from "../src/host/recorded/company";

// A failure names what was not found; the whole document would bury it.
// A busy machine takes its time; what is waited for ends the waiting.
configure({ getElementError: (message) => new Error(message ?? "not found"), asyncUtilTimeout: 8000 });

class SizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

vi.stubGlobal("ResizeObserver", SizeObserver);
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
// The virtualizer measures its frame; a frame of 900 × 600 draws what an administrator's does.
for (const [name, value] of Object.entries({ offsetHeight: 600, clientHeight: 600, offsetWidth: 1200, clientWidth: 1200 })) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  location.hash = "";
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
