import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { day } from "./format/date";
import type { Home } from "./model/documents";
import { href, type Route, type Screen } from "./router";
import { type Loading, usePage } from "./sync/pages";
import { Drawer } from "./ui/drawer";
import { shown } from "./ui/shown";
import { ThemeChoice } from "./ui/theme";

const PLACES: readonly (readonly [Screen, string])[] = [
  ["home", "Home"],
  ["personas", "Personas"],
  ["journeys", "Journeys"],
  ["voices", "Voices"],
  ["surveys", "Surveys"],
  ["gaps", "Gaps"],
  ["care", "Care"],
  ["data", "Data"],
];

function Rail({ at, home }: { readonly at: Route; readonly home: Loading<Home> }) {
  return (
    <header class="rail">
      <a class="brand" href={href("home")}>
        <BrandMark /> Folkways
      </a>
      {home.state === "ready" && <p class="workspace">{home.page.name}</p>}
      <nav aria-label="Screens">
        <ul>
          {PLACES.map(([screen, title]) => (
            <li key={screen}>
              <a href={href(screen)} aria-current={at.screen === screen ? "page" : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="rail-foot">
        {home.state === "ready" && home.page.counts.some((line) => line.key === "events") && <p class="quiet">Data to {day(home.page.window.to)}</p>}
        <ThemeChoice />
      </div>
    </header>
  );
}

function BrandMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" class="brand-mark">
      <path d="M3 19c5 0 4-9 9-9s3-6 9-6" fill="none" stroke="currentColor" stroke-width="2.2" />
      <circle cx="3.500" cy="19" r="2.200" fill="currentColor" />
      <circle cx="12" cy="10" r="2.200" fill="currentColor" />
      <circle cx="20.500" cy="4.500" r="2.200" fill="currentColor" />
    </svg>
  );
}

/** A notice about the data stands on every screen. */
function Notice({ home }: { readonly home: Loading<Home> }) {
  if (home.state !== "ready" || !home.page.notice) return null;
  return (
    <p class="notice" role="note">
      <strong>About these data.</strong> {home.page.notice}
    </p>
  );
}

/** After a change of screen the reader stands at its heading. */
function useHeadingFocus(at: Route) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [at]);
  return main;
}

export function Shell({ at, children }: { readonly at: Route; readonly children: ComponentChildren }) {
  const home = usePage<Home>("/api/home");
  const main = useHeadingFocus(at);
  return (
    <div class={`shell ${shown.value ? "with-drawer" : ""}`}>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to content
      </a>
      <Rail at={at} home={home} />
      <main id="main" tabIndex={-1} ref={main}>
        <Notice home={home} />
        {children}
      </main>
      <Drawer />
    </div>
  );
}
