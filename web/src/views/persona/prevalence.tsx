import type { Persona, Prevalence, PrevalencePoint } from "../../model/documents";
import { BarKey, PairBars } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";

interface Props {
  readonly persona: Persona;
  readonly prevalence: Prevalence;
}

function PointRow({ persona, prevalence, point }: Props & { readonly point: PrevalencePoint }) {
  const keys = { persona: persona.id, k: point.k };
  const of = (value: number) => ({ value, unit: "share", evidence: prevalence.evidence });
  const words = `match at least ${point.k} of ${prevalence.statements.length}`;
  return (
    <tr>
      <th scope="row">
        {point.k} of {prevalence.statements.length}
      </th>
      <td class="bars">
        <PairBars here={point.members} elsewhere={point.others} most={1} />
      </td>
      <td class="number">
        <FigureButton figure={of(point.members)} name="persona.prevalence.members" what={`Members who ${words}`} keys={keys} />
      </td>
      <td class="number">
        <FigureButton figure={of(point.others)} name="persona.prevalence.others" what={`Others who ${words}`} keys={keys} />
      </td>
    </tr>
  );
}

/** A persona is a conjunction, and conjunctions are empty: who matches how much of it. */
export function PrevalenceMeter({ persona, prevalence }: Props) {
  return (
    <Section id="prevalence" title="How typical is the type?">
      <p>Hardly anybody matches every statement. Share of people who match at least so many:</p>
      <BarKey />
      <table>
        <thead>
          <tr>
            <th scope="col">At least</th>
            <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
            <th scope="col" class="number">Members</th>
            <th scope="col" class="number">Others</th>
          </tr>
        </thead>
        <tbody>
          {prevalence.points.map((point) => (
            <PointRow key={point.k} persona={persona} prevalence={prevalence} point={point} />
          ))}
        </tbody>
      </table>
      <details>
        <summary>The statements</summary>
        <ul class="statements">
          {prevalence.statements.map((statement) => (
            <li key={statement}>{statement}</li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
