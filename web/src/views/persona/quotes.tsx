import type { Persona, PersonaQuote } from "../../model/documents";
import { ClaimBadge } from "../../ui/claim";
import { FigureButton } from "../../ui/figure";
import { place, Verbatim } from "../../ui/quote";

/** A quote as the claim that a badge leads back from. */
export const claimOf = (quote: PersonaQuote) => ({ text: `“${quote.text}”`, basis: quote.basis ?? ("reported" as const), evidence: quote.evidence });

/** How many of those who mention the theme feel so too: one angry voice is no crowd. */
function SaidBy({ persona, quote }: { readonly persona: string; readonly quote: PersonaQuote }) {
  const keys = { persona, key: quote.evidence[0] ?? "" };
  const mentioned = <FigureButton figure={quote.mentioned} name="persona.quote.mentioned" what={`Members who speak of ${quote.about}`} keys={keys} basis="reported" />;
  if (quote.mentioned.suppressed) return <>mentioned by: {mentioned}</>;
  return (
    <>
      said {quote.mood} by{" "}
      <FigureButton figure={quote.alike} name="persona.quote.alike" what={`Members who speak of ${quote.about} in this mood`} keys={keys} basis="reported" /> of{" "}
      {mentioned} who mention this
    </>
  );
}

function QuoteCard({ persona, quote }: { readonly persona: string; readonly quote: PersonaQuote }) {
  return (
    <li>
      <Verbatim text={quote.text} language={quote.language} badge={<ClaimBadge claim={claimOf(quote)} keys={{ persona }} />} cite={place(quote)}>
        <span>
          On <strong>{quote.about}</strong>: <SaidBy persona={persona} quote={quote} />.
        </span>
      </Verbatim>
    </li>
  );
}

/** All quotes of a persona, or that there is no evidence yet. */
export function QuoteList({ persona }: { readonly persona: Persona }) {
  if (!persona.quotes?.length) return <p class="nodata">No evidence yet: no quotable words of surely its members.</p>;
  return (
    <ul class="quotes">
      {persona.quotes.map((quote) => (
        <QuoteCard key={quote.evidence[0]} persona={persona.id} quote={quote} />
      ))}
    </ul>
  );
}
