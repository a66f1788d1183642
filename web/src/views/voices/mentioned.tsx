import type { Keys } from "../../format/query";
import type { Mentioned } from "../../model/documents";
import { Bar } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import type { Quantity } from "../../ui/shown";
import { Spread } from "../../ui/spread";

export interface MentionedOf {
  readonly mentioned: Mentioned;
  /** Whose figures: `theme`, `theme-persona`, `act`, …; the records of the document are named so. */
  readonly of: string;
  readonly keys: Keys;
  /** What is spoken of, for people. */
  readonly what: string;
}

function quantity({ mentioned, of }: MentionedOf, key: "texts" | "people" | "share" | "sentiment"): Quantity {
  const told = {
    texts: { value: mentioned.texts, unit: "texts" },
    people: { value: mentioned.people, unit: "people" },
    share: { value: mentioned.shareOfTexts, unit: "share", lo: mentioned.lo, hi: mentioned.hi, method: "wilson" },
    sentiment: { value: mentioned.sentiment, unit: "sentiment", lo: mentioned.sentimentLo, hi: mentioned.sentimentHi, n: mentioned.texts, method: "student" },
  }[key];
  return { ...told, suppressed: mentioned.suppressed ?? false, evidence: `evd_${of}-${key}` };
}

/** The heads that belong to the cells of `MentionedCells`. */
export function MentionedHeads() {
  return (
    <>
      <th scope="col" class="number">Share of texts</th>
      <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
      <th scope="col" class="number">People</th>
      <th scope="col" class="number">Texts</th>
      <th scope="col" class="number">Sentiment</th>
      <th scope="col" class="bars"><span class="unseen-word">Scale from −1 to 1</span></th>
    </>
  );
}

/** Share, people, texts and sentiment of something that is spoken of; a suppressed one says so once. */
export function MentionedCells(props: MentionedOf & { readonly most: number }) {
  const { mentioned, most, keys, what } = props;
  const button = (key: "texts" | "people" | "share" | "sentiment", words: string) => (
    <FigureButton figure={quantity(props, key)} name={`voices.${key}`} what={`${words}: ${what}`} keys={{ of: props.of, ...keys }} basis={key === "sentiment" ? "inferred" : "reported"} withInterval />
  );
  if (mentioned.suppressed) return <td colSpan={6}>{button("share", "Share of texts")}</td>;
  return (
    <>
      <td class="number">{button("share", "Share of texts")}</td>
      <td class="bars"><Bar value={mentioned.shareOfTexts} most={most} /></td>
      <td class="number">{button("people", "People")}</td>
      <td class="number">{button("texts", "Texts")}</td>
      <td class="number">{button("sentiment", "Sentiment")}</td>
      <td class="bars"><Spread value={mentioned.sentiment} lo={mentioned.sentimentLo} hi={mentioned.sentimentHi} least={-1} most={1} /></td>
    </>
  );
}

export function mostOf(all: readonly Mentioned[]): number {
  return Math.max(0.01, ...all.map((one) => one.shareOfTexts ?? 0));
}
