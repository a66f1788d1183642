import { ordered } from "../../ui/order";
import type { Home, PersonaCard } from "../../model/documents";
import { href } from "../../router";
import { ClaimText } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { GlyphMark, safeColour } from "../../ui/glyph";

function Card({ card }: { readonly card: PersonaCard }) {
  const keys = { persona: card.id };
  return (
    <li class="card persona-card">
      <h3>
        <GlyphMark glyph={card.glyph} colour={card.colour} size={26} />
        <a href={href("personas", card.id)}>{card.name}</a>
      </h3>
      <p class="card-figures">
        <FigureButton figure={card.share} name="persona.share" what={`Share of customers, ${card.name}`} keys={keys} class="big" withInterval />
        <span class="quiet">
          of customers, <FigureButton figure={card.size} name="persona.size" what={`Customers, ${card.name}`} keys={keys} />
        </span>
      </p>
      <p>
        <ClaimText claim={card.tagline} keys={keys} />
      </p>
    </li>
  );
}

/** How the customers divide: one bar, a part for each persona, twin of the cards below it. */
function Strip({ cards }: { readonly cards: readonly PersonaCard[] }) {
  return (
    <div class="strip" aria-hidden="true">
      {cards.map((card) => (
        <span key={card.id} style={{ flexGrow: card.share.value ?? 0, background: safeColour(card.colour) }} />
      ))}
    </div>
  );
}

export function PersonaCards({ home }: { readonly home: Home }) {
  if (home.personas.length === 0) return <p class="nodata">No personas yet.</p>;
  return (
    <>
      <Strip cards={ordered(home.personas)} />
      <ul class="cards">
        {ordered(home.personas).map((card) => (
          <Card key={card.id} card={card} />
        ))}
      </ul>
    </>
  );
}
