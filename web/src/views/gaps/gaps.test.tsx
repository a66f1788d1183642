import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { App } from "../../app";
import type { Gap, Gaps, Home } from "../../model/documents";
import { route } from "../../router";
import { fake } from "../../sync/fake";
import { where } from "./where";

const gap: Gap = { kind: "touchpoint unheard", about: "I pay", count: 1363, of: 1500, unit: "customers who meet it", problem: "Nobody spoke of it.", research: "survey", advice: "Rate it.", query: "SELECT 1363" };
const home = { journeys: [{ id: "jny_all", title: "Everybody", stages: [], steps: 1, touchpoints: 1 }], counts: [], window: { from: "2025-01-01", to: "2025-12-31" } } as unknown as Home;

afterEach(() => {
  cleanup();
  route.value = { screen: "home", id: null };
});

function show(gaps: readonly Gap[]): void {
  route.value = { screen: "gaps", id: null };
  const page: Gaps = { asOf: "2025-12-31T00:00:00Z", run: "run_1", minCell: 10, gaps };
  render(<App host={fake({ "/api/gaps": page, "/api/home": home })} />);
}

test.each([
  [{ ...gap }, "#/journeys/jny_all"],
  [{ ...gap, kind: "persona unheard", persona: "psn_owls" } as const, "#/personas/psn_owls"],
  [{ ...gap, kind: "trait unknown" } as const, "#/data"],
  [{ ...gap, kind: "no such data", about: "survey answers" } as const, "#/surveys"],
  [{ ...gap, kind: "no such data", about: "what customers say" } as const, "#/voices"],
])("a gap leads to the screen where it shows", (one, to) => {
  expect(where(one, home).to).toBe(to);
});

test("a gap says for how many, with the query that repeats it", async () => {
  show([gap]);
  const button = await screen.findByRole("button", { name: /^I pay: customers who meet it: 1,363/ });
  button.click();
  expect((await screen.findByRole("dialog")).textContent).toContain("SELECT 1363");
});

test("a gap about few people has no number", async () => {
  show([{ ...gap, count: null, of: null, unit: null, query: null }]);
  expect(await screen.findByText("no number stands behind it")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /I pay/ })).toBeNull();
});

test("without gaps the screen says what stands here and which command lists them", async () => {
  show([]);
  expect((await screen.findByText(/No gap was found/)).textContent).toContain("folkways gaps");
});
