import type { Flow, Observation } from "../../model/documents";
import { Bar } from "../../ui/bars";
import { More } from "../../ui/more";
import { Section } from "../../ui/section";
import type { Sheet } from "./sheet";
import { ObservedN, ObservedValue } from "./value";

const WORDS: Readonly<Record<Flow["kind"], string>> = {
  next: "→ goes on",
  branch: "↗ branches off",
  loop: "↺ goes back",
  parallel: "∥ at the same time",
  handoff: "⇄ handed over",
  dropout: "↓ leaves",
};

function seenOf(sheet: Sheet, flow: Flow, unit: "share" | "microseconds"): Observation | null {
  const own = (flow.measures ?? []).filter((id) => sheet.measure(id)?.unit === unit);
  const at = flow.kind === "dropout" ? [{ flow: flow.id }, { step: flow.from }] : [{ flow: flow.id }];
  const found = own.flatMap((id) => at.flatMap((place) => sheet.seen(id, place)));
  return found.find((seen) => seen.quantile === 0.5) ?? found[0] ?? null;
}

function FlowRow({ sheet, flow }: { readonly sheet: Sheet; readonly flow: Flow }) {
  const [from, to] = [sheet.stepTitle(flow.from), flow.to ? sheet.stepTitle(flow.to) : "leaves"];
  const [part, time] = [seenOf(sheet, flow, "share"), seenOf(sheet, flow, "microseconds")];
  const what = `${from} to ${to}`;
  return (
    <tr class={`flow-${flow.kind}`}>
      <th scope="row">{from}</th>
      <td>{flow.kind === "dropout" ? <span class="quiet">(nobody knows where)</span> : to}</td>
      <td>{WORDS[flow.kind]}</td>
      <td class="bars">{part?.at && <Bar value={part.at.v} most={1} />}</td>
      <td class="number">
        {part ? <ObservedValue sheet={sheet} seen={part} what={what} withInterval /> : <span class="nodata">no data</span>}
      </td>
      <td class="number">{part?.at && <ObservedN sheet={sheet} seen={part} what={`n of ${what}`} />}</td>
      <td class="number">{time ? <ObservedValue sheet={sheet} seen={time} what={`${what}, median time`} /> : ""}</td>
    </tr>
  );
}

/** By the step it starts from, the commonest way first, leaving last. */
function inOrder(sheet: Sheet): readonly Flow[] {
  const place = new Map(sheet.columns.map((column, index) => [column.step?.id, index]));
  const part = (flow: Flow): number => (flow.kind === "dropout" ? -1 : (seenOf(sheet, flow, "share")?.at?.v ?? 0));
  return [...(sheet.journey.flows ?? [])].sort(
    (a, b) => (place.get(a.from) ?? 0) - (place.get(b.from) ?? 0) || part(b) - part(a),
  );
}

function Table({ sheet, flows, label }: { readonly sheet: Sheet; readonly flows: readonly Flow[]; readonly label: string }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="flows">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Way</th>
            <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
            <th scope="col" class="number">Share</th>
            <th scope="col" class="number">n</th>
            <th scope="col" class="number">Median time</th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <FlowRow key={flow.id} sheet={sheet} flow={flow} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A way that a tenth take, and every way out, is shown at once. */
const OFTEN = 0.1;

export function FlowTable({ sheet }: { readonly sheet: Sheet }) {
  const flows = inOrder(sheet);
  const often = new Set(flows.filter((flow) => flow.kind === "dropout" || (seenOf(sheet, flow, "share")?.at?.v ?? 0) >= OFTEN));
  const rare = flows.filter((flow) => !often.has(flow));
  if (flows.length === 0) return null;
  return (
    <Section id="flows" title="Ways between the steps">
      <Table sheet={sheet} flows={[...often]} label="Common ways, and ways out" />
      {rare.length > 0 && (
        <More title={`Rarer ways (${rare.length})`}>
          <Table sheet={sheet} flows={rare} label="Rarer ways" />
        </More>
      )}
    </Section>
  );
}
