"""Typeform: one row of names; the choices of a multi-select are columns of their own that repeat the choice."""

from __future__ import annotations

import re

from folkways.sources.guess_questions import AskedColumn
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.layouts.layout import Layout, as_it_is
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

_META = (
    "#",
    "Response Type",
    "Start Date (UTC)",
    "Stage Date (UTC)",
    "Submit Date (UTC)",
    "Network ID",
    "Tags",
    "Ending",
)
_PEOPLE = ("First name", "Last name", "Email", "Phone number", "Company")


def _recognised(profile: FileProfile) -> bool:
    names = {column.name for column in profile.columns}
    return "#" in names and "Submit Date (UTC)" in names


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    names = {column.name for column in profile.columns}
    roles = {"respondent_id": "#", "answer_id": "#", "at": "Submit Date (UTC)"}
    hidden = next((name for name in ("user_id", "customer_id", "user", "contact_id") if name in names), None)
    if hidden:
        roles["customer_id"] = hidden
    aside = {name: "not a question" for name in _META if name in names and name not in roles.values()}
    aside |= {name: "may name people" for name in _PEOPLE if name in names}
    asked = _asked([one for one in profile.columns if one.name not in {*aside, *roles.values()}])
    guesses = survey_guesses(profile, asked, roles, layout="typeform", aside=aside)
    guesses[0].settings["timezone"] = "UTC"
    return guesses


def _asked(columns: list[ColumnProfile]) -> list[AskedColumn]:
    """Columns side by side that each hold nothing but their own name are the choices of one question."""
    found: list[AskedColumn] = []
    run: list[ColumnProfile] = []
    for column in [*columns, None]:
        if column is not None and _is_choice(column):
            run.append(column)
            continue
        found += [AskedColumn(column=one, wording=_question(run), option=_plain(one.name)) for one in run]
        run = []
        if column is not None:
            found.append(AskedColumn(column=column, wording=_plain(column.name)))
    return found


def _is_choice(column: ColumnProfile) -> bool:
    return bool(column.levels) and {level.strip() for level in column.levels} == {_plain(column.name)}


def _question(run: list[ColumnProfile]) -> str:
    return (
        "Which of these: " + ", ".join(_plain(one.name) for one in run[:3]) + (" …?" if len(run) > 3 else "?")
    )


def _plain(name: str) -> str:
    """The question without its form marks: `*Hello {{field:…}}*`, and without the number of a repeated name."""
    return re.sub(r"\s*\[\d+\]$", "", name).strip("*_ ").strip()


TYPEFORM = Layout(
    name="typeform", title="a Typeform export", shape=as_it_is, recognised=_recognised, guesses=_guesses
)
