"""`folkways init`: look into files and write a commented `folkways.toml` that loads plain cases as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from folkways.errors import SourceError
from folkways.sources.encoding import BrokenUtf8, Repair
from folkways.sources.file_patterns import ENDINGS, ending_format
from folkways.sources.guess_classes import classified
from folkways.sources.guess_events import event_guess, tell_time
from folkways.sources.guess_profile import file_profiles, shaped_profile
from folkways.sources.guess_questions import asked_column
from folkways.sources.guess_repeated import leave_out_repeated
from folkways.sources.guess_roles import (
    CUSTOMER,
    FIRST,
    SCALES,
    SURVEY_NAMES,
    TIME,
    TOUCHPOINT,
    describes_a_person,
    is_time,
    named,
    trait_name,
    trait_of,
    words_of,
)
from folkways.sources.guess_survey import survey_guesses
from folkways.sources.guess_text import config_text
from folkways.sources.guess_voices import guessed_voices, joined
from folkways.sources.layouts import LAYOUTS
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess, TraitGuess

OURS = ("state.db",)
LEAST_GRID = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that was asked for and cannot be read."""

    path: Path
    problem: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedConfig:
    """The text of a `folkways.toml`, and the files that are not in it."""

    text: str
    left_out: tuple[LeftOut, ...]


def guessed_config(files: Sequence[Path], folder: Path, repair: Repair | None = None) -> GuessedConfig:
    """Guess a configuration from data files (default: those in the folder); paths are told relative to the folder.

    Roles are guessed from names first and values second; columns that nothing fits stand there as comments. A file
    that cannot be read is left out and named; one that is broken UTF-8 is read with `repair` if that is told. Raises
    SourceError when there is no file, none can be read, or no file holds customers.
    """
    found = [Path(file) for file in files] or _beside(folder)
    if not found:
        raise SourceError(
            f"No data files in {str(folder)!r}.",
            hint=f"Name some; known endings: {', '.join([*ENDINGS, '.zip'])}.",
        )
    told = {path: _guessed_file(path, repair) for path in found}
    faults = {path: one for path, one in told.items() if isinstance(one, SourceError)}
    if len(faults) == len(told):
        raise next(iter(faults.values()))
    guesses = joined([guess for one in told.values() if not isinstance(one, SourceError) for guess in one])
    _check_customers(guesses)
    leave_out_repeated(guesses)
    if not any(guess.table in ("events", "answers") for guess in guesses):
        _define_by_traits(guesses)
    left_out = tuple(
        LeftOut(path=path, problem=fault.problem, hint=fault.hint) for path, fault in faults.items()
    )
    remarks = [(one.path.name, f"{one.problem} {one.hint}") for one in left_out]
    return GuessedConfig(text=config_text(guesses, folder, remarks), left_out=left_out)


def _guessed_file(path: Path, repair: Repair | None) -> list[SourceGuess] | SourceError:
    """What the tables of a file are guessed to be, or why it cannot be read; one that is not there stops everything."""
    whole = path.resolve()
    try:
        profiles = _profiled(whole, repair)
        return [guess for profile in profiles for guess in guessed_sources(profile)]
    except SourceError as error:
        if not whole.exists():
            raise
        return error


def _profiled(path: Path, repair: Repair | None) -> list[FileProfile]:
    try:
        return file_profiles(path)
    except BrokenUtf8:
        if repair is None:
            raise
        return file_profiles(path, repair)


def _check_customers(guesses: Sequence[SourceGuess]) -> None:
    if all(guess.table is None for guess in guesses):
        first = guesses[0].profile
        columns = ", ".join(column.name for column in first.columns[:20])
        raise SourceError(
            "No column looks like a customer's id.",
            hint=f"Write columns.customer_id yourself; {first.path.name} has: {columns}.",
        )


def _define_by_traits(guesses: Sequence[SourceGuess]) -> None:
    """Where nothing tells of habits, let groups form on what customers have and use, not on who they are."""
    for trait in (trait for guess in guesses for trait in guess.traits.values()):
        trait.defining = not (
            trait.sensitive or trait.outcome or trait.repeated or describes_a_person(trait.column)
        )


def guessed_sources(profile: FileProfile) -> list[SourceGuess]:
    """Guess what a file is: the export of a product known by its layout, else one plain table."""
    layout = next((layout for layout in LAYOUTS.values() if layout.recognised(profile)), None)
    if layout is None:
        spoken = _voices(profile)
        found = [spoken] if spoken else guessed_survey(profile) or [guessed_source(profile)]
        return [classified(guess) for guess in found]
    if not layout.head_rows:
        return layout.guesses(profile)
    return layout.guesses(shaped_profile(profile, layout.name))


