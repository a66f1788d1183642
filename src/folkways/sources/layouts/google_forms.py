"""Google Forms: `Timestamp` first, then a column per question; grids in brackets, ticks joined by `;` or `, `."""

from __future__ import annotations

import re
from collections.abc import Mapping

from folkways.sources.columns import quoted
from folkways.sources.guess_questions import AskedColumn, asked_column
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.layouts.layout import Layout
from folkways.sources.profile import FileProfile, SourceGuess

_FORMS = r"^\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2} [AP]M [A-Z]{3,4}([+-]\d{1,2}(:?\d{2})?)?$"
_SHEETS = r"^\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2}$"
_PEOPLE = ("Email Address", "Username", "Email address", "Name")


def _recognised(profile: FileProfile) -> bool:
    if not profile.columns or profile.columns[0].name != "Timestamp":
        return False
    told = profile.columns[0].levels
    return bool(told) and all(re.match(_FORMS, level) or re.match(_SHEETS, level) for level in told)


def _shape(relation: str, types: Mapping[str, str]) -> str:
    """Write the form's time stamps (`2024/03/05 10:15:22 AM GMT+1`) as ISO 8601; others stay as they are."""
    if types.get("Timestamp") != "VARCHAR":
        return f"SELECT * FROM {relation}"
    stamp = quoted("Timestamp")
    wall = f"try_strptime(regexp_extract({stamp}, '^(.* [AP]M)', 1), '%Y/%m/%d %I:%M:%S %p')"
    sign = f"regexp_extract({stamp}, '([+-])\\d{{1,2}}(:?\\d{{2}})?$', 1)"
    hours = f"lpad(regexp_extract({stamp}, '[+-](\\d{{1,2}})(:?\\d{{2}})?$', 1), 2, '0')"
    minutes = f"rpad(regexp_extract({stamp}, '[+-]\\d{{1,2}}:?(\\d{{2}})?$', 1), 2, '0')"
    zone = f"CASE WHEN {sign} = '' THEN 'Z' ELSE {sign} || {hours} || ':' || {minutes} END"
    iso = f"strftime({wall}, '%Y-%m-%dT%H:%M:%S') || {zone}"
    return f"SELECT * REPLACE (coalesce({iso}, {stamp}) AS {stamp}) FROM {relation}"


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    names = {column.name for column in profile.columns}
    roles = {"at": "Timestamp"}
    aside = {name: "may name people" for name in _PEOPLE if name in names}
    if "Email Address" in aside:
        roles["customer_id"] = "Email Address"
        del aside["Email Address"]
    if "Score" in names:
        aside["Score"] = "the quiz's score"
    asked: list[AskedColumn] = [asked_column(column) for column in profile.columns]
    guesses = survey_guesses(profile, asked, roles, layout="google-forms", aside=aside)
    if re.match(_SHEETS, profile.columns[0].levels[0]):
        guesses[0].settings |= {"time_format": "%m/%d/%Y %H:%M:%S", "timezone": "UTC"}
        guesses[0].doubts.append(
            "The sheet's times carry no zone, and 3/5 may be 3 May: say timezone and time_format."
        )
    return guesses


GOOGLE_FORMS = Layout(
    name="google-forms", title="a Google Forms export", shape=_shape, recognised=_recognised, guesses=_guesses
)
