import { cleanup, render, screen, within } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { App } from "../../app";
import type { AnsweredGroup, AnsweredQuestion, Answers, Figure } from "../../model/documents";
import { route } from "../../router";
import { fake } from "../../sync/fake";
import { span } from "../../ui/trend";
import { keysOf, nameOf, reach, scored, trendOf } from "./told";

const figure = (value: number, unit: string): Figure => ({ value, unit, n: 100, lo: value * 0.9, hi: value * 1.1, method: "wilson", evidence: "evd_a" });
const group = (by: AnsweredGroup["by"], name: string | null, value: number): AnsweredGroup => ({
  by,
  group: name,
  groupId: by === "persona" && name ? `psn_${name.toLowerCase()}` : null,
  answers: figure(100, "answers"),
  score: figure(value, "points"),
  shares: [{ answer: "5", count: figure(60, "answers"), share: figure(0.6, "share") }],
});

const question: AnsweredQuestion = {
  question: "How was it?",
  kind: "rating",
  score: "Rating: How was it?",
  scaleMin: 1,
  scaleMax: 5,
  groups: [group("overall", null, 4.2), group("wave", "2024", 4), group("wave", "2025", 4.4), group("persona", "Owls", 4.1), group("persona", null, 3.9)],
};

const answers: Answers = { asOf: "2025-12-31T00:00:00Z", run: "run_1", window: { from: "2025-01-01", to: "2025-12-31" }, minCell: 10, questions: [question], evidence: [] };

afterEach(() => {
  cleanup();
  route.value = { screen: "home", id: null };
});

function show(id: string | null, page: Answers = answers): void {
  route.value = { screen: "surveys", id };
  render(<App host={fake({ "/api/answers": page, "/api/drivers": { run: "run_1" }, "/api/surveys": { run: "run_1", questions: [] } })} />);
}

test("a mean stands on the scale of its question, a net promoter score in points", () => {
  expect(scored(question, figure(4.2, "points")).unit).toBe("scale");
  expect(scored({ ...question, kind: "nps" }, figure(40, "points")).unit).toBe("points");
  expect(reach(question)).toEqual([1, 5]);
});

test("queries are told question, group, persona and answer", () => {
  expect(keysOf(question, group("persona", "Owls", 4), "5")).toEqual({ question: "How was it?", by: "persona", group: "Owls", persona: "psn_owls", answer: "5" });
});

test("weighted shares say that they are", async () => {
  const weighted = { ...figure(0.4, "share"), method: "wilson, effective n" };
  const all = group("overall", null, 4.2);
  const told = { ...question, groups: [{ ...all, shares: [{ answer: "5", count: figure(60, "answers"), share: weighted }] }] };
  show("How was it?", { ...answers, questions: [told] });
  expect(await screen.findByRole("columnheader", { name: "Share, weighted" })).toBeTruthy();
  expect(screen.getByText(/^Shares are weighted/)).toBeTruthy();
  cleanup();
  show("How was it?");
  expect(await screen.findByRole("columnheader", { name: "Share" })).toBeTruthy();
  expect(screen.queryByText(/weighted/)).toBeNull();
});

test("a trend runs over waves; one wave is none", () => {
  expect(trendOf(question).map(nameOf)).toEqual(["2024", "2025"]);
  expect(trendOf({ ...question, groups: [group("wave", "2024", 4)] })).toEqual([]);
});

test("the scale of a trend holds every interval", () => {
  const [least, most] = span([{ label: "a", figure: figure(10, "") }, { label: "b", figure: figure(20, "") }]);
  expect(least).toBeLessThan(9);
  expect(most).toBeGreaterThan(22);
});

test("a question shows waves and personas side by side, also those in none", async () => {
  show("How was it?");
  const table = await screen.findByRole("group", { name: "Answers by persona" });
  expect(within(table).getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["Answer", "Owls", "No persona"]);
  expect(within(table).getByRole("button", { name: /^Share of “5”, Owls: 60%/ })).toBeTruthy();
  expect(screen.getByRole("img", { name: /by wave, with 95% intervals/ })).toBeTruthy();
});

test("a question leads from the list, and without rated touchpoints it says how drivers come", async () => {
  show(null);
  expect((await screen.findByRole("link", { name: "How was it?" })).getAttribute("href")).toBe("#/surveys/How%20was%20it%3F");
  expect((await screen.findByRole("region", { name: "What drives satisfaction" })).textContent).toContain("[[survey.drivers]]");
});

test("without answers the screen says what will be here and what brings it", async () => {
  show(null, { ...answers, questions: [] });
  const told = (await screen.findByRole("region", { name: "Nothing here yet" })).textContent;
  for (const part of ["NPS and CSAT", "folkways init answers.csv", "docs/how-to/read-surveys.md"]) expect(told).toContain(part);
});
