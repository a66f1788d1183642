import type { Care, Divide, Proxy } from "../../model/documents";
import { href } from "../../router";
import { BarKey, PairBars } from "../../ui/bars";
import { Section } from "../../ui/section";
import { Spread } from "../../ui/spread";
import { CareFigure, CareTable, Line, Verdict } from "./parts";
import { placed } from "./told";

function Level({ one, place }: { readonly one: Divide; readonly place: number }) {
  if (!one.level || !one.here || !one.elsewhere) return <td colSpan={3}><span class="nodata">no level can be told without telling of few people</span></td>;
  return (
    <>
      <td>
        <span class="says">{one.level}</span>, in <a href={href("personas", one.persona)}>{one.personaName}</a>
        <span class="role quiet">alone: <CareFigure figure={one.levelStrength} at={`divides.${place}.levelStrength`} what={`Strength of ${one.level} alone`} /></span>
      </td>
      <td class="number">
        <CareFigure figure={one.here} at={`divides.${place}.here`} what={`${one.level} in ${one.personaName}`} />
        <span class="role quiet">elsewhere <CareFigure figure={one.elsewhere} at={`divides.${place}.elsewhere`} what={`${one.level} among everybody else`} /></span>
      </td>
      <td class="bars"><PairBars here={one.here.value} elsewhere={one.elsewhere.value} most={1} /></td>
    </>
  );
}

function Row({ one, place, mark }: { readonly one: Divide; readonly place: number; readonly mark: number }) {
  return (
    <tr>
      <th scope="row">{one.label}<span class="role quiet"><Verdict finding={one.finding} words="personas go with it" /></span></th>
      <td class="number"><CareFigure figure={one.strength} at={`divides.${place}.strength`} what={`How strongly personas go with ${one.label}`} /></td>
      <td class="bars"><Spread value={one.strength.value} lo={one.strength.lo} hi={one.strength.hi} least={0} most={1} mark={mark} /></td>
      <Level one={one} place={place} />
    </tr>
  );
}

function ProxyRow({ one, at, trait }: { readonly one: Proxy; readonly at: string; readonly trait: string }) {
  return (
    <tr>
      <th scope="row">{one.label}</th>
      <td class="number"><CareFigure figure={one.withTrait} at={`${at}.withTrait`} what={`${one.label} with ${trait}`} /></td>
      <td class="bars"><Spread value={one.withTrait.value} lo={one.withTrait.lo} hi={one.withTrait.hi} least={0} most={1} /></td>
      <td class="number"><CareFigure figure={one.withPersonas} at={`${at}.withPersonas`} what={`${one.label} with personas`} /></td>
      <td class="bars"><Spread value={one.withPersonas.value} lo={one.withPersonas.lo} hi={one.withPersonas.hi} least={0} most={1} /></td>
      <td><Line line={one.line} /></td>
    </tr>
  );
}

/** Through which features personas go with a trait, and how each is taken out. */
function Proxies({ one, place }: { readonly one: Divide; readonly place: number }) {
  if (!one.finding) return null;
  return (
    <>
      <h3>What carries “{one.label}” into the personas</h3>
      {one.allowed && <p class="notice">{one.allowed.who} allowed it: {one.allowed.reason}</p>}
      {one.proxies?.length ? (
        <CareTable label={`Proxies of ${one.label}`} heads={[["Feature"], [`Goes with ${one.label}`, "number"], ["Strength, 0 to 1", "bars"], ["Goes with personas", "number"], ["Strength, 0 to 1, again", "bars"], ["Takes it out"]]}>
          {one.proxies.map((proxy, at) => <ProxyRow key={proxy.feature} one={proxy} at={`divides.${place}.proxies.${at}`} trait={one.label} />)}
        </CareTable>
      ) : (
        <p class="nodata">No single feature carries it.</p>
      )}
    </>
  );
}

/** Whether personas sort people by a sensitive trait. */
export function DivideSection({ page }: { readonly page: Care }) {
  const rows = placed(page.divides ?? []);
  return (
    <Section id="care-proxies" title="Personas and sensitive traits">
      <p>Do personas sort people by age, income or the like without saying so? Strength runs from zero, where they do not at all, to one, where they do wholly; the dashed line is where a finding begins.</p>
      {rows.length > 0 ? (
        <CareTable label="Personas and sensitive traits" heads={[["Sensitive trait"], ["Strength", "number"], ["Strength, 0 to 1", "bars"], ["Divided most"], ["Here", "number"], ["Bars", "bars"]]}>
          {rows.map(([one, place]) => <Row key={one.trait} one={one} place={place} mark={page.thresholds.strength} />)}
        </CareTable>
      ) : (
        <p class="nodata">
          No sensitive trait could be checked. What is not marked is not looked at: write <code>class = "sensitive"</code> under <code>[sources.traits.NAME]</code> in <code>folkways.toml</code>, then <code>folkways build</code>.
        </p>
      )}
      {rows.length > 0 && <BarKey />}
      {rows.map(([one, place]) => <Proxies key={one.trait} one={one} place={place} />)}
      {page.unchecked?.length ? (
        <>
          <h3>Not checked</h3>
          <ul class="claims">{page.unchecked.map((one) => <li key={one.trait} class="says"><strong>{one.label}</strong>: {one.reason}</li>)}</ul>
        </>
      ) : null}
    </Section>
  );
}
