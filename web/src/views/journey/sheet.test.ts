import { expect, test } from "vitest";
import type { Journey } from "../../model/documents";
import { leaks } from "./decide";
import { curve, feelings, height } from "./feelings";
import { spans } from "./grid";
import { Sheet } from "./sheet";

const dropout = (step: string, v: number, n: number, lo: number) => ({ measure: "mea_away", step, at: { v, n, lo } });
const feeling = (step: string, v: number) => ({ measure: "mea_feels", step, at: { v, n: 40 } });

const journey: Journey = {
  id: "jny_x",
  title: "I buy",
  kind: "journey",
  state: "current",
  personas: [{ id: "per_a", persona: "psn_a", name: "A" }],
  stages: [
    { id: "stg_late", rank: "c", title: "Late" },
    { id: "stg_unseen", rank: "a", title: "Unseen" },
    { id: "stg_early", rank: "b", title: "Early" },
  ],
  steps: [
    { id: "stp_pay", stage: "stg_late", rank: "a", title: "Pays" },
    { id: "stp_look", stage: "stg_early", rank: "b", title: "Looks" },
    { id: "stp_find", stage: "stg_early", rank: "a", title: "Finds" },
    { id: "stp_gone", stage: "stg_late", rank: "b", title: "Gone" },
  ],
  flows: [{ id: "flw_1", from: "stp_find", to: "stp_look", kind: "next", origin: "recorded" }],
  lanes: [{ id: "lan_feels", rank: "a", type: "emotion", title: "Feels" }],
  cards: [],
  measures: [
    { id: "mea_away", name: "Stays away", unit: "share", kind: "dropout", evidence: ["evd_away"] },
    { id: "mea_feels", name: "Feels", unit: "points", kind: "feeling" },
  ],
  observations: {
    asOf: "2025-01-01",
    values: [
      dropout("stp_pay", 0.05, 9000, 0.04),
      dropout("stp_look", 0.4, 30, 0.2),
      dropout("stp_gone", 0.9, 3, 0.05),
      { measure: "mea_away", step: "stp_find", suppressed: true },
      { measure: "mea_way", flow: "flw_1", at: { v: 0.5, n: 10 } },
      feeling("stp_find", 1),
      feeling("stp_look", -1),
    ],
  },
};

const sheet = new Sheet(journey);

test("columns follow the ranks, and a stage without steps has one of its own", () => {
  expect(sheet.columns.map((column) => column.step?.title ?? null)).toEqual([null, "Finds", "Looks", "Pays", "Gone"]);
  expect(spans(sheet.columns).map(({ first, count, unseen }) => [first, count, unseen])).toEqual([
    [1, 1, true],
    [2, 2, false],
    [4, 2, false],
  ]);
});

test("the keys of an observation name its persona, its place and both ends of its way", () => {
  const seen = sheet.one("mea_way", { flow: "flw_1" });
  expect(seen && sheet.keys(seen)).toEqual({
    journey: "jny_x",
    persona: "psn_a",
    measure: "mea_way",
    flow: "flw_1",
    from: "stp_find",
    to: "stp_look",
  });
});

test("a suppressed observation has no value and cites its evidence", () => {
  const seen = sheet.one("mea_away", { step: "stp_find" });
  expect(seen && sheet.quantity(seen)).toMatchObject({ value: null, suppressed: true, evidence: "evd_away" });
});

test("a step is a leak where surely more stay away than after all together, however rare it is; nothing suppressed is", () => {
  expect(leaks(sheet).map((seen) => seen.step)).toEqual(["stp_look"]);
});

test("a step that is only inferred is no leak", () => {
  const lanes = [{ id: "lan_does", rank: "b", type: "actions" as const, title: "Does" }];
  const cards = [{ id: "crd_1", lane: "lan_does", rank: "a", step: "stp_look", basis: "inferred" as const, measures: ["mea_away"] }];
  expect(leaks(new Sheet({ ...journey, lanes, cards })).map((seen) => seen.step)).not.toContain("stp_look");
});

test("the curve is drawn where feelings are known and breaks elsewhere", () => {
  const lane = journey.lanes[0];
  const known = lane ? feelings(sheet, lane) : [];
  expect(known.map((one) => one?.value ?? null)).toEqual([null, 1, -1, null, null]);
  const scale = { min: -2, max: 2 };
  const [, first, second] = known;
  expect(first && second && curve(first, null, second, scale)).toBe("M50 31 Q 70 31 100 50");
  expect(first && second && curve(second, first, null, scale)).toBe("M0 50 Q 30 69 50 69");
});

test("feelings beyond the scale stay within the cell", () => {
  expect(height(9, { min: -2, max: 2 })).toBe(12);
  expect(height(-9, { min: -2, max: 2 })).toBe(88);
});

test("a stage that few reached says so; one that nobody was seen in says nothing", () => {
  const few = { measure: "mea_stage", stage: "stg_unseen", suppressed: true };
  const observations = { asOf: "2025-01-01", minCell: 10, values: [few] };
  expect(new Sheet({ ...journey, observations }).fewer("stg_unseen")).toBe(10);
  expect(sheet.fewer("stg_unseen")).toBeNull();
});
