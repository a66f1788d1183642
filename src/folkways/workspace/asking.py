"""From words (of a command, of a form) to a question, with the fault named in the words' own terms."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from folkways.errors import ConfigError
from folkways.model.question import Question

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
