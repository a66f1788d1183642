import { afterEach, expect, test, vi } from "vitest";
import { embedded, file } from "./file";
import { Refused } from "./host";
import { live } from "./live";
import { Library } from "./pages";

afterEach(() => vi.unstubAllGlobals());

function answering(body: string, status: number): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

test("a report's pages are read from the page itself", async () => {
  document.body.innerHTML = `<script id="folkways-report" type="application/json">{"/api/home": {"name": "\\u003cb>"}}</script>`;
  const pages = embedded(document);
  expect(await file(pages ?? {}).page("/api/home")).toEqual({ name: "<b>" });
});

test("an empty element means that the page is served", () => {
  document.body.innerHTML = `<script id="folkways-report" type="application/json"></script>`;
  expect(embedded(document)).toBeNull();
});

test("a file refuses what it does not hold, also names that every object has", async () => {
  await expect(file({}).page("/api/quality")).rejects.toMatchObject({ code: "not-in-file" });
  await expect(file({}).page("toString")).rejects.toBeInstanceOf(Refused);
});

test("the server's envelope becomes a refusal with problem and hint", async () => {
  answering(JSON.stringify({ code: "unknown-name", problem: "No persona 'x'.", hint: "Known: y." }), 404);
  await expect(live.page("/api/personas/x")).rejects.toMatchObject({ problem: "No persona 'x'.", hint: "Known: y." });
});

test("an answer that is no envelope is refused with its status", async () => {
  answering("<html>", 502);
  await expect(live.page("/api/home")).rejects.toMatchObject({ code: "http-502" });
});

test("a server that does not answer is told so", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  await expect(live.page("/api/home")).rejects.toMatchObject({ code: "unreachable" });
});

test("a document is asked for once", async () => {
  const page = vi.fn(() => Promise.resolve({ name: "x" }));
  const library = new Library({ kind: "fake", page });
  await Promise.resolve(library.page("/api/home"));
  expect(library.page("/api/home").value).toEqual({ state: "ready", page: { name: "x" } });
  expect(page).toHaveBeenCalledTimes(1);
});
