import { count } from "../../format/number";
import type { Preview } from "../../model/documents";

const CLASSES = { identifier: "identifies", personal: "personal", sensitive: "sensitive", plain: "plain" } as const;

interface TableProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null | undefined)[])[];
}

function PlainTable({ label, names, rows }: TableProps) {
  return (
    <div class="scroll looked-rows" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {names.map((name, place) => (
              <th key={place} scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column}>{cell ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function outcome(of: Preview): string {
  if (of.problem) return `It would not be loaded: ${of.problem}`;
  if (!of.rejected) return "All rows would be loaded.";
  return `${count(of.loaded ?? 0)} would be loaded, ${count(of.rejected)} rows or values would not fit.`;
}

/** How a table is read, where nothing told it, and what looks spoilt. */
function Remarks({ of }: { readonly of: Preview }) {
  const read = Object.entries(of.readAs).map(([key, told]) => `read with ${key} = ${JSON.stringify(told)}`);
  const remarks = [...read, ...of.remarks];
  if (remarks.length === 0) return null;
  return (
    <ul class="claims">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}

/** One table of a file: what its columns are taken for, its first rows, what would not fit. */
export function LookedSource({ of }: { readonly of: Preview }) {
  const names = of.columns.map((column) => column.column);
  const columns = of.columns.map((one) => [one.column, one.role ?? "not known", CLASSES[one.privacy ?? "plain"], count(one.filled), count(one.distinct), (one.examples ?? []).join(" | ")]);
  return (
    <>
      <h3>
        {of.source}: {count(of.rows)} rows, taken for {of.table ?? "nothing that is known"}
      </h3>
      <p>{outcome(of)}</p>
      <Remarks of={of} />
      <PlainTable label={`Columns of ${of.source}`} names={["Column", "Plays", "Privacy", "Filled", "Distinct", "Such as"]} rows={columns} />
      <details>
        <summary>First {of.first.length} rows</summary>
        <PlainTable label={`First rows of ${of.source}`} names={names} rows={of.first.map((row) => names.map((name) => row[name]))} />
      </details>
      {of.rejects.length > 0 && (
        <details>
          <summary>What would not fit</summary>
          <PlainTable label={`Rows of ${of.source} that would not fit`} names={["Row", "Column", "Value", "Reason"]} rows={of.rejects.map((one) => [count(one.row), one.column, one.value, one.reason])} />
        </details>
      )}
    </>
  );
}
