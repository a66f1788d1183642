"""Who is one person, as rows: how many ids each kind of identifier joined, and which identifiers were not used."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from folkways.workspace.evidence import EvidenceFace
from folkways.workspace.rows import Row

COLUMNS = ("kind", "how", "identifiers", "ids", "people", "joined", "cut", "shared")


def identity_rows(evidence: EvidenceFace) -> list[Row]:
    """One row for each kind of identifier; none when no source tells any.

    `ids` have such an identifier and are `people`; `joined` counts the joins this kind made, `cut` the identifiers too
    common to join anybody, `shared` those of people whom other identifiers tell apart.
    """
    if "identities" not in evidence.tables:
        return []
    table = evidence.table("identities")
    return [_row(kind, table, evidence) for kind in sorted(pc.unique(table["kind"]).to_pylist())]  # pyright: ignore[reportAttributeAccessIssue]


def _row(kind: str, table: pa.Table, evidence: EvidenceFace) -> Row:
    part = table.filter(pc.field("kind") == kind)

    def counted(check: str) -> int:
        rows = evidence.quality.rows
        return sum(row.count for row in rows if (row.check, row.column) == (check, kind))

    def distinct(column: str) -> int:
        return len(part[column].combine_chunks().drop_null().unique())

    return {
        "kind": kind,
        "how": part["how"][0].as_py(),
        "identifiers": distinct("value_hash"),
        "ids": distinct("original_id"),
        "people": distinct("customer_id"),
        "joined": counted("ids joined"),
        "cut": counted("identifier cut"),
        "shared": counted("identifier shared"),
    }
