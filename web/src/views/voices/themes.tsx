import type { Theme, ThemeGroup, Voices } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { More } from "../../ui/more";
import { grouped } from "../../ui/order";
import { QuoteList } from "../../ui/quote";
import { Section } from "../../ui/section";
import { MentionedCells, MentionedHeads, mostOf } from "./mentioned";
import { keysOf, quotes, seen, type ThemeSeen, type Wanted } from "./wanted";

const ACTS = [
  ["pain", "Pains"],
  ["praise", "Praise"],
  ["wish", "Wishes"],
  ["question", "Questions"],
] as const;

function Acts({ theme }: { readonly theme: Theme }) {
  return (
    <>
      {ACTS.map(([act, title]) => (
        <td key={act} class="number">
          {typeof theme.acts?.[act] === "number" ? (
            <FigureButton figure={{ value: theme.acts[act], unit: "texts", evidence: "evd_theme-act" }} name="voices.act" what={`${title}: ${theme.name}`} keys={{ theme: theme.id, act }} basis="inferred" />
          ) : (
            <span class="nodata">too few</span>
          )}
        </td>
      ))}
    </>
  );
}

function Row({ of, most, acts }: { readonly of: ThemeSeen; readonly most: number; readonly acts: boolean }) {
  return (
    <tr>
      <th scope="row">
        <a href={`#${of.theme.id}`} onClick={(event) => (event.preventDefault(), document.getElementById(of.theme.id)?.scrollIntoView())}>
          {of.theme.name}
        </a>
        {of.theme.taught && <span class="role quiet">taught by examples</span>}
      </th>
      <MentionedCells mentioned={of.mentioned} of={of.of} keys={of.keys} what={of.theme.name} most={most} />
      {acts && <Acts theme={of.theme} />}
    </tr>
  );
}

interface TableProps {
  readonly themes: readonly Theme[];
  readonly wanted: Wanted;
}

/** What is spoken of, the most spoken of first. */
export function ThemeTable({ themes, wanted }: TableProps) {
  const all = themes.map((theme) => seen(theme, wanted)).filter((one): one is ThemeSeen => one !== null);
  const acts = !wanted.persona && !wanted.source;
  if (all.length === 0) return <p class="nodata">No theme is told for this choice.</p>;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Themes">
      <table class="said">
        <thead>
          <tr>
            <th scope="col">Theme</th>
            <MentionedHeads />
            {acts && ACTS.map(([act, title]) => <th key={act} scope="col" class="number">{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <Row key={one.theme.id} of={one} most={mostOf(all.map((each) => each.mentioned))} acts={acts} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupTable({ theme, by, groups }: { readonly theme: Theme; readonly by: string; readonly groups: readonly ThemeGroup[] }) {
  const most = mostOf(groups.map((one) => one.mentioned));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`${theme.name} by ${by}`}>
      <table class="said">
        <caption>By {by}</caption>
        <thead>
          <tr>
            <th scope="col">{by}</th>
            <MentionedHeads />
            <th scope="col" class="number">Of texts</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((one) => (
            <tr key={one.group}>
              <th scope="row">{one.group}</th>
              <MentionedCells mentioned={one.mentioned} of={`theme-${by}`} keys={keysOf(theme, one)} what={`${theme.name}, ${one.group}`} most={most} />
              <td class="number">
                <FigureButton figure={{ value: one.ofTexts, unit: "texts", suppressed: typeof one.ofTexts !== "number", evidence: `evd_theme-${by}-of` }} name="voices.of" what={`Texts: ${one.group}`} keys={keysOf(theme, one)} basis="reported" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A theme in its own words, and where it is spoken of. */
export function ThemeSection({ theme, wanted }: { readonly theme: Theme; readonly wanted: Wanted }) {
  const groups = [...grouped(theme.groups ?? [], (one) => one.by)];
  return (
    <Section id={theme.id} title={theme.name}>
      <p class="quiet">
        {theme.words?.length ? `Words that mark it: ${theme.words.join(", ")}.` : null} {theme.touchpoint && `Mostly about the touchpoint ${theme.touchpoint}.`}
      </p>
      <QuoteList quotes={quotes(theme, wanted)} felt="evd_voices-quote" empty="No quote fits: too few people, or none that may be shown." />
      {groups.length > 0 && (
        <More title="By month, kind, source, channel, touchpoint, persona">
          {groups.map(([by, own]) => (
            <GroupTable key={by} theme={theme} by={by} groups={own} />
          ))}
        </More>
      )}
    </Section>
  );
}

/** How many themes there are, why so many, and how many are held back. */
export function Chosen({ page }: { readonly page: Voices }) {
  return (
    <p class="quiet">
      {page.themesChosen}{" "}
      {page.themesTooSmall ? (
        <>
          <FigureButton figure={{ value: page.themesTooSmall, unit: "themes", evidence: "evd_voices-themes" }} name="voices.count" what="Themes held back" keys={{ key: "themesTooSmall" }} /> more of too few people are held back.
        </>
      ) : null}
    </p>
  );
}
