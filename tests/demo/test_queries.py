"""The query that a number shows, run by hand over the snapshot's files, gives the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pytest
from tests.demo.displayed import Documents, Keys, Shown, shown
from tests.demo.source_sql import quoted
from tests.demo.test_documents import same

pytestmark = pytest.mark.slow

NAME = re.compile(r"\$([a-z]+)")
BY_A_FIT = ("jaccardMean", "jaccardMin", "resamples")
JOURNEYS = 2
"""Everybody's map and one persona's: all maps ask the same questions."""


@pytest.fixture(scope="module")
def tables(documents: Documents) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a person gets who opens the snapshot's Parquet files with DuckDB."""
    with duckdb.connect() as con:
        for file in sorted(documents.snapshot.glob("*/*.parquet")):
            con.execute(f'CREATE VIEW "{file.stem}" AS FROM {quoted(str(file))}')
        yield con


def filled(query: str, keys: Keys) -> str:
    return NAME.sub(lambda found: literal(keys[found[1]]) if found[1] in keys else found[0], query)


def literal(value: str) -> str:
    return value if re.fullmatch(r"[\d.]+", value) else quoted(value)


def places(document: dict, one: Shown) -> Keys:
    """What `$from`, `$to` and the other names in a query of a map stand for."""
    flow = next((told for told in document.get("flows", []) if told["id"] == one.keys.get("flow")), {})
    ends = {name: flow[name] for name in ("from", "to") if name in flow}
    return {**one.keys, **ends, **({"step": flow["from"]} if flow else {})}


def repeated(con: duckdb.DuckDBPyConnection, query: str, one: Shown) -> float | None:
    """The cell of the answer that speaks of this number."""
    found = con.execute(query)
    names, answer = [column[0] for column in found.description or []], found.fetchall()
    if "value" in names or len(names) == 1:
        return answer[0][0] if answer else None
    column = names.index(one.keys["key"] if one.name == "persona.stability" else one.name.rsplit(".", 1)[1])
    if names[0] == "k":
        return {row[0]: row[column] for row in answer}[int(one.keys["k"])]
    return answer[0][column]


def asked(documents: Documents) -> Iterator[tuple[str, dict, Shown]]:
    maps = 0
    for name in documents.names:
        document = documents.read(name)
        maps += name.startswith("journeys/")
        if name.startswith("journeys/") and maps > JOURNEYS:
            continue
        for one in shown(name, document):
            if not one.suppressed and one.value is not None and one.keys.get("key", "") not in BY_A_FIT:
                yield name, document, one


def query_of(document: dict, one: Shown) -> str | None:
    if one.told.get("query"):
        return one.told["query"]
    records = {told["id"]: told.get("query") for told in document.get("evidence", [])}
    if "measure" in one.keys and one.name == "journey.observation":
        (measure,) = [told for told in document["measures"] if told["id"] == one.keys["measure"]]
        return filled(records[measure["evidence"][0]] or "", places(document, one))
    if one.name == "journey.leak":
        return filled(records[one.told["evidence"]] or "", one.keys)
    return records.get(one.told.get("evidence", ""))


def test_the_query_of_a_number_repeats_it(documents: Documents, tables: duckdb.DuckDBPyConnection) -> None:
    looked, wrong = 0, []
    for name, document, one in asked(documents):
        query = query_of(document, one)
        if not query:
            continue
        value = repeated(tables, query, one)
        looked += 1
        if value is None or not same(one.value or 0, value):
            wrong.append(f"{name}: {one.name} {one.keys} is {one.value}, its query says {value}: {query}")
    print(f"{looked:,} queries repeat their number")
    assert looked > 1500
    assert not wrong, "\n".join([str(len(wrong)), *wrong[:20]])


def test_the_query_of_a_distribution_repeats_its_bars(
    documents: Documents, tables: duckdb.DuckDBPyConnection
) -> None:
    """The query counts every level; bars of too few people are told without a number."""
    looked = 0
    for persona in documents.told("personas"):
        records = {one["id"]: one.get("query") for one in persona["evidence"]}
        for trait in persona["observations"]["traits"]:
            spread = trait.get("distribution")
            if not spread:
                continue
            answer = {row[0]: row[1:] for row in tables.execute(records[spread["evidence"]]).fetchall()}
            for level, bar in enumerate(spread["bars"]):
                if bar.get("suppressed"):
                    continue
                here, elsewhere = answer.get(level, answer.get(bar["label"], (0, 0)))
                assert same(bar["here"], here or 0), (trait["key"], bar)
                assert same(bar["elsewhere"], elsewhere or 0), (trait["key"], bar)
                looked += 1
    print(f"{looked:,} bars are repeated")
    assert looked > 200
