import type { Persona, SaidTopic } from "../../model/documents";
import { BarKey, PairBars } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import { More } from "../../ui/more";
import { Section } from "../../ui/section";
import { QuoteList } from "./quotes";
import { ContrastTable } from "./contrast-table";

const DOES: Readonly<Record<SaidTopic["kind"], string>> = {
  theme: "members who speak of it",
  pain: "members who complain of it",
  wish: "members who wish for something about it",
};

interface RowProps {
  readonly persona: string;
  readonly topic: SaidTopic;
  readonly most: number;
}

function TopicRow({ persona, topic, most }: RowProps) {
  const key = `${topic.theme ?? "anything"}-${topic.kind}`;
  const keys = { persona, key };
  const part = (name: string, what: string) => ({ name: `persona.topic.${name}`, what: `${topic.name}, ${what}`, keys, basis: "reported" as const });
  return (
    <tr>
      <th scope="row">{topic.name}</th>
      <td class="number">
        <FigureButton figure={topic.customers} {...part("customers", DOES[topic.kind])} />
      </td>
      <td class="number">
        <FigureButton figure={topic.here} {...part("here", "share of members who said anything")} withInterval />
      </td>
      <td class="bars">
        <PairBars here={topic.here.value} elsewhere={topic.elsewhere.value} most={most} />
      </td>
      <td class="number">
        <FigureButton figure={topic.elsewhere} {...part("elsewhere", "share of everybody else who said anything")} />
      </td>
      <td class="number">
        <FigureButton figure={topic.difference} {...part("difference", "difference")} signed withInterval />
      </td>
      <td class="number">
        {topic.sentiment ? <FigureButton figure={topic.sentiment} {...part("sentiment", "how they feel about it, −1 to 1")} /> : <span class="quiet">–</span>}
      </td>
    </tr>
  );
}

const HEADS = ["Theme", "Members", "Of those who spoke", "Bars", "Everybody else", "Difference", "Feeling"];

function Topics({ persona, topics, label }: { readonly persona: string; readonly topics: readonly SaidTopic[]; readonly label: string }) {
  const most = Math.max(...topics.flatMap((one) => [one.here.value ?? 0, one.elsewhere.value ?? 0]));
  return (
    <ContrastTable heads={HEADS} label={label}>
      {topics.map((one) => (
        <TopicRow key={one.theme} persona={persona} topic={one} most={most} />
      ))}
    </ContrastTable>
  );
}

const MOODS = ["unhappy", "neutral", "happy"] as const;

/** How many said anything, and in which moods. */
function Speakers({ persona }: { readonly persona: Persona }) {
  const said = persona.observations.said;
  if (!said) return null;
  const keys = { persona: persona.id };
  return (
    <p>
      <FigureButton figure={said.speakers} name="persona.said.speakers" what="Members who said anything" keys={keys} basis="reported" /> members said
      something, <FigureButton figure={said.share} name="persona.said.share" what="Share of members who said anything" keys={keys} basis="reported" withInterval />{" "}
      of all.{" "}
      {MOODS.map((mood) => {
        const figure = said.moods?.[mood];
        return (
          figure && (
            <span key={mood}>
              <FigureButton figure={figure} name="persona.said.mood" what={`Share of what they say that is ${mood}`} keys={{ ...keys, key: mood }} basis="reported" />{" "}
              {mood}.{" "}
            </span>
          )
        );
      })}
    </p>
  );
}

const TABLES = [
  ["theme", "What they speak of"],
  ["pain", "What they complain of"],
  ["wish", "What they wish for"],
] as const;
const FIRST = 8;

/** Their words beside their deeds: quotes, then what they speak of against everybody else. */
export function Said({ persona }: { readonly persona: Persona }) {
  const topics = persona.observations.said?.topics ?? [];
  return (
    <Section id="said" title="What they say">
      <Speakers persona={persona} />
      <QuoteList persona={persona} />
      {topics.length > 0 && <BarKey />}
      {TABLES.map(([kind, title]) => {
        const own = topics.filter((one) => one.kind === kind && one.theme);
        if (own.length === 0) return null;
        return (
          <div key={kind}>
            <h3>{title}</h3>
            <Topics persona={persona.id} topics={own.slice(0, FIRST)} label={title} />
            {own.length > FIRST && (
              <More title={`${title}: the other themes (${own.length - FIRST})`}>
                <Topics persona={persona.id} topics={own.slice(FIRST)} label={`${title}, other themes`} />
              </More>
            )}
          </div>
        );
      })}
      {persona.observations.said && topics.length === 0 && (
        <p class="nodata">Their themes are held back: a count would tell, or give away, too few people.</p>
      )}
    </Section>
  );
}
