import type { DriverFindings, Figure, KeyDriver, KeyDrivers } from "../../model/documents";
import { Cited } from "../../ui/cited";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";
import { DriverChart } from "./driver-chart";

const COLUMNS = [
  ["weight", "Weight"],
  ["importance", "Importance"],
  ["satisfied", "Best ratings"],
  ["mean", "Mean"],
  ["opportunity", "Opportunity"],
  ["correlation", "Correlation"],
] as const;

type Part = (typeof COLUMNS)[number][0] | "rSquared";

function Cell({ figure, part, what, outcome, question }: { readonly figure: Figure; readonly part: Part; readonly what: string; readonly outcome: string; readonly question: string }) {
  const told = part === "mean" ? { ...figure, unit: "scale" } : figure;
  return <FigureButton figure={told} name={`drivers.${part}`} what={what} keys={{ outcome, question }} basis={part === "mean" || part === "satisfied" ? "reported" : "inferred"} withInterval />;
}

function Row({ one, number, outcome }: { readonly one: KeyDriver; readonly number: number; readonly outcome: string }) {
  return (
    <tr>
      <th scope="row">
        <span class="driver-number">{number}</span> {one.question}
        <span class="role quiet">{one.touchpoint}</span>
      </th>
      {COLUMNS.map(([part, title]) => (
        <td key={part} class="number">
          <Cell figure={one[part]} part={part} what={`${title}: ${one.question}`} outcome={outcome} question={one.question} />
        </td>
      ))}
    </tr>
  );
}

function Found({ found, place }: { readonly found: KeyDrivers; readonly place: number }) {
  return (
    <Cited evidence={found.evidence}>
      <Section id={`drivers-${place}`} title={`What drives “${found.outcome}”`}>
        <p>
          The ratings explain <Cell figure={found.rSquared} part="rSquared" what="R²" outcome={found.outcome} question="" /> of how people differ in it ({found.method}). Drivers go along with it; they need not cause it.
        </p>
        <div class="drivers-beside">
          <DriverChart found={found} />
          <div class="scroll" tabIndex={0} role="group" aria-label={`Drivers of ${found.outcome}`}>
            <table class="said">
              <thead>
                <tr>
                  <th scope="col">Driver</th>
                  {COLUMNS.map(([part, title]) => <th key={part} scope="col" class="number">{title}</th>)}
                </tr>
              </thead>
              <tbody>
                {found.drivers.map((one, at) => <Row key={one.question} one={one} number={at + 1} outcome={found.outcome} />)}
              </tbody>
            </table>
          </div>
        </div>
        {found.leftOut?.length ? <p class="quiet">Too few answers to weigh: {found.leftOut.join(", ")}.</p> : null}
      </Section>
    </Cited>
  );
}

/** What drives each outcome, as importance against performance; or why it cannot be told. */
export function DriverSections({ page }: { readonly page: DriverFindings }) {
  const found = page.found ?? [];
  const refused = page.refused ?? [];
  return (
    <>
      {found.map((one, place) => <Found key={one.outcome} found={one} place={place} />)}
      {(refused.length > 0 || found.length === 0) && (
        <Section id="no-drivers" title={found.length > 0 ? "What else drives" : "What drives satisfaction"}>
          {refused.map((one) => (
            <p key={one.outcome} class="nodata">“{one.outcome}”: {one.problem} {one.hint}</p>
          ))}
          {found.length === 0 && refused.length === 0 && (
            <p class="nodata">
              Importance against performance will stand here once a survey rates two touchpoints or more: give its questions a <code>touchpoint</code>, or name an outcome under <code>[[survey.drivers]]</code> in <code>folkways.toml</code> (<code>docs/how-to/find-what-drives-satisfaction.md</code>).
            </p>
          )}
        </Section>
      )}
    </>
  );
}
