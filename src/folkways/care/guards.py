"""Safeguards: which are on in this workspace, which are weak or off, and the line that changes each."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.model.care import Guard, GuardState
from folkways.model.config import Config, Source
from folkways.model.privacy import HIDDEN
from folkways.sources.guess_roles import looks_sensitive

SAFE_CELL, WEAK_CELL = 10, 5
"""Published tables of people hide fewer than 5 to 11; 10 is the default here, below 5 single people show through."""
OF_PEOPLE = frozenset({"events", "customers", "answers", "voices"})


def guards(config: Config) -> list[Guard]:
    """All safeguards in one order: what is off first, then what is weak."""
    found = [
        _small_cells(config),
        *_texts(config),
        *_sensitive(config),
        *(one for source in config.sources if source.table in OF_PEOPLE for one in _of_source(source)),
    ]
    worst: tuple[GuardState, ...] = ("off", "weak", "on")
    return sorted(found, key=lambda one: worst.index(one.state))


def _small_cells(config: Config) -> Guard:
    least = config.workspace.min_cell
    state: GuardState = "on" if least >= SAFE_CELL else "weak" if least >= WEAK_CELL else "off"
    return Guard(
        name="small groups are hidden",
        state=state,
        says=f"Numbers about fewer than {least} people, or about all but so few, are not shown."
        + ("" if state == "on" else f" With fewer than {SAFE_CELL}, those who know a person may find them."),
        line=f"[workspace] min_cell = {max(least, SAFE_CELL)}",
    )


def _texts(config: Config) -> Iterator[Guard]:
    if not any(source.table in ("voices", "answers", "documents") for source in config.sources):
        return
    kept = [kind for kind in HIDDEN if kind not in config.privacy.redact]
    yield Guard(
        name="texts are blotted",
        state="on" if not kept else "off" if len(kept) == len(HIDDEN) else "weak",
        says=f"Not blotted: {', '.join(kept)}."
        if kept
        else "Names, addresses, numbers, accounts and links that identify are blotted.",
        line="[privacy] redact = [" + ", ".join(f'"{kind}"' for kind in HIDDEN) + "]",
    )
    sealed = config.privacy.originals == "encrypted"
    yield Guard(
        name="originals of texts are not kept",
        state="weak" if sealed else "on",
        says="Originals are kept sealed: who has the key reads them."
        if sealed
        else "Only blotted texts are kept.",
        line='[privacy] originals = "none"',
    )


def _sensitive(config: Config) -> Iterator[Guard]:
    traits = config.traits_of("customers")
    marked = sorted(name for name, one in traits.items() if one.is_sensitive)
    loose = sorted(
        name
        for name, one in traits.items()
        if not one.is_sensitive and one.role != "forbidden" and looks_sensitive(one.column)
    )
    if traits:
        yield Guard(
            name="sensitive traits are marked",
            state="weak" if loose else "on" if marked else "weak",
            says=f"These look sensitive and are not marked: {', '.join(loose)}."
            if loose
            else f"Marked: {', '.join(marked)}."
            if marked
            else "None is marked: whether personas go with one cannot be checked.",
            line=f'[sources.traits.{loose[0] if loose else "NAME"}] class = "sensitive"',
        )
    for one in config.personas.allow_sensitive:
        yield Guard(
            name="sensitive traits form no personas",
            about=one.trait,
            state="off",
            says=f"It may, {one.who} decided: {one.reason}",
            line="[[personas.allow_sensitive]]: take it out",
        )
    if marked and not config.personas.allow_sensitive:
        yield Guard(
            name="sensitive traits form no personas",
            state="on",
            says="They describe at most.",
            line="[[personas.allow_sensitive]] would change it",
        )


def _of_source(source: Source) -> Iterator[Guard]:
    yield Guard(
        name="only who agreed is read",
        about=source.name,
        state="on" if source.consent else "off",
        says=f"Rows whose “{source.consent.column}” does not say yes are not read."
        if source.consent
        else "Every row is read, whether its customer agreed or not.",
        line='[[sources]] consent = { column = "COLUMN", yes = ["yes"] }',
    )
    yield Guard(
        name="old rows are let go",
        about=source.name,
        state="on" if source.retention else "off",
        says=f"Rows older than {source.retention} are not read."
        if source.retention
        else "Rows are read however old they are.",
        line='[[sources]] retention = "730d"',
    )
