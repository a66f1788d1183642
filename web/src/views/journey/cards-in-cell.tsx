import type { Card } from "../../model/documents";
import { ClaimBadge, ClaimText } from "../../ui/claim";
import type { CellProps } from "./cell";
import { NoData } from "./no-data";
import type { Sheet } from "./sheet";

/** A card as a claim: it leans on its own evidence and on that of its measures. */
function claimOf(sheet: Sheet, card: Card) {
  const measured = (card.measures ?? []).flatMap((id) => sheet.measure(id)?.evidence ?? []);
  const evidence = [...new Set([...(card.evidence ?? []), ...measured])];
  return { text: card.text ?? "", basis: card.basis, evidence };
}

/** The statements of a cell; one that only repeats the step's title leaves its mark. */
export function Cards({ sheet, lane, step, tabIndex }: CellProps) {
  const cards = sheet.cards(lane, step.id).filter((card) => card.text);
  if (cards.length === 0) return lane.measure ? null : <NoData />;
  const keys = { journey: sheet.journey.id, step: step.id, ...(sheet.persona ? { persona: sheet.persona } : {}) };
  return (
    <ul class="bare cards-in-cell">
      {cards.map((card) => {
        const Told = card.text === step.title ? ClaimBadge : ClaimText;
        return (
          <li key={card.id}>
            <Told claim={claimOf(sheet, card)} keys={keys} tabIndex={tabIndex} />
          </li>
        );
      })}
    </ul>
  );
}
