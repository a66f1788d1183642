import type { Persona, PersonaTrait } from "../../model/documents";
import { BasisMark } from "../../ui/basis";
import { BarKey, PairBars } from "../../ui/bars";
import { ClaimList } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { More } from "../../ui/more";
import { Section } from "../../ui/section";
import { strength } from "./strength";
import { ContrastTable } from "./contrast-table";

interface RowProps {
  readonly persona: string;
  readonly trait: PersonaTrait;
}

function mostOf(trait: PersonaTrait): number {
  const bounds = [trait.here, trait.elsewhere].map((figure) => Math.abs(figure.value ?? 0));
  return Math.max(...bounds) * (trait.here.unit === "share" ? 1.15 : 1.1);
}

export function TraitRow({ persona, trait }: RowProps) {
  const keys = { persona, key: trait.key, trait: trait.key };
  const { label, here, elsewhere } = trait;
  const effect = { value: trait.effect ?? null, unit: "effect", evidence: trait.difference.evidence, method: `Cohen's ${trait.effectKind ?? "d"}` };
  return (
    <tr>
      <th scope="row">
        {label}
        <span class="role quiet">
          {trait.role} <BasisMark basis={trait.basis ?? "measured"} />
        </span>
      </th>
      <td class="number">
        <FigureButton figure={here} name="persona.trait.here" what={`${label}, here`} keys={keys} basis={trait.basis} withInterval />
      </td>
      <td class="bars">
        <PairBars here={here.value} elsewhere={elsewhere.value} most={mostOf(trait)} />
      </td>
      <td class="number">
        <FigureButton figure={elsewhere} name="persona.trait.elsewhere" what={`${label}, elsewhere`} keys={keys} basis={trait.basis} />
      </td>
      <td class="number">
        <FigureButton figure={trait.difference} name="persona.trait.difference" what={`${label}, difference`} keys={keys} basis={trait.basis} signed withInterval />
      </td>
      <td class="number">
        {effect.value === null ? (
          <span class="nodata">no data</span>
        ) : (
          <FigureButton figure={effect} name="persona.trait.effect" what={`${label}, effect size`} keys={keys} basis={trait.basis} words={strength(effect.value)} />
        )}
      </td>
    </tr>
  );
}

const byEffect = (a: PersonaTrait, b: PersonaTrait): number => Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0);

export function ranked(traits: readonly PersonaTrait[]): readonly PersonaTrait[] {
  return [...traits].sort(byEffect);
}

interface Props {
  readonly persona: Persona;
  readonly traits: readonly PersonaTrait[];
}

const FIRST = 12;
const HEADS = ["Trait", "Here", "Bars", "Everybody else", "Difference", "Effect"];

function Table({ persona, traits, label }: { readonly persona: string; readonly traits: readonly PersonaTrait[]; readonly label: string }) {
  return (
    <ContrastTable heads={HEADS} label={label}>
      {traits.map((trait) => (
        <TraitRow key={trait.key} persona={persona} trait={trait} />
      ))}
    </ContrastTable>
  );
}

/** Here against everybody else, strongest effect first. */
export function TraitTable({ persona, traits }: Props) {
  const all = ranked(traits);
  return (
    <Section id="apart" title="What sets them apart">
      <ClaimList claims={persona.setsApart} keys={{ persona: persona.id }} />
      {all.length > 0 && (
        <>
          <BarKey />
          <Table persona={persona.id} traits={all.slice(0, FIRST)} label="Strongest traits" />
        </>
      )}
      {all.length > FIRST && (
        <More title={`The other traits (${all.length - FIRST})`}>
          <Table persona={persona.id} traits={all.slice(FIRST)} label="Other traits" />
        </More>
      )}
    </Section>
  );
}
