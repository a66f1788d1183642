import { signal } from "@preact/signals";

export const SCREENS = ["home", "personas", "journeys", "voices", "surveys", "gaps", "data"] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  readonly screen: Screen;
  readonly id: string | null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `#/personas/psn_x` as a place; what is no screen is Home. */
export function parsed(hash: string): Route {
  const [screen = "", id = ""] = hash.replace(/^#\/?/, "").split("/");
  const known = SCREENS.find((name) => name === screen);
  return known ? { screen: known, id: id ? decoded(id) : null } : { screen: "home", id: null };
}

export function href(screen: Screen, id?: string | null): string {
  return id ? `#/${screen}/${encodeURIComponent(id)}` : `#/${screen}`;
}

export const route = signal<Route>(parsed(location.hash));

addEventListener("hashchange", () => {
  route.value = parsed(location.hash);
});
