import type { KeyDrivers } from "../../model/documents";

const [WIDE, HIGH, LEFT, RIGHT, BOTTOM, TOP] = [420, 300, 44, 14, 40, 14];

/** So that a bubble at an end of the scale covers no axis. */
const ROOM = 16;

interface Range {
  readonly least: number;
  readonly most: number;
}

/** How well one does, from the worst to the best driver, in whole tenths. */
export function performance(found: KeyDrivers): Range {
  const known = found.drivers.map((one) => one.satisfied.value).filter((one): one is number => typeof one === "number");
  const least = Math.floor(Math.min(...known, 1) * 10) / 10;
  const most = Math.ceil(Math.max(...known, 0) * 10) / 10;
  return { least, most: most > least ? most : least + 0.1 };
}

function Axes({ range, x, y }: { readonly range: Range; readonly x: (value: number) => number; readonly y: (value: number) => number }) {
  return (
    <>
      {[0, 5, 10].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDE - RIGHT} y1={y(value)} y2={y(value)} class="axis" />
          <text x={LEFT - 6} y={y(value) + 4} text-anchor="end">{value}</text>
        </g>
      ))}
      {[range.least, (range.least + range.most) / 2, range.most].map((value) => (
        <text key={value} x={x(value)} y={HIGH - 22} text-anchor="middle">{Math.round(value * 100)}%</text>
      ))}
      <line x1={x((range.least + range.most) / 2)} x2={x((range.least + range.most) / 2)} y1={TOP} y2={HIGH - BOTTOM} class="axis" />
      <text x={(LEFT + WIDE) / 2} y={HIGH - 6} text-anchor="middle">performance: share of the best ratings →</text>
      <text transform={`translate(12 ${HIGH / 2}) rotate(-90)`} text-anchor="middle">importance →</text>
    </>
  );
}

/** Importance against performance; numbers are those of the table's rows. Upper left: matters, and is not done well. */
export function DriverChart({ found }: { readonly found: KeyDrivers }) {
  const range = performance(found);
  const x = (value: number): number => LEFT + ROOM + ((value - range.least) / (range.most - range.least)) * (WIDE - LEFT - RIGHT - 2 * ROOM);
  const y = (value: number): number => TOP + (1 - value / 10) * (HIGH - TOP - BOTTOM);
  const placed = found.drivers.map((one, place) => ({ one, number: place + 1 })).filter(({ one }) => typeof one.satisfied.value === "number");
  const heaviest = found.drivers[0];
  const finding = heaviest ? `${heaviest.question} weighs most.` : "Nothing was weighed.";
  return (
    <figure class="chart drivers">
      <figcaption>{finding} Upper left: matters, and is not done well.</figcaption>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={`${finding} The table holds the numbers.`}>
        <Axes range={range} x={x} y={y} />
        {placed.map(({ one, number }) => (
          <g key={one.question}>
            <circle cx={x(one.satisfied.value ?? 0)} cy={y(one.importance.value ?? 0)} r="10" class="bubble" />
            <text x={x(one.satisfied.value ?? 0)} y={y(one.importance.value ?? 0) + 4} text-anchor="middle" class="bubble-word">{number}</text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
