import type { MeasureDefinition, MeasuredValue, Measures } from "../../model/documents";
import { Cited } from "../../ui/cited";
import { ClaimList } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { grouped } from "../../ui/order";
import { Section } from "../../ui/section";

interface CellProps {
  readonly definition: MeasureDefinition;
  readonly of: MeasuredValue | undefined;
}

function MeasureCell({ definition, of }: CellProps) {
  if (!of) return <span class="nodata">no data</span>;
  const keys: Record<string, string> = { measure: definition.key, by: of.by ?? "overall" };
  if (of.groupId) keys["persona"] = of.groupId;
  if (of.group) keys["group"] = of.group;
  if (of.by === "month" && of.group) keys["month"] = of.group;
  const what = [definition.name, of.group].filter(Boolean).join(", ");
  return <FigureButton figure={of.figure} name="measure.value" what={what} keys={keys} withInterval />;
}

interface TableProps {
  readonly page: Measures;
  readonly by: NonNullable<MeasuredValue["by"]>;
}

/** The groups of a kind in the order in which they come, and the value of each measure in each. */
function ByGroup({ page, by }: TableProps) {
  const own = page.values.filter((one) => (one.by ?? "overall") === by);
  const groups = [...grouped(own, (one) => one.group ?? "").keys()];
  const used = page.definitions.filter((one) => own.some((value) => value.measure === one.key));
  if (own.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`Measures, ${by}`}>
      <table class="measures">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {groups.map((group) => (
              <th key={group} scope="col" class="number">{group || "Everybody"}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((definition) => (
            <tr key={definition.key}>
              <th scope="row">
                {definition.name} <span class="role quiet">of {definition.denominator}</span>
              </th>
              {groups.map((group) => (
                <td key={group} class="number">
                  <MeasureCell definition={definition} of={own.find((one) => one.measure === definition.key && (one.group ?? "") === group)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The usual numbers of a business: for everybody, by persona, by month. */
export function MeasureTables({ page }: { readonly page: Measures }) {
  return (
    <Cited evidence={page.evidence} minCell={page.minCell} window={page.window}>
      <Section id="measures" title="Measures">
        <ByGroup page={page} by="overall" />
        <h3>By persona</h3>
        <ByGroup page={page} by="persona" />
        <details>
          <summary>By month</summary>
          <ByGroup page={page} by="month" />
        </details>
        {page.absent?.length ? <h3>What the data cannot give</h3> : null}
        <ClaimList claims={page.absent} />
      </Section>
    </Cited>
  );
}
