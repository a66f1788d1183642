"""Records that are probably one person, by the Fellegi–Sunter model (Splink, on DuckDB, in memory).

`docs/methods/identity.md` tells the comparisons. Only here Splink is named; it is the extra `linkage`.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import duckdb
import pyarrow as pa

from folkways.errors import ConfigError
from folkways.model.config import Source
from folkways.sources.columns import quoted, text_of
from folkways.sources.event_rows import role_text
from folkways.sources.guess_roles import words_of
from folkways.sources.rows import Rows

FIELDS = ("first_name", "last_name", "birth_date", "street", "postcode", "email", "phone")
"""What is compared, where a source tells it."""
NAMES: dict[str, tuple[str, ...]] = {
    "first_name": ("first name", "firstname", "given name", "vorname", "prénom", "nombre"),
    "last_name": ("last name", "lastname", "surname", "family name", "nachname", "nom", "apellido"),
    "birth_date": ("birth date", "birthdate", "date of birth", "dob", "birthday", "geburtsdatum"),
    "street": ("street", "address", "address line 1", "strasse", "straße", "rue"),
    "postcode": ("postcode", "postal code", "zip", "zip code", "plz"),
    "email": ("email", "e mail", "mail", "email address"),
    "phone": ("phone", "tel", "telephone", "mobile", "phone number"),
}
SEED = 7
MOST_PAIRS = 2e6


class LinkageMissing(ConfigError):
    code = "linkage-missing"

    def __init__(self) -> None:
        super().__init__(
            "Splink is not installed.", hint='Install the extra: pip install "folkways[linkage]"'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two ids and the probability that they are one person."""

    left: str
    right: str
    probability: float


def compared(rows: Rows, source: Source) -> pa.Table:
    """Read what is compared of a file's customers: `unique_id` and the fields that `compare` names or that are plain by
    their columns' names."""
    told = source.compare or _named(rows)
    fields = [f"{role_text(rows, source, 'customer_id', ids=True)} AS unique_id"]
    for name in FIELDS:
        column = told.get(name)
        text = (
            "NULL" if column is None else text_of(rows.column(column), rows.type_of(column), source.missing)
        )
        fields.append(f"CAST(lower({text}) AS VARCHAR) AS {quoted(name)}")
    return rows.con.sql(
        f"SELECT {', '.join(fields)} FROM {rows.name} WHERE unique_id IS NOT NULL ORDER BY ALL"
    ).to_arrow_table()


def _named(rows: Rows) -> dict[str, str]:
    by_words = {words_of(name): name for name in reversed(list(rows.types))}
    return {
        field: by_words[word]
        for field, words in NAMES.items()
        for word in reversed(words)
        if word in by_words
    }


def linked_pairs(records: pa.Table, least: float) -> list[Pair]:
    """Find pairs of records with at least a probability, the most probable first.

    `records` has `unique_id` and some of `FIELDS` as text in small letters, null where nothing is known. How often
    records of different people agree by chance is estimated from the records themselves; how often two records of one
    person agree is taken from experience (`docs/methods/identity.md`). The same records give the same pairs.
    """
    if find_spec("splink") is None:
        raise LinkageMissing
    told = [
        name for name in FIELDS if name in records.column_names and records[name].null_count < len(records)
    ]
    con = duckdb.connect(":memory:")
    try:
        con.execute("SET threads = 1")
        found = _scored(con, records.select(["unique_id", *told]), told, least)
    finally:
        con.close()
    rows = found.to_pylist()
    pairs = [
        Pair(left=min(row["l"], row["r"]), right=max(row["l"], row["r"]), probability=round(row["p"], 6))
        for row in rows
    ]
    return sorted(pairs, key=lambda pair: (-pair.probability, pair.left, pair.right))


