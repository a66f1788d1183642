"""Who is not covered: customers in no group, customers of whom little is known, traits known of few."""

from __future__ import annotations

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, name
from folkways.model.evidence import Claim, Figure
from folkways.personas.feature import Feature
from folkways.personas.figures import JOINED
from folkways.personas.sheet import Mask, Sheet
from folkways.personas.wording import said, said_count


def uncovered(ledger: Ledger, sheet: Sheet, groups: np.ndarray) -> list[tuple[Claim, Figure]]:
    """What the whole set of personas leaves out, each claim with its figure."""
    told: list[tuple[Claim, Figure]] = []
    unsure = int((groups < 0).sum())
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
        f"{said_count(unsure)} of {said_count(sheet.size)} customers are in no group: "
        "too unlike any of them, or too little known."
    )
    if unsure == 0:
        words = f"All {said_count(sheet.size)} customers are in a group."
    told.append((Claim(text=words, basis="measured", evidence=[figure.evidence]), figure))
    return told + _thin(ledger, sheet) + _unknown_traits(ledger, sheet)


def _thin(ledger: Ledger, sheet: Sheet) -> list[tuple[Claim, Figure]]:
    habits = [one for one in sheet.features if one.unit == "share" and one.topic in ("behaviour", "times")]
    if not habits or not sheet.size:
        return []
    missing = ~np.any([sheet.known(one.key) for one in habits], axis=0)
    nothing = " AND ".join(f"{name(one.key)} IS NULL" for one in habits)
    figure = ledger.figure(
        Counted(
            title="Customers with too few events to tell their habits",
            query=f"SELECT count(*) AS value FROM features WHERE {nothing}",
            unit="customers",
            denominator="all customers",
            method="count of customers of whom no share of events could be told (fewer than 4 events)",
            kind="table",
        ),
        float(missing.sum()),
        "customers",
        n=sheet.size,
    )
    words = f"{said_count(int(missing.sum()))} customers came too rarely (fewer than 4 events) to tell their habits."
    return (
        [(Claim(text=words, basis="measured", evidence=[figure.evidence]), figure)] if missing.any() else []
    )


def _unknown_traits(ledger: Ledger, sheet: Sheet) -> list[tuple[Claim, Figure]]:
    traits = [one for one in sheet.features if one.topic == "demographics"]
    if not traits:
        return []
    known = np.any([sheet.known(one.key) for one in traits], axis=0)
    some = " OR ".join(f"{name(one.key)} IS NOT NULL" for one in traits)
    figure = ledger.figure(
        Counted(
            title="Customers of whom any trait is known",
            query=f"SELECT count(*) AS value FROM features WHERE {some}",
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
    if known.all():
        words = f"At least one trait is known for all {said_count(sheet.size)} customers."
    return [(Claim(text=words, basis="measured", evidence=[figure.evidence]), figure)]


def unknown_here(ledger: Ledger, sheet: Sheet, persona: str, members: Mask) -> list[tuple[Claim, Figure]]:
    """For one persona: of how many members the traits of the customer records are known."""
    traits = [one for one in sheet.features if one.topic == "demographics"]
    if not traits or not members.any():
        return []
    known = np.any([sheet.known(one.key) for one in traits], axis=0) & members
    share = float(known.sum() / members.sum())
    figure = ledger.figure(_known_members(persona, traits), share, "share", n=int(members.sum()))
    words = (
        f"Traits of the customer records are known for {said(share, 'share')} of the members; "
        "of all others nothing is said about who they are."
    )
    return [(Claim(text=words, basis="measured", evidence=[figure.evidence]), figure)]


def _known_members(persona: str, traits: list[Feature]) -> Counted:
    some = " OR ".join(f"{name(one.key)} IS NOT NULL" for one in traits)
    return Counted(
        title="Members of whom any trait is known",
        query=f"SELECT avg(({some})::INT) AS value FROM {JOINED} WHERE {inside(persona)}",
        unit="customers",
        denominator="members of the persona",
        method="share with at least one trait in the customer records",
        kind="table",
    )
