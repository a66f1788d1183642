import type { Persona, PersonaSet } from "../../model/documents";
import { usePage, usePages } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { ClaimList } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/section";
import { useTitle } from "../../ui/title";
import { CandidateTable } from "./candidates";
import { GalleryCard } from "./gallery-card";
import { RivalTable } from "./rivals";

function Gallery({ ids }: { readonly ids: readonly string[] }) {
  const all = usePages<Persona>(ids.map((id) => `/api/personas/${id}`));
  return (
    <Loaded of={all} part>
      {(personas) => (
        <ul class="cards gallery">
          {personas.map((persona) => (
            <GalleryCard key={persona.id} persona={persona} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** Everybody is somewhere: assigned, or not sure yet, or not covered at all. */
function Covered({ set }: { readonly set: PersonaSet }) {
  const evidence = set.evidence?.[0]?.id ?? null;
  const lines = [
    ["customers", "customers looked at", set.customers],
    ["assigned", "belong to a persona", set.assigned],
    ["notSure", "not sure yet", set.notSure],
  ] as const;
  return (
    <>
      <ul class="headlines">
        {lines.map(([key, title, value]) => (
          <li key={key}>
            <FigureButton figure={{ value, unit: "customers", evidence }} name="personas.count" what={title} keys={{ key }} class="big" />
            <span class="headline-label">{title}</span>
          </li>
        ))}
      </ul>
      <ClaimList claims={set.notCovered} />
    </>
  );
}

function Page({ set }: { readonly set: PersonaSet }) {
  useTitle("Personas");
  return (
    <Cited evidence={set.evidence ?? []}>
      <div class="page-head">
        <h1>Personas</h1>
        <p class="lede">Groups of customers who are alike, found by {set.engine}.</p>
      </div>
      {set.refusal ? <p class="refusal">{set.refusal}</p> : <Gallery ids={set.personas} />}
      <Section id="found" title="How these groups were found">
        <CandidateTable set={set} />
        <RivalTable set={set} />
        <ClaimList claims={set.robustness} />
      </Section>
      <Section id="covered" title="Who is covered">
        <Covered set={set} />
      </Section>
    </Cited>
  );
}

export function PersonasScreen() {
  return <Loaded of={usePage<PersonaSet>("/api/personas")}>{(set) => <Page set={set} />}</Loaded>;
}
