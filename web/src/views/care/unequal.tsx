import type { Care, Unequal } from "../../model/documents";
import { More } from "../../ui/more";
import { Section } from "../../ui/section";
import { Spread } from "../../ui/spread";
import { CareFigure, CareTable, Verdict } from "./parts";
import { placed } from "./told";

/** The ends of the scale that the levels share. */
function ends(one: Unequal): readonly [number, number] {
  const known = one.levels.flatMap(({ figure }) => [figure.lo, figure.hi, figure.value]).filter((value): value is number => typeof value === "number");
  const most = Math.max(...known, 0);
  return [Math.min(...known, 0), most > 0 ? most : 1];
}

function Outcome({ one, place }: { readonly one: Unequal; readonly place: number }) {
  const [least, most] = ends(one);
  const title = `${one.outcomeLabel}, by ${one.label}`;
  return (
    <article class="outcome">
      <h3 class="says">{title}</h3>
      <p>
        <Verdict finding={one.finding} words="differs" />, strength <CareFigure figure={one.strength} at={`unequal.${place}.strength`} what={`How strongly ${one.outcomeLabel} goes with ${one.label}`} />
        {one.better === "neither" ? "" : `; ${one.better} is better`}
      </p>
      <CareTable label={title} heads={[[one.label], [one.outcomeLabel, "number"], ["On one scale", "bars"]]}>
        {one.levels.map((level, at) => (
          <tr key={level.level}>
            <th scope="row">{level.level}</th>
            <td class="number"><CareFigure figure={level.figure} at={`unequal.${place}.levels.${at}.figure`} what={`${one.outcomeLabel}, ${level.level}`} /></td>
            <td class="bars"><Spread value={level.figure.value} lo={level.figure.lo} hi={level.figure.hi} least={least} most={most} /></td>
          </tr>
        ))}
      </CareTable>
    </article>
  );
}

/** Whether customers of different sensitive traits fare differently. */
export function UnequalSection({ page }: { readonly page: Care }) {
  const rows = placed(page.unequal ?? []);
  const told = rows.filter(([one]) => one.finding);
  const further = rows.filter(([one]) => !one.finding);
  return (
    <Section id="care-unequal" title="Who fares worse">
      <p>Outcomes by sensitive traits. This describes and does not explain: go and look at the step with the people it is about.</p>
      {rows.length === 0 && (
        <p class="nodata">
          No outcome could be compared. It takes a trait with <code>class = "sensitive"</code> and an outcome: a measure such as satisfaction, or a trait with <code>role = "outcome"</code> (<code>docs/how-to/map-with-care.md</code>).
        </p>
      )}
      {rows.length > 0 && told.length === 0 && <p>No outcome differs so much that it is a finding.</p>}
      {told.map(([one, place]) => <Outcome key={place} one={one} place={place} />)}
      {further.length > 0 && (
        <More title="Compared, and no finding">
          {further.map(([one, place]) => <Outcome key={place} one={one} place={place} />)}
        </More>
      )}
    </Section>
  );
}
