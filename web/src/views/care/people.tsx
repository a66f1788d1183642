import type { Care, ClaimCount, Unconfirmed } from "../../model/documents";
import { Bar } from "../../ui/bars";
import { MARKS } from "../../ui/basis";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";
import { CareTable, Line, Words } from "./parts";
import { BASES, claimsEvidence, type CountedBasis } from "./told";

function Counted({ one, basis }: { readonly one: ClaimCount; readonly basis: CountedBasis | "of" }) {
  const evidence = claimsEvidence(one);
  const figure = { value: one[basis] ?? 0, unit: "", n: one.of, method: "count", evidence: evidence.id };
  return <FigureButton figure={figure} name="care.claims" what={`${basis === "of" ? "Claims" : basis}: ${one.name}`} keys={{ document: one.document, key: basis }} because={evidence} />;
}

/** Parts of one bar, told apart by their filling. */
function ClaimBar({ one }: { readonly one: ClaimCount }) {
  return (
    <span class="claim-bar" aria-hidden="true">
      {BASES.map((basis) => <span key={basis} class={`part ${basis}`} style={{ flexGrow: one[basis] ?? 0 }} />)}
    </span>
  );
}

function Claims({ claims }: { readonly claims: readonly ClaimCount[] }) {
  const worn = BASES.filter((basis) => claims.some((one) => (one[basis] ?? 0) > 0));
  if (claims.length === 0) return <p class="nodata">No document makes a claim yet. <code>folkways build</code> makes personas and journeys from events.</p>;
  return (
    <CareTable label="What claims stand on" heads={[["Document"], ["Claims", "number"], ["Bars by basis", "bars"], ...worn.map((basis) => [`${MARKS[basis]} ${basis}`, "number"] as const)]}>
      {claims.map((one) => (
        <tr key={one.document}>
          <th scope="row">{one.name}</th>
          <td class="number"><Counted one={one} basis="of" /></td>
          <td class="bars"><ClaimBar one={one} /></td>
          {worn.map((basis) => <td key={basis} class="number">{one[basis] ? <Counted one={one} basis={basis} /> : <span class="quiet">none</span>}</td>)}
        </tr>
      ))}
    </CareTable>
  );
}

function OpenRow({ one }: { readonly one: Unconfirmed }) {
  const because = { id: `unconfirmed/${one.what}`, kind: "document", title: one.what, n: one.of, unit: "of all", method: "count", note: one.advice } as const;
  const figure = { value: one.count, unit: "", n: one.of, method: "count", evidence: because.id };
  return (
    <tr>
      <th scope="row">{one.what}</th>
      <td class="number">
        <FigureButton figure={figure} name="care.unconfirmed" what={one.what} keys={{ what: one.what, key: "count" }} because={because} /> of{" "}
        <FigureButton figure={{ ...figure, value: one.of }} name="care.unconfirmed" what={`${one.what}: of`} keys={{ what: one.what, key: "of" }} because={because} />
      </td>
      <td class="bars"><Bar value={one.count} most={one.of} /></td>
      <td class="advice"><Words text={one.advice} /></td>
    </tr>
  );
}

/** What the machine says, what people decided, and what nobody has confirmed. */
export function PeopleSection({ page }: { readonly page: Care }) {
  const decisions = page.decisions ?? [];
  const open = page.unconfirmed ?? [];
  return (
    <Section id="care-people" title="Machine and people">
      <p>Data propose, people decide. Full bars were measured, reported or observed; hatched ones are inferred, empty ones assumed or simulated.</p>
      <Claims claims={page.claims ?? []} />
      <h3>Nobody has confirmed</h3>
      {open.length > 0 ? (
        <CareTable label="Nobody has confirmed" heads={[["On the machine's word alone"], ["How many", "number"], ["Bars", "bars"], ["Who can confirm it", "advice"]]}>
          {open.map((one) => <OpenRow key={one.what} one={one} />)}
        </CareTable>
      ) : (
        <p class="nodata">Nothing stands on the machine's word alone.</p>
      )}
      <h3>People have decided</h3>
      {decisions.length > 0 ? (
        <CareTable label="People have decided" heads={[["Decision"], ["About"], ["Who, and why"], ["Where it stands"]]}>
          {decisions.map((one) => (
            <tr key={`${one.what} ${one.about}`}>
              <th scope="row">{one.what}</th>
              <td class="advice">{one.about}</td>
              <td class="advice">{one.who ? `${one.who}: ${one.reason ?? ""}` : <span class="nodata">nobody signed it</span>}</td>
              <td><Line line={one.line} /></td>
            </tr>
          ))}
        </CareTable>
      ) : (
        <p class="nodata">No decision is written in <code>folkways.toml</code>: everything here is the machine's.</p>
      )}
    </Section>
  );
}
