"""Rules that guess what a survey's columns ask: by the wording first, by the answers second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from folkways.sources.answer_words import scale_length, word_scores
from folkways.sources.coded import NO, YES
from folkways.sources.profile import ColumnProfile, QuestionGuess

FEW_CHOICES = 12
MOST_CHOICES = 40
_OPTION = re.compile(r"^(?P<question>.+?\?)\s*\((?P<option>.+)\)$|^(?P<asked>.+?)\s*\[(?P<item>[^\[\]]+)\]$")
_ABOUT_PEOPLE = (
    "age", "old are you", "gender", "sex", "income", "education", "ethnicity", "race", "marital", "employment",
    "occupation", "job title", "children", "household", "country", "region", "state do you live", "politic", "religion",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedColumn:
    """A column with the words it asks with, and the option or item it stands for in a group of columns."""

    column: ColumnProfile
    wording: str
    option: str | None = None


def asked_column(column: ColumnProfile) -> AskedColumn:
    """Read a column whose name is the question itself: `Where do you buy? (Online)`, `Rate us [Price]`."""
    found = _OPTION.match(column.name.strip())
    if found is None:
        return AskedColumn(column=column, wording=column.name.strip())
    wording, option = found["question"] or found["asked"], found["option"] or found["item"]
    return AskedColumn(column=column, wording=wording.strip(), option=option.strip())


def question_guesses(asked: Sequence[AskedColumn]) -> tuple[list[QuestionGuess], dict[str, str]]:
    """Guess the questions of a survey, and why columns are none (column → reason)."""
    questions: list[QuestionGuess] = []
    unknown: dict[str, str] = {}
    for group in _groups(asked).values():
        if len(group) > 1 and (several := _of_several(group)):
            questions += several
            continue
        for one in group:
            found = _of_one(one)
            if isinstance(found, QuestionGuess):
                questions.append(found)
            else:
                unknown[one.column.name] = found
    return _without_repetition(questions, unknown), unknown


def is_about_people(wording: str) -> bool:
    """Say whether a question asks who somebody is: its answers describe customers better than they answer."""
    words = f" {re.sub(r'[^a-z]+', ' ', wording.lower()).strip()} "
    return any(f" {mark} " in words or (len(mark) > 6 and mark in words) for mark in _ABOUT_PEOPLE)


def _groups(asked: Iterable[AskedColumn]) -> dict[str, list[AskedColumn]]:
    """Columns by question; a column without an option is a question of its own."""
    groups: dict[str, list[AskedColumn]] = {}
    for number, one in enumerate(asked):
        key = one.wording if one.option is not None else f"{number}\0"
        groups.setdefault(key, []).append(one)
    return groups


def _of_several(group: Sequence[AskedColumn]) -> list[QuestionGuess]:
    """A multi-select, a ranking, or one question for each item of a grid; nothing when the columns differ too much."""
    filled = [one for one in group if one.column.filled]
    options = {one.column.name: one.option or one.column.name for one in filled}
    wording = group[0].wording
    if not filled:
        return []
    if all(_is_tick(one) for one in filled):
        return [QuestionGuess(columns=options, kind="multi", text=wording)]
    if _is_ranking(filled):
        return [QuestionGuess(columns=options, kind="ranking", text=wording)]
    found = [_of_one(one) for one in filled]
    told = [one for one in found if isinstance(one, QuestionGuess)]
    if len(told) < len(found):
        return []
    for one, question in zip(filled, told, strict=True):
        question.text = f"{wording}: {one.option}"
    return told


def _is_tick(one: AskedColumn) -> bool:
    """Say whether a column only tells whether its option was chosen."""
    words = {level.strip().lower() for level in one.column.levels}
    chosen = {(one.option or "").lower(), one.wording.lower(), one.column.name.lower()}
    return words <= {*YES, *NO} or words <= chosen


def _is_ranking(group: Sequence[AskedColumn]) -> bool:
    most = len(group)
    ranks = {str(rank) for rank in range(1, most + 1)} | {f"{rank}.0" for rank in range(1, most + 1)}
    told = {level for one in group for level in one.column.levels}
    return bool(re.search(r"\brank", group[0].wording.lower())) and bool(told) and told <= ranks


def _of_one(one: AskedColumn) -> QuestionGuess | str:
    column, words = one.column, one.wording.lower()
    if not column.filled:
        return "always empty"
    text = one.wording if one.option is None else f"{one.wording}: {one.option}"
    scores = word_scores(column.levels)
    if scores:
        return _scaled(column, words, text, scores)
    if column.mostly(column.numbers):
        return _numeric(column, words, text)
    if separator := _separator(column):
        tricky = [] if separator != "," else _bracketed(column.levels)
        return QuestionGuess(column=column.name, kind="multi", text=text, separator=separator, options=tricky)
    few = column.distinct <= FEW_CHOICES or (
        column.distinct <= MOST_CHOICES and column.distinct < 0.2 * column.filled
    )
    return QuestionGuess(column=column.name, kind="choice" if few else "text", text=text)


def _scaled(column: ColumnProfile, words: str, text: str, scores: Mapping[str, float]) -> QuestionGuess:
    length = float(scale_length(column.levels))
    kind = "csat" if "satisf" in words and length <= 5 else "ces" if _asks_effort(words) else "rating"
    return QuestionGuess(column=column.name, kind=kind, text=text, low=1.0, high=length, scores=dict(scores))


def _numeric(column: ColumnProfile, words: str, text: str) -> QuestionGuess | str:
    numbers = sorted(float(level) for level in column.levels if re.fullmatch(r"-?\d+(\.\d+)?", level))
    low, high = (numbers[0], numbers[-1]) if numbers else (0.0, 0.0)
    whole = column.mostly(column.whole_numbers)
    if whole and low >= 0 and high <= 10 and re.search(r"\bnps\b|recommend|refer us", words):
        return QuestionGuess(column=column.name, kind="nps", text=text, low=0.0, high=10.0)
    if not whole or low < 0 or high > 10 or column.distinct > 11:
        return "numbers without a scale"
    top = max(high, 5.0)
    kind = "csat" if re.search(r"satisf|\bcsat\b", words) and top == 5 else "rating"
    kind = "ces" if _asks_effort(words) or re.search(r"\bces\b", words) else kind
    return QuestionGuess(column=column.name, kind=kind, text=text, low=min(1.0, low), high=top)


def _asks_effort(words: str) -> bool:
    return bool(re.search(r"how (easy|difficult|much effort)|easy (was it )?to|effort", words))


def _separator(column: ColumnProfile) -> str | None:
    """The mark between several options in one cell: parts that come again and again, fewer than the cells."""
    for mark in (";", ","):
        cells = [level for level in column.levels if mark in level]
        if len(cells) < 2:
            continue
        parts = [part.strip() for level in column.levels for part in level.split(mark)]
        if column.distinct > 3 and len(set(parts)) <= 0.5 * len(parts) and max(map(len, parts)) < 80:
            return mark
    return None


def _bracketed(levels: Sequence[str]) -> list[str]:
    """Options that hold commas inside brackets, as they stand in the cells."""
    found = {
        match.strip()
        for level in levels
        for match in re.findall(r"(?:^|,)\s*([^,()]+\([^()]*,[^()]*\))", level)
    }
    return sorted(found)


def _without_repetition(questions: Sequence[QuestionGuess], unknown: dict[str, str]) -> list[QuestionGuess]:
    """A multi-select that stands there twice (joined in one cell and a column per option) is taken once, by columns."""
    by_columns = {question.text for question in questions if question.columns}
    kept: list[QuestionGuess] = []
    for question in questions:
        if question.column is not None and question.text in by_columns:
            unknown[question.column] = "told by a column per option too"
        else:
            kept.append(question)
    return kept
