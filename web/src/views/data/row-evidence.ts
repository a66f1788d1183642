import type { Evidence, QualityRow } from "../../model/documents";
import type { Quantity } from "../../ui/shown";

function idOf(row: QualityRow): string {
  return ["quality", row.source, row.check, row.column ?? "", row.detail ?? ""].join("/");
}

/** What a row of the report counted, in the words of the evidence drawer. */
export function evidenceOf(row: QualityRow): Evidence {
  return {
    id: idOf(row),
    kind: "table",
    title: row.column ? `${row.check}: ${row.column} (${row.source})` : `${row.check} (${row.source})`,
    n: row.of ?? null,
    denominator: typeof row.of === "number" ? "what the check looked at" : null,
    method: "count",
    query: row.query ?? null,
    note: row.query ? (row.detail ?? null) : [row.detail, "Counted while the source was read."].filter(Boolean).join(". "),
  };
}

export function quantityOf(row: QualityRow): Quantity {
  return { value: row.count, unit: "", n: row.of, method: "count", evidence: idOf(row) };
}
