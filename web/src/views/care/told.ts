import type { ClaimCount, Evidence, Guard, LeftOut } from "../../model/documents";

const WAYS: Readonly<Record<LeftOut["way"], string>> = {
  "in a persona": "Who is in a persona",
  "with events": "Whose events are known",
  answered: "Who answered",
  spoke: "Who spoke",
};

/** A way of being in the numbers, in words; one that this version does not know stands as it is. */
export function wayOf(way: LeftOut["way"]): string {
  return WAYS[way] ?? way;
}

/** Shape and word, never colour alone. */
export const STATES: Readonly<Record<Guard["state"], string>> = { on: "●", weak: "◐", off: "○" };

export const BASES = ["measured", "reported", "observed", "inferred", "simulated", "assumed"] as const;
export type CountedBasis = (typeof BASES)[number];

/** What the numbers of claims lean on: the document itself. */
export function claimsEvidence(one: ClaimCount): Evidence {
  return {
    id: `claims/${one.document}`,
    kind: "document",
    title: `Claims of ${one.name}`,
    n: one.of,
    unit: "claims",
    denominator: "everything in the document that wears a basis",
    method: "count",
    note: `Counted in documents/${one.document}${one.document.includes("/") ? ".json" : ""}.`,
  };
}

/** With the findings first, each with its place in the document. */
export function placed<T extends { readonly finding?: boolean }>(found: readonly T[]): readonly (readonly [T, number])[] {
  const all = found.map((one, place) => [one, place] as const);
  return [...all.filter(([one]) => one.finding), ...all.filter(([one]) => !one.finding)];
}

/** Once each, in the order they come. */
export function names(found: readonly string[]): string {
  return [...new Set(found)].join(", ");
}
