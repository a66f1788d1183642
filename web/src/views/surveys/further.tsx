import type { KanoFeature, MaxDiffResult, Raking } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";
import { Spread } from "../../ui/spread";

/** Features by what having and lacking them does. */
export function KanoSection({ features }: { readonly features: readonly KanoFeature[] }) {
  if (features.length === 0) return null;
  return (
    <Section id="kano" title="Features by Kano's questions">
      <div class="scroll" tabIndex={0} role="group" aria-label="Kano features">
        <table class="said">
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col">Category</th>
              <th scope="col" class="number">Pleases with it</th>
              <th scope="col" class="number">Hurts without it</th>
            </tr>
          </thead>
          <tbody>
            {features.map((one) => (
              <tr key={one.feature}>
                <th scope="row">{one.feature}</th>
                <td>{one.category ?? <span class="nodata">too few</span>}{one.clear === false && <span class="role quiet">not clear</span>}</td>
                <td class="number"><FigureButton figure={one.better} name="surveys.kano" what={`Pleases with it: ${one.feature}`} keys={{ feature: one.feature, part: "better" }} basis="reported" withInterval /></td>
                <td class="number"><FigureButton figure={one.worse} name="surveys.kano" what={`Hurts without it: ${one.feature}`} keys={{ feature: one.feature, part: "worse" }} basis="reported" withInterval /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** The items of each exercise, the best first. */
export function MaxDiffSections({ found }: { readonly found: readonly MaxDiffResult[] }) {
  return (
    <>
      {found.map((exercise, place) => (
        <Section key={exercise.name} id={`maxdiff-${place}`} title={exercise.name}>
          <p class="quiet">Best minus worst over shown: 1 is always best, −1 always worst.</p>
          <table class="said">
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col" class="number">Score</th>
                <th scope="col" class="bars"><span class="unseen-word">Scale from −1 to 1</span></th>
              </tr>
            </thead>
            <tbody>
              {exercise.items.map((one) => (
                <tr key={one.item}>
                  <th scope="row">{one.item}</th>
                  <td class="number"><FigureButton figure={{ ...one.score, unit: "ratio" }} name="surveys.maxdiff" what={`Score: ${one.item}`} keys={{ exercise: exercise.name, item: one.item }} basis="reported" withInterval /></td>
                  <td class="bars"><Spread value={one.score.value} lo={one.score.lo} hi={one.score.hi} least={-1} most={1} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      ))}
    </>
  );
}

const RAKED = [
  ["respondents", "Respondents", "people"],
  ["effectiveN", "Worth as many", "people"],
  ["designEffect", "Design effect", "ratio"],
] as const;

/** How answers were weighted to look like the population, and what it costs. */
export function RakingSection({ waves }: { readonly waves: readonly Raking[] }) {
  if (waves.length === 0) return null;
  const because = { id: "evd_raking", kind: "model" as const, title: "Raking to the margins of folkways.toml", method: "Iterative proportional fitting; design effect n Σw² / (Σw)²", note: "folkways raking tells all of it." };
  return (
    <Section id="raking" title="How answers were weighted">
      <div class="scroll" tabIndex={0} role="group" aria-label="Raking">
        <table class="said">
          <thead>
            <tr>
              <th scope="col">Survey, wave</th>
              {RAKED.map(([key, title]) => <th key={key} scope="col" class="number">{title}</th>)}
            </tr>
          </thead>
          <tbody>
            {waves.map((one) => {
              const name = [one.survey, one.wave].filter(Boolean).join(", ") || "Survey";
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {RAKED.map(([key, title, unit]) => (
                    <td key={key} class="number"><FigureButton figure={{ value: one[key] ?? null, unit, suppressed: typeof one[key] !== "number", evidence: because.id }} name="surveys.raking" what={`${title}: ${name}`} keys={{ survey: one.survey ?? "", wave: one.wave ?? "", key }} basis="reported" because={because} /></td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
