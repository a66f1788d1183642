import { span } from "../../format/date";
import type { Finding, Headline, Home } from "../../model/documents";
import { href } from "../../router";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { ClaimText } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { GlyphMark } from "../../ui/glyph";
import { Loaded } from "../../ui/loaded";
import { useTitle } from "../../ui/title";
import { JourneyRows } from "../journeys/cards";
import { PersonaCards } from "./persona-cards";

function Headlines({ lines, name }: { readonly lines: readonly Headline[]; readonly name: string }) {
  return (
    <ul class="headlines">
      {lines.map((line) => (
        <li key={line.key}>
          <FigureButton figure={line.figure} name={name} what={line.label} keys={{ key: line.key }} class="big" withInterval />
          <span class="headline-label">{line.label}</span>
        </li>
      ))}
    </ul>
  );
}

function FindingItem({ finding, home }: { readonly finding: Finding; readonly home: Home }) {
  const keys = finding.persona ? { persona: finding.persona } : {};
  const card = home.personas.find((one) => one.id === finding.persona);
  return (
    <li>
      {card && (
        <a class="who" href={href("personas", card.id)}>
          <GlyphMark glyph={card.glyph} colour={card.colour} size={16} /> {card.name}
        </a>
      )}
      <ClaimText claim={finding.claim} keys={keys} />{" "}
      {finding.journey && <a href={href("journeys", finding.journey)}>see the journey</a>}
    </li>
  );
}

function Findings({ home }: { readonly home: Home }) {
  if (!home.findings?.length) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">What stands out</h2>
      <ul class="findings">
        {home.findings.map((finding, place) => (
          <FindingItem key={place} finding={finding} home={home} />
        ))}
      </ul>
    </section>
  );
}

function Page({ home }: { readonly home: Home }) {
  useTitle("Home");
  return (
    <Cited evidence={home.evidence} minCell={home.minCell} window={home.window}>
      <div class="page-head">
        <h1>{home.name}</h1>
        <p class="lede">
          {home.counts.some((line) => line.key === "events") && <>Seen from {span(home.window.from, home.window.to)}. </>}
          Click any number to see where it comes from.
        </p>
      </div>
      <Headlines lines={home.counts} name="home.count" />
      <section aria-labelledby="who">
        <h2 id="who">Who they are</h2>
        {home.refusal ? <p class="refusal">{home.refusal}</p> : <PersonaCards home={home} />}
      </section>
      <section aria-labelledby="ways">
        <h2 id="ways">What they go through</h2>
        <JourneyRows cards={home.journeys} />
      </section>
      <div class="columns">
        <Findings home={home} />
        <section aria-labelledby="health">
          <h2 id="health">How good the data are</h2>
          <Headlines lines={home.health ?? []} name="home.health" />
          <p>
            <a href={href("data")}>All checks of the data</a>
          </p>
        </section>
      </div>
    </Cited>
  );
}

export function HomeScreen() {
  return <Loaded of={usePage<Home>("/api/home")}>{(home) => <Page home={home} />}</Loaded>;
}
