"""`folkways init`: look into files and write a commented `folkways.toml` that loads plain cases as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from folkways.errors import SourceError
from folkways.sources.file_patterns import ENDINGS, ending_format
from folkways.sources.guess_classes import classified
from folkways.sources.guess_profile import file_profiles
from folkways.sources.guess_roles import (
    AGENT,
    CASE,
    CHANNEL,
    CUSTOMER,
    EVENT,
    FIRST,
    SURVEY_NAMES,
    TIME,
    TOUCHPOINT,
    VALUE,
    is_time,
    named,
    scale_of,
    trait_of,
    words_of,
)
from folkways.sources.guess_text import config_text
from folkways.sources.layouts import LAYOUTS
from folkways.sources.profile import ColumnProfile, FileProfile, QuestionGuess, SourceGuess, TraitGuess

OURS = ("state.db",)
MONEY = ("price", "unit price", "quantity", "cost")


def guessed_config(files: Sequence[Path], folder: Path) -> str:
    """Guess a configuration from data files (default: those in the folder); paths are told relative to the folder.

    Roles are guessed from names first and values second; columns that nothing fits stand there as comments. Raises
    SourceError when there is no file, or no file holds customers.
    """
    found = [Path(file) for file in files] or _beside(folder)
    if not found:
        raise SourceError(
            f"No data files in {str(folder)!r}.",
            hint=f"Name some; known endings: {', '.join([*ENDINGS, '.zip'])}.",
        )
    profiles = [profile for path in found for profile in file_profiles(path.resolve())]
    guesses = [guess for profile in profiles for guess in guessed_sources(profile)]
    if all(guess.table is None for guess in guesses):
        columns = ", ".join(column.name for column in guesses[0].profile.columns[:20])
        raise SourceError(
            "No column looks like a customer's id.",
            hint=f"Write columns.customer_id yourself; {found[0].name} has: {columns}.",
        )
    return config_text(guesses, folder)


def guessed_sources(profile: FileProfile) -> list[SourceGuess]:
    """Guess what a file is: the export of a product known by its layout, else one plain table."""
    layout = next((layout for layout in LAYOUTS.values() if layout.recognised(profile)), None)
    return layout.guesses(profile) if layout else [classified(guessed_source(profile))]


def guessed_source(profile: FileProfile) -> SourceGuess:
    """Guess which table a file is and what its columns are."""
    customer = _customer(profile)
    time = _time(profile)
    if _is_survey(profile) and (customer or time or _respondent(profile)):
        return _answers(profile, customer or _respondent(profile), time)
    if customer is None:
        guess = SourceGuess(profile=profile, table=None)
        guess.unknown = {column.name: "nothing says whose" for column in profile.columns}
        return guess
    touchpoint = named(profile, TOUCHPOINT, [customer.name])
    repeated = customer.distinct < 0.98 * customer.filled
    if time and (repeated or touchpoint):
        return _events(profile, customer, time, touchpoint)
    return _customers(profile, customer)


def _beside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and _is_data(path.name))


def _is_data(name: str) -> bool:
    known = ending_format(name) is not None or name.lower().endswith(".zip")
    return known and not name.lower().endswith(".txt") and not name.startswith(".") and name not in OURS


def _customer(profile: FileProfile) -> ColumnProfile | None:
    found = named(profile, CUSTOMER)
    if found and words_of(found.name) == "id" and found.distinct < found.filled:
        return None
    return found


def _respondent(profile: FileProfile) -> ColumnProfile | None:
    """Find the column of a survey that tells respondents apart: the first unique one that is named an id."""
    return next(
        (
            column
            for column in profile.columns
            if words_of(column.name).split()[-1:] == ["id"] and column.distinct == column.filled > 0
        ),
        None,
    )


def _time(profile: FileProfile) -> ColumnProfile | None:
    times = [column for column in profile.columns if is_time(column)]
    known = FileProfile(path=profile.path, rows=profile.rows, encoding=None, columns=tuple(times))
    return named(known, TIME) or next(iter(times), None)


def _is_survey(profile: FileProfile) -> bool:
    questions = [column for column in profile.columns if scale_of(column)]
    told = any(word in words_of(profile.path.stem) for word in SURVEY_NAMES)
    asked = {"nps", "csat", "ces"} & {
        word for column in profile.columns for word in words_of(column.name).split()
    }
    return bool(questions) and (told or bool(asked) or len(questions) > 2)


def _events(
    profile: FileProfile, customer: ColumnProfile, time: ColumnProfile, touchpoint: ColumnProfile | None
) -> SourceGuess:
    guess = SourceGuess(
        profile=profile, table="events", columns={"customer_id": customer.name, "at": time.name}
    )
    _tell_time(guess, time)
    taken = [customer.name, time.name]
    if touchpoint:
        guess.columns["touchpoint"] = touchpoint.name
        taken.append(touchpoint.name)
    event = named(profile, EVENT, taken)
    agent = named(profile, AGENT, taken)
    if agent:
        guess.columns["user_agent"] = agent.name
        taken.append(agent.name)
    for role, names in (("channel", CHANNEL), ("value", VALUE)):
        column = named(profile, names, taken)
        if column and (role == "channel" or column.mostly(column.numbers)):
            guess.columns[role] = column.name
            taken.append(column.name)
    if event:
        guess.columns["event_id"] = event.name
        taken.append(event.name)
    case = named(profile, CASE, taken)
    if case and case.distinct > 1:
        guess.columns["case_id"] = case.name
        taken.append(case.name)
    if not touchpoint:
        _tell_lines(guess, event)
    for column in profile.columns:
        if column.name not in taken:
            _keep(guess, column)
    return guess


def _tell_lines(guess: SourceGuess, event: ColumnProfile | None) -> None:
    words = {words_of(column.name) for column in guess.profile.columns}
    sells = "value" in guess.columns or bool(words & set(MONEY))
    what = guess.profile.path.stem.replace("_", " ").capitalize()
    guess.constants["touchpoint"] = "Purchase" if sells else what
    guess.folds = sells and (event is None or event.distinct < event.filled)
    guess.doubts.append("No column names what happened; all rows are one touchpoint.")
    if guess.folds:
        what = "rows of one event id" if event else "rows of one customer at one time"
        guess.doubts.append(f"Several rows seem to make one purchase: {what} are one event (lines).")
    if words & {"price", "unit price"} and "value" not in guess.columns:
        guess.doubts.append(
            "A price of one piece is no amount; give the file a column with price times quantity."
        )


def _keep(guess: SourceGuess, column: ColumnProfile) -> None:
    words = set(words_of(column.name).split())
    if not column.filled or column.distinct == 1:
        guess.unknown[column.name] = "always the same" if column.filled else "always empty"
    elif column.distinct <= 200 and not guess.folds and not words & {"name", "email", "phone"}:
        guess.attributes.append(column.name)
    else:
        guess.unknown[column.name] = f"{column.distinct:,} different values"


def _customers(profile: FileProfile, customer: ColumnProfile) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="customers", columns={"customer_id": customer.name})
    times = FileProfile(
        path=profile.path,
        rows=profile.rows,
        encoding=None,
        columns=tuple(c for c in profile.columns if is_time(c)),
    )
    first = named(times, FIRST)
    if first:
        guess.columns["first_at"] = first.name
        _tell_time(guess, first)
    for column in profile.columns:
        if column.name in guess.columns.values():
            continue
        trait = trait_of(column, profile.rows)
        if isinstance(trait, TraitGuess):
            guess.traits[re.sub(r"[^a-z0-9]+", "_", words_of(column.name)).strip("_") or column.name] = trait
        else:
            guess.unknown[column.name] = trait
    return guess


def _answers(profile: FileProfile, customer: ColumnProfile | None, time: ColumnProfile | None) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="answers")
    if customer:
        guess.columns["customer_id"] = customer.name
    if time:
        guess.columns["at"] = time.name
        _tell_time(guess, time)
    for role, names in (
        ("respondent_id", ("respondent id", "respondent")),
        ("answer_id", ("answer id", "response id", "review id", "survey id")),
        ("wave", ("wave",)),
        ("weight", ("weight",)),
    ):
        column = named(profile, names)
        if column:
            guess.columns[role] = column.name
    for column in profile.columns:
        if column.name in guess.columns.values():
            continue
        question = scale_of(column) or _item(column)
        if question:
            guess.questions.append(question)
        else:
            guess.unknown[column.name] = "no question" if column.filled else "always empty"
    return guess


def _item(column: ColumnProfile) -> QuestionGuess | None:
    """Take a column of few small whole numbers for a statement answered on a scale."""
    if (
        words_of(column.name).endswith("id")
        or not column.mostly(column.whole_numbers)
        or column.distinct > 11
    ):
        return None
    numbers = sorted(float(level) for level in column.levels if re.fullmatch(r"\d+(\.0)?", level))
    if not numbers or numbers[-1] > 10:
        return None
    return QuestionGuess(column=column.name, kind="rating", low=min(1.0, numbers[0]), high=numbers[-1])


def _tell_time(guess: SourceGuess, column: ColumnProfile) -> None:
    if column.formats:
        guess.time_format = column.formats[0]
        others = [each for each in column.formats[1:] if len(each) == len(column.formats[0])]
        guess.wall_clock = "%H" in guess.time_format
        if others:
            guess.doubts.append(f"{column.name} fits {json.dumps(others[0])} too: say which is right.")
    else:
        guess.wall_clock = column.wall_times > 0
