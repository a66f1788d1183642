"""Pieces that layouts are made of: SQL over columns that may be there or not, and traits guessed from columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from folkways.sources.columns import json_of, literal, quoted, text_of, value_inside
from folkways.sources.guess_roles import trait_name, trait_of
from folkways.sources.layouts.layout import TABLES
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess, TraitGuess
from folkways.sources.rejected import ROW

NOTHING = "CAST(NULL AS VARCHAR)"
SEARCHES = literal("Searches")
"""The touchpoint of somebody who searches, whatever a product calls it."""
Types = Mapping[str, str]


def text(types: Types, *names: str) -> str:
    """The text of the first of some columns that has one; a name with dots is a place inside a nested column."""
    found = [_text(types, name) for name in names]
    there = [each for each in found if each]
    if not there:
        return NOTHING
    return there[0] if len(there) == 1 else f"coalesce({', '.join(there)})"


def json(types: Types, name: str) -> str:
    """A column as JSON, NULL where it is not there."""
    return json_of(quoted(name), types[name]) if name in types else "CAST(NULL AS JSON)"


def page_of(url: str) -> str:
    """The first part of an address' path, without what numbers single things: `/shop`, `/…`; the home page is `/`."""
    path = f"regexp_replace({url}, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*', '')"
    part = f"regexp_extract({path}, '^/([^/?#]*)', 1)"
    return (
        f"(CASE WHEN {url} IS NULL THEN NULL WHEN regexp_matches({part}, '[0-9]') THEN '/…' "
        f"ELSE '/' || lower({part}) END)"
    )


def path_of(url: str) -> str:
    """An address without its host, its query and its fragment."""
    bare = f"regexp_replace({url}, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*', '')"
    return (
        f"(CASE WHEN {url} IS NOT NULL THEN coalesce(nullif(regexp_extract({bare}, '^[^?#]*'), ''), '/') END)"
    )


def tables(**conditions: str) -> str:
    """The tables that a row tells, each when its condition holds."""
    listed = ", ".join(
        f"CASE WHEN {condition} THEN {literal(table)} END" for table, condition in conditions.items()
    )
    return f"list_filter([{listed}], lambda told: told IS NOT NULL)"


def select(relation: str, fields: Mapping[str, str], told: str | None = None) -> str:
    """A SELECT of named expressions, with the row's number and the tables that it tells."""
    named = [f"{expression} AS {quoted(name)}" for name, expression in fields.items()]
    apart = [f"{told} AS {TABLES}"] if told else []
    return f"SELECT {', '.join([quoted(ROW), *apart, *named])} FROM {relation}"


def describe(guess: SourceGuess, columns: Iterable[ColumnProfile]) -> None:
    """Take columns for traits of what a source describes; what names people is personal, the rest is told."""
    for column in columns:
        trait = trait_of(column, guess.profile.rows) if not column.inner else "holds further values"
        if isinstance(trait, TraitGuess):
            guess.traits[trait_name(column.name.rpartition(".")[2])] = trait
        elif trait == "may name people" and guess.table == "customers":
            guess.personal.append(column.name)
        else:
            guess.unknown[column.name] = trait


def plain_traits(guess: SourceGuess, names: Mapping[str, str]) -> None:
    """Take columns that the layout makes for nominal traits, by the trait's name."""
    for trait, column in names.items():
        guess.traits[trait] = TraitGuess(column=column, kind="nominal")


def visitors(profile: FileProfile, layout: str, name: str) -> SourceGuess:
    """The people that an export of events tells of: one row each, the last value that was told of each trait."""
    guess = SourceGuess(profile=profile, table="customers", layout=layout, name=name)
    guess.columns = {"customer_id": "customer_id"}
    guess.settings = {"repeats": "latest"}
    return guess


def values_of(profile: FileProfile, name: str) -> frozenset[str]:
    """The commonest values of a column, in lower case."""
    column = profile.column(name)
    return frozenset(level.lower() for level in column.levels) if column else frozenset()


def _text(types: Types, name: str) -> str | None:
    if name in types:
        return text_of(quoted(name), types[name], [])
    head, _, path = name.partition(".")
    if not path or head not in types:
        return None
    return f"nullif(trim({value_inside(quoted(head), types[head], path)}), '')"
