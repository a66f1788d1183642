"""What people search, ask and wish for before they buy, and what is trending, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

from folkways.engines.locked import answered
from folkways.errors import UnknownName
from folkways.measures.own_words import dated
from folkways.measures.searching import TERM, SaidEarly, SearchedTerm, said_early, searched_terms
from folkways.measures.trends import Trend, trends
from folkways.model.duration import microseconds
from folkways.model.voice import Voices
from folkways.workspace.opened import Workspace
from folkways.workspace.reading import read_document
from folkways.workspace.rows import Row

TERM_COLUMNS = tuple(one.name for one in fields(SearchedTerm))
TREND_COLUMNS = tuple(one.name for one in fields(Trend))
SAID_COLUMNS = tuple(one.name for one in fields(SaidEarly))


def term_rows(opened: Workspace, by: str = "overall") -> list[Row]:
    """One row for each search term (in each persona); none when no source tells searches of persons."""
    if by not in ("overall", "persona"):
        raise UnknownName("breakdown of searches", by, ["overall", "persona"])
    tables: Mapping[str, Path] = opened.evidence.tables
    names = {one.id: one.name for one in opened.documents.personas} if by == "persona" else {}
    found = searched_terms(
        lambda sql: answered(sql, tables),
        by="persona" if by == "persona" else "overall",
        least=opened.documents.home.min_cell,
    )
    return [{**asdict(one), "group": names.get(one.group or "", one.group)} for one in found]


def searches_known(opened: Workspace) -> bool:
    """Whether any event says what was searched."""
    sql = f"SELECT count(*) AS n FROM events WHERE {TERM} IS NOT NULL"
    return bool(answered(sql, opened.evidence.tables)["n"][0].as_py())


def said_rows(opened: Workspace) -> list[Row]:
    """What people who had not bought yet wish, ask and complain of; raises NothingSaid where nobody said anything."""
    names = {one.id: one.name for one in opened.documents.voices.themes}
    tables: Mapping[str, Path] = opened.evidence.tables
    times = dated(tables)
    if times is None:
        return []
    least = opened.documents.home.min_cell
    found = said_early(lambda sql: answered(sql, tables), names, times=times, least=least)
    return [asdict(one) for one in found]


def trend_rows(opened: Workspace, last: str = "28d") -> list[Row]:
    """What is searched, spoken of and counted more or less in the last period than ever before it."""
    voices = read_document(opened.snapshot.path, Voices, "voices.json")
    tables: Mapping[str, Path] = opened.evidence.tables
    found = trends(
        lambda sql: answered(sql, tables),
        frozenset(tables),
        {one.id: one.name for one in voices.themes},
        period_us=microseconds(last),
        least=opened.documents.home.min_cell,
    )
    return [asdict(one) for one in found]
