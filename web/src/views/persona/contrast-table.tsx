import type { ComponentChildren } from "preact";
import { HeadedTable } from "../../ui/headed-table";

const kind = (head: string, place: number) => (head === "Bars" ? "bars" : place > 0 ? "number" : "");

/** A table of contrasts: what they are of, and numbers. */
export function ContrastTable({ heads, label, children }: { readonly heads: readonly string[]; readonly label: string; readonly children: ComponentChildren }) {
  return (
    <HeadedTable label={label} kind="traits" heads={heads.map((head, place) => [head, kind(head, place)])}>
      {children}
    </HeadedTable>
  );
}
