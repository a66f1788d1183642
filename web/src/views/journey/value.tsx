import type { Observation } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import type { Sheet } from "./sheet";

interface Props {
  readonly sheet: Sheet;
  readonly seen: Observation;
  readonly what: string;
  /** −1 inside the grid, where the cell takes the Tab stop. */
  readonly tabIndex?: number | undefined;
  readonly withInterval?: boolean;
  readonly name?: string;
}

const SAID = new Set(["mea_voices", "mea_feeling", "mea_stage-voices", "mea_stage-feeling"]);

/** What customers said of a step is reported; all else on a map is counted from records. */
export const basisOf = (seen: Observation) => (SAID.has(seen.measure) ? ("reported" as const) : ("measured" as const));

/** One observation as a number that opens its evidence. */
export function ObservedValue({ sheet, seen, what, tabIndex, withInterval, name = "journey.observation" }: Props) {
  return (
    <FigureButton
      figure={sheet.quantity(seen)}
      name={name}
      what={what}
      keys={sheet.keys(seen)}
      basis={basisOf(seen)}
      withInterval={withInterval}
      tabIndex={tabIndex}
    />
  );
}

/** How many stand in the denominator of an observation. */
export function ObservedN({ sheet, seen, what }: Pick<Props, "sheet" | "seen" | "what">) {
  if (typeof seen.at?.n !== "number") return null;
  const { evidence } = sheet.quantity(seen);
  return <FigureButton figure={{ value: seen.at.n, unit: "", evidence }} name="journey.n" what={what} keys={sheet.keys(seen)} />;
}
