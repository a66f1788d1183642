import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { fake } from "./fake";
import { type Host, Refused } from "./host";

export type Loading<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly page: T }
  | { readonly state: "refused"; readonly why: Refused };

/** Loads each document once, because a snapshot does not change under a reader. */
export class Library {
  private readonly held = new Map<string, Signal<Loading<unknown>>>();
  constructor(readonly host: Host) {}

  page(path: string): Signal<Loading<unknown>> {
    const known = this.held.get(path);
    if (known) return known;
    const found = signal<Loading<unknown>>({ state: "loading" });
    this.held.set(path, found);
    this.host.page(path).then(
      (page) => (found.value = { state: "ready", page }),
      (why: unknown) => (found.value = { state: "refused", why: asRefused(why) }),
    );
    return found;
  }
}

function asRefused(why: unknown): Refused {
  return why instanceof Refused ? why : new Refused("unexpected", String(why), "Load the page again.");
}

export const LibraryContext = createContext(new Library(fake({})));

/** The document at a path, as far as it has come. */
export function usePage<T>(path: string): Loading<T> {
  const library = useContext(LibraryContext);
  return useMemo(() => library.page(path), [library, path]).value as Loading<T>;
}

/** Several documents of one kind, in order; ready when all of them are. */
export function usePages<T>(paths: readonly string[]): Loading<readonly T[]> {
  const library = useContext(LibraryContext);
  const all = paths.map((path) => library.page(path).value as Loading<T>);
  const refused = all.find((one) => one.state === "refused");
  if (refused) return refused;
  const ready = all.filter((one) => one.state === "ready");
  return ready.length === all.length ? { state: "ready", page: ready.map((one) => one.page) } : { state: "loading" };
}
