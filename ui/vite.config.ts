// How the window is built and tested. `--mode replay` builds a window that plays recorded updates in a plain browser.
import { transformAsync } from "@babel/core";
import { FluentResource } from "@fluent/bundle";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Takes sentences apart while the window is built, so that it need not do so whenever it opens. */
const sentences: Plugin = {
  name: "sentences",
  transform: (source, file) => (file.endsWith(".ftl") ? `export default ${JSON.stringify(JSON.stringify(new FluentResource(source).body))};` : null),
};

const EVALUATION = [
  { action: "@linaria/shaker" },
  { test: /[/\\]node_modules[/\\]/, action: "ignore" },
  // Of all components, styles need the names of colours and sizes alone.
  { test: /[/\\]@fluentui[/\\]react-components[/\\]/, action: () => ["exports.tokens = require('@fluentui/tokens').tokens;"] },
];

/** Makes the rules of styles while the window is built, for the same reason. */
const styles: Plugin = {
  name: "styles",
  apply: "build",
  enforce: "pre",
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /make(?:Reset|Static)?Styles/ },
    async handler(source, filename) {
      const made = await transformAsync(source, {
        filename,
        configFile: false,
        parserOpts: { plugins: ["typescript", "jsx"] },
        presets: [["@griffel", { evaluationRules: EVALUATION, babelOptions: { presets: ["@babel/preset-typescript"] } }]],
      });
      return made?.code ?? null;
    },
  },
};

/** Runs what the window opens with while the rest of the scripts is still on its way. */
const early: Plugin = {
  name: "early",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle }) {
      if (bundle === undefined) return [];
      const opened = Object.values(bundle).find((part) => part.type === "chunk" && part.name === "opened");
      if (opened === undefined) throw new Error("No script of its own holds what the window opens with.");
      return [{ tag: "script", attrs: { type: "module", crossorigin: true, src: `./${opened.fileName}` }, injectTo: "head-prepend" }];
    },
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [styles, react(), sentences, early],
  base: "./",
  build: {
    outDir: mode === "replay" ? "dist-replay" : "dist",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // See `early`.
            { name: "opened", priority: 1, test: /src\/(opened|host\/tauri|model\/(store|board))\.ts$|@tauri-apps/ },
            // One script opens sooner than many small ones.
            { name: "shared", minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    setupFiles: ["tests/setup.ts"],
    include: ["tests/**/*.test.{ts,tsx}"],
    testTimeout: 20000,
  },
}));
