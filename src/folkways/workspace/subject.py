"""What is held of a person, for that person: every row, the persona they belong to, and the quotes that are theirs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from folkways.evidence.key import KEY, workspace_key
from folkways.evidence.log import append_log
from folkways.evidence.sealing import Sealer
from folkways.evidence.subject import evidence_rows, subject_of
from folkways.evidence.texts import TEXTS
from folkways.model.persona import Persona
from folkways.workspace.opened import Workspace
from folkways.workspace.rows import Row
from folkways.workspace.spoken_rows import Spoken

Held = dict[str, list[dict[str, object]]]


def exported(workspace: Workspace, customer: str, to: Path) -> Row:
    """Write what is held of a customer to a JSON file and, beside it, the same as CSV; says how much it was.

    Raises UnknownName when nobody is known by that id.
    """
    directory, snapshot = workspace.directory, workspace.snapshot.path
    key = workspace_key(directory) if (directory / KEY).exists() or _named(snapshot) else b""
    subject = subject_of(customer, snapshot / "evidence", key)
    home = workspace.documents.home
    words = Spoken(timezone=home.timezone, currency=home.currency)
    tables = {
        name: [words.row(row) for row in table.to_pylist()]
        for name, table in evidence_rows(snapshot, subject.ids)
    }
    _open_originals(tables, key)
    supports = _supports(workspace, tables)
    told = {"format": "folkways.subject", "snapshot": workspace.snapshot.id, "ids": sorted(subject.ids)}
    told |= {"timezone": home.timezone, "currency": home.currency}
    whole = {**told, "supports": supports, "tables": tables}
    to.write_text(json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    _write_csv(tables, supports, to.with_suffix(".csv"))
    append_log(directory, "subject exported", tables=len(tables))
    rows = sum(len(found) for found in tables.values())
    return {"tables": len(tables), "rows": rows, "ids": len(subject.ids), "supports": len(supports)}


def _named(snapshot: Path) -> bool:
    return (snapshot / "evidence" / "identities.parquet").exists()


def _open_originals(tables: Held, key: bytes) -> None:
    """The person may read what they wrote: sealed texts are opened."""
    for row in tables.get("originals", []):
        place = f"{row['table']}/{row['id']}/{row['column']}"
        row["text"] = Sealer(key).opened(str(row.pop("sealed")), place)


def _supports(workspace: Workspace, tables: Held) -> list[dict[str, object]]:
    """Which persona the person is counted in, and which of its quotes are the person's words."""
    member = next(iter(tables.get("members", [])), None)
    locators = {f"{row['document']}#{row['locator']}" for row in tables.get("voices", [])}
    texts = [str(row["text"]) for name in TEXTS for row in tables.get(name, []) if row["text"]]
    found: list[dict[str, object]] = []
    for persona in workspace.personas:
        if member and member["persona"] == persona.id:
            found.append({"persona": persona.name, "as": "member", "posterior": member.get("posterior")})
        for quote in _quotes(persona, locators, texts):
            found.append({"persona": persona.name, "as": "quote", "text": quote})
    return found


def _quotes(persona: Persona, locators: set[str], texts: list[str]) -> list[str]:
    return [
        one.quote
        for one in persona.evidence
        if one.quote and (one.locator in locators or any(one.quote in text for text in texts))
    ]


def _write_csv(tables: Held, supports: list[dict[str, object]], to: Path) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "row", "column", "value"])
        for name, rows in {**tables, "supports": supports}.items():
            for number, row in enumerate(rows, 1):
                writer.writerows([name, number, column, _plain(value)] for column, value in row.items())


def _plain(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    nested = isinstance(value, list | dict)
    text = json.dumps(value, ensure_ascii=False) if nested else "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text
