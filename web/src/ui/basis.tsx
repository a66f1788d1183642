import type { Claim } from "../model/documents";

export type Basis = Claim["basis"];

/** Shape and word, never colour alone. */
export const MARKS: Readonly<Record<Basis, string>> = {
  measured: "■",
  reported: "▣",
  observed: "◧",
  inferred: "◨",
  assumed: "□",
  simulated: "◇",
};

export const MEANINGS: Readonly<Record<Basis, string>> = {
  measured: "computed from records",
  reported: "a customer said or rated it",
  observed: "a person watched it",
  inferred: "follows from cited claims by a named rule",
  assumed: "nothing backs it yet",
  simulated: "from a cited run of a scenario",
};

export function BasisMark({ basis }: { readonly basis: Basis }) {
  return (
    <span class={`basis basis-${basis}`} title={MEANINGS[basis]}>
      <span aria-hidden="true">{MARKS[basis]}</span> {basis}
    </span>
  );
}

export function BasisLegend() {
  return (
    <ul class="legend" aria-label="What the marks mean">
      {(Object.keys(MARKS) as Basis[]).map((basis) => (
        <li key={basis}>
          <BasisMark basis={basis} /> <span class="quiet">{MEANINGS[basis]}</span>
        </li>
      ))}
    </ul>
  );
}
