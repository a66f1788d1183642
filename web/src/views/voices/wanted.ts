import type { Mentioned, Quote, Theme, ThemeGroup, Voices } from "../../model/documents";
import type { Keys } from "../../format/query";
import { keyOf } from "../../ui/quote";

/** What somebody looks for: everything where nothing is chosen. */
export interface Wanted {
  readonly theme: string;
  readonly persona: string;
  readonly source: string;
}

export const ALL: Wanted = { theme: "", persona: "", source: "" };

/** A theme as it is told under a filter: whose figures, the record they cite, and what their queries name. */
export interface ThemeSeen {
  readonly theme: Theme;
  readonly mentioned: Mentioned;
  readonly of: string;
  readonly keys: Keys;
}

export function keysOf(theme: Theme, group: ThemeGroup): Keys {
  return { theme: theme.id, by: group.by, group: group.group, ...(group.groupId ? { persona: group.groupId } : {}) };
}

/** The figures of a theme: a persona's, else a source's, else everybody's. One that says nothing of it has none. */
export function seen(theme: Theme, wanted: Wanted): ThemeSeen | null {
  const by = wanted.persona ? "persona" : wanted.source ? "source" : null;
  if (by === null) return { theme, mentioned: theme.mentioned, of: "theme", keys: { theme: theme.id } };
  const group = (theme.groups ?? []).find((one) => one.by === by && one.group === wanted[by]);
  return group ? { theme, mentioned: group.mentioned, of: `theme-${by}`, keys: keysOf(theme, group) } : null;
}

function fits(quote: Quote, wanted: Wanted): boolean {
  return (!wanted.persona || quote.persona === wanted.persona) && (!wanted.source || quote.source === wanted.source);
}

/** The quotes that a theme's document holds for this filter, each once; without a filter the most typical ones. */
export function quotes(theme: Theme, wanted: Wanted): readonly Quote[] {
  if (!wanted.persona && !wanted.source) return theme.quotes ?? [];
  const by = wanted.persona ? "persona" : "source";
  const own = (theme.groups ?? []).filter((one) => one.by === by && one.group === wanted[by]).flatMap((one) => one.quotes ?? []);
  const others = [...(theme.quotes ?? []), ...(theme.groups ?? []).flatMap((one) => one.quotes ?? [])];
  const named = new Map([...others, ...own].map((one) => [keyOf(one), one] as const));
  for (const one of others) if (one.persona) named.set(keyOf(one), one);
  return [...named.values()].filter((one) => fits(one, wanted));
}

/** The names there are to choose from. */
export function choices(page: Voices, by: "persona" | "source"): readonly string[] {
  const groups = (page.themes ?? []).flatMap((theme) => theme.groups ?? []).filter((one) => one.by === by);
  return [...new Set(groups.map((one) => one.group))].sort();
}

export function chosenThemes(page: Voices, wanted: Wanted): readonly Theme[] {
  const themes = [...(page.themes ?? [])].sort((a, b) => (b.mentioned.texts ?? 0) - (a.mentioned.texts ?? 0));
  return wanted.theme ? themes.filter((one) => one.id === wanted.theme) : themes;
}
