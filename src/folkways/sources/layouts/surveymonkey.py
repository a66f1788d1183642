"""SurveyMonkey: a CSV with two rows of names; the second holds the options, or `Response` and `Open-Ended Response`."""

from __future__ import annotations

import re

from folkways.sources.guess_questions import AskedColumn
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.layouts.layout import Layout, without_head
from folkways.sources.profile import FileProfile, SourceGuess

_ROLES = {"respondent_id": "Respondent ID", "answer_id": "Respondent ID", "at": "End Date"}
_ASIDE = {
    "Collector ID": "how it was collected", "Start Date": "when it was begun", "IP Address": "may name people",
    "Email Address": "may name people", "First Name": "may name people", "Last Name": "may name people",
}  # fmt: skip
_ALONE = ("Response", "Open-Ended Response", None)
_UNNAMED = re.compile(r"^column \d+$")


def _recognised(profile: FileProfile) -> bool:
    names = {column.name for column in profile.columns}
    return {"Respondent ID", "Collector ID"} <= names and bool(profile.head)


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    names = [column.name for column in profile.columns]
    roles = {role: name for role, name in _ROLES.items() if name in names}
    aside = {name: why for name, why in _ASIDE.items() if name in names}
    custom = next(
        (one.name for one in profile.columns if one.name.startswith("Custom Data") and one.filled), None
    )
    if custom:
        roles["customer_id"] = custom
    guesses = survey_guesses(profile, _asked(profile), roles, layout="surveymonkey", aside=aside)
    guesses[0].settings["time_format"] = "%m/%d/%Y %I:%M:%S %p"
    guesses[0].settings["timezone"] = "UTC"
    guesses[0].doubts.append("SurveyMonkey shows times on the clock of the account: say which as timezone.")
    return guesses


def _asked(profile: FileProfile) -> list[AskedColumn]:
    """A question's words stand above its first column; the columns after it without a name are its further options."""
    second = profile.head[0]
    wording, found = "", list[AskedColumn]()
    for column in profile.columns:
        if not _UNNAMED.match(column.name):
            wording = re.sub(r" \[\d+\]$", "", column.name)
        option = second.get(column.name)
        found.append(
            AskedColumn(
                column=column, wording=wording, option=None if option in _ALONE else (option or "").strip()
            )
        )
    return found


SURVEYMONKEY = Layout(
    name="surveymonkey",
    title="a SurveyMonkey export",
    shape=without_head(1),
    recognised=_recognised,
    guesses=_guesses,
    head_rows=1,
)
