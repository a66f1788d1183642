import type { Care, Guard } from "../../model/documents";
import { href } from "../../router";
import { grouped } from "../../ui/order";
import { Section } from "../../ui/section";
import { CareFigure, CareTable, Line, Words } from "./parts";
import { names, STATES } from "./told";

const WORST: readonly Guard["state"][] = ["off", "weak", "on"];

/** The same said of several sources is one row. */
function Alike({ one, about }: { readonly one: Guard; readonly about: string }) {
  return (
    <tr>
      <th scope="row">{one.name}{about && <span class="role quiet">{about}</span>}</th>
      <td class={`guard ${one.state}`}><span aria-hidden="true">{STATES[one.state]}</span> {one.state}</td>
      <td class="advice"><Words text={one.says} /></td>
      <td><Line line={one.line} /></td>
    </tr>
  );
}

/** Safeguards, those that are off first. */
export function GuardSection({ page }: { readonly page: Care }) {
  const checks = WORST.flatMap((state) => (page.checks ?? []).filter((one) => one.state === state));
  const alike = [...grouped(checks, (one) => `${one.name} ${one.state} ${one.says} ${one.line}`).values()];
  return (
    <Section id="care-guards" title="Safeguards">
      <CareTable label="Safeguards" heads={[["Safeguard"], ["State"], ["What that means", "advice"], ["Line that changes it"]]}>
        {alike.map((own) => own[0] && <Alike key={own[0].name + own[0].says} one={own[0]} about={names(own.flatMap((each) => each.about ?? []))} />)}
      </CareTable>
    </Section>
  );
}

function Small({ page }: { readonly page: Care }) {
  const small = page.small ?? [];
  if (small.length === 0) return <p class="nodata">No persona is so small that one more filter would speak of single people.</p>;
  return (
    <CareTable label="Small personas" heads={[["Persona"], ["Members", "number"], ["What to do", "advice"]]}>
      {small.map((one, place) => (
        <tr key={one.persona}>
          <th scope="row"><a href={href("personas", one.persona)}>{one.name}</a></th>
          <td class="number"><CareFigure figure={one.members} at={`small.${place}.members`} what={`Members of ${one.name}`} /></td>
          <td class="advice">A persona has at least {one.floor} members. Add no filter to this one: it would speak of single people.</td>
        </tr>
      ))}
    </CareTable>
  );
}

function Quotes({ page }: { readonly page: Care }) {
  const quotes = page.quotes ?? [];
  if (quotes.length === 0) return <p class="nodata">No quote that is shown holds a word that hardly anybody else uses.</p>;
  return (
    <CareTable label="Telling quotes" heads={[["Quote"], ["Words that give it away"], ["Place"]]}>
      {quotes.map((one) => (
        <tr key={`${one.voice} ${one.text}`}>
          <th scope="row" class="care-quote">{one.text}</th>
          <td class="advice">{one.words.join(", ")}</td>
          <td class="advice">{one.document}, {one.locator}</td>
        </tr>
      ))}
    </CareTable>
  );
}

/** Where single people may be recognised. */
export function RecognisedSection({ page }: { readonly page: Care }) {
  return (
    <Section id="care-recognised" title="Who might be recognised">
      <h3>Small personas</h3>
      <Small page={page} />
      <h3>Telling quotes</h3>
      <Quotes page={page} />
    </Section>
  );
}
