import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import type { Evidence } from "../model/documents";
import { Cited } from "./cited";
import { Drawer } from "./drawer";
import { FigureButton } from "./figure";
import { shown } from "./shown";

const evidence: Evidence = {
  id: "evd_share",
  kind: "events",
  title: "Orders after nine",
  n: 2271,
  unit: "customers",
  denominator: "customers of the group",
  window: { from: "2025-01-01", to: "2025-12-31" },
  method: "wilson",
  query: "SELECT 1 WHERE persona = $persona",
};
const figure = { value: 0.271, unit: "share", n: 2271, lo: 0.249, hi: 0.292, level: 0.95, method: "wilson", evidence: "evd_share" };

function show(of: Parameters<typeof FigureButton>[0]["figure"]) {
  render(
    <Cited evidence={[evidence]} minCell={10}>
      <FigureButton figure={of} name="persona.share" what="Share" keys={{ persona: "psn_a" }} withInterval />
      <Drawer />
    </Cited>,
  );
  return screen.getByRole("button", { name: /^Share/ });
}

afterEach(() => {
  shown.value = null;
  cleanup();
});

test("a figure says its value and interval and carries its raw value", () => {
  const button = show(figure);
  expect(button.textContent).toBe("27%(24.9\u201329.2)");
  expect(button.dataset).toMatchObject({ figure: "persona.share", persona: "psn_a", value: "0.271", evidence: "evd_share" });
});

test("its drawer says what was counted, n, interval, window, denominator, method and the query", () => {
  fireEvent.click(show(figure));
  const told = screen.getByRole("dialog", { name: "Share" }).textContent;
  for (const part of ["Orders after nine", "2,271", "24.9\u201329.2, at 95%", "1 Jan 2025 to 31 Dec 2025"]) {
    expect(told).toContain(part);
  }
  for (const part of ["customers of the group", "wilson", "measured", "WHERE persona = 'psn_a'"]) expect(told).toContain(part);
});

test("the drawer takes the focus, and Escape gives it back", async () => {
  const button = show(figure);
  button.focus();
  fireEvent.click(button);
  const dialog = await screen.findByRole("dialog");
  expect(document.activeElement?.textContent).toBe("Share");
  fireEvent.keyDown(dialog, { key: "Escape" });
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(button);
});

test("a suppressed figure says why, and has no value anywhere", () => {
  const button = show({ ...figure, value: null, lo: null, hi: null, suppressed: true });
  expect(button.textContent).toBe("suppressed (it would tell of fewer than 10 people, or of all but so few)");
  expect(button.dataset["value"]).toBeUndefined();
});

test("a figure that is absent is no data, never 0", () => {
  expect(show({ unit: "share", evidence: "evd_share" }).textContent).toBe("no data");
});
