import { difference, interval, spoken } from "../format/number";
import type { Keys } from "../format/query";
import type { Evidence } from "../model/documents";
import type { Basis } from "./basis";
import { type Citing, useCiting } from "./cited";
import { type Quantity, type Shown, shown } from "./shown";

interface Props {
  readonly figure: Quantity;
  /** Where the number belongs, for machines: `persona.share`. */
  readonly name: string;
  /** What the number is, for people: "Share of customers". */
  readonly what: string;
  readonly keys?: Keys | undefined;
  readonly basis?: Basis | undefined;
  readonly signed?: boolean | undefined;
  readonly withInterval?: boolean | undefined;
  readonly withN?: boolean | undefined;
  readonly class?: string | undefined;
  /** Inside a grid the cell takes the Tab stop. */
  readonly tabIndex?: number | undefined;
  /** What it leans on, where the document's own evidence does not list it. */
  readonly because?: Evidence | undefined;
  /** Words that stand for the number: "▲ medium". */
  readonly words?: string | undefined;
}

/** The words of a number: its value, or that it is held back, or that there is none. */
export function said(figure: Quantity, minCell: number, signed = false): string {
  if (figure.suppressed) return `suppressed (it would tell of fewer than ${minCell} people, or of all but so few)`;
  if (figure.value === null || figure.value === undefined) return "no data";
  return signed ? difference(figure.value, figure.unit) : spoken(figure.value, figure.unit);
}

export function range(figure: Quantity): string | null {
  const { lo, hi } = figure;
  return typeof lo === "number" && typeof hi === "number" ? interval(lo, hi, figure.unit) : null;
}

function opened(props: Props, citing: Citing, opener: HTMLElement): Shown {
  const { figure, what, keys = {}, basis = "measured", signed } = props;
  const found = props.because ?? citing.evidence.get(figure.evidence ?? "");
  const text = said(figure, citing.minCell, signed);
  const evidence = found ? [found] : [];
  return { what, text, number: figure, basis, evidence, keys, window: citing.window, opener };
}

function marks(props: Props): Record<string, string | number> {
  const { figure, name, keys = {} } = props;
  const found: Record<string, string | number> = { "data-figure": name, "data-evidence": figure.evidence ?? props.because?.id ?? "" };
  for (const [key, value] of Object.entries(keys)) found[`data-${key.replaceAll("_", "-")}`] = value;
  if (typeof figure.value === "number") found["data-value"] = figure.value;
  return found;
}

/** A number that opens its evidence. */
export function FigureButton(props: Props) {
  const citing = useCiting();
  const { figure, what, signed, withInterval, withN, words } = props;
  const text = said(figure, citing.minCell, signed);
  const between = withInterval && !figure.suppressed ? range(figure) : null;
  const people = withN && typeof figure.n === "number" ? spoken(figure.n, "") : null;
  const label = [words ? `${what}: ${words}` : `${what}: ${text}`, between && `interval ${between}`, people && `n ${people}`].filter(Boolean);
  return (
    <button
      type="button"
      class={`figure ${figure.suppressed ? "suppressed" : ""} ${props.class ?? ""}`}
      aria-label={`${label.join(", ")}. Show evidence`}
      tabIndex={props.tabIndex}
      onClick={(event) => (shown.value = opened(props, citing, event.currentTarget))}
      {...marks(props)}
    >
      <span class="value">{words ?? text}</span>
      {between && <span class="interval">({between})</span>}
      {people && <span class="interval">n {people}</span>}
    </button>
  );
}
