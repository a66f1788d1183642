"""Texts as they are kept: personal data blotted out, the originals sealed beside them or not kept at all."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkways.evidence.redaction import redacted
from folkways.evidence.redaction_names import KnownNames, known_names
from folkways.evidence.sealing import Sealer
from folkways.evidence.sieve import Sieve
from folkways.model.privacy import Hidden, PrivacyConfig
from folkways.model.tables import INTERVIEWER, TALKS

ORIGINALS = pa.schema(
    [
        pa.field("table", pa.string(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("customer_id", pa.string()),
        pa.field("sealed", pa.string(), nullable=False),
    ]
)
TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "voices": ("voice_id", ("text", "title")),
    "answers": ("answer_id", ("text",)),
    "documents": ("document_id", ("title", "text")),
}
"""The tables with texts: the column that names a row, and those that somebody wrote."""
REMARKS: dict[str, tuple[str, ...]] = {
    "events": ("attributes",),
    "accounts": ("attributes",),
    "deals": ("name", "attributes"),
    "aggregates": ("item",),
}
"""What is no text but may hold what somebody typed, such as a search term: only what cannot be a product is blotted."""
IN_REMARKS: tuple[Hidden, ...] = ("email", "iban")
MAY_HOLD = r"@|\b[A-Z]{2}\d{2}[ A-Za-z0-9-]{11,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blotter:
    """Blots a workspace's texts; `sealer` keeps the originals of those that were changed, when there is one."""

    names: KnownNames
    settings: PrivacyConfig
    sealer: Sealer | None
    interviewers: frozenset[str] = frozenset()

    def blotted(self, text: str | None) -> str | None:
        return None if text is None else redacted(text, self.names, self.settings.redact).text


def blotter_of(sieve: Sieve) -> Blotter:
    """Make ready to blot with the customers' own names."""
    settings = sieve.config.privacy
    sealer = Sealer(sieve.keeping.key) if settings.originals == "encrypted" else None
    asking = frozenset(name.casefold() for name in sieve.config.voices.interviewers)
    return Blotter(names=known_names(sieve.names), settings=settings, sealer=sealer, interviewers=asking)


def blotted_tables(tables: Mapping[str, pa.Table], blotter: Blotter) -> dict[str, pa.Table]:
    """Blot the texts of all tables; with a sealer there is a further table, `originals`."""
    kept = dict(tables)
    sealed: list[dict[str, str | None]] = []
    for name, (key, columns) in TEXTS.items():
        if name not in tables:
            continue
        for column in columns:
            changed = _changed(kept[name], column, blotter)
            sealed += _sealed(kept[name], name, key, column, changed, blotter)
            kept[name] = _with(kept[name], column, changed)
    for name, columns in REMARKS.items():
        for column in columns if name in kept else ():
            kept[name] = _with(kept[name], column, _remarks(kept[name], column, blotter))
    if "voices" in kept:
        kept["voices"] = _with(kept["voices"], "speaker", _speakers(kept["voices"], blotter))
    if blotter.sealer:
        kept["originals"] = pa.Table.from_pylist(sealed, schema=ORIGINALS)
    return kept


def _changed(table: pa.Table, column: str, blotter: Blotter) -> dict[int, str | None]:
    """The rows whose text is another one when it is blotted."""
    texts = table[column].to_pylist()
    free = (
        [kind == "text" for kind in table["kind"].to_pylist()] if "answer_id" in table.column_names else None
    )
    told = ((row, text, blotter.blotted(text)) for row, text in enumerate(texts) if free is None or free[row])
    return {row: blotted for row, text, blotted in told if blotted != text}


def _remarks(table: pa.Table, column: str, blotter: Blotter) -> dict[int, str | None]:
    """The rows in which an address or an account stands; a number alone may be an article's, a name a brand's."""
    kinds: list[Hidden] = [kind for kind in IN_REMARKS if kind in blotter.settings.redact]
    told = table[column]
    if not kinds or not told.null_count < len(told):
        return {}
    rows = np.flatnonzero(pc.match_substring_regex(told, MAY_HOLD).fill_null(False).to_numpy())
    texts = told.take(pa.array(rows)).to_pylist()
    return {int(row): redacted(text, kinds=kinds).text for row, text in zip(rows, texts, strict=True)}


def _sealed(
    table: pa.Table, name: str, key: str, column: str, changed: Mapping[int, str | None], blotter: Blotter
) -> Iterator[dict[str, str | None]]:
    if blotter.sealer is None:
        return
    of = [key, column, *({"customer_id"} & set(table.column_names))]
    rows = table.select(of).take(pa.array(list(changed), pa.int64())).to_pylist()
    for row in rows:
        place = f"{name}/{row[key]}/{column}"
        yield {
            "table": name,
            "id": row[key],
            "column": column,
            "customer_id": row.get("customer_id"),
            "sealed": blotter.sealer.sealed(row[column], place),
        }


def _with(table: pa.Table, column: str, changed: Mapping[int, str | None]) -> pa.Table:
    if not changed:
        return table
    texts = [changed.get(row, text) for row, text in enumerate(table[column].to_pylist())]
    place = table.column_names.index(column)
    return table.set_column(place, table.schema.field(place), pa.array(texts, pa.string()))


def _speakers(voices: pa.Table, blotter: Blotter) -> dict[int, str | None]:
    """Who asks becomes `Interviewer`; others who have a name `[name 1]`, `[name 2]` … of their document."""
    names_go = "name" in blotter.settings.redact
    numbers: dict[str, dict[str, int]] = {}
    changed: dict[int, str | None] = {}
    told = zip(*(voices[name].to_pylist() for name in ("document", "speaker", "kind")), strict=True)
    for row, (document, speaker, kind) in enumerate(told):
        if speaker is None:
            continue
        if kind in TALKS and speaker.strip().casefold() in blotter.interviewers:
            changed[row] = INTERVIEWER
        elif names_go and blotter.blotted(speaker) != speaker:
            known = numbers.setdefault(document, {})
            changed[row] = f"[name {known.setdefault(speaker, len(known) + 1)}]"
    return changed
