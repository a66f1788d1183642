import type { Persona } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";

const wordsOf = (key: string): string => {
  const words = key.replaceAll(/[_-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Single numbers of the persona that no table holds. */
export function PersonaMeasures({ persona }: { readonly persona: Persona }) {
  const measures = Object.entries(persona.observations.measures ?? {});
  if (measures.length === 0) return null;
  return (
    <Section id="numbers" title="In numbers">
      <dl class="facts">
        {measures.map(([key, figure]) => (
          <div class="row" key={key}>
            <dt>{wordsOf(key)}</dt>
            <dd>
              <FigureButton figure={figure} name="persona.measure" what={wordsOf(key)} keys={{ persona: persona.id, measure: key, key }} withInterval />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