def _scored(con: duckdb.DuckDBPyConnection, records: pa.Table, told: list[str], least: float) -> pa.Table:
    from splink import DuckDBAPI, Linker, SettingsCreator

    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        settings = SettingsCreator(
            em_convergence=0.0001,
            link_type="dedupe_only",
            comparisons=[comparison for name, comparison in _comparisons().items() if name in told],
            blocking_rules_to_generate_predictions=_blocks(told),
            retain_intermediate_calculation_columns=False,
            retain_matching_columns=False,
        )
        linker = Linker(DuckDBAPI(con).register(records), settings)
        train = linker.training
        train.estimate_probability_two_random_records_match(_sure(told), recall=0.7)
        train.estimate_u_using_random_sampling(max_pairs=MOST_PAIRS, seed=SEED, min_count_per_level=None)
        scored = linker.inference.predict(threshold_match_probability=least)
        return con.sql(
            f"SELECT unique_id_l AS l, unique_id_r AS r, match_probability AS p FROM {scored.physical_name}"
        ).to_arrow_table()


def _comparisons() -> Mapping[str, Any]:
    import splink.comparison_level_library as level
    import splink.comparison_library as library

    def comparison(name: str, levels: list[tuple[Any, float]], rest: float) -> Any:
        told = [kind.configure(m_probability=m, fix_m_probability=True) for kind, m in levels]
        last = level.ElseLevel().configure(m_probability=rest, fix_m_probability=True)
        known = level.CustomLevel(f"{name}_l IS NULL OR {name}_r IS NULL", "null").configure(
            is_null_level=True
        )
        return library.CustomComparison(output_column_name=name, comparison_levels=[known, *told, last])

    def alike(name: str, least: float) -> Any:
        return level.JaroWinklerLevel(name, least)

    swapped = (
        "substr(birth_date_l, 1, 4) = substr(birth_date_r, 1, 4) AND substr(birth_date_l, 6, 2) = "
        "substr(birth_date_r, 9, 2) AND substr(birth_date_l, 9, 2) = substr(birth_date_r, 6, 2)"
    )
    same_home = level.CustomLevel(
        "jaro_winkler_similarity(street_l, street_r) >= 0.95 AND coalesce(postcode_l = postcode_r, true)",
        "same address",
    )
    home = same_home.configure(
        m_probability=0.6, fix_m_probability=True, u_probability=0.002, fix_u_probability=True
    )
    away = level.ElseLevel().configure(
        m_probability=0.4, fix_m_probability=True, u_probability=0.998, fix_u_probability=True
    )
    return {
        "first_name": comparison(
            "first_name",
            [
                (level.ExactMatchLevel("first_name"), 0.8),
                (alike("first_name", 0.88), 0.1),
                (alike("first_name", 0.7), 0.06),
            ],
            0.04,
        ),
        "last_name": comparison(
            "last_name", [(level.ExactMatchLevel("last_name"), 0.85), (alike("last_name", 0.88), 0.13)], 0.02
        ),
        "birth_date": comparison(
            "birth_date",
            [
                (level.ExactMatchLevel("birth_date"), 0.86),
                (level.CustomLevel(swapped, "day and month swapped"), 0.08),
                (level.DamerauLevenshteinLevel("birth_date", 1), 0.04),
            ],
            0.02,
        ),
        "street": library.CustomComparison(
            output_column_name="street", comparison_levels=[level.NullLevel("street"), home, away]
        ),
        "email": comparison("email", [(level.ExactMatchLevel("email"), 0.35)], 0.65),
        "phone": comparison("phone", [(level.ExactMatchLevel("phone"), 0.35)], 0.65),
    }


def _blocks(told: list[str]) -> list[Any]:
    from splink import block_on

    rules = [
        ("last_name", "first_name"),
        ("birth_date",),
        ("street", "postcode"),
        ("email",),
        ("phone",),
        ("last_name", "substr(birth_date, 1, 4)"),
        ("first_name", "substr(birth_date, 1, 4)"),
        ("substr(last_name, 1, 3)", "substr(first_name, 1, 3)"),
        ("postcode", "last_name"),
        ("postcode", "first_name"),
    ]
    return [block_on(*rule) for rule in rules if _known(rule, told)]


def _known(rule: tuple[str, ...], told: list[str]) -> bool:
    return all(any(part == name or f"({name}," in part for name in told) for part in rule)


def _sure(told: list[str]) -> list[Any]:
    from splink import block_on

    rules = [("first_name", "last_name", "birth_date"), ("email",), ("phone",)]
    return [block_on(*rule) for rule in rules if _known(rule, told)]
