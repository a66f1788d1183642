interface Props {
  readonly here: number | null | undefined;
  readonly elsewhere: number | null | undefined;
  /** What a full bar means; shares are drawn against the largest of their table. */
  readonly most: number;
}

function width(value: number | null | undefined, most: number): string {
  return `${Math.max(0, Math.min(1, (value ?? 0) / (most || 1))) * 100}%`;
}

/** Two bars, here above elsewhere; the numbers stand beside them in the table. */
export function PairBars({ here, elsewhere, most }: Props) {
  return (
    <span class="pair" aria-hidden="true">
      <span class="bar here" style={{ width: width(here, most) }} />
      <span class="bar elsewhere" style={{ width: width(elsewhere, most) }} />
    </span>
  );
}

export function Bar({ value, most }: { readonly value: number | null | undefined; readonly most: number }) {
  return (
    <span class="pair" aria-hidden="true">
      <span class="bar here" style={{ width: width(value, most) }} />
    </span>
  );
}

export function BarKey() {
  return (
    <p class="bar-key quiet">
      <span class="swatch here" aria-hidden="true" /> here <span class="swatch elsewhere" aria-hidden="true" /> everybody else
    </p>
  );
}
