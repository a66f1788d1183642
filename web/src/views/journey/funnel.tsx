import { Bar } from "../../ui/bars";
import type { CellProps } from "./cell";
import { NoData } from "./no-data";
import { ObservedValue } from "./value";

/** Who goes on: a bar with its number and interval. */
export function Funnel({ sheet, lane, step, tabIndex }: CellProps) {
  const seen = sheet.one(lane.measure, { step: step.id });
  if (!seen) return <NoData />;
  return (
    <>
      {seen.at && <Bar value={seen.at.v} most={1} />}
      <ObservedValue sheet={sheet} seen={seen} what={`${lane.title} from ${step.title}`} tabIndex={tabIndex} withInterval />
    </>
  );
}
