import { useState } from "preact/hooks";
import type { Voices } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Empty } from "../../ui/empty";
import { FigureButton } from "../../ui/figure";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/section";
import { useTitle } from "../../ui/title";
import { Filters } from "./filters";
import { LanguageSection, ScaleSection } from "./scale";
import { PARTS, SpeechSection } from "./speech";
import { Chosen, ThemeSection, ThemeTable } from "./themes";
import { ALL, chosenThemes } from "./wanted";

function NothingSaid() {
  return (
    <Empty
      will="Here will stand what customers speak of: themes with how many speak of them and how they feel, their pains, wishes and questions, the competitors they name, all with verbatim quotes."
      commands={["folkways build", "folkways voices"]}
      guide="docs/how-to/hear-what-customers-say.md"
    >
      <p>No source of this workspace holds words of customers. Reviews, tickets, chats, interviews or open answers of a survey bring them.</p>
    </Empty>
  );
}

const COUNTS = [
  ["texts", "texts heard", "reported"],
  ["people", "people who said them", "reported"],
  ["sentences", "sentences", "measured"],
] as const;

function Heard({ page }: { readonly page: Voices }) {
  const [wanted, want] = useState(ALL);
  const themes = chosenThemes(page, wanted);
  return (
    <>
      <ul class="headlines">
        {COUNTS.map(([key, title, basis]) => (
          <li key={key}>
            <FigureButton figure={{ value: page[key], unit: key, evidence: `evd_voices-${key}` }} name="voices.count" what={title} keys={{ key }} basis={basis} class="big" />
            <span class="headline-label">{title}</span>
          </li>
        ))}
      </ul>
      <Filters page={page} wanted={wanted} want={want} />
      <Section id="themes" title="Themes">
        <ThemeTable themes={themes} wanted={wanted} />
        <Chosen page={page} />
      </Section>
      {themes.map((theme) => (
        <ThemeSection key={theme.id} theme={theme} wanted={wanted} />
      ))}
      {PARTS.map((part) => (
        <SpeechSection key={part.kind} page={page} part={part} />
      ))}
      <div class="columns">
        <ScaleSection page={page} />
        <LanguageSection page={page} />
      </div>
    </>
  );
}

function Page({ page }: { readonly page: Voices }) {
  useTitle("Voices");
  return (
    <Cited evidence={page.evidence ?? []} minCell={page.minCell}>
      <div class="page-head">
        <h1>Voices</h1>
        <p class="lede">What customers say, in their own words. {page.texts > 0 && (page.sentiment.calibrated ? "Sentiment is calibrated to your own ratings." : "Sentiment is not calibrated.")}</p>
      </div>
      {page.texts > 0 ? <Heard page={page} /> : <NothingSaid />}
    </Cited>
  );
}

export function VoicesScreen() {
  return <Loaded of={usePage<Voices>("/api/voices")}>{(page) => <Page page={page} />}</Loaded>;
}
