import { useEffect } from "preact/hooks";
import type { Care } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Empty } from "../../ui/empty";
import { Loaded } from "../../ui/loaded";
import { useTitle } from "../../ui/title";
import { DivideSection } from "./divides";
import { FoundSection } from "./found";
import { GuardSection, RecognisedSection } from "./guards";
import { LeftOutSection } from "./left-out";
import { PeopleSection } from "./people";
import { UnequalSection } from "./unequal";

/** Bring a part of the screen to the reader, focus included, once it is there. */
function usePart(part: string | null): void {
  useEffect(() => {
    const heading = part ? document.getElementById(`care-${part}`) : null;
    if (!heading) return undefined;
    const soon = requestAnimationFrame(() => {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    });
    return () => cancelAnimationFrame(soon);
  }, [part]);
}

function nothingMade(page: Care): boolean {
  return [page.divides, page.unchecked, page.absent, page.leftOut, page.unequal, page.claims, page.checks].every((one) => !one?.length);
}

function NothingMade() {
  return (
    <Empty
      will="Here will stand where these documents can do harm: personas that sort people by a sensitive trait, who is left out, who fares worse, what only the machine has said, and which safeguards are off."
      commands={["folkways build", "folkways care"]}
      guide="docs/how-to/map-with-care.md"
    >
      <p>No document of this workspace could be looked at yet.</p>
    </Empty>
  );
}

function Page({ page, part }: { readonly page: Care; readonly part: string | null }) {
  usePart(part);
  if (nothingMade(page)) return <NothingMade />;
  return (
    <Cited evidence={page.evidence ?? []} minCell={page.minCell}>
      <FoundSection page={page} />
      <DivideSection page={page} />
      <LeftOutSection page={page} />
      <UnequalSection page={page} />
      <PeopleSection page={page} />
      <RecognisedSection page={page} />
      <GuardSection page={page} />
    </Cited>
  );
}

export function CareScreen({ part }: { readonly part: string | null }) {
  useTitle("Care");
  return (
    <>
      <div class="page-head">
        <h1>Care</h1>
        <p class="lede">Where personas, journeys and numbers of this workspace can do harm, and what guards against it. Read it before you act on them.</p>
      </div>
      <Loaded of={usePage<Care>("/api/care")} part>{(page) => <Page page={page} part={part} />}</Loaded>
    </>
  );
}
