// @vitest-environment node
import { expect, test } from "vitest";
import { day, span } from "./date";

test("dates and times become days", () => {
  expect(day("2017-12-31T22:14:40Z")).toBe("31 Dec 2017");
  expect(span("2017-01-01", "2017-12-31")).toBe("1 Jan 2017 to 31 Dec 2017");
});

test("what is no date stays as it is", () => {
  expect(day("yesterday")).toBe("yesterday");
});

test("where nothing has a time no dates are told", () => {
  expect(span("1970-01-01", "1970-01-01")).toBeNull();
  expect(span("1970-01-01", "1970-03-31")).toBe("1 Jan 1970 to 31 Mar 1970");
});
