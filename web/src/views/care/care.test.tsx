import { cleanup, render, screen, within } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { App } from "../../app";
import type { Care, Figure } from "../../model/documents";
import { route } from "../../router";
import { fake } from "../../sync/fake";
import { findings } from "./found";

const figure = (value: number, unit = "share"): Figure => ({ value, unit, n: 600, lo: value - 0.01, hi: value + 0.01, method: "wilson", evidence: "evd_1" });
const thresholds = { strength: 0.2, proxy: 0.1, service: 0.1, fourFifths: 0.8, q: 0.05 };
const bare: Care = { asOf: "2025-12-31T00:00:00Z", run: "run_1", minCell: 10, thresholds };
const full: Care = {
  ...bare,
  divides: [
    { trait: "income", label: "Income", strength: figure(0.05, "strength"), says: "" },
    { trait: "age", label: "Age", strength: figure(0.31, "strength"), finding: true, says: "" },
  ],
  leftOut: [{ way: "answered", trait: "age", label: "Age", level: "65+", share: figure(0.11), others: figure(0.24), finding: true }],
  claims: [{ document: "personas/psn_a", name: "Owls", of: 9, measured: 8, inferred: 1 }],
  checks: [
    { name: "old rows are let go", about: "orders", state: "off", says: "However old.", line: "retention" },
    { name: "old rows are let go", about: "reviews", state: "off", says: "However old.", line: "retention" },
  ],
  evidence: [{ id: "evd_1", kind: "events", title: "A share", query: "SELECT 0.31" }],
};

afterEach(() => {
  cleanup();
  route.value = { screen: "home", id: null };
});

function show(page: Care): void {
  route.value = { screen: "care", id: null };
  render(<App host={fake({ "/api/care": page })} />);
}

test("findings stand first, and a figure keeps its place in the document", async () => {
  show(full);
  const rows = within(await screen.findByRole("group", { name: "Personas and sensitive traits" })).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("Age");
  const button = screen.getByRole("button", { name: /^How strongly personas go with Age: 0.31/ });
  expect(button.dataset).toMatchObject({ figure: "care.figure", key: "divides.1.strength", value: "0.31" });
  button.click();
  expect((await screen.findByRole("dialog")).textContent).toContain("SELECT 0.31");
});

test("what is pressing is named with the part where it stands", () => {
  expect(findings(full).map(({ part, about }) => [part, about])).toEqual([
    ["proxies", "Age"],
    ["left-out", "Age: 65+ (who answered)"],
    ["guards", "old rows are let go"],
  ]);
  expect(findings(bare)).toEqual([]);
});

test("a safeguard that is off for several sources is one row", async () => {
  show(full);
  const rows = within(await screen.findByRole("group", { name: "Safeguards" })).getAllByRole("row");
  expect(rows).toHaveLength(2);
  expect(rows[1]?.textContent).toContain("orders, reviews");
});

test("the claims of a document say what was counted", async () => {
  show(full);
  (await screen.findByRole("button", { name: /^measured: Owls: 8/ })).click();
  expect((await screen.findByRole("dialog")).textContent).toContain("documents/personas/psn_a.json");
});

test("where nothing was looked at the screen says what brings it", async () => {
  show(bare);
  expect((await screen.findByRole("region", { name: "Nothing here yet" })).textContent).toContain("folkways care");
});

test("an address that leads nowhere says so and shows the way back", () => {
  route.value = { screen: "nowhere", id: "nonsense" };
  render(<App host={fake({})} />);
  expect(screen.getByRole("alert").textContent).toContain("#/nonsense");
  expect(screen.getByRole("link", { name: "Go to Home" }).getAttribute("href")).toBe("#/home");
});
