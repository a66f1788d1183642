"""SQL for answers in code: a code's label, a word's score, the options chosen in a multi-select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from folkways.sources.columns import literal

YES = ("true", "t", "yes", "y", "1", "on", "x", "checked", "selected", "quoted")
NO = ("", "false", "f", "no", "n", "0", "off", "unchecked", "not selected", "not quoted")
_HIDDEN = "\ue000"


def labelled(text: str, labels: Mapping[str, str]) -> str:
    """A code's label; a code that the code book does not know is NULL."""
    if not labels:
        return text
    return f"(CASE {text} {_whens(labels)} END)"


def scored(text: str, number: str, scores: Mapping[str, float]) -> str:
    """The number that an answer in words stands for; an answer that is a number already is that number."""
    if not scores:
        return number
    whens = " ".join(f"WHEN {literal(word)} THEN {score!r}::DOUBLE" for word, score in scores.items())
    return f"(CASE {text} {whens} ELSE {number} END)"


def split_options(text: str, separator: str, options: Sequence[str], labels: Mapping[str, str]) -> str:
    """The options named in one cell, as a list; those told in `options` may hold the separator themselves."""
    split = text
    tricky = sorted((one for one in options if separator in one), key=lambda one: (-len(one), one))
    marks = {f"{_HIDDEN}{place}{_HIDDEN}": one for place, one in enumerate(tricky)}
    for mark, option in marks.items():
        split = f"replace({split}, {literal(option)}, {literal(mark)})"
    parts = f"list_transform(string_split({split}, {literal(separator)}), lambda word: trim(word))"
    known = {**marks, **labels}
    meant = f"CASE word {_whens(known)} ELSE word END" if known else "word"
    return f"list_transform(list_filter({parts}, lambda word: word <> ''), lambda word: {meant})"


def coded_options(cells: Sequence[str], labels: Mapping[str, str]) -> str:
    """The options whose codes stand in several cells, as a list without repetition, in the order of the alphabet."""
    named = ", ".join(labelled(cell, labels) for cell in cells)
    return f"list_sort(list_distinct(list_filter([{named}], lambda word: word IS NOT NULL)))"


def ticked_options(cells: Mapping[str, str]) -> str:
    """The options whose cell says yes (or repeats the option), as a list; `cells` maps a cell's SQL to its option."""
    yes = ", ".join(literal(word) for word in YES)
    parts = [
        f"CASE WHEN lower({cell}) IN ({yes}) OR {cell} = {literal(option)} THEN {literal(option)} END"
        for cell, option in cells.items()
    ]
    return f"list_filter([{', '.join(parts)}], lambda word: word IS NOT NULL)"


def untickable(cells: Mapping[str, str]) -> str:
    """Whether any of the cells says neither yes nor no."""
    words = ", ".join(literal(word) for word in (*YES, *NO))
    return " OR ".join(
        f"coalesce(lower({cell}) NOT IN ({words}) AND {cell} <> {literal(option)}, false)"
        for cell, option in cells.items()
    )


def _whens(meanings: Mapping[str, str]) -> str:
    return " ".join(f"WHEN {literal(code)} THEN {literal(label)}" for code, label in meanings.items())
