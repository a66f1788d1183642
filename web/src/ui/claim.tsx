import type { Claim, Evidence } from "../model/documents";
import type { Keys } from "../format/query";
import { BasisMark } from "./basis";
import { useCiting } from "./cited";
import { shown } from "./shown";

interface Props {
  readonly claim: Claim;
  readonly keys?: Keys;
  /** −1 inside a grid, where the cell takes the Tab stop. */
  readonly tabIndex?: number | undefined;
}

/** The mark of a claim; where it cites something, a button to see what. */
export function ClaimBadge({ claim, keys = {}, tabIndex }: Props) {
  const citing = useCiting();
  const found = (claim.evidence ?? []).map((id) => citing.evidence.get(id));
  const evidence = found.filter((one): one is Evidence => one !== undefined);
  if (evidence.length === 0) return <BasisMark basis={claim.basis} />;
  const told = { what: claim.text, text: "", number: null, basis: claim.basis, evidence, keys, window: citing.window };
  return (
    <button
      type="button"
      class="badge"
      tabIndex={tabIndex}
      aria-label={`${claim.basis}: ${claim.text}. Show evidence`}
      data-claim={claim.evidence?.join(" ")}
      onClick={(event) => (shown.value = { ...told, opener: event.currentTarget })}
    >
      <BasisMark basis={claim.basis} />
    </button>
  );
}

/** A sentence and the mark of its basis. */
export function ClaimText({ claim, keys = {}, tabIndex }: Props) {
  return (
    <span class="claim">
      {claim.text} <ClaimBadge claim={claim} keys={keys} tabIndex={tabIndex} />
    </span>
  );
}

interface ListProps {
  readonly claims: readonly Claim[] | undefined;
  readonly keys?: Keys;
  readonly empty?: string;
}

export function ClaimList({ claims, keys = {}, empty }: ListProps) {
  if (!claims?.length) return empty ? <p class="nodata">{empty}</p> : null;
  return (
    <ul class="claims">
      {claims.map((claim, place) => (
        <li key={place}>
          <ClaimText claim={claim} keys={keys} />
        </li>
      ))}
    </ul>
  );
}
