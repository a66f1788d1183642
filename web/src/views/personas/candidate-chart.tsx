import type { CandidateK } from "../../model/documents";

const [WIDE, HIGH, LEFT, BOTTOM, TOP] = [300, 190, 34, 28, 14];
const ENOUGH = 0.6;

const y = (value: number): number => TOP + (1 - value) * (HIGH - TOP - BOTTOM);

function Axis() {
  return (
    <>
      {[0, 0.5, 1].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDE} y1={y(value)} y2={y(value)} class="axis" />
          <text x={LEFT - 6} y={y(value) + 4} text-anchor="end">
            {value}
          </text>
        </g>
      ))}
      <line x1={LEFT} x2={WIDE} y1={y(ENOUGH)} y2={y(ENOUGH)} class="threshold" />
      <text x={LEFT + 4} y={y(ENOUGH) + 14}>
        needed: {ENOUGH}
      </text>
    </>
  );
}

/** How well the weakest group comes back, for each number of groups; the table beside it says the same. */
export function CandidateChart({ candidates }: { readonly candidates: readonly CandidateK[] }) {
  const chosen = candidates.find((row) => row.chosen);
  const step = (WIDE - LEFT - 20) / Math.max(1, candidates.length - 1);
  const places = candidates.map((row, place) => ({ row, x: LEFT + 10 + place * step, y: y(row.jaccardMin) }));
  const finding = chosen
    ? `With ${chosen.k} groups even the weakest comes back.`
    : "No number of groups comes back when customers are drawn again.";
  return (
    <figure class="chart">
      <figcaption>{finding}</figcaption>
      <svg viewBox={`0 0 ${WIDE + 4} ${HIGH}`} role="img" aria-label={`${finding} The table beside holds the numbers.`}>
        <Axis />
        <polyline points={places.map((one) => `${one.x},${one.y}`).join(" ")} class="line" />
        {places.map((one) => (
          <g key={one.row.k}>
            <circle cx={one.x} cy={one.y} r={one.row.chosen ? 6 : 3.5} class={one.row.chosen ? "mark chosen" : "mark"} />
            <text x={one.x} y={HIGH - 8} text-anchor="middle">
              {one.row.k}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
