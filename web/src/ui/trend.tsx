import type { Quantity } from "./shown";

export interface TrendPoint {
  readonly label: string;
  readonly figure: Quantity;
}

interface Props {
  readonly points: readonly TrendPoint[];
  readonly finding: string;
  readonly said: (value: number) => string;
}

const [WIDE, HIGH, LEFT, RIGHT, BOTTOM, TOP] = [420, 190, 52, 16, 30, 14];

/** The least and greatest bound, with room around them; never a scale that makes a hair into a mountain. */
export function span(points: readonly TrendPoint[]): readonly [number, number] {
  const ends = points.flatMap(({ figure }) => [figure.value, figure.lo, figure.hi]).filter((one): one is number => typeof one === "number");
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(most - least, Math.abs(most) * 0.05, 1e-9) * 0.15;
  return [least - room, most + room];
}

function Point({ point, x, y }: { readonly point: TrendPoint; readonly x: number; readonly y: (value: number) => number }) {
  const { value, lo, hi } = point.figure;
  return (
    <g>
      {typeof lo === "number" && typeof hi === "number" && <line x1={x} x2={x} y1={y(lo)} y2={y(hi)} class="whisker" />}
      {typeof value === "number" && <circle cx={x} cy={y(value)} r="4" class="mark" />}
      <text x={x} y={HIGH - 8} text-anchor="middle">{point.label}</text>
    </g>
  );
}

/** A number from wave to wave with its intervals; the table beside says the same. */
export function TrendChart({ points, finding, said }: Props) {
  const known = points.filter((one) => typeof one.figure.value === "number");
  if (known.length < 2) return null;
  const [least, most] = span(known);
  const y = (value: number): number => TOP + ((most - value) / (most - least)) * (HIGH - TOP - BOTTOM);
  const step = (WIDE - LEFT - RIGHT - 40) / (points.length - 1);
  const x = (place: number): number => LEFT + 20 + place * step;
  const line = points.map((one, place) => ({ x: x(place), value: one.figure.value })).filter((one) => typeof one.value === "number");
  return (
    <figure class="chart trend">
      <figcaption>{finding}</figcaption>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={`${finding} The table beside holds the numbers.`}>
        {[least, (least + most) / 2, most].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDE - RIGHT} y1={y(value)} y2={y(value)} class="axis" />
            <text x={LEFT - 6} y={y(value) + 4} text-anchor="end">{said(value)}</text>
          </g>
        ))}
        <polyline points={line.map((one) => `${one.x},${y(one.value as number)}`).join(" ")} class="line" />
        {points.map((one, place) => (
          <Point key={one.label} point={one} x={x(place)} y={y} />
        ))}
      </svg>
    </figure>
  );
}
