import { useLayoutEffect, useRef } from "preact/hooks";
import { span } from "../format/date";
import { spoken } from "../format/number";
import { filled } from "../format/query";
import type { Evidence } from "../model/documents";
import { BasisMark } from "./basis";
import { Copy } from "./copy";
import { range } from "./figure";
import { closeDrawer, type Quantity, type Shown, shown } from "./shown";

function Row({ name, children }: { readonly name: string; readonly children?: unknown }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <div class="row">
      <dt>{name}</dt>
      <dd>{children as string}</dd>
    </div>
  );
}

function NumberRows({ number }: { readonly number: Quantity }) {
  const between = range(number);
  return (
    <>
      <Row name="n">{typeof number.n === "number" ? spoken(number.n, "") : null}</Row>
      <Row name="Interval">{between && `${between}, at ${Math.round((number.level ?? 0.95) * 100)}%`}</Row>
      <Row name="Unit">{number.unit}</Row>
      <Row name="Method">{number.method}</Row>
      <Row name="As stored">{typeof number.value === "number" ? String(number.value) : null}</Row>
    </>
  );
}

function Quote({ evidence }: { readonly evidence: Evidence }) {
  if (!evidence.quote) return null;
  return (
    <blockquote>
      <p>{evidence.quote}</p>
      {evidence.locator && <footer>{evidence.locator}</footer>}
    </blockquote>
  );
}

function EvidencePart({ evidence, of }: { readonly evidence: Evidence; readonly of: Shown }) {
  const query = evidence.query ? filled(evidence.query, of.keys) : null;
  const window = evidence.window ?? of.window;
  return (
    <section class="evidence" aria-label={`Evidence ${evidence.id}`}>
      <h3>{evidence.title}</h3>
      <Quote evidence={evidence} />
      <dl>
        <Row name="Source">{evidence.kind}</Row>
        <Row name="Records">{typeof evidence.n === "number" ? spoken(evidence.n, "") : null}</Row>
        <Row name="Counted unit">{evidence.unit}</Row>
        <Row name="Denominator">{evidence.denominator}</Row>
        <Row name="Window">{window && span(window.from, window.to)}</Row>
        <Row name="Method">{evidence.method}</Row>
        <Row name="Note">{evidence.note}</Row>
      </dl>
      {query && <Query text={query} />}
    </section>
  );
}

function Query({ text }: { readonly text: string }) {
  return (
    <div class="query">
      <div class="query-head">
        <h4>Query that repeats it</h4>
        <Copy text={text} what="query" />
      </div>
      <pre tabIndex={0} role="group" aria-label="Query">
        <code>{text}</code>
      </pre>
    </div>
  );
}

/** Where a number or a sentence comes from; Esc closes it and focus goes back. */
export function Drawer() {
  const of = shown.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: an Escape that comes at once must find the focus here.
  useLayoutEffect(() => {
    heading.current?.focus();
  }, [of]);
  if (!of) return null;
  return (
    <div
      class="drawer"
      role="dialog"
      aria-labelledby="drawer-title"
      onKeyDown={(event) => event.key === "Escape" && closeDrawer()}
    >
      <div class="drawer-head">
        <p class="eyebrow">Evidence</p>
        <button type="button" class="plain" onClick={closeDrawer} aria-keyshortcuts="Escape">
          Close
        </button>
      </div>
      <h2 id="drawer-title" tabIndex={-1} ref={heading}>
        {of.what}
      </h2>
      {of.text && <p class="drawer-value">{of.text}</p>}
      <dl>
        <Row name="Basis">
          <BasisMark basis={of.basis} />
        </Row>
        {of.number && <NumberRows number={of.number} />}
      </dl>
      {of.evidence.map((evidence) => (
        <EvidencePart key={evidence.id} evidence={evidence} of={of} />
      ))}
      {of.evidence.length === 0 && <p class="nodata">This document cites no evidence for it.</p>}
    </div>
  );
}
