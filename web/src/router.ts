import { signal } from "@preact/signals";

export const SCREENS = ["home", "personas", "journeys", "voices", "surveys", "gaps", "care", "data"] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  /** `nowhere` is an address that leads to no screen; then `id` is that address. */
  readonly screen: Screen | "nowhere";
  readonly id: string | null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `#/personas/psn_x` as a place; no address is Home. */
export function parsed(hash: string): Route {
  const address = hash.replace(/^#\/?/, "");
  if (!address) return { screen: "home", id: null };
  const [screen = "", id = ""] = address.split("/");
  const known = SCREENS.find((name) => name === screen);
  return known ? { screen: known, id: id ? decoded(id) : null } : { screen: "nowhere", id: decoded(address) };
}

export function href(screen: Screen, id?: string | null): string {
  return id ? `#/${screen}/${encodeURIComponent(id)}` : `#/${screen}`;
}

export const route = signal<Route>(parsed(location.hash));

addEventListener("hashchange", () => {
  route.value = parsed(location.hash);
});
