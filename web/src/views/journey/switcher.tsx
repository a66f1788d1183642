import type { JourneyList } from "../../model/documents";
import { href } from "../../router";
import { type Loading } from "../../sync/pages";
import { GlyphMark } from "../../ui/glyph";
import { ordered } from "../../ui/order";

/** The same way for another persona. */
export function Switcher({ list, current }: { readonly list: Loading<JourneyList>; readonly current: string }) {
  if (list.state !== "ready" || list.page.journeys.length < 2) return null;
  return (
    <nav class="switcher" aria-label="Personas of this journey">
      <ul>
        {ordered(list.page.journeys).map((card) => (
          <li key={card.id}>
            <a href={href("journeys", card.id)} aria-current={card.id === current ? "page" : undefined}>
              {card.persona && <GlyphMark glyph={card.glyph} colour={card.colour} size={16} />} {card.personaName ?? "Everybody"}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
