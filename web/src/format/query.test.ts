// @vitest-environment node
import { expect, test } from "vitest";
import { filled } from "./query";

test("names that are known become SQL text and numbers", () => {
  const query = "SELECT x FROM steps WHERE step = $step AND q = $quantile";
  expect(filled(query, { step: "stp_pay", quantile: 0.5 })).toBe("SELECT x FROM steps WHERE step = 'stp_pay' AND q = 0.5");
});

test("a quote in a value cannot end its text", () => {
  expect(filled("WHERE label = $label", { label: "it's'; DROP TABLE x" })).toBe("WHERE label = 'it''s''; DROP TABLE x'");
});

test("names that are unknown stay, also those that every object has", () => {
  expect(filled("$persona $constructor", {})).toBe("$persona $constructor");
});
