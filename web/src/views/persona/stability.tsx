import type { Persona } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";

/** How surely the group comes back, and how sure its members are. */
export function StabilityBox({ persona }: { readonly persona: Persona }) {
  const { stability } = persona.observations;
  const lines = [
    ["jaccard_mean", "Overlap when customers are drawn again, mean", stability.jaccard_mean, "ratio"],
    ["jaccard_min", "The same, worst resample", stability.jaccard_min, "ratio"],
    ["resamples", "Resamples", stability.resamples, ""],
    ["mean_posterior", "How sure members are, mean", stability.mean_posterior, "share"],
    ["share_above_80", "Members who are surer than 80%", stability.share_above_80, "share"],
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
