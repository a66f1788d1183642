import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Look } from "../../model/documents";
import { fake } from "../../sync/fake";
import { type Host, Refused } from "../../sync/host";
import { Library, LibraryContext } from "../../sync/pages";
import { LookAtFile } from "./look";

const look: Look = {
  format: "folkways.look",
  file: "visits.csv",
  found: 1,
  toml: '[[sources]]\nname = "visits"\n',
  sources: [
    {
      format: "folkways.preview",
      source: "visits",
      table: "events",
      file: "visits.csv",
      rows: 1200,
      loaded: 1199,
      rejected: 1,
      readAs: { delimiter: ";" },
      remarks: ["name: 2 values garbled"],
      columns: [{ column: "who", role: "customer_id", type: "VARCHAR", filled: 1200, distinct: 7, privacy: "identifier", examples: ["a", "b"] }],
      first: [{ who: "<b>a</b>" }],
      rejects: [{ file: "visits.csv", row: 3, column: "who", value: null, reason: "no customer id" }],
      problem: null,
    },
  ],
};

afterEach(cleanup);

function show(host: Host) {
  render(
    <LibraryContext.Provider value={new Library(host)}>
      <LookAtFile />
    </LibraryContext.Provider>,
  );
}

function choose(name: string) {
  fireEvent.change(screen.getByLabelText(/Choose a file/), { target: { files: [new File(["x"], name)] } });
}

test("a report looks at no file", () => {
  show(fake({}));
  expect(screen.queryByLabelText(/Choose a file/)).toBeNull();
});

test("a file is told with its classes, remarks and lines, and its cells are text", async () => {
  show({ ...fake({}), look: () => Promise.resolve(look) });
  choose("visits.csv");
  await screen.findByText("visits: 1,200 rows, taken for events");
  expect(screen.getByText("identifies")).toBeTruthy();
  expect(screen.getByText('read with delimiter = ";"')).toBeTruthy();
  expect(screen.getByText("<b>a</b>")).toBeTruthy();
  expect(screen.getByRole("group", { name: "Lines for folkways.toml" }).textContent).toBe(look.toml);
});

test("a refusal shows problem and hint, and the next file is looked at all the same", async () => {
  const asked = vi.fn<NonNullable<Host["look"]>>();
  asked.mockRejectedValueOnce(new Refused("source", "The file 'a.csv' is empty.", "Export it again.")).mockResolvedValueOnce(look);
  show({ ...fake({}), look: asked });
  choose("a.csv");
  expect((await screen.findByText("The file 'a.csv' is empty.")).closest("[role=status]")).toBeTruthy();
  choose("visits.csv");
  await screen.findByText("visits: 1,200 rows, taken for events");
});

test("what comes late of an earlier file is not shown", async () => {
  const answers: ((told: Look) => void)[] = [];
  show({ ...fake({}), look: () => new Promise((done) => answers.push(done)) });
  choose("slow.csv");
  choose("visits.csv");
  answers[1]?.(look);
  await screen.findByText("visits: 1,200 rows, taken for events");
  answers[0]?.({ ...look, file: "slow.csv" });
  await Promise.resolve();
  expect(screen.getByText(/Looked at visits.csv/)).toBeTruthy();
});
