import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { App } from "../../app";
import type { Mentioned, Quote, Theme, Voices } from "../../model/documents";
import { route } from "../../router";
import { fake } from "../../sync/fake";
import { ALL, choices, quotes, seen } from "./wanted";

const mentioned = (texts: number): Mentioned => ({ texts, people: texts, shareOfTexts: texts / 100, lo: texts / 110, hi: texts / 90, sentiment: -0.2, suppressed: false });
const quote = (voice: string, persona: string | null, source: string): Quote => ({ text: `words of ${voice}`, voice, source, document: `${source}.csv`, locator: "row=1", start: 0, end: 9, kind: "review", persona, sentiment: 0.1 });

const theme: Theme = {
  id: "thm_size",
  name: "size",
  mentioned: mentioned(40),
  quotes: [quote("v1", null, "reviews"), quote("v2", "Owls", "tickets")],
  groups: [
    { by: "persona", group: "Owls", groupId: "psn_owls", ofTexts: 50, mentioned: mentioned(12), quotes: [quote("v1", "Owls", "reviews"), quote("v3", "Owls", "reviews")] },
    { by: "persona", group: "Larks", groupId: "psn_larks", mentioned: { suppressed: true } },
    { by: "source", group: "reviews", ofTexts: 70, mentioned: mentioned(30), quotes: [quote("v1", null, "reviews")] },
  ],
};

const page: Voices = {
  asOf: "2025-12-31T00:00:00Z",
  run: "run_1",
  texts: 100,
  people: 90,
  sentences: 300,
  minCell: 10,
  sentiment: { calibrated: false, ratedTexts: 12, needed: 100, says: "Not calibrated: 12 rated texts, 100 are needed." },
  themes: [theme],
  evidence: [],
};

afterEach(() => {
  cleanup();
  route.value = { screen: "home", id: null };
});

function show(voices: Voices): void {
  route.value = { screen: "voices", id: null };
  render(<App host={fake({ "/api/voices": voices })} />);
}

test("figures are everybody's, a persona's or a source's, each citing its own record", () => {
  expect(seen(theme, ALL)).toMatchObject({ of: "theme", mentioned: { texts: 40 } });
  expect(seen(theme, { ...ALL, persona: "Owls" })).toMatchObject({ of: "theme-persona", mentioned: { texts: 12 }, keys: { persona: "psn_owls" } });
  expect(seen(theme, { ...ALL, source: "reviews" })).toMatchObject({ of: "theme-source", mentioned: { texts: 30 } });
  expect(seen(theme, { ...ALL, persona: "Nobody" })).toBeNull();
});

test("a quote is listed once, and only under who said it and where", () => {
  expect(quotes(theme, { ...ALL, persona: "Owls" }).map((one) => one.voice)).toEqual(["v1", "v2", "v3"]);
  expect(quotes(theme, { ...ALL, persona: "Owls", source: "tickets" }).map((one) => one.voice)).toEqual(["v2"]);
  expect(quotes(theme, { ...ALL, persona: "Larks" })).toEqual([]);
});

test("there is to choose from what the themes name", () => {
  expect(choices(page, "persona")).toEqual(["Larks", "Owls"]);
  expect(choices(page, "source")).toEqual(["reviews"]);
});

test("sentiment that is not calibrated says so", async () => {
  show(page);
  expect(await screen.findByRole("heading", { name: "Sentiment is not calibrated" })).toBeTruthy();
  expect(screen.getByText("Not calibrated: 12 rated texts, 100 are needed.")).toBeTruthy();
});

test("a persona of too few people is held back", async () => {
  show(page);
  fireEvent.change(await screen.findByRole("combobox", { name: "Persona" }), { target: { value: "Larks" } });
  const table = screen.getByRole("group", { name: "Themes" });
  expect(within(table).getByRole("button").textContent).toBe("suppressed (it would tell of fewer than 10 people, or of all but so few)");
});

test("without texts the screen says what will be here and what brings it", async () => {
  show({ ...page, texts: 0, people: 0, sentences: 0, themes: [] });
  const told = (await screen.findByRole("region", { name: "Nothing here yet" })).textContent;
  for (const part of ["what customers speak of", "folkways voices", "docs/how-to/hear-what-customers-say.md"]) expect(told).toContain(part);
  expect(screen.queryByRole("combobox", { name: "Persona" })).toBeNull();
});
