import type { Evidence, Gap, Gaps, Home } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Bar } from "../../ui/bars";
import { Cited } from "../../ui/cited";
import { FigureButton } from "../../ui/figure";
import { Loaded } from "../../ui/loaded";
import { grouped } from "../../ui/order";
import { Section } from "../../ui/section";
import { useTitle } from "../../ui/title";
import { KINDS, where } from "./where";

export function evidenceOf(gap: Gap): Evidence {
  return {
    id: `${gap.kind}/${gap.about}`,
    kind: "table",
    title: `${gap.kind}: ${gap.about}`,
    n: gap.of ?? null,
    unit: gap.unit ?? null,
    denominator: gap.kind === "persona unheard" ? "its customers" : gap.kind === "prospects unseen" ? "customers who bought" : "all customers",
    method: "count",
    query: gap.query ?? null,
  };
}

/** How many the gap is about, of how many; nothing where no number stands behind it. */
function Many({ gap }: { readonly gap: Gap }) {
  if (typeof gap.count !== "number") return <td colSpan={2}><span class="nodata">no number stands behind it</span></td>;
  const figure = { value: gap.count, unit: "", n: gap.of ?? null, method: "count", evidence: evidenceOf(gap).id };
  const keys = { kind: gap.kind, about: gap.about };
  return (
    <>
      <td class="number">
        <FigureButton figure={figure} name="gap.count" what={`${gap.about}: ${gap.unit ?? "people"}`} keys={keys} /> of{" "}
        <FigureButton figure={{ ...figure, value: gap.of ?? null, n: null }} name="gap.of" what={`${gap.about}: of`} keys={keys} />
        <span class="role quiet">{gap.unit}</span>
      </td>
      <td class="bars"><Bar value={gap.count} most={gap.of ?? gap.count} /></td>
    </>
  );
}

function Row({ gap, home }: { readonly gap: Gap; readonly home: Home | null }) {
  const place = where(gap, home);
  return (
    <tr>
      <th scope="row">{gap.about}<span class="role quiet">{gap.problem}</span></th>
      <Many gap={gap} />
      <td class="advice"><strong>{gap.research}</strong> {gap.advice}</td>
      <td><a href={place.to}>{place.words}</a></td>
    </tr>
  );
}

function Kind({ kind, gaps, home }: { readonly kind: Gap["kind"]; readonly gaps: readonly Gap[]; readonly home: Home | null }) {
  return (
    <Section id={`gaps-${kind.replaceAll(" ", "-")}`} title={KINDS[kind]}>
      <div class="scroll" tabIndex={0} role="group" aria-label={KINDS[kind]}>
        <table class="said gaps">
          <thead>
            <tr>
              <th scope="col">What is not known</th>
              <th scope="col" class="number">For how many</th>
              <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
              <th scope="col" class="advice">Research that closes it</th>
              <th scope="col">Shows on</th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((one) => <Row key={one.about} gap={one} home={home} />)}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Page({ page }: { readonly page: Gaps }) {
  const home = usePage<Home>("/api/home");
  const told = home.state === "ready" ? home.page : null;
  if (page.gaps.length === 0) {
    return <p class="nodata">No gap was found. Here stand missing sources, unseen stages, unheard touchpoints and personas, and traits known of few; <code>folkways gaps</code> lists them after each build (<code>docs/how-to/find-what-you-do-not-know.md</code>).</p>;
  }
  return (
    <Cited evidence={page.gaps.map(evidenceOf)} minCell={page.minCell} window={told?.window}>
      {[...grouped(page.gaps, (one) => one.kind)].map(([kind, own]) => (
        <Kind key={kind} kind={kind} gaps={own} home={told} />
      ))}
    </Cited>
  );
}

export function GapsScreen() {
  useTitle("Gaps");
  return (
    <>
      <div class="page-head">
        <h1>Gaps</h1>
        <p class="lede">What the data cannot tell, about how many, and which research closes it. The biggest stand first.</p>
      </div>
      <Loaded of={usePage<Gaps>("/api/gaps")} part>{(page) => <Page page={page} />}</Loaded>
    </>
  );
}
