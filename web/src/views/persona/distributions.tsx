import type { Distribution, DistributionBar, Persona, PersonaTrait } from "../../model/documents";
import { BarKey, PairBars } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import { More } from "../../ui/more";
import { Section } from "../../ui/section";
import { ranked, TraitRow } from "./traits";

interface RowProps {
  readonly persona: string;
  readonly trait: PersonaTrait;
  readonly of: Distribution;
  readonly bar: DistributionBar;
  readonly most: number;
}

function BarRow({ persona, trait, of, bar, most }: RowProps) {
  const keys = { persona, key: trait.key, trait: trait.key, label: bar.label };
  const figure = (value: number | null | undefined) => {
    return { value: value ?? null, unit: "share", n: of.known, suppressed: bar.suppressed ?? false, evidence: of.evidence };
  };
  if (bar.suppressed) {
    return (
      <tr>
        <th scope="row">{bar.label}</th>
        <td colSpan={3}>
          <FigureButton figure={figure(null)} name="persona.distribution.here" what={`${trait.label}, ${bar.label}`} keys={keys} basis={trait.basis} />
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{bar.label}</th>
      <td class="bars">
        <PairBars here={bar.here} elsewhere={bar.elsewhere} most={most} />
      </td>
      <td class="number">
        <FigureButton figure={figure(bar.here)} name="persona.distribution.here" what={`${trait.label}, ${bar.label}, here`} keys={keys} basis={trait.basis} />
      </td>
      <td class="number">
        <FigureButton figure={{ ...figure(bar.elsewhere), n: null }} name="persona.distribution.elsewhere" what={`${trait.label}, ${bar.label}, elsewhere`} keys={keys} basis={trait.basis} />
      </td>
    </tr>
  );
}

/** For how many the trait is known; the rest is missing and stays missing. */
function Known({ persona, trait, of }: Omit<RowProps, "bar" | "most">) {
  const keys = { persona, key: trait.key, trait: trait.key };
  const part = (value: number, name: string, what: string) => (
    <FigureButton figure={{ value, unit: "customers", evidence: of.evidence }} name={name} what={`${trait.label}, ${what}`} keys={keys} basis={trait.basis} />
  );
  return (
    <span class="quiet">
      known for {part(of.known, "persona.distribution.known", "customers with a known value")} of{" "}
      {part(of.members, "persona.distribution.members", "customers of the group")}
    </span>
  );
}

/** What is spread: "Age", where the trait itself is one of its levels, "Age: 19-24". */
function wholeOf(trait: PersonaTrait, of: Distribution): string {
  const level = of.bars.find((bar) => trait.label.endsWith(`: ${bar.label}`));
  return level ? trait.label.slice(0, -level.label.length - 2) : trait.label;
}

function Spread({ persona, trait, of }: { readonly persona: string; readonly trait: PersonaTrait; readonly of: Distribution }) {
  const most = Math.max(...of.bars.flatMap((bar) => [bar.here ?? 0, bar.elsewhere ?? 0]));
  return (
    <figure class="spread">
      <figcaption>
        <strong>{wholeOf(trait, of)}</strong>{" "}
        <Known persona={persona} trait={trait} of={of} />
      </figcaption>
      <table>
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
            <th scope="col" class="number">Here</th>
            <th scope="col" class="number">Else</th>
          </tr>
        </thead>
        <tbody>
          {of.bars.map((bar) => (
            <BarRow key={bar.label} persona={persona} trait={trait} of={of} bar={bar} most={most} />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Spreads({ persona, traits }: { readonly persona: string; readonly traits: readonly PersonaTrait[] }) {
  return (
    <div class="spreads">
      {traits.map((trait) => trait.distribution && <Spread key={trait.key} persona={persona} trait={trait} of={trait.distribution} />)}
    </div>
  );
}

const FIRST = 9;

interface Props {
  readonly id: string;
  readonly title: string;
  readonly persona: Persona;
  readonly traits: readonly PersonaTrait[];
  /** Whether the traits' own figures stand here too, because no other table shows them. */
  readonly table?: boolean;
}

export function Distributions({ id, title, persona, traits, table }: Props) {
  const spread = ranked(traits).filter((trait) => trait.distribution);
  const rest = traits.filter((trait) => !trait.distribution);
  if (spread.length === 0 && !table) return null;
  return (
    <Section id={id} title={title}>
      {traits.length === 0 && <p class="nodata">no data</p>}
      {spread.length > 0 && <BarKey />}
      <Spreads persona={persona.id} traits={spread.slice(0, FIRST)} />
      {spread.length > FIRST && (
        <More title={`The other distributions (${spread.length - FIRST})`}>
          <Spreads persona={persona.id} traits={spread.slice(FIRST)} />
        </More>
      )}
      {table && rest.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label={`${title}: shares`}>
          <table class="traits">
            <tbody>
              {rest.map((trait) => (
                <TraitRow key={trait.key} persona={persona.id} trait={trait} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
