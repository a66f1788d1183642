import type { Persona } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";

/** How surely the group comes back, and how sure its members are. */
export function StabilityBox({ persona }: { readonly persona: Persona }) {
  const { stability } = persona.observations;
  const lines = [
    ["jaccardMean", "Overlap when customers are drawn again, mean", stability.jaccardMean, "ratio"],
    ["jaccardMin", "The same, worst resample", stability.jaccardMin, "ratio"],
    ["resamples", "Resamples", stability.resamples, ""],
    ["meanPosterior", "How sure members are, mean", stability.meanPosterior, "share"],
    ["shareAbove80", "Members who are surer than 80%", stability.shareAbove80, "share"],
  ] as const;
  return (
    <Section id="stability" title="How stable is the group?">
      <dl class="facts">
        {lines.map(([key, title, value, unit]) => (
          <div class="row" key={key}>
            <dt>{title}</dt>
            <dd>
              <FigureButton figure={{ value, unit, evidence: stability.evidence }} name="persona.stability" what={title} keys={{ persona: persona.id, key }} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
