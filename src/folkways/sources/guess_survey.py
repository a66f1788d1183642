"""What a survey's export is guessed to hold: who answered when, what was asked, and who the people are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from folkways.sources.guess_questions import AskedColumn, is_about_people, question_guesses
from folkways.sources.guess_roles import trait_of, words_of
from folkways.sources.profile import FileProfile, SourceGuess, TraitGuess

AUTHOR = "Nobody is named: each respondent is taken for a customer of their own."


def survey_guesses(
    profile: FileProfile,
    asked: Sequence[AskedColumn],
    roles: Mapping[str, str],
    *,
    layout: str | None = None,
    aside: Mapping[str, str] | None = None,
) -> list[SourceGuess]:
    """Map a survey: `roles` (role → column) to answers, questions about the person to traits of customers.

    Columns in `aside` are left out with the reason given there. Without a customer the respondent stands for one.
    """
    taken = {*roles.values(), *(aside or {})}
    left = [one for one in asked if one.column.name not in taken]
    people = [one for one in left if one.option is None and is_about_people(one.wording)]
    traits = {one.column.name: trait_of(one.column, profile.rows) for one in people}
    told = {name: trait for name, trait in traits.items() if isinstance(trait, TraitGuess)}
    questions, unknown = question_guesses([one for one in left if one.column.name not in told])
    answers = SourceGuess(profile=profile, table="answers", layout=layout, questions=questions)
    answers.columns = dict(roles)
    answers.unknown = {**(aside or {}), **unknown}
    if "customer_id" not in roles and "respondent_id" in roles:
        answers.columns["customer_id"] = roles["respondent_id"]
        answers.doubts.append(AUTHOR)
    customer = answers.columns.get("customer_id")
    if not told or not isinstance(customer, str):
        return [answers]
    return [answers, _customers(profile, customer, people, told, layout)]


def _customers(
    profile: FileProfile,
    customer: str,
    people: Sequence[AskedColumn],
    told: Mapping[str, TraitGuess],
    layout: str | None,
) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="customers", layout=layout, name=f"{profile.path.stem} people")
    guess.columns = {"customer_id": customer}
    for one in people:
        if one.column.name in told:
            told[one.column.name].label = one.wording
            guess.traits[_short(one.wording)] = told[one.column.name]
    return guess


def _short(wording: str) -> str:
    """A trait's name from a question: its telling words, in snake case."""
    dull = {
        "what",
        "is",
        "your",
        "are",
        "you",
        "the",
        "of",
        "do",
        "how",
        "which",
        "a",
        "in",
        "to",
        "best",
        "describes",
    }
    words = [word for word in re.sub(r"[^a-z0-9 ]+", "", words_of(wording)).split() if word not in dull]
    return "_".join(words[:4]) or "trait"
