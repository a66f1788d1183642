"""Who is not covered: customers in no group, customers of whom little is known, traits known of few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, name
from folkways.model.evidence import Claim, Figure
from folkways.personas.feature import LEAST_EVENTS, Feature
from folkways.personas.figures import JOINED
from folkways.personas.sheet import Mask, Sheet
from folkways.personas.wording import said, said_count
from folkways.stats.suppression import any_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not covered, with its figure under a key."""

    key: str
    claim: Claim
    figure: Figure


def _gap(key: str, words: str, figure: Figure) -> Gap:
    return Gap(key=key, claim=Claim(text=words, basis="measured", evidence=[figure.evidence]), figure=figure)


def uncovered(ledger: Ledger, sheet: Sheet, groups: np.ndarray, *, any_events: bool) -> list[Gap]:
    """What the whole set of personas leaves out."""
    return [
        in_no_group(ledger, sheet, groups),
        *_thin(ledger, sheet, any_events),
        *_unknown_traits(ledger, sheet),
    ]


def in_no_group(ledger: Ledger, sheet: Sheet, groups: np.ndarray) -> Gap:
    """Customers whose likeliest group has a probability below a half."""
    unsure, everybody = int((groups < 0).sum()), said_count(sheet.size)
    figure = ledger.figure(
        Counted(
            title="Customers in no group",
            query="SELECT count(*) AS value FROM members WHERE persona IS NULL",
            unit="customers",
            denominator="all customers",
            method="count of customers whose likeliest group has a probability below a half",
            kind="model",
        ),
        float(unsure),
        "customers",
        n=sheet.size,
    )
    words = (
        f"{said_count(unsure)} of {everybody} customers are in no group: too unlike any of them, "
        "or too little known."
    )
    return _gap("in_no_group", words if unsure else f"All {everybody} customers are in a group.", figure)


def _thin(ledger: Ledger, sheet: Sheet, any_events: bool) -> list[Gap]:
    habits = [one for one in sheet.features if one.unit == "share" and one.topic in ("behaviour", "times")]
    missing = ~np.any([sheet.known(one.key) for one in habits], axis=0) if habits else np.zeros(0, np.bool_)
    if not missing.any():
        return []
    figure = ledger.figure(
        Counted(
            title="Customers with too few events to tell their habits",
            query=(
                "SELECT count(*) AS value FROM features WHERE "
                + " AND ".join(f"{name(one.key)} IS NULL" for one in habits)
            ),
            unit="customers",
            denominator="all customers",
            method=f"count of customers of whom no share of events could be told (fewer than {LEAST_EVENTS} events)",
            kind="table",
        ),
        float(missing.sum()),
        "customers",
        n=sheet.size,
    )
    words = (
        f"{said_count(int(missing.sum()))} customers came too rarely (fewer than {LEAST_EVENTS} events) "
        "to tell their habits."
    )
    none = f"There are no events: of none of the {said_count(sheet.size)} customers is it known what they do and when."
    return [_gap("too_few_events", words if any_events else none, figure)]


def _traits(sheet: Sheet) -> list[Feature]:
    return [one for one in sheet.features if one.topic == "demographics"]


def _known(sheet: Sheet) -> Mask:
    return np.any([sheet.known(one.key) for one in _traits(sheet)], axis=0)


def _any_known(sheet: Sheet) -> str:
    return " OR ".join(f"{name(one.key)} IS NOT NULL" for one in _traits(sheet))


def _unknown_traits(ledger: Ledger, sheet: Sheet) -> list[Gap]:
    if not _traits(sheet) or not sheet.size:
        return []
    known = _known(sheet)
    figure = ledger.figure(
        Counted(
            title="Customers of whom any trait is known",
            query=f"SELECT count(*) AS value FROM features WHERE {_any_known(sheet)}",
            unit="customers",
            denominator="all customers",
            method="count of customers with at least one trait in the customer records",
            kind="table",
        ),
        float(known.sum()),
        "customers",
        n=sheet.size,
    )
    words = (
        f"Who they are is known for {said_count(int(known.sum()))} of {said_count(sheet.size)} customers only; "
        "demographics speak for those alone."
    )
    everybody = f"At least one trait is known for all {said_count(sheet.size)} customers."
    return [_gap("known_traits", everybody if known.all() else words, figure)]


def unknown_here(ledger: Ledger, sheet: Sheet, persona: str, members: Mask, least: int) -> list[Gap]:
    """For one persona: of how many members the traits of the customer records are known (hidden below `least`)."""
    if not _traits(sheet) or not members.any():
        return []
    described, size = int((_known(sheet) & members).sum()), int(members.sum())
    few = any_few([described], least)
    told = Counted(
        title="Members of whom any trait is known",
        query=f"SELECT avg(({_any_known(sheet)})::INT) AS value FROM {JOINED} WHERE {inside(persona)}",
        unit="customers",
        denominator="members of the persona",
        method="share with at least one trait in the customer records",
        kind="table",
    )
    figure = ledger.figure(told, None if few else described / size, "share", n=size)
    words = (
        f"Traits of the customer records are known for {said(described / size, 'share')} of the members; "
        "who the others are is not told."
    )
    if described == size:
        words = "At least one trait of the customer records is known for all members."
    hidden = "Traits of the customer records are known for too few members to say anything of who they are."
    nobody = "Of no member any trait of the customer records is known: nothing is said about who they are."
    return [_gap("known_traits", hidden if few else words if described else nobody, figure)]
