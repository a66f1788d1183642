// @vitest-environment node
import { expect, test } from "vitest";
import { moved } from "./grid-keys";

const shape = { rows: 12, columns: 10, stages: [1, 2, 5, 9] };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

test.each([
  ["ArrowUp", 4, 4],
  ["ArrowDown", 6, 4],
  ["ArrowLeft", 5, 3],
  ["ArrowRight", 5, 5],
  ["PageUp", 0, 4],
  ["PageDown", 10, 4],
  ["Home", 5, 0],
  ["End", 5, 9],
  ["[", 5, 2],
  ["]", 5, 5],
])("%s leads from row 5, column 4 to row %d, column %d", (key, row, column) => {
  expect(moved(press(key), { row: 5, column: 4 }, shape)).toEqual({ row, column });
});

test("with Ctrl, Home and End lead to the corners", () => {
  expect(moved(press("Home", true), { row: 5, column: 4 }, shape)).toEqual({ row: 0, column: 0 });
  expect(moved(press("End", true), { row: 5, column: 4 }, shape)).toEqual({ row: 11, column: 9 });
});

test("edges hold", () => {
  expect(moved(press("ArrowUp"), { row: 0, column: 0 }, shape)).toEqual({ row: 0, column: 0 });
  expect(moved(press("ArrowRight"), { row: 11, column: 9 }, shape)).toEqual({ row: 11, column: 9 });
  expect(moved(press("["), { row: 3, column: 1 }, shape)).toEqual({ row: 3, column: 1 });
  expect(moved(press("]"), { row: 3, column: 9 }, shape)).toEqual({ row: 3, column: 9 });
});

test("other keys lead nowhere", () => {
  expect(moved(press("x"), { row: 3, column: 3 }, shape)).toBeNull();
  expect(moved(press("Tab"), { row: 3, column: 3 }, shape)).toBeNull();
});
