import type { ComponentChildren } from "preact";
import { day } from "../format/date";
import type { Evidence } from "../model/documents";
import { ClaimBadge } from "./claim";
import { Cited } from "./cited";
import { FigureButton } from "./figure";

/** A verbatim quote as any document tells it. */
export interface Said {
  readonly text: string;
  readonly voice: string;
  readonly source: string;
  readonly document: string;
  readonly locator: string;
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly on?: string | null | undefined;
  readonly persona?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly sentiment?: number | null | undefined;
}

/** `review, 3 Jun 2024 · reviews.csv, row=374`. */
export function place({ kind, on, document, locator }: Pick<Said, "kind" | "on" | "document" | "locator">): string {
  return `${kind}, ${on ? day(on) : "no date"} · ${document}, ${locator}`;
}

/** What makes a quote that quote: ids of voices are unique within their source only. */
export function keyOf({ source, voice, start }: Pick<Said, "source" | "voice" | "start">): string {
  return `${source}/${voice}/${start}`;
}

/** What a quote leans on: its own words and where they stand. */
export function evidenceOf(quote: Said): Evidence {
  return {
    id: keyOf(quote),
    kind: "review",
    title: `${quote.kind} from ${quote.source}`,
    quote: quote.text,
    locator: `${quote.document}, ${quote.locator}`,
    method: `Verbatim: characters ${quote.start} to ${quote.end} of the voice ${quote.voice}.`,
    note: quote.on ? `Said on ${day(quote.on)}.` : "When it was said is not known.",
  };
}

interface Props {
  readonly quote: Said;
  /** The id of the record that tells how sentiment is measured; without it no sentiment is shown. */
  readonly felt?: string | undefined;
}

function Sentiment({ quote, felt }: Props) {
  if (!felt || typeof quote.sentiment !== "number") return null;
  const figure = { value: quote.sentiment, unit: "sentiment", evidence: felt };
  return (
    <span>
      sentiment <FigureButton figure={figure} name="voices.quote" what="Sentiment of this quote" keys={{ source: quote.source, voice: quote.voice, start: quote.start }} basis="inferred" />
    </span>
  );
}

interface VerbatimProps {
  readonly text: string;
  readonly language?: string | null | undefined;
  /** The mark that leads back to where it stands. */
  readonly badge: ComponentChildren;
  /** Kind, date, document and place. */
  readonly cite: string;
  readonly children?: ComponentChildren;
}

/** Somebody's own words and their place: every screen shows a quote so. */
export function Verbatim({ text, language, badge, cite, children }: VerbatimProps) {
  return (
    <figure class="quote">
      <blockquote lang={language ?? undefined}>
        “{text}” {badge}
      </blockquote>
      <figcaption>
        {children}
        <span>{cite}</span>
      </figcaption>
    </figure>
  );
}

/** A quote of the voices, with the persona and the feeling of who said it. */
export function QuoteBlock({ quote, felt }: Props) {
  const record = evidenceOf(quote);
  const badge = (
    <Cited evidence={[record]}>
      <ClaimBadge claim={{ text: `“${quote.text}”`, basis: "reported", evidence: [record.id] }} />
    </Cited>
  );
  return (
    <Verbatim text={quote.text} language={quote.language} badge={badge} cite={place(quote)}>
      {quote.persona && <span class="quote-who">{quote.persona}</span>}
      <Sentiment quote={quote} felt={felt} />
    </Verbatim>
  );
}

export function QuoteList({ quotes, felt, empty }: { readonly quotes: readonly Said[]; readonly felt?: string | undefined; readonly empty: string }) {
  if (quotes.length === 0) return <p class="nodata">{empty}</p>;
  return (
    <ul class="quotes">
      {quotes.map((quote) => (
        <li key={keyOf(quote)}>
          <QuoteBlock quote={quote} felt={felt} />
        </li>
      ))}
    </ul>
  );
}
