import { signal } from "@preact/signals";
import type { Keys } from "../format/query";
import type { Evidence, Window } from "../model/documents";
import type { Basis } from "./basis";

/** A number as any document tells it: a figure, or an observation's value with its unit. */
export interface Quantity {
  readonly value?: number | null | undefined;
  readonly unit: string;
  readonly n?: number | null | undefined;
  readonly lo?: number | null | undefined;
  readonly hi?: number | null | undefined;
  readonly level?: number | null | undefined;
  readonly method?: string | null | undefined;
  readonly suppressed?: boolean | null | undefined;
  readonly evidence?: string | null | undefined;
}

/** What the evidence drawer shows, and where focus goes back to. */
export interface Shown {
  readonly what: string;
  readonly text: string;
  readonly number: Quantity | null;
  readonly basis: Basis;
  readonly evidence: readonly Evidence[];
  readonly keys: Keys;
  readonly window: Window | null;
  readonly opener: HTMLElement;
}

export const shown = signal<Shown | null>(null);

/** Close the drawer; focus returns to what opened it. */
export function closeDrawer(): void {
  const opener = shown.value?.opener;
  shown.value = null;
  if (opener?.isConnected) opener.focus();
}