def _voices(profile: FileProfile) -> SourceGuess | None:
    guess = guessed_voices(profile)
    when = [column for column in profile.columns if guess and column.name == guess.columns.get("at")]
    if guess and when:
        tell_time(guess, when[0])
    return guess


def guessed_survey(profile: FileProfile) -> list[SourceGuess]:
    """Guess the parts of a survey whose columns ask by their names; nothing when the file is no survey."""
    customer = _customer(profile)
    respondent = customer or _respondent(profile)
    time = _time(profile)
    if not (respondent or time):
        return []
    if respondent and len(grid := _grid(profile, respondent)) >= LEAST_GRID:
        return _grid_guesses(profile, respondent, grid)
    if not _is_survey(profile):
        return []
    found = {
        "customer_id": customer,
        "respondent_id": _respondent(profile) if customer is None else None,
        "at": time,
    }
    roles = {role: column.name for role, column in found.items() if column}
    for role, names in (
        ("respondent_id", ("respondent id", "respondent")),
        ("answer_id", ("answer id", "response id", "review id", "survey id")),
        ("wave", ("wave",)),
        ("weight", ("weight",)),
    ):
        if column := named(profile, names):
            roles[role] = column.name
    guesses = survey_guesses(profile, [asked_column(column) for column in profile.columns], roles)
    if time:
        tell_time(guesses[0], time)
    return guesses


def _grid(profile: FileProfile, respondent: ColumnProfile) -> list[ColumnProfile]:
    """The columns that seem to be answered on one scale: few whole numbers up to the same 5, 7 or 10."""
    if respondent.distinct < respondent.filled:
        return []
    tops: dict[float, list[ColumnProfile]] = {}
    for column in profile.columns:
        numbers = [float(level) for level in column.levels if re.fullmatch(r"\d+(\.0+)?", level)]
        if column.mostly(column.whole_numbers) and 4 <= column.distinct <= 11 and numbers:
            tops.setdefault(max(numbers), []).append(column)
    return max((tops.get(top, []) for top in (5.0, 7.0, 10.0)), key=len)


def _grid_guesses(
    profile: FileProfile, respondent: ColumnProfile, grid: Sequence[ColumnProfile]
) -> list[SourceGuess]:
    """Ratings to answers, everything else about the respondent to traits."""
    asked = [asked_column(column) for column in grid]
    (answers, *_) = survey_guesses(profile, asked, {"respondent_id": respondent.name})
    for question in answers.questions:
        column = next(one for one in grid if one.name == question.column)
        if "0" in column.levels and question.high in (5.0, 7.0):
            question.low, question.blank = 1.0, ["0"]
            answers.doubts.append(f"{column.name}: 0 is taken for no answer.")
    rest = replace(profile, columns=tuple(one for one in profile.columns if one not in grid))
    people = _customers(rest, respondent)
    people.name = f"{profile.path.stem} people"
    return [answers, people]


def guessed_source(profile: FileProfile) -> SourceGuess:
    """Guess which table a file is and what its columns are."""
    customer = _customer(profile)
    time = _time(profile)
    if customer is None:
        guess = SourceGuess(profile=profile, table=None)
        guess.unknown = {column.name: "nothing says whose" for column in profile.columns}
        return guess
    touchpoint = named(profile, TOUCHPOINT, [customer.name])
    repeated = customer.distinct < 0.98 * customer.filled
    if time and (repeated or touchpoint):
        return event_guess(profile, customer, time, touchpoint)
    return _customers(profile, customer)


def _beside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and _is_data(path.name))


def _is_data(name: str) -> bool:
    known = ending_format(name, "voices") is not None or name.lower().endswith(".zip")
    about = name.lower().startswith(("readme", "licen", "changelog", "notice"))
    return known and not about and not name.startswith(".") and name not in OURS


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
    questions = [column for column in profile.columns if _asks(column)]
    told = any(word in words_of(profile.path.stem) for word in SURVEY_NAMES)
    asked = {"nps", "csat", "ces"} & {
        word for column in profile.columns for word in words_of(column.name).split()
    }
    return bool(questions) and (told or bool(asked) or len(questions) > 2)


def _asks(column: ColumnProfile) -> bool:
    words = words_of(column.name)
    on_scale = column.mostly(column.numbers) and any(word in SCALES for word in words.split())
    return on_scale or "?" in column.name or bool({"text", "comment", "why", "review"} & set(words.split()))


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
        tell_time(guess, first)
    for column in profile.columns:
        if column.name in guess.columns.values():
            continue
        trait = trait_of(column, profile.rows)
        if isinstance(trait, TraitGuess):
            guess.traits[trait_name(column.name)] = trait
        else:
            guess.unknown[column.name] = trait
    return guess
