"""LimeSurvey: one row of names (codes, questions or both), codes or words below, sub-questions in brackets."""

from __future__ import annotations

import re

from folkways.sources.guess_questions import AskedColumn
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.layouts.layout import Layout, as_it_is
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

_ID = ("id", "id. Response ID", "Response ID")
_AT = ("submitdate", "submitdate. Date submitted", "Date submitted")
_LAST = ("lastpage", "lastpage. Last page", "Last page")
_TOKEN = ("token", "token. Access code", "Access code", "token. Token", "Token")
_OTHER = re.compile(
    r"^(startlanguage|seed|startdate|datestamp|ipaddr|refurl)(\.|$)|^(Start language|Seed|Date started|"
    r"Date last action|IP address|Referrer URL)$"
)
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_]*\.\s+")


def _recognised(profile: FileProfile) -> bool:
    names = {column.name for column in profile.columns}
    return all(names & set(known) for known in (_ID, _AT, _LAST))


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    names = [column.name for column in profile.columns]
    person, time = _first(names, _ID), _first(names, _AT)
    roles = {"respondent_id": person, "answer_id": person, "at": time}
    token = next((one.name for one in profile.columns if one.name in _TOKEN and one.filled), None)
    if token:
        roles["customer_id"] = token
    aside = {name: "not a question" for name in names if name in (*_LAST, *_TOKEN) or _OTHER.match(name)}
    aside = {name: why for name, why in aside.items() if name not in roles.values()}
    asked = [_asked(column) for column in profile.columns]
    guesses = survey_guesses(profile, asked, roles, layout="limesurvey", aside=aside)
    guesses[0].settings["timezone"] = "UTC"
    guesses[0].doubts.append("LimeSurvey shows times on the clock of its server: say which as timezone.")
    return guesses


def _first(names: list[str], known: tuple[str, ...]) -> str:
    return next(name for name in known if name in names)


def _asked(column: ColumnProfile) -> AskedColumn:
    """`Q1[SQ002]`, `Q1[SQ002]. Rate us [Price]` and `Rate us [Price]` are the sub-question Price of one question."""
    words = _CODE.sub("", re.sub(r"^[A-Za-z][A-Za-z0-9_]*\[[^\]]*\]\.\s*", "", column.name)).strip()
    found = re.match(r"^(?P<question>.*?)\s*\[(?P<item>[^\]]+)\]$", words)
    if found is None:
        return AskedColumn(column=column, wording=words)
    return AskedColumn(column=column, wording=found["question"].strip(), option=found["item"].strip())


LIMESURVEY = Layout(
    name="limesurvey", title="a LimeSurvey export", shape=as_it_is, recognised=_recognised, guesses=_guesses
)
