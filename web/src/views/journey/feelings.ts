import type { Card, Lane, Observation } from "../../model/documents";
import type { Sheet } from "./sheet";

export interface Feeling {
  readonly value: number;
  readonly basis: Card["basis"];
  readonly seen: Observation | null;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The feeling at each column; null where nothing is known, so that the curve breaks there. */
export function feelings(sheet: Sheet, lane: Lane): readonly (Feeling | null)[] {
  const measure = lane.measure ?? sheet.ofKind("feeling")?.id;
  return sheet.columns.map(({ step }) => {
    if (!step) return null;
    const seen = sheet.one(measure, { step: step.id });
    if (seen?.at) return { value: seen.at.v, basis: "reported", seen };
    const card = sheet.cards(lane, step.id).find((one) => typeof one.value === "number");
    return card ? { value: card.value ?? 0, basis: card.basis, seen: null } : null;
  });
}

/** How far down a value lies, in hundredths of the cell, with a margin above and below. */
export function height(value: number, { min, max }: Range): number {
  const share = (Math.min(max, Math.max(min, value)) - min) / (max - min || 1);
  return Math.round((12 + (1 - share) * 76) * 10) / 10;
}

/** From the left edge over the middle to the right edge, as far as neighbours are known. */
export function curve(own: Feeling, before: Feeling | null, after: Feeling | null, scale: Range): string {
  const at = height(own.value, scale);
  const edge = (other: Feeling): number => (height(other.value, scale) + at) / 2;
  const left = before ? `M0 ${edge(before)} Q 30 ${at} 50 ${at}` : `M50 ${at}`;
  return after ? `${left} Q 70 ${at} 100 ${edge(after)}` : left;
}
