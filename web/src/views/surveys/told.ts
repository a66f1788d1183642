import type { AnsweredGroup, AnsweredQuestion } from "../../model/documents";
import type { Keys } from "../../format/query";
import type { Quantity } from "../../ui/shown";

export type By = AnsweredGroup["by"];

export const KINDS: Readonly<Record<AnsweredQuestion["kind"], string>> = {
  nps: "likelihood to recommend (NPS)",
  csat: "satisfaction (CSAT)",
  ces: "effort (CES)",
  rating: "rating",
  ranking: "ranking",
  choice: "one of several answers",
  multi: "several answers",
  text: "own words",
};

/** A mean on the scale of its question is no number of points with a sign. */
export function scored(question: AnsweredQuestion, figure: Quantity): Quantity {
  return figure.unit === "points" && question.kind !== "nps" ? { ...figure, unit: "scale" } : figure;
}

/** From where to where a score can go, for its picture. */
export function reach(question: AnsweredQuestion): readonly [number, number] {
  if (question.kind === "nps") return [-100, 100];
  if (question.kind === "csat") return [0, 1];
  return [question.scaleMin ?? 0, question.scaleMax ?? 1];
}

export function groupsOf(question: AnsweredQuestion, by: By): readonly AnsweredGroup[] {
  return question.groups.filter((one) => one.by === by);
}

export function everybody(question: AnsweredQuestion): AnsweredGroup | undefined {
  return groupsOf(question, "overall")[0];
}

/** Whether shares are of weights that differ, so that they need not be the answers over all answers. */
export function isWeighted(groups: readonly AnsweredGroup[]): boolean {
  return groups.some((group) => [...(group.bands ?? []), ...(group.shares ?? [])].some((one) => one.share.method?.endsWith("effective n")));
}

/** The name of a group; those in none have one too. */
export function nameOf(group: AnsweredGroup): string {
  if (group.group) return group.group;
  return { overall: "Everybody", wave: "No wave", persona: "No persona", month: "No month" }[group.by ?? "overall"];
}

/** What the queries of a figure name. */
export function keysOf(question: AnsweredQuestion, group: AnsweredGroup, answer?: string): Keys {
  const keys: Record<string, string | number> = { question: question.question, by: group.by ?? "overall" };
  if (group.group) keys["group"] = group.group;
  if (group.groupId) keys["persona"] = group.groupId;
  if (typeof question.topFrom === "number") keys["top"] = question.topFrom;
  if (answer !== undefined) keys["answer"] = answer;
  return keys;
}

/** The groups of a trend: waves, else months; none where there is but one. */
export function trendOf(question: AnsweredQuestion): readonly AnsweredGroup[] {
  const waves = groupsOf(question, "wave").filter((one) => one.group);
  if (waves.length > 1) return waves;
  const months = groupsOf(question, "month");
  return months.length > 1 ? months : [];
}
