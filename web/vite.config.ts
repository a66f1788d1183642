import preact from "@preact/preset-vite";
import type { Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { defineConfig } from "vitest/config";

/** The one-file page lies beside the served one, under its own name. */
function named(fileName: string): Plugin {
  return {
    name: "folkways-page-name",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["index.html"];
      if (page) page.fileName = fileName;
    },
  };
}

const served = { plugins: [preact()], emptyOutDir: true };
const single = { plugins: [preact(), viteSingleFile(), named("report.html")], emptyOutDir: false };

// Two pages from one source: `vite build` makes the served page (index.html and assets/), `--mode single`
// then adds report.html, which carries everything inline and opens from a disk without a network.
export default defineConfig(({ mode }) => {
  const page = mode === "single" ? single : served;
  return {
    base: "./",
    plugins: page.plugins,
    build: { outDir: "../src/folkways/static", emptyOutDir: page.emptyOutDir, modulePreload: { polyfill: false } },
    server: { proxy: { "/api": "http://127.0.0.1:8765" } },
    test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
  };
});
