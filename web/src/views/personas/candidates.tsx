import type { CandidateK, PersonaSet } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { CandidateChart } from "./candidate-chart";

const COLUMNS = [
  ["jaccardMin", "Weakest group comes back", "ratio"],
  ["jaccardMean", "On average", "ratio"],
  ["splitHalf", "Halves agree", "ratio"],
  ["smallestShare", "Smallest group", "share"],
  ["fewestContrasts", "Fewest contrasts", ""],
  ["bic", "BIC", ""],
] as const;

function Row({ row, evidence }: { readonly row: CandidateK; readonly evidence: string | null }) {
  return (
    <tr class={row.chosen ? "chosen" : ""}>
      <th scope="row">
        {row.k} groups {row.chosen && <span class="chosen-word">chosen</span>}
      </th>
      {COLUMNS.map(([key, title, unit]) => (
        <td key={key} class="number">
          {typeof row[key] === "number" ? (
            <FigureButton figure={{ value: row[key], unit, evidence }} name="personas.candidate" what={`${row.k} groups: ${title}`} keys={{ k: row.k, key }} />
          ) : (
            <span class="nodata">no data</span>
          )}
        </td>
      ))}
      <td class="advice">{row.advice}</td>
    </tr>
  );
}

/** Every number of groups that was tried, so that people can see why this one was taken. */
export function CandidateTable({ set }: { readonly set: PersonaSet }) {
  if (set.candidates.length === 0) return <p class="nodata">No number of groups was tried.</p>;
  const evidence = (set.evidence?.find((one) => one.kind === "model") ?? set.evidence?.[0])?.id ?? null;
  return (
    <div class="beside">
      <CandidateChart candidates={set.candidates} />
      <div class="scroll" tabIndex={0} role="group" aria-label="Numbers of groups that were tried">
        <table>
          <thead>
            <tr>
              <th scope="col">Tried</th>
              {COLUMNS.map(([key, title]) => (
                <th key={key} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">In words</th>
            </tr>
          </thead>
          <tbody>
            {set.candidates.map((row) => (
              <Row key={row.k} row={row} evidence={evidence} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
