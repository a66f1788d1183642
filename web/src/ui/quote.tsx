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

/** `review · reviews.csv, row=374 · 3 Jun 2024`. */
export function place(quote: Said): string {
  return [quote.kind, `${quote.document}, ${quote.locator}`, quote.on ? day(quote.on) : "no date"].join(" · ");
}

/** What a quote leans on: its own words and where they stand. */
export function evidenceOf(quote: Said): Evidence {
  return {
    id: `${quote.voice}/${quote.start}`,
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
      sentiment <FigureButton figure={figure} name="voices.quote" what="Sentiment of this quote" keys={{ voice: quote.voice, start: quote.start }} basis="inferred" />
    </span>
  );
}

/** Somebody's own words, with their place, source and date. */
export function QuoteBlock({ quote, felt }: Props) {
  const record = evidenceOf(quote);
  return (
    <figure class="quote">
      <blockquote lang={quote.language ?? undefined}>
        <p>{quote.text}</p>
      </blockquote>
      <figcaption>
        <span>{place(quote)}</span>
        {quote.persona && <span class="quote-who">{quote.persona}</span>}
        <Sentiment quote={quote} felt={felt} />
        <Cited evidence={[record]}>
          <ClaimBadge claim={{ text: quote.text, basis: "reported", evidence: [record.id] }} />
        </Cited>
      </figcaption>
    </figure>
  );
}

export function QuoteList({ quotes, felt, empty }: { readonly quotes: readonly Said[]; readonly felt?: string | undefined; readonly empty: string }) {
  if (quotes.length === 0) return <p class="nodata">{empty}</p>;
  return (
    <ul class="quotes">
      {quotes.map((quote) => (
        <li key={`${quote.voice}/${quote.start}`}>
          <QuoteBlock quote={quote} felt={felt} />
        </li>
      ))}
    </ul>
  );
}
