import type { ComponentChildren } from "preact";
import type { Care } from "../../model/documents";
import { href } from "../../router";
import { Section } from "../../ui/section";
import { names, wayOf } from "./told";

interface Found {
  readonly part: string;
  readonly words: string;
  readonly about: string;
}

/** What is pressing, in one line for each part that has something. */
export function findings(page: Care): readonly Found[] {
  const off = (page.checks ?? []).filter((one) => one.state !== "on").map((one) => one.name);
  const all: readonly Found[] = [
    { part: "proxies", words: "Personas go with a sensitive trait", about: names((page.divides ?? []).filter((one) => one.finding && !one.allowed).map((one) => one.label)) },
    { part: "proxies", words: "They do so because a person allowed it", about: names((page.divides ?? []).filter((one) => one.finding && one.allowed).map((one) => one.label)) },
    { part: "left-out", words: "Groups are left out", about: names((page.leftOut ?? []).filter((one) => one.finding).map((one) => `${one.label}: ${one.level} (${wayOf(one.way).toLowerCase()})`)) },
    { part: "unequal", words: "Outcomes differ by a sensitive trait", about: names((page.unequal ?? []).filter((one) => one.finding).map((one) => `${one.outcomeLabel} by ${one.label}`)) },
    { part: "recognised", words: "Personas are small", about: names((page.small ?? []).map((one) => one.name)) },
    { part: "recognised", words: "Quotes may give their writers away", about: names((page.quotes ?? []).flatMap((one) => one.words)) },
    { part: "guards", words: "Safeguards are off or weak", about: names(off) },
    { part: "people", words: "Nobody has confirmed", about: names((page.unconfirmed ?? []).map((one) => one.what)) },
  ];
  return all.filter((one) => one.about);
}

function Item({ one }: { readonly one: Found }): ComponentChildren {
  return (
    <li>
      <span aria-hidden="true">▲</span> <a href={href("care", one.part)}>{one.words}</a>: <span class="says">{one.about}.</span>
    </li>
  );
}

export function FoundSection({ page }: { readonly page: Care }) {
  const found = findings(page);
  return (
    <Section id="care-found" title="Look here first">
      {found.length > 0 ? (
        <ul class="findings">{found.map((one) => <Item key={one.words} one={one} />)}</ul>
      ) : (
        <p>Nothing was found above the thresholds. That is not to say that there is no harm.</p>
      )}
    </Section>
  );
}
