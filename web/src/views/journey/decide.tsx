import type { Observation } from "../../model/documents";
import type { Sheet } from "./sheet";
import { ObservedValue } from "./value";

const WORST = 3;
const LEAST = 0.01;

const told = (sheet: Sheet): readonly Observation[] => {
  const measure = sheet.ofKind("dropout")?.id;
  return sheet.columns.flatMap(({ step }) => (step ? sheet.seen(measure, { step: step.id }) : [])).filter((one) => one.at && !one.channel);
};

/** The share over all steps together. */
function usual(seen: readonly Observation[]): number {
  const times = seen.reduce((sum, one) => sum + (one.at?.n ?? 0), 0);
  return times ? seen.reduce((sum, one) => sum + (one.at?.v ?? 0) * (one.at?.n ?? 0), 0) / times : 0;
}

/** Steps that customers were seen to take and that lose 1% or more, surely more than all together; the rule of `folkways findings`. */
export function leaks(sheet: Sheet): readonly Observation[] {
  const all = told(sheet);
  const line = usual(all);
  const found = all.filter(({ step, at }) => at && at.v >= LEAST && (at.lo ?? 0) > line && !sheet.inferred(step ?? ""));
  return found.sort((a, b) => (b.at?.v ?? 0) - (a.at?.v ?? 0)).slice(0, WORST);
}

interface Props {
  readonly sheet: Sheet;
  readonly onGo: (step: string) => void;
}

function None({ sheet }: { readonly sheet: Sheet }) {
  if (told(sheet).length === 0) return <p class="nodata">No data about who leaves, so nothing to decide from them.</p>;
  return <p class="quiet">After no step do 1% or more stay away, and surely more than after all steps together: no leak to decide on.</p>;
}

/** Where a decision helps most: the three worst leaks. */
export function DecideHere({ sheet, onGo }: Props) {
  const worst = leaks(sheet);
  const measure = sheet.ofKind("dropout");
  if (worst.length === 0) return <None sheet={sheet} />;
  return (
    <section class="decide" aria-labelledby="decide">
      <h2 id="decide">Decide here</h2>
      <p class="quiet">Surely more stay away after these than after all steps together.</p>
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
