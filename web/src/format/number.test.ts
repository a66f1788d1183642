// @vitest-environment node
import { expect, test } from "vitest";
import { difference, duration, interval, spoken } from "./number";

test.each([
  [0.271, "27%"],
  [0.0423, "4.2%"],
  [0.0994, "9.9%"],
  [0.0996, "10%"],
  [0, "0%"],
  [0.0002, "<0.1%"],
  [1, "100%"],
  [0.9972, "99.7%"],
  [0.9996, ">99.9%"],
])("the share %d is told as %s", (value, told) => {
  expect(spoken(value, "share")).toBe(told);
});

test.each([
  [40e6, "40\u202fs"],
  [110e6, "1\u202fmin 50\u202fs"],
  [187_200e6, "2\u202fd 4\u202fh"],
  [86_400e6, "1\u202fd"],
  [86_460e6, "1\u202fd"],
  [0, "0\u202fs"],
])("%d microseconds last %s", (value, told) => {
  expect(duration(value)).toBe(told);
});

test("money has its sign, its currency and cents below a thousand", () => {
  expect(spoken(-61.4, "EUR")).toBe("\u2212€61.40");
  expect(spoken(4596039.58, "USD")).toBe("$4,596,040");
});

test("counts keep all digits, means keep two", () => {
  expect(spoken(1472832, "customers")).toBe("1,472,832");
  expect(spoken(3.456, "visits")).toBe("3.46");
  expect(spoken(34.56, "visits")).toBe("34.6");
});

test("hours of the clock and weekdays have their names", () => {
  expect(spoken(17, "hour")).toBe("17:00");
  expect(spoken(7, "weekday (1 = Monday)")).toBe("Sunday");
});

test("an unknown unit stands behind its number", () => {
  expect(spoken(4, "litres")).toBe("4 litres");
});

test("differences of shares are points and carry a sign", () => {
  expect(difference(0.32, "share")).toBe("+32 pts");
  expect(difference(-0.012, "share")).toBe("\u22121.2 pts");
  expect(difference(-12.3, "EUR")).toBe("\u2212€12.30");
});

test("intervals give tenths where they are narrow and words where a sign stands", () => {
  expect(interval(0.249, 0.292, "share")).toBe("24.9\u201329.2");
  expect(interval(0.32, 0.45, "share")).toBe("32\u201345");
  expect(interval(-0.01, 0.11, "share")).toBe("\u22121 to 11");
  expect(interval(0.38, 0.48, "times")).toBe("0.38\u20130.48");
  expect(interval(59.3, 63.5, "EUR")).toBe("€59.30\u2013€63.50");
});
