import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { App } from "./app";
import type { Home } from "./model/documents";
import { route } from "./router";
import { fake } from "./sync/fake";

const home: Home = {
  name: "Larch & Lane",
  notice: "Nothing here is real.",
  asOf: "2025-12-31",
  run: "run_1",
  window: { from: "2025-01-01", to: "2025-12-31" },
  minCell: 10,
  counts: [{ key: "customers", label: "customers", figure: { value: 12, unit: "customers", evidence: "evd_a" } }],
  refusal: "These data hold no distinct groups.",
  personas: [],
  journeys: [],
  evidence: [],
};

afterEach(() => {
  cleanup();
  route.value = { screen: "home", id: null };
});

test("home names the workspace, says its notice, and why there are no personas", async () => {
  render(<App host={fake({ "/api/home": home })} />);
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Larch & Lane");
  expect(screen.getByRole("note").textContent).toContain("Nothing here is real.");
  expect(screen.getByText("These data hold no distinct groups.")).toBeTruthy();
});

test("a screen whose document is missing says so, and the notice stays", async () => {
  route.value = { screen: "personas", id: "psn_gone" };
  render(<App host={fake({ "/api/home": home })} />);
  expect((await screen.findByRole("alert")).textContent).toContain("This report holds no /api/personas/psn_gone.");
  expect((await screen.findByRole("note")).textContent).toContain("Nothing here is real.");
});

test("the rail marks the screen that is open", async () => {
  render(<App host={fake({ "/api/home": home })} />);
  expect((await screen.findByRole("link", { name: "Home" })).getAttribute("aria-current")).toBe("page");
});
