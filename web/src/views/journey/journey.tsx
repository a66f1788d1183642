import { useMemo } from "preact/hooks";
import { day, span } from "../../format/date";
import type { Journey, JourneyList } from "../../model/documents";
import { href } from "../../router";
import { usePage } from "../../sync/pages";
import { BasisLegend } from "../../ui/basis";
import { Cited } from "../../ui/cited";
import { Loaded } from "../../ui/loaded";
import { useNarrow } from "../../ui/narrow";
import { useTitle } from "../../ui/title";
import { DecideHere } from "./decide";
import { FlowTable } from "./flows";
import { Grid, spans } from "./grid";
import { Sheet } from "./sheet";
import { StepList } from "./step-list";
import { Switcher } from "./switcher";
import { useGrid } from "./use-grid";

function Head({ journey }: { readonly journey: Journey }) {
  const layer = journey.personas?.[0];
  const seen = journey.observations;
  return (
    <div class="page-head">
      <p class="eyebrow">
        {layer ? <a href={href("personas", layer.persona)}>{layer.name}</a> : "Everybody"} · {journey.state} {journey.kind}
      </p>
      <h1>{journey.title}</h1>
      {journey.goal && <p class="lede">{journey.goal}</p>}
      {seen && (
        <p class="quiet">
          {seen.window ? span(seen.window.from, seen.window.to) : `Data to ${day(seen.asOf)}`}
        </p>
      )}
    </div>
  );
}

function useSheet(journey: Journey) {
  const sheet = useMemo(() => new Sheet(journey), [journey]);
  const focus = useGrid({
    rows: sheet.lanes.length + 2,
    columns: sheet.columns.length + 1,
    stages: spans(sheet.columns).map((one) => one.first),
  });
  return { sheet, focus };
}

function Page({ journey }: { readonly journey: Journey }) {
  useTitle(journey.title);
  const { sheet, focus } = useSheet(journey);
  const narrow = useNarrow();
  const list = usePage<JourneyList>("/api/journeys");
  const go = (step: string) => {
    const lane = sheet.lanes.findIndex((one) => sheet.measure(one.measure)?.kind === "dropout");
    focus.enter({ row: lane < 0 ? 1 : lane + 2, column: sheet.columns.findIndex((one) => one.step?.id === step) + 1 });
  };
  return (
    <Cited evidence={journey.evidence ?? []} minCell={journey.observations?.minCell} window={journey.observations?.window}>
      <Head journey={journey} />
      <Switcher list={list} current={journey.id} />
      <DecideHere sheet={sheet} onGo={go} />
      {narrow ? <StepList sheet={sheet} /> : <Grid sheet={sheet} focus={focus} />}
      {!narrow && (
        <p class="quiet keys">
          In the grid: arrows move, <kbd>[</kbd> <kbd>]</kbd> jump between stages, <kbd>E</kbd> opens the evidence of a cell.
        </p>
      )}
      <FlowTable sheet={sheet} />
      <BasisLegend />
    </Cited>
  );
}

export function JourneyScreen({ id }: { readonly id: string }) {
  const found = usePage<Journey>(`/api/journeys/${encodeURIComponent(id)}`);
  return <Loaded of={found}>{(journey) => <Page journey={journey} />}</Loaded>;
}
