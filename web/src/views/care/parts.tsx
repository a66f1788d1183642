import type { ComponentChildren } from "preact";
import type { Figure } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { type Head, HeadedTable } from "../../ui/headed-table";

interface CellProps {
  readonly figure: Figure | null | undefined;
  /** Where the figure stands in the document: `divides.0.strength`. */
  readonly at: string;
  readonly what: string;
}

/** A figure of `care.json`, by its place there. */
export function CareFigure({ figure, at, what }: CellProps) {
  if (!figure) return <span class="nodata">no data</span>;
  return <FigureButton figure={figure} name="care.figure" what={what} keys={{ key: at }} withInterval />;
}

/** Whether something is a finding, by shape and word. */
export function Verdict({ finding, words }: { readonly finding: boolean | undefined; readonly words: string }) {
  return finding ? <strong class="verdict"><span aria-hidden="true">▲</span> {words}</strong> : <span class="quiet">no finding</span>;
}

interface TableProps {
  readonly label: string;
  readonly heads: readonly Head[];
  readonly children: ComponentChildren;
}

export function CareTable(props: TableProps) {
  return <HeadedTable kind="said care" {...props} />;
}

/** Text of a document in which `this` is a command or a setting. */
export function Words({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, place) => (place % 2 ? <code key={place}>{part}</code> : part))}</>;
}

/** What to write or do, in `folkways.toml` or elsewhere. */
export function Line({ line }: { readonly line: string }) {
  return <code class="advice">{line}</code>;
}
