import type { Speech, Voices } from "../../model/documents";
import { More } from "../../ui/more";
import { QuoteList } from "../../ui/quote";
import { Section } from "../../ui/section";
import { MentionedCells, MentionedHeads, mostOf } from "./mentioned";

type Kind = Speech["kind"];

interface Part {
  readonly kind: Kind;
  readonly title: string;
  readonly lede: string;
  readonly none: string;
}

export const PARTS: readonly Part[] = [
  { kind: "act", title: "Pains, praise, wishes, questions", lede: "What people do with their words, whatever they speak of.", none: "Too few people complain, praise, wish or ask." },
  { kind: "competitor", title: "Competitors they name", lede: "Names listed under [voices] competitors in folkways.toml, where enough people say them.", none: "No competitor is named by enough people. List names to listen for: competitors = [\"…\"] under [voices] in folkways.toml." },
  { kind: "emotion", title: "Emotions they put in words", lede: "Only where the words say so; most sentences say none.", none: "Too few people put an emotion in words." },
  { kind: "touchpoint", title: "Touchpoints they speak of", lede: "By its name, or by the words and examples under [touchpoints.NAME] in folkways.toml.", none: "Too few people speak of any touchpoint. Teach what names it: words = [\"…\"] under [touchpoints.NAME] in folkways.toml." },
];

const NAMES: Readonly<Record<string, string>> = { pain: "Pains", praise: "Praise", wish: "Wishes", question: "Questions" };

const named = (one: Speech): string => (one.kind === "act" ? NAMES[one.name] ?? one.name : one.name);

function Table({ part, all }: { readonly part: Part; readonly all: readonly Speech[] }) {
  const most = mostOf(all.map((one) => one.mentioned));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={part.title}>
      <table class="said">
        <thead>
          <tr>
            <th scope="col">{part.kind === "act" ? "What" : "Name"}</th>
            <MentionedHeads />
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <tr key={one.name}>
              <th scope="row">{named(one)}</th>
              <MentionedCells mentioned={one.mentioned} of={one.kind} keys={{ name: one.name }} what={named(one)} most={most} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One way of speaking: who does it how often, and their own words. */
export function SpeechSection({ page, part }: { readonly page: Voices; readonly part: Part }) {
  const all = (page.speech ?? []).filter((one) => one.kind === part.kind);
  const spoken = [...all].sort((a, b) => (b.mentioned.texts ?? 0) - (a.mentioned.texts ?? 0));
  return (
    <Section id={`speech-${part.kind}`} title={part.title}>
      {all.length === 0 ? <p class="nodata">{part.none}</p> : <p class="quiet">{part.lede}</p>}
      {all.length > 0 && <Table part={part} all={spoken} />}
      {spoken.map((one) => (
        <More key={one.name} title={`${named(one)}, in their own words`}>
          <QuoteList quotes={one.quotes ?? []} felt="evd_voices-quote" empty="No quote that may be shown." />
        </More>
      ))}
    </Section>
  );
}
