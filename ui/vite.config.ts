// How the window is built and tested. `--mode replay` builds a window that plays recorded updates in a plain browser.
import { FluentResource } from "@fluent/bundle";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Takes sentences apart while the window is built, so that it need not do so whenever it opens. */
const sentences: Plugin = {
  name: "sentences",
  transform: (source, file) => (file.endsWith(".ftl") ? `export default ${JSON.stringify(JSON.stringify(new FluentResource(source).body))};` : null),
};

export default defineConfig(({ mode }) => ({
  plugins: [react(), sentences],
  base: "./",
  build: {
    outDir: mode === "replay" ? "dist-replay" : "dist",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    // A script of its own, so that it runs before the others.
    rolldownOptions: { output: { advancedChunks: { groups: [{ name: "opened", test: /src\/(opened|host\/tauri|model\/(store|board))\.ts$|@tauri-apps/ }] } } },
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    setupFiles: ["tests/setup.ts"],
    include: ["tests/**/*.test.{ts,tsx}"],
    testTimeout: 20000,
  },
}));
