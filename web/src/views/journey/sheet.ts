import type { Card, Journey, JourneyStage, Lane, Measure, Observation, Step } from "../../model/documents";
import type { Keys } from "../../format/query";
import { byRank, grouped } from "../../ui/order";
import type { Quantity } from "../../ui/shown";

/** A column of the grid: a step, or a stage that the data see no step of. */
export interface Column {
  readonly stage: JourneyStage;
  readonly step: Step | null;
}

export interface Place {
  readonly step?: string | null;
  readonly stage?: string | null;
  readonly flow?: string | null;
}

/** A journey document laid out for reading: columns in order, and its values by place. */
export class Sheet {
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  readonly persona: string | null;
  private readonly measures: ReadonlyMap<string, Measure>;
  private readonly values: ReadonlyMap<string, readonly Observation[]>;

  constructor(readonly journey: Journey) {
    this.columns = byRank(journey.stages).flatMap((stage) => columnsOf(stage, journey.steps));
    this.lanes = byRank(journey.lanes).filter((lane) => lane.type !== "divider" && !lane.collapsed);
    this.persona = journey.personas?.[0]?.persona ?? null;
    this.measures = new Map((journey.measures ?? []).map((one) => [one.id, one]));
    this.values = grouped(journey.observations?.values ?? [], placeOf);
  }

  /** The observations of a measure at a place: several where there are quantiles or channels. */
  seen(measure: string | null | undefined, at: Place): readonly Observation[] {
    if (!measure) return [];
    return this.values.get(placeOf({ measure, ...at })) ?? [];
  }

  one(measure: string | null | undefined, at: Place): Observation | null {
    return this.seen(measure, at)[0] ?? null;
  }

  /** For a stage without a step: the number of people that must be reached before any is shown; null where nobody was seen. */
  fewer(stage: string): number | null {
    const seen = (this.journey.observations?.values ?? []).some((one) => one.stage === stage && !one.step);
    return seen ? (this.journey.observations?.minCell ?? 1) : null;
  }

  /** Whether it was only inferred that customers came by here. */
  inferred(step: string): boolean {
    const actions = new Set(this.journey.lanes.filter((lane) => lane.type === "actions").map((lane) => lane.id));
    return this.journey.cards.some((card) => card.step === step && actions.has(card.lane) && card.basis === "inferred");
  }

  measure(id: string | null | undefined): Measure | null {
    return (id && this.measures.get(id)) || null;
  }

  ofKind(kind: NonNullable<Measure["kind"]>): Measure | null {
    return [...this.measures.values()].find((one) => one.kind === kind) ?? null;
  }

  quantity(seen: Observation): Quantity {
    const measure = this.measure(seen.measure);
    const { v, n, lo, hi, level, method } = seen.at ?? { v: null };
    const unit = seen.unit ?? measure?.unit ?? "";
    return { value: v, n, lo, hi, level, method, unit, suppressed: seen.suppressed ?? false, evidence: measure?.evidence?.[0] ?? null };
  }

  /** What `$step`, `$from`, … in the query of an observation stand for. */
  keys(seen: Observation): Keys {
    const flow = seen.flow ? this.journey.flows?.find((one) => one.id === seen.flow) : null;
    const found = {
      journey: this.journey.id,
      persona: this.persona,
      measure: seen.measure,
      step: seen.step,
      stage: seen.stage,
      flow: seen.flow,
      from: flow?.from,
      to: flow?.to,
      channel: seen.channel,
      quantile: seen.quantile,
    };
    return Object.fromEntries(Object.entries(found).filter((pair): pair is [string, string | number] => pair[1] != null));
  }

  cards(lane: Lane, step: string): readonly Card[] {
    const here = this.journey.cards.filter((card) => card.lane === lane.id && card.step === step && !card.parked);
    return byRank(here);
  }

  stepTitle(id: string | null | undefined): string {
    return this.journey.steps.find((step) => step.id === id)?.title ?? "";
  }
}

function placeOf(seen: Place & { readonly measure: string }): string {
  return [seen.measure, seen.step ?? "", seen.stage ?? "", seen.flow ?? ""].join("|");
}

function columnsOf(stage: JourneyStage, steps: readonly Step[]): readonly Column[] {
  const own = byRank(steps.filter((step) => step.stage === stage.id));
  return own.length > 0 ? own.map((step) => ({ stage, step })) : [{ stage, step: null }];
}
