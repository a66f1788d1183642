"""Guesses written down as a commented `folkways.toml`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from folkways.sources.guess_roles import trait_name
from folkways.sources.profile import QuestionGuess, SourceGuess, TraitGuess

HEAD = """\
# Written by `folkways init`: every line is a guess from names and values. Read it, correct it, then `folkways build`.
# All keys are told in docs/reference/folkways-toml.md.

[workspace]
name = {name}
timezone = "UTC"     # guessed: the clock your customers live by, such as "Europe/Berlin"
currency = "USD"     # guessed
min_cell = 10        # numbers about fewer people are not shown
"""

HOW_GUESSED = {
    "encoding": "  # guessed: the file is not UTF-8",
    "delimiter": "  # guessed: it cuts all rows alike",
}

WRITES = {
    "review": "Writes a review",
    "ticket": "Writes to support",
    "chat": "Chats with us",
    "social": "Posts about us",
    "forum": "Writes in the forum",
    "comment": "Leaves a comment",
}
"""What somebody does who leaves a voice of this kind."""


def config_text(
    guesses: Sequence[SourceGuess], folder: Path, left_out: Sequence[tuple[str, str]] = ()
) -> str:
    """Write guesses as the text of a `folkways.toml`; a file without customers stands there as comments.

    So do the files left out, told as name and reason.
    """
    name = folder.resolve().name.replace("-", " ").replace("_", " ").capitalize() or "Workspace"
    remarks = [f"# left out: {_one_line(file)}: {_one_line(why)}\n" for file, why in left_out]
    return "\n".join([HEAD.format(name=quoted(name)), sources_text(guesses, folder), *remarks])


def sources_text(guesses: Sequence[SourceGuess], folder: Path) -> str:
    """Write guesses as the sources of a `folkways.toml`, no two of the same name."""
    taken_names: set[str] = set()
    taken_traits: set[str] = set()
    parts: list[str] = []
    for guess in guesses:
        source_name = _free(guess.name or _plain_name(guess), taken_names)
        guess.traits = {_free(trait, taken_traits): told for trait, told in guess.traits.items()}
        parts.append(_source(guess, source_name, folder))
    return "\n".join(parts)


def quoted(text: str) -> str:
    """Write a text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def _plain_name(guess: SourceGuess) -> str:
    """A source is called as its sheet or table is, else as its file."""
    sheet = guess.profile.settings.get("sheet")
    return trait_name(sheet) if sheet else guess.profile.path.stem


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    taken.add(free)
    return free


def _source(guess: SourceGuess, name: str, folder: Path) -> str:
    if guess.table is None:
        columns = ", ".join(guess.unknown)
        sheet = guess.profile.settings.get("sheet")
        place = f"{guess.profile.path.name} › {sheet}" if sheet else guess.profile.path.name
        told = [f"# {place}: no column looks like a customer's id. Columns: {columns}."]
        return "\n".join([*told, *(_remark(note) for note in guess.profile.notes)]) + "\n"
    lines = [
        "[[sources]]",
        f"name = {quoted(name)}",
        f"table = {quoted(guess.table)}",
        f"files = [{', '.join(quoted(_relative(path, folder)) for path in [guess.profile.path, *guess.further])}]",
    ]
    if guess.layout:
        lines.append(f"layout = {quoted(guess.layout)}")
    lines += [
        f"{key} = {quoted(told)}{HOW_GUESSED.get(key, '')}" for key, told in guess.profile.settings.items()
    ]
    if guess.time_format:
        lines.append(f"time_format = {quoted(guess.time_format)}  # guessed from the values")
    if guess.wall_clock:
        lines.append('timezone = "UTC"  # guessed: the file does not say whose clock its times show')
    lines.append(f"columns = {_table(guess.columns)}")
    if guess.constants:
        lines.append(f"constants = {_table(guess.constants)}")
    if guess.metrics:
        lines.append(f"metrics = {_table(guess.metrics)}")
    if guess.identifiers:
        lines.append(
            f"identifiers = {_table(guess.identifiers)}  # hashed; the same one means the same person"
        )
    if guess.personal:
        lines.append(f"personal = {_value(guess.personal)}  # direct personal data: never kept")
    lines += [f"{key} = {_value(told)}" for key, told in guess.settings.items()]
    lines += _event(guess)
    if guess.attributes:
        lines.append(f"attributes = [{', '.join(quoted(column) for column in guess.attributes)}]")
    if guess.folds:
        lines.append("lines = {}")
    lines += [_remark(doubt) for doubt in [*guess.doubts, *guess.profile.notes]]
    lines += [f"# unknown: {_one_line(column)} ({_one_line(why)})" for column, why in guess.unknown.items()]
    lines += [line for trait, told in guess.traits.items() for line in _trait(trait, told)]
    lines += [line for question in guess.questions for line in _question(question)]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> str:
    return f"# {_one_line(text)}" if text.startswith("left out: ") else f"# Look: {_one_line(text)}"


def _event(guess: SourceGuess) -> list[str]:
    """Offer to take texts of known customers for events; a layout may tell these already."""
    said = (
        WRITES.get(guess.constants.get("kind", "")) if guess.table == "voices" and not guess.layout else None
    )
    if said is None or not {"customer_id", "at"} <= guess.columns.keys():
        return []
    return [
        f"# event = {quoted(said)}  # take the # away: each text is a touchpoint of its customer's journey too"
    ]


def _trait(name: str, trait: TraitGuess) -> list[str]:
    lines = [
        "",
        f"[sources.traits.{_key(name)}]",
        f"column = {quoted(trait.column)}",
        f"kind = {quoted(trait.kind)}",
    ]
    if trait.label:
        lines.append(f"label = {quoted(trait.label)}")
    if trait.order:
        lines.append(f"order = [{', '.join(quoted(level) for level in trait.order)}]")
    if trait.separator:
        lines.append(f"separator = {quoted(trait.separator)}")
    if trait.outcome:
        lines.append(
            'role = "outcome"  # guessed: what personas should help to explain, so it must not form them'
        )
    if trait.defining:
        lines.append('role = "defining"  # guessed: without events, groups can only form on such traits')
    if trait.sensitive:
        lines.append('class = "sensitive"  # guessed: it describes and never defines unless a person says so')
    else:
        lines.append('class = "plain"')
    return lines


def _question(question: QuestionGuess) -> list[str]:
    lines = ["", "[[sources.questions]]"]
    if question.columns:
        lines.append(f"columns = {_table(question.columns)}")
    else:
        lines.append(f"column = {quoted(question.column or '')}")
    lines.append(f"kind = {quoted(question.kind)}")
    if question.text:
        lines.append(f"text = {quoted(question.text)}")
    else:
        lines.append(f"text = {quoted(question.column or '')}  # write the question as it was asked")
    if question.blank:
        lines.append(f"blank = {_value(question.blank)}")
    if question.low is not None and question.high is not None:
        lines += [f"scale_min = {question.low}", f"scale_max = {question.high}"]
    if question.scores:
        told = ", ".join(f"{_key(word)} = {score}" for word, score in question.scores.items())
        lines.append(f"scores = {{ {told} }}")
    if question.separator:
        lines.append(f"separator = {quoted(question.separator)}")
    if question.options:
        lines.append(f"options = {_value(question.options)}")
    return lines


def _table(told: Mapping[str, str | list[str]]) -> str:
    return "{ " + ", ".join(f"{_key(role)} = {_value(value)}" for role, value in told.items()) + " }"


def _value(told: str | float | bool | list[str]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else quoted(name)


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:
        return path.as_posix()


def _one_line(text: str) -> str:
    return " ".join(text.split())
