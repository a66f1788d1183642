import { render, screen } from "@testing-library/preact";
import { expect, test } from "vitest";
import { App } from "./app";

test("the page names itself", () => {
  render(<App />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Folkways");
});
