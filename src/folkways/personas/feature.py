"""One feature of a customer: what it is called, what it may be used for, and the SQL that repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from folkways.measures.sql import name
from folkways.model.config import Basis, TraitKind, TraitRole
from folkways.model.persona import TraitTopic

Place = Literal["pace", "time", "size", "thing", "none"]

LEAST_EVENTS = 4
"""A share of fewer things than this says little about a customer: it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a feature is spoken of.

    `sentences` hold {here} and {there}; `more` and `less` are predicates of "they"; `high` and `low` are pieces of a
    name, which stand at `place`; `noun` is who they are when the name ends with this piece.
    """

    sentences: tuple[str, ...]
    more: str
    less: str
    high: str = ""
    low: str = ""
    place: Place = "none"
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A column of the feature table.

    `source` is a relation with a `customer_id`, `expression` an aggregate over the rows of one customer (null where
    they say too little). `unit` is as in a figure; `levels` are the ordered names of an ordinal trait; `rows` is an
    aggregate that says of how many events a share is one (empty where it is none).
    """

    key: str
    label: str
    title: str
    topic: TraitTopic
    unit: str
    group: str
    source: str
    expression: str
    words: Words
    kind: TraitKind = "numeric"
    role: TraitRole = "defining"
    basis: Basis = "measured"
    levels: tuple[str, ...] = ()
    sensitive: bool = False
    rows: str = ""

    @property
    def habit(self) -> bool:
        """Whether it says what people do, in a way worth a sentence: no exposure, and no reach beside a share."""
        return self.topic not in ("demographics", "attitudes") and self.group not in (
            "exposures",
            "category reach",
        )

    @property
    def categorical(self) -> bool:
        return self.kind in ("ordinal", "nominal")

    @property
    def column(self) -> str:
        """The SQL of this column of the table."""
        return (
            f"{self.expression if self.categorical else f'({self.expression})::DOUBLE'} AS {name(self.key)}"
        )

    @property
    def query(self) -> str:
        """SQL that gives this feature for every customer who has events."""
        return (
            f"SELECT customer_id, {self.column} FROM {self.source} GROUP BY customer_id ORDER BY customer_id"
        )


def share_of(condition: str, among: str = "TRUE") -> str:
    """The share of a customer's rows (`among` those) for which a condition holds; missing where they are too few."""
    rows = f"count(*) FILTER (WHERE {among})" if among != "TRUE" else "count(*)"
    held = f"{condition} AND {among}" if among != "TRUE" else condition
    return f"CASE WHEN {rows} >= {LEAST_EVENTS} THEN count(*) FILTER (WHERE {held}) / {rows}::DOUBLE END"
