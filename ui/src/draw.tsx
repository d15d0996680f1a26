// Draws the window.

import { createRoot } from "react-dom/client";
import { App, type AppProps } from "./App";

export function draw(root: HTMLElement, props: AppProps): void {
  createRoot(root).render(<App {...props} />);
}
