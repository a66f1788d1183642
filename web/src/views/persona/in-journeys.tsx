import type { JourneyList, Persona } from "../../model/documents";
import type { Loading } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/section";
import { JourneyCards } from "../journeys/cards";

/** The maps of this persona, with their stages and the biggest leak. */
export function InJourneys({ persona, list }: { readonly persona: Persona; readonly list: Loading<JourneyList> }) {
  const named = new Set(persona.journeys ?? []);
  return (
    <Section id="where" title="Where in the journey">
      <Loaded of={list} part>
        {(page) => (
          <Cited evidence={page.evidence ?? []}>
            <JourneyCards cards={page.journeys.filter((card) => card.persona === persona.id || named.has(card.id))} />
          </Cited>
        )}
      </Loaded>
    </Section>
  );
}
