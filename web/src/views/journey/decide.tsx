import type { Observation } from "../../model/documents";
import type { Sheet } from "./sheet";
import { ObservedValue } from "./value";

const WORST = 3;
const ENOUGH = 0.05;

/** The steps that most leave, of those that customers were seen to take and that a twentieth of the busiest step's people reach. */
export function leaks(sheet: Sheet): readonly Observation[] {
  const measure = sheet.ofKind("dropout")?.id;
  const seen = sheet.columns.flatMap(({ step }) => (step && !sheet.inferred(step.id) ? sheet.seen(measure, { step: step.id }) : []));
  const known = seen.filter((one) => one.at);
  const floor = Math.max(0, ...known.map((one) => one.at?.n ?? 0)) * ENOUGH;
  const enough = known.filter((one) => (one.at?.n ?? 0) >= floor);
  return enough.sort((a, b) => (b.at?.v ?? 0) - (a.at?.v ?? 0)).slice(0, WORST);
}

interface Props {
  readonly sheet: Sheet;
  readonly onGo: (step: string) => void;
}

/** Where a decision helps most: the three worst leaks. */
export function DecideHere({ sheet, onGo }: Props) {
  const worst = leaks(sheet);
  const measure = sheet.ofKind("dropout");
  if (worst.length === 0) return <p class="nodata">No data about who leaves, so nothing to decide from them.</p>;
  return (
    <section class="decide" aria-labelledby="decide">
      <h2 id="decide">Decide here</h2>
      <ol>
        {worst.map((seen) => (
          <li key={seen.step}>
            <button type="button" class="plain" onClick={() => onGo(seen.step ?? "")}>
              {sheet.stepTitle(seen.step)}
            </button>{" "}
            <ObservedValue sheet={sheet} seen={seen} what={`${measure?.name} at ${sheet.stepTitle(seen.step)}`} withInterval />{" "}
            <span class="quiet">{measure?.name.toLowerCase()}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
