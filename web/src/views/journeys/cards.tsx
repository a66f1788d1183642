import { ordered } from "../../ui/order";
import type { Evidence, JourneyCard } from "../../model/documents";
import { href } from "../../router";
import { FigureButton } from "../../ui/figure";
import { GlyphMark } from "../../ui/glyph";

const ON_MAP: Evidence = {
  id: "document",
  kind: "document",
  title: "What stands on the map",
  method: "count of the entries of the journey document",
  note: "Steps of fewer people than the smallest cell allows are not on it.",
};

function Size({ card }: { readonly card: JourneyCard }) {
  const part = (key: "steps" | "touchpoints") => (
    <FigureButton
      figure={{ value: card[key], unit: "" }}
      because={ON_MAP}
      name="journey.card"
      what={`${key} of ${card.title}, ${card.personaName ?? "everybody"}`}
      keys={{ journey: card.id, key }}
    />
  );
  return (
    <p class="quiet size">
      {part("steps")} {card.steps === 1 ? "step" : "steps"}, {part("touchpoints")} {card.touchpoints === 1 ? "touchpoint" : "touchpoints"}
    </p>
  );
}

/** The stages as a strip: full where steps were seen, hatched where the data see nothing. */
function Stages({ card }: { readonly card: JourneyCard }) {
  const unseen = new Set(card.unseen ?? []);
  const hidden = new Set(card.hidden ?? []);
  return (
    <ol class="stages" aria-label="Stages">
      {card.stages.map((stage) => (
        <li key={stage} class={unseen.has(stage) ? "unseen" : ""}>
          {stage}
          {unseen.has(stage) && <span class="nodata-word"> {hidden.has(stage) ? "too few people" : "no data"}</span>}
        </li>
      ))}
    </ol>
  );
}

function LeakLine({ card }: { readonly card: JourneyCard }) {
  const { leak } = card;
  if (!leak) return <p class="quiet">After no step do surely more stay away than after all together.</p>;
  const keys = { journey: card.id, persona: card.persona ?? "", step: leak.step, measure: leak.measure };
  return (
    <p class="leak">
      Surely more stay away after <strong>{leak.title}</strong> than after all steps together{" "}
      <FigureButton figure={leak.figure} name="journey.leak" what={`${leak.name} at ${leak.title}`} keys={keys} withInterval />{" "}
      <span class="quiet">{leak.name.toLowerCase()}</span>
    </p>
  );
}

interface Props {
  readonly cards: readonly JourneyCard[];
  /** The heading that fits below what stands above the cards. */
  readonly heading?: "h2" | "h3";
}

function Card({ card, heading: Heading }: { readonly card: JourneyCard; readonly heading: "h2" | "h3" }) {
  return (
    <li class="card journey-card">
      {card.personaName && (
        <p class="eyebrow">
          <GlyphMark glyph={card.glyph} colour={card.colour} size={16} /> {card.personaName}
        </p>
      )}
      <Heading class="card-title">
        <a href={href("journeys", card.id)} aria-label={card.personaName ? `${card.title}, ${card.personaName}` : card.title}>
          {card.title}
        </a>
      </Heading>
      <Stages card={card} />
      <LeakLine card={card} />
      <Size card={card} />
    </li>
  );
}

export function JourneyCards({ cards, heading = "h3" }: Props) {
  if (cards.length === 0) return <p class="nodata">No journeys yet.</p>;
  return (
    <ul class="cards">
      {ordered(cards).map((card) => (
        <Card key={card.id} card={card} heading={heading} />
      ))}
    </ul>
  );
}

/** The same in a line each, where the page has more to say. */
export function JourneyRows({ cards }: { readonly cards: readonly JourneyCard[] }) {
  if (cards.length === 0) return <p class="nodata">No journeys yet.</p>;
  return (
    <ul class="journey-rows sheet">
      {ordered(cards).map((card) => (
        <li key={card.id}>
          <a class="who" href={href("journeys", card.id)} aria-label={`${card.title}, ${card.personaName ?? "everybody"}`}>
            {card.persona ? <GlyphMark glyph={card.glyph} colour={card.colour} size={18} /> : null}
            {card.personaName ?? "Everybody"}
          </a>
          <Stages card={card} />
          <LeakLine card={card} />
          <Size card={card} />
        </li>
      ))}
    </ul>
  );
}
