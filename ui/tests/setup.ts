// What jsdom lacks and the window needs.
import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { NOW } from "../src/host/recorded/company";

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
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, value: 600 });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, value: 1200 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  location.hash = "";
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
