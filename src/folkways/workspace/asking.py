"""From words (of a command, of a form) to a question, with the fault named in the words' own terms; and to a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from folkways.errors import ConfigError
from folkways.model.printed import Cell, in_units
from folkways.model.question import Question
from folkways.sources.columns import minor_digits

MONEY = ("value", "value_per_unit")
"""The columns of answers that hold money, in minor units."""
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def question_of(kind: str, words: Mapping[str, object]) -> Question:
    """Read a question; words that are None were not said. Raises ConfigError naming the first word that is off."""
    said = {name: word for name, word in words.items() if word is not None}
    try:
        return _QUESTION.validate_python({"kind": kind, **said})
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"][1:]) or kind
        given = f", not {first['input']!r}" if not isinstance(first["input"], dict) else ""
        raise ConfigError(
            f"{place}: {first['msg']}{given}.", hint=f"See folkways ask {kind} --help."
        ) from error


def in_currency(rows: Sequence[Mapping[str, Cell]], currency: str) -> list[dict[str, Cell]]:
    """The rows of an answer as people read them: money in units of the currency, `value` as `value in EUR`."""
    digits = minor_digits(currency)
    return [
        {
            headed(name, currency): in_units(cell, digits)
            if name in MONEY and isinstance(cell, int | float)
            else cell
            for name, cell in row.items()
        }
        for row in rows
    ]


def headed(name: str, currency: str) -> str:
    return f"{name} in {currency}" if name in MONEY else name
