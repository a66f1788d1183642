import { type Signal, signal } from "@preact/signals";
import type { Look } from "../model/documents";
import { type Host, Refused } from "./host";

export type Looking =
  | { readonly state: "idle" }
  | { readonly state: "looking"; readonly file: string }
  | { readonly state: "found"; readonly look: Look }
  | { readonly state: "refused"; readonly why: Refused };

/** Looks at one file at a time; what comes of an earlier one is not shown any more. */
export class Looker {
  readonly now: Signal<Looking> = signal<Looking>({ state: "idle" });
  private turn = 0;
  constructor(private readonly look: NonNullable<Host["look"]>) {}

  async at(file: File): Promise<void> {
    const mine = ++this.turn;
    this.now.value = { state: "looking", file: file.name };
    const told = await this.look(file).then(
      (look): Looking => ({ state: "found", look }),
      (why: unknown): Looking => ({ state: "refused", why: why instanceof Refused ? why : new Refused("unexpected", String(why), "Try again.") }),
    );
    if (mine === this.turn) this.now.value = told;
  }
}
