import type { Voices } from "../../model/documents";
import { ALL, choices, type Wanted } from "./wanted";

interface ChoiceProps {
  readonly title: string;
  readonly value: string;
  readonly all: string;
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

function Choice({ title, value, all, options, choose }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{title}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Props {
  readonly page: Voices;
  readonly wanted: Wanted;
  readonly want: (wanted: Wanted) => void;
}

const same = (names: readonly string[]) => names.map((name) => [name, name] as const);

/** Whose figures they are, since no figure is told of a persona and a source at once. */
export function told(wanted: Wanted): string {
  if (wanted.persona && wanted.source) return `Figures are of all texts by ${wanted.persona}; quotes are also from ${wanted.source} alone.`;
  if (wanted.persona) return `Figures and quotes are of texts by ${wanted.persona}.`;
  if (wanted.source) return `Figures and quotes are of texts from ${wanted.source}.`;
  return "Figures and quotes are of all texts.";
}

/** Narrow themes and quotes by persona, theme and source. */
export function Filters({ page, wanted, want }: Props) {
  const themes = (page.themes ?? []).map((one) => [one.id, one.name] as const);
  return (
    <form class="filters" aria-label="Filter themes and quotes" onSubmit={(event) => event.preventDefault()}>
      <Choice title="Persona" all="Everybody" value={wanted.persona} options={same(choices(page, "persona"))} choose={(persona) => want({ ...wanted, persona })} />
      <Choice title="Theme" all="All themes" value={wanted.theme} options={themes} choose={(theme) => want({ ...wanted, theme })} />
      <Choice title="Source" all="All sources" value={wanted.source} options={same(choices(page, "source"))} choose={(source) => want({ ...wanted, source })} />
      <button type="button" class="plain" onClick={() => want(ALL)}>
        Show all
      </button>
      <p class="quiet" role="status">{told(wanted)}</p>
    </form>
  );
}
