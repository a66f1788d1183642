import type { JourneyList, Persona } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { BasisLegend } from "../../ui/basis";
import { Cited } from "../../ui/cited";
import { ClaimList, ClaimText } from "../../ui/claim";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/section";
import { useTitle } from "../../ui/title";
import { Distributions } from "./distributions";
import { PersonaHeader } from "./header";
import { PersonaMeasures } from "./measures";
import { InJourneys } from "./in-journeys";
import { PrevalenceMeter } from "./prevalence";
import { Said } from "./said";
import { StabilityBox } from "./stability";
import { TraitTable } from "./traits";
import { ValidationList } from "./validation";

function Story({ persona }: { readonly persona: Persona }) {
  const keys = { persona: persona.id };
  return (
    <Section id="story" title="Story" class="story">
      <p>
        {persona.story.map((claim, place) => (
          <span key={place}>
            <ClaimText claim={claim} keys={keys} />{" "}
          </span>
        ))}
      </p>
    </Section>
  );
}

/** Parts that are claims only: each shown where there is something to say. */
function Told({ persona }: { readonly persona: Persona }) {
  const parts = [
    ["goals", "Goals", persona.goals],
    ["pains", "Pains", persona.pains],
    ["wishes", "Wishes", persona.wishes],
    ["channels", "Channels", persona.channels],
    ["times", "Times", persona.times],
    ["value", "Value", persona.value],
  ] as const;
  const some = parts.filter(([, , claims]) => claims?.length);
  return (
    <div class="columns">
      {some.map(([id, title, claims]) => (
        <Section key={id} id={id} title={title}>
          <ClaimList claims={claims} keys={{ persona: persona.id }} />
        </Section>
      ))}
      <PersonaMeasures persona={persona} />
    </div>
  );
}

function Page({ persona }: { readonly persona: Persona }) {
  useTitle(persona.name);
  const { observations: seen } = persona;
  const traits = seen.traits.filter((trait) => trait.topic !== "demographics");
  const demographics = seen.traits.filter((trait) => trait.topic === "demographics");
  return (
    <Cited evidence={persona.evidence} minCell={seen.minCell} window={seen.window}>
      <PersonaHeader persona={persona} />
      <div class="columns wide">
        <Story persona={persona} />
        <InJourneys persona={persona} list={usePage<JourneyList>("/api/journeys")} />
      </div>
      <TraitTable persona={persona} traits={traits} />
      <Said persona={persona} />
      <Told persona={persona} />
      <Distributions id="spread" title="How they are spread" persona={persona} traits={traits} />
      <div class="columns">
        {seen.prevalence && <PrevalenceMeter persona={persona} prevalence={seen.prevalence} />}
        <StabilityBox persona={persona} />
      </div>
      <div class="columns">
        <Section id="blind" title="Blind spots">
          <ClaimList claims={persona.notCovered} keys={{ persona: persona.id }} empty="Nothing was noted." />
        </Section>
        <ValidationList checks={persona.validation ?? []} id={persona.id} />
      </div>
      <Distributions id="demographics" title="Demographics, as distributions" persona={persona} traits={demographics} table />
      <BasisLegend />
    </Cited>
  );
}

export function PersonaScreen({ id }: { readonly id: string }) {
  const found = usePage<Persona>(`/api/personas/${encodeURIComponent(id)}`);
  return <Loaded of={found}>{(persona) => <Page persona={persona} />}</Loaded>;
}
