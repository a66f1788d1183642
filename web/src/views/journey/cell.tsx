import type { Lane, Step } from "../../model/documents";
import { Cards } from "./cards-in-cell";
import { Emotion } from "./emotion";
import { Funnel } from "./funnel";
import { NoData } from "./no-data";
import type { Sheet } from "./sheet";
import { ObservedValue } from "./value";

export interface CellProps {
  readonly sheet: Sheet;
  readonly lane: Lane;
  readonly step: Step;
  readonly place: number;
  readonly tabIndex?: number | undefined;
}

function Touchpoints({ sheet, step }: CellProps) {
  const found = (sheet.journey.touchpoints ?? []).filter((one) => step.touchpoints?.includes(one.id));
  return found.length > 0 ? <>{found.map((one) => one.name).join(", ")}</> : <NoData />;
}

function Departments({ sheet, step }: CellProps) {
  const found = (sheet.journey.touchpoints ?? []).filter((one) => step.touchpoints?.includes(one.id));
  const names = [...new Set(found.map((one) => one.department).filter(Boolean))];
  return names.length > 0 ? <>{names.join(", ")}</> : <NoData />;
}

function Channels(props: CellProps) {
  const { sheet, lane, step } = props;
  const seen = [...sheet.seen(lane.measure, { step: step.id })].sort((a, b) => (b.at?.v ?? -1) - (a.at?.v ?? -1));
  if (seen.length === 0) return <NoData />;
  return (
    <ul class="bare">
      {seen.map((one) => (
        <li key={one.channel}>
          {one.channel} <ObservedValue sheet={sheet} seen={one} what={`${one.channel} at ${step.title}`} tabIndex={props.tabIndex} />
        </li>
      ))}
    </ul>
  );
}

function quantileWords(quantile: number | null | undefined): string {
  if (quantile === 0.5) return "median";
  return typeof quantile === "number" ? `p${Math.round(quantile * 100)}` : "";
}

function Times(props: CellProps) {
  const { sheet, lane, step } = props;
  const seen = [...sheet.seen(lane.measure, { step: step.id })].sort((a, b) => (a.quantile ?? 0) - (b.quantile ?? 0));
  if (seen.length === 0) return <NoData />;
  return (
    <ul class="bare">
      {seen.map((one) => (
        <li key={one.quantile}>
          <ObservedValue sheet={sheet} seen={one} what={`${lane.title} at ${step.title}, ${quantileWords(one.quantile)}`} tabIndex={props.tabIndex} />{" "}
          <span class="quiet">{quantileWords(one.quantile)}</span>
        </li>
      ))}
    </ul>
  );
}

function Plain(props: CellProps) {
  const { sheet, lane, step } = props;
  const seen = sheet.one(lane.measure, { step: step.id });
  if (!seen) return <NoData />;
  const unit = sheet.quantity(seen).unit;
  return (
    <>
      <ObservedValue sheet={sheet} seen={seen} what={`${lane.title} at ${step.title}`} tabIndex={props.tabIndex} withInterval />
      {(unit === "customers" || unit === "visits") && !seen.suppressed && <span class="quiet"> {unit}</span>}
    </>
  );
}

/** What stands at a step in a lane; the lane's type says how it is drawn. */
export function Cell(props: CellProps) {
  switch (props.lane.type) {
    case "touchpoints":
      return <Touchpoints {...props} />;
    case "department":
      return <Departments {...props} />;
    case "channels":
      return <Channels {...props} />;
    case "time":
      return <Times {...props} />;
    case "funnel":
      return <Funnel {...props} />;
    case "emotion":
      return <Emotion {...props} />;
    default:
      return (
        <>
          {props.lane.measure && <Plain {...props} />}
          <Cards {...props} />
        </>
      );
  }
}
