import type { Persona, PersonaTrait } from "../../model/documents";
import { href } from "../../router";
import { Cited } from "../../ui/cited";
import { ClaimText } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { GlyphMark } from "../../ui/glyph";
import { PairBars } from "../../ui/bars";
import { ranked } from "../persona/traits";

function Contrast({ persona, trait }: { readonly persona: string; readonly trait: PersonaTrait }) {
  const keys = { persona, key: trait.key, trait: trait.key };
  const most = Math.max(Math.abs(trait.here.value ?? 0), Math.abs(trait.elsewhere.value ?? 0)) * 1.1;
  return (
    <li>
      <span class="contrast-label">{trait.label}</span>
      <PairBars here={trait.here.value} elsewhere={trait.elsewhere.value} most={most} />
      <span>
        <FigureButton figure={trait.here} name="persona.trait.here" what={`${trait.label}, here`} keys={keys} basis={trait.basis} />{" "}
        <span class="quiet">
          vs{" "}
          <FigureButton figure={trait.elsewhere} name="persona.trait.elsewhere" what={`${trait.label}, elsewhere`} keys={keys} basis={trait.basis} />
        </span>
      </span>
    </li>
  );
}

/** A persona in the gallery: who, how many, and the three strongest contrasts. */
export function GalleryCard({ persona }: { readonly persona: Persona }) {
  const { observations: seen } = persona;
  const keys = { persona: persona.id };
  const told = seen.traits.filter((trait) => trait.topic !== "demographics" && !trait.here.suppressed);
  return (
    <li class="card persona-card">
      <Cited evidence={persona.evidence} minCell={seen.minCell} window={seen.window}>
        <h2>
          <GlyphMark glyph={persona.glyph} colour={persona.colour} size={34} />
          <a href={href("personas", persona.id)}>{persona.name}</a>
        </h2>
        <p class="card-figures">
          <FigureButton figure={seen.share} name="persona.share" what={`Share of customers, ${persona.name}`} keys={keys} class="big" withInterval />
          <span class="quiet">of customers</span>
        </p>
        <p>
          <ClaimText claim={persona.tagline} keys={keys} />
        </p>
        <ul class="contrasts" aria-label={`Strongest contrasts of ${persona.name}`}>
          {ranked(told).slice(0, 3).map((trait) => (
            <Contrast key={trait.key} persona={persona.id} trait={trait} />
          ))}
        </ul>
      </Cited>
    </li>
  );
}
