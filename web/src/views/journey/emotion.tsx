import { BasisMark } from "../../ui/basis";
import type { CellProps } from "./cell";
import { curve, feelings, height } from "./feelings";
import { NoData } from "./no-data";
import { ObservedValue } from "./value";

/** One cell of the curve: it meets its neighbours at the cell's edges, and stops where nothing is known. */
export function Emotion({ sheet, lane, step, place, tabIndex }: CellProps) {
  const known = feelings(sheet, lane);
  const own = known[place];
  if (!own) return <NoData />;
  const scale = { min: lane.scale?.min ?? -2, max: lane.scale?.max ?? 2 };
  const at = height(own.value, scale);
  return (
    <span class={`emotion basis-${own.basis}`}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2="100" y1={height(0, scale)} y2={height(0, scale)} class="zero" />
        <path d={curve(own, known[place - 1] ?? null, known[place + 1] ?? null, scale)} class="curve" />
      </svg>
      <span class="dot" style={{ top: `${at}%` }} aria-hidden="true" />
      <span class={`emotion-value ${at < 50 ? "below" : "above"}`}>
        {own.seen ? (
          <ObservedValue sheet={sheet} seen={own.seen} what={`${lane.title} at ${step.title}`} tabIndex={tabIndex} />
        ) : (
          <>
            {own.value} <BasisMark basis={own.basis} />
          </>
        )}
      </span>
    </span>
  );
}
