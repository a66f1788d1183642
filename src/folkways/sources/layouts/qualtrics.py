"""Qualtrics: a CSV with three rows of names (the id, the question, a JSON of import ids), recodes or words below."""

from __future__ import annotations

import re

from folkways.sources.guess_questions import AskedColumn
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.layouts.layout import Layout, without_head
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

_ASIDE = {
    "StartDate": "when it was begun", "Status": "how it was collected", "IPAddress": "may name people",
    "Progress": "how far it came", "Duration (in seconds)": "how long it took", "Finished": "whether it was finished",
    "RecordedDate": "when it was stored", "RecipientLastName": "may name people",
    "RecipientFirstName": "may name people", "RecipientEmail": "may name people", "LocationLatitude": "where they were",
    "LocationLongitude": "where they were", "DistributionChannel": "how it was sent", "UserLanguage": "a language",
}  # fmt: skip
_CHOICE = re.compile(r"^(?P<question>.*?) - Selected Choice(?: - (?P<option>.+))?$", re.DOTALL)


def _recognised(profile: FileProfile) -> bool:
    third = [value for value in profile.head[1].values() if value] if len(profile.head) > 1 else []
    return bool(third) and all(value.startswith('{"ImportId"') for value in third)


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    words = profile.head[0]
    names = {column.name for column in profile.columns}
    time = next(name for name in ("EndDate", "RecordedDate", "StartDate") if name in names)
    roles = {"respondent_id": "ResponseId", "answer_id": "ResponseId", "at": time}
    roles = {role: name for role, name in roles.items() if name in names}
    external = next(
        (one.name for one in profile.columns if one.name == "ExternalReference" and one.filled), None
    )
    if external:
        roles["customer_id"] = external
    asked = [_asked(column, words.get(column.name) or column.name) for column in profile.columns]
    aside = {name: why for name, why in _ASIDE.items() if name in names and name not in roles.values()}
    aside |= {
        one.column.name: "empty" for one in asked if one.column.name == "ExternalReference" and not external
    }
    guesses = survey_guesses(profile, asked, roles, layout="qualtrics", aside=aside)
    guesses[0].settings["timezone"] = "UTC"
    guesses[0].doubts.append("Qualtrics shows times on the clock of the account: say which as timezone.")
    return guesses


def _asked(column: ColumnProfile, wording: str) -> AskedColumn:
    """`Q5_2` with `Which do you use? - Selected Choice - Phone` is the option Phone; grids end in ` - ITEM`."""
    found = _CHOICE.match(wording)
    if found:
        return AskedColumn(column=column, wording=found["question"].strip(), option=found["option"])
    question, dash, item = wording.rpartition(" - ")
    if dash and re.search(r"_\d+(_TEXT)?$", column.name):
        return AskedColumn(column=column, wording=question.strip(), option=item.strip())
    return AskedColumn(column=column, wording=wording.strip())


QUALTRICS = Layout(
    name="qualtrics",
    title="a Qualtrics export",
    shape=without_head(2),
    recognised=_recognised,
    guesses=_guesses,
    head_rows=2,
)
