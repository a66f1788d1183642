import type { QualityRow } from "../../model/documents";
import { Bar } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";
import { quantityOf } from "./row-evidence";

const BALANCE = ["rows read", "rows loaded", "rows rejected", "duplicates"];
const WORDS: Readonly<Record<string, string>> = { "rows loaded": "loaded", "rows rejected": "rejected", duplicates: "told twice" };

/** The count of a check, or what it is counted of. */
function Count({ row, of = false }: { readonly row: QualityRow; readonly of?: boolean }) {
  const keys = { source: row.source, check: row.check, ...(row.column ? { column: row.column } : {}) };
  const what = [row.source, row.check, row.column, row.detail].filter(Boolean).join(", ");
  const figure = of ? { ...quantityOf(row), value: row.of, n: null } : quantityOf(row);
  return <FigureButton figure={figure} name={of ? "quality.of" : "quality.count"} what={of ? `${what}: of` : what} keys={keys} />;
}

/** Rows in = loaded + rejected, always; each reason for a rejection is a part of its own. */
function Balance({ rows }: { readonly rows: readonly QualityRow[] }) {
  const read = rows.find((row) => row.check === "rows read");
  const parts = rows.filter((row) => BALANCE.indexOf(row.check) > 0);
  if (!read) return null;
  const rejected = parts.some((row) => row.check === "rows rejected");
  return (
    <p class="balance">
      <Count row={read} /> rows read ={" "}
      {parts.map((row, place) => (
        <span key={place}>
          {place > 0 && " + "}
          <Count row={row} /> {WORDS[row.check]}
          {row.check === "rows rejected" && row.detail && <span class="quiet"> ({row.detail})</span>}
        </span>
      ))}
      {!rejected && <span class="quiet">, none rejected</span>}
    </p>
  );
}

function CheckRow({ row }: { readonly row: QualityRow }) {
  return (
    <tr>
      <th scope="row">{row.check}</th>
      <td>{row.column ?? ""}</td>
      <td class="number">
        <Count row={row} />
      </td>
      <td class="bars">{typeof row.of === "number" && <Bar value={row.count} most={row.of} />}</td>
      <td class="number quiet">{typeof row.of === "number" && <Count row={row} of />}</td>
      <td class="advice">{row.detail ?? ""}</td>
    </tr>
  );
}

function Checks({ rows, id }: { readonly rows: readonly QualityRow[]; readonly id: string }) {
  if (rows.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-labelledby={id}>
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Column</th>
            <th scope="col" class="number">Count</th>
            <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
            <th scope="col" class="number">Of</th>
            <th scope="col" class="advice">In words</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <CheckRow key={place} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What one source, or one table of all sources, is worth. */
export function SourceSection({ source, rows }: { readonly source: string; readonly rows: readonly QualityRow[] }) {
  const id = `source-${source.replaceAll(/[^\w-]/g, "-")}`;
  return (
    <Section id={id} title={source}>
      <Balance rows={rows} />
      <Checks rows={rows.filter((row) => !BALANCE.includes(row.check))} id={id} />
    </Section>
  );
}
