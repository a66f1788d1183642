interface Props {
  readonly value: number | null | undefined;
  readonly lo?: number | null | undefined;
  readonly hi?: number | null | undefined;
  readonly least: number;
  readonly most: number;
  /** Where something begins to count. */
  readonly mark?: number;
}

/** A dot with its interval on a scale, and a line where the scale's middle or zero is; the number stands beside it. */
export function Spread({ value, lo, hi, least, most, mark }: Props) {
  if (typeof value !== "number") return null;
  const x = (at: number): number => ((Math.max(least, Math.min(most, at)) - least) / (most - least)) * 100;
  const zero = least < 0 && most > 0 ? x(0) : null;
  return (
    <svg class="on-scale" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2="100" y1="7" y2="7" class="axis" />
      {zero !== null && <line x1={zero} x2={zero} y1="1" y2="13" class="axis" />}
      {mark !== undefined && <line x1={x(mark)} x2={x(mark)} y1="0" y2="14" class="mark" />}
      {typeof lo === "number" && typeof hi === "number" && <line x1={x(lo)} x2={x(hi)} y1="7" y2="7" class="reach" />}
      <line x1={x(value)} x2={x(value)} y1="2" y2="12" class="at" />
    </svg>
  );
}
