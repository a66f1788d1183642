import type { JourneyList } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Loaded } from "../../ui/loaded";
import { useTitle } from "../../ui/title";
import { JourneyCards } from "./cards";

function Page({ list }: { readonly list: JourneyList }) {
  useTitle("Journeys");
  return (
    <Cited evidence={list.evidence ?? []}>
      <div class="page-head">
        <h1>Journeys</h1>
        <p class="lede">What customers really go through, one map for each persona.</p>
      </div>
      <JourneyCards cards={list.journeys} heading="h2" />
    </Cited>
  );
}

export function JourneysScreen() {
  return <Loaded of={usePage<JourneyList>("/api/journeys")}>{(list) => <Page list={list} />}</Loaded>;
}
