import { expect, test } from "vitest";
import { href, parsed } from "./router";

test("a place and its address are each other's inverse", () => {
  expect(parsed(href("personas", "psn_a/b c"))).toEqual({ screen: "personas", id: "psn_a/b c" });
  expect(parsed(href("data"))).toEqual({ screen: "data", id: null });
});

test.each(["", "#", "#/"])("%s leads home", (hash) => {
  expect(parsed(hash)).toEqual({ screen: "home", id: null });
});

test.each([["#/personae", "personae"], ["#/__proto__/x", "__proto__/x"], ["#/nowhere", "nowhere"]])("%s leads nowhere", (hash, id) => {
  expect(parsed(hash)).toEqual({ screen: "nowhere", id });
});

test("an id that is no valid address is taken as it stands", () => {
  expect(parsed("#/personas/%E0%A4%A")).toEqual({ screen: "personas", id: "%E0%A4%A" });
});
