import { span } from "../../format/date";
import type { Persona } from "../../model/documents";
import { ClaimText } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { GlyphMark, initials } from "../../ui/glyph";
import { claimOf } from "./quotes";

function Quote({ persona }: { readonly persona: Persona }) {
  const quote = persona.quotes?.[0];
  if (!quote) return null;
  return (
    <blockquote class="pull">
      <ClaimText claim={claimOf(quote)} keys={{ persona: persona.id }} />
    </blockquote>
  );
}

function Facts({ persona }: { readonly persona: Persona }) {
  const { share, size, valueShare } = persona.observations;
  const keys = { persona: persona.id };
  return (
    <ul class="headlines">
      <li>
        <FigureButton figure={share} name="persona.share" what="Share of customers" keys={keys} class="big" withInterval />
        <span class="headline-label">of customers</span>
      </li>
      <li>
        <FigureButton figure={size} name="persona.size" what="Customers in this group" keys={keys} class="big" />
        <span class="headline-label">customers</span>
      </li>
      {valueShare && (
        <li>
          <FigureButton figure={valueShare} name="persona.value-share" what="Share of value" keys={keys} class="big" withInterval />
          <span class="headline-label">of all value</span>
        </li>
      )}
    </ul>
  );
}

export function PersonaHeader({ persona }: { readonly persona: Persona }) {
  const { window, run } = persona.observations;
  return (
    <header class="persona-head">
      <span class="avatar">
        <GlyphMark glyph={persona.glyph} colour={persona.colour} size={92} />
        <span class="avatar-name" aria-hidden="true">{initials(persona.name)}</span>
      </span>
      <div>
        <p class="eyebrow">
          {`${persona.kind ?? "primary"} persona · ${persona.status ?? "draft"} · version ${persona.version ?? 1}`}
        </p>
        <h1>{persona.name}</h1>
        <p class="lede">
          <ClaimText claim={persona.tagline} keys={{ persona: persona.id }} />
        </p>
        <Quote persona={persona} />
        <Facts persona={persona} />
        <p class="quiet">
          {[span(window.from, window.to), `run ${run}`].filter(Boolean).join(" · ")}
        </p>
      </div>
    </header>
  );
}
