"""What people search, and what they ask and wish for while they have not bought yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from folkways.measures.before_buying import FIRST_BUY
from folkways.measures.own_words import OWN
from folkways.measures.sql import Query
from folkways.stats.intervals import share_interval
from folkways.stats.suppression import any_few, hidden_cells

SearchedBy = Literal["overall", "persona"]
TERM = "json_extract_string(attributes, '$.search_term')"
PLAIN_TERM = rf"lower(trim(regexp_replace({TERM}, '\s+', ' ', 'g')))"
"""A search term as it is counted: lower case, single spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedTerm:
    """One term in one group: `people` of the `of` who searched anything; None where it is too small to show.

    `early` of these people searched it before their first purchase or never bought; `bought` of the early ones bought
    later. Both are told of everybody only: groups and everybody together would give small ones away.
    """

    group: str | None
    term: str
    searches: int | None = None
    people: int | None = None
    of: int | None = None
    share: float | None = None
    lo: float | None = None
    hi: float | None = None
    early: int | None = None
    bought: int | None = None
    share_who_bought: float | None = None
    bought_lo: float | None = None
    bought_hi: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidEarly:
    """A kind of sentence about a theme, said by people who had not bought yet: `people` of the `of` of them heard."""

    act: str
    theme: str
    texts: int
    people: int
    of: int
    share: float
    lo: float
    hi: float


def searched_terms(query: Query, *, by: SearchedBy = "overall", least: int) -> list[SearchedTerm]:
    """Tell who searched what, the commonest term first; a term of fewer than `least` people is not told at all.

    In groups, cells of fewer people, and those that would give them away, are empty.
    """
    persona = (
        ("persona", " LEFT JOIN members USING (customer_id)") if by == "persona" else ("NULL::VARCHAR", "")
    )
    searches = (
        f'(SELECT customer_id, "at", {PLAIN_TERM} AS term, {persona[0]} AS grp FROM events{persona[1]} '
        f"WHERE {TERM} IS NOT NULL)"
    )
    own = f'(SELECT grp, term, customer_id, count(*) AS searches, min("at") AS sought FROM {searches} GROUP BY ALL)'
    rows = query(
        f"WITH own AS {own}, whole AS (SELECT grp, count(DISTINCT customer_id) AS n FROM own GROUP BY grp) "
        "SELECT own.grp AS grp, term, sum(searches)::BIGINT AS searches, count(*) AS people, "
        "any_value(n) AS searchers, count(*) FILTER (WHERE bought IS NULL OR sought < bought) AS early, "
        "count(*) FILTER (WHERE sought < bought) AS later "
        f"FROM own JOIN whole ON own.grp IS NOT DISTINCT FROM whole.grp LEFT JOIN {FIRST_BUY} USING (customer_id) "
        "GROUP BY own.grp, term"
    ).to_pylist()
    total: dict[str, int] = {}
    for row in rows:
        total[row["term"]] = total.get(row["term"], 0) + row["people"]
    terms = sorted((term for term, n in total.items() if n >= least), key=lambda term: (-total[term], term))
    groups = sorted({row["grp"] or "" for row in rows})
    cells = {(row["grp"] or "", row["term"]): row for row in rows}
    return _shown(groups, terms, cells, least)


def _shown(
    groups: list[str], terms: list[str], cells: dict[tuple[str, str], dict[str, Any]], least: int
) -> list[SearchedTerm]:
    people = np.array(
        [
            [cells[group, term]["people"] if (group, term) in cells else 0 for group in groups]
            for term in terms
        ],
        dtype=np.int64,
    ).reshape(len(terms), len(groups))
    hidden = np.array([hidden_cells(row[None, :], least)[0] for row in people]).reshape(people.shape)
    return [
        _term(group, term, cells[group, term], least, hidden=bool(hidden[place, at]))
        for at, group in enumerate(groups)
        for place, term in enumerate(terms)
        if (group, term) in cells
    ]


def _term(group: str, term: str, row: dict[str, Any], least: int, *, hidden: bool) -> SearchedTerm:
    if hidden or row["searchers"] < least or any_few([row["searchers"] - row["people"]], least):
        return SearchedTerm(group=group or None, term=term)
    share = share_interval(row["people"], row["searchers"])
    bare = {"searches": row["searches"], "people": row["people"], "of": row["searchers"]}
    told = SearchedTerm(group=group or None, term=term, share=share.value, lo=share.lo, hi=share.hi, **bare)
    early, later, before = row["early"], row["later"], row["people"] - row["early"]
    if group or not early or any_few((early, later, early - later, before), least):
        return told
    after = share_interval(later, early)
    return SearchedTerm(
        group=told.group, term=term, share=share.value, lo=share.lo, hi=share.hi, early=early, bought=later,
        share_who_bought=after.value, bought_lo=after.lo, bought_hi=after.hi, **bare,
    )  # fmt: skip


def said_early(query: Query, names: dict[str, str], *, times: str, least: int) -> list[SaidEarly]:
    """Tell what people who had not bought yet wish, ask and complain of, by theme; `names` are those of the themes.

    Only texts of known customers at known `times` (a relation of `source`, `voice_id`, `at`) count, and only what they
    say themselves. What fewer than `least` people say is left out.
    """
    early = (
        "(SELECT m.customer_id AS customer_id, m.source AS source, m.voice_id AS voice_id, act, theme "
        f"FROM mentions m JOIN {times} AS said USING (source, voice_id) LEFT JOIN {FIRST_BUY} b "
        "ON b.customer_id = m.customer_id "
        f'WHERE m.customer_id IS NOT NULL AND {OWN} AND (bought IS NULL OR said."at" < bought))'
    )
    rows = query(
        f"WITH early AS {early} SELECT act, theme, count(DISTINCT (source, voice_id)) AS texts, "
        "count(DISTINCT customer_id) AS people, (SELECT count(DISTINCT customer_id) FROM early) AS whole "
        "FROM early WHERE act IN ('wish', 'question', 'pain') AND theme IS NOT NULL GROUP BY act, theme "
        f"HAVING count(DISTINCT customer_id) >= {least} ORDER BY people DESC, act, theme"
    ).to_pylist()
    return [_said(row, names) for row in rows if row["theme"] in names]


def _said(row: dict[str, Any], names: dict[str, str]) -> SaidEarly:
    share = share_interval(row["people"], row["whole"])
    return SaidEarly(
        act=row["act"], theme=names[row["theme"]], texts=row["texts"], people=row["people"], of=row["whole"],
        share=share.value, lo=share.lo, hi=share.hi,
    )  # fmt: skip
