import type { Gap, Home } from "../../model/documents";
import { href } from "../../router";

export interface Place {
  readonly words: string;
  readonly to: string;
}

const SOURCES: Readonly<Record<string, Place>> = {
  "survey answers": { words: "Surveys", to: href("surveys") },
  "what customers say": { words: "Voices", to: href("voices") },
};

/** The screen where the lack shows. */
export function where(gap: Gap, home: Home | null): Place {
  const journey = home?.journeys[0];
  const map = { words: journey?.title ?? "Journeys", to: href("journeys", journey?.id) };
  switch (gap.kind) {
    case "no such data":
      return SOURCES[gap.about] ?? { words: "Data", to: href("data") };
    case "persona unheard":
      return { words: gap.about, to: href("personas", gap.persona) };
    case "trait unknown":
      return { words: "Data", to: href("data") };
    default:
      return map;
  }
}

export const KINDS: Readonly<Record<Gap["kind"], string>> = {
  "no such data": "Sources that are missing",
  "stage unseen": "Stages nobody recorded",
  "touchpoint unheard": "Touchpoints nobody spoke of",
  "persona unheard": "Personas hardly heard",
  "trait unknown": "Traits known of few",
  "prospects unseen": "Before the first purchase",
};
