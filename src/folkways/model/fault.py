"""What is wrong with a document, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import ValidationError

from folkways.model.noun import Noun


class Fault(Noun):
    """One thing found in a document: where (a JSON pointer, and the same in words), what, and what to do.

    An `error` makes the document invalid; a `warning` asks for a look; a `note` only tells.
    """

    place: str
    words: str = "the document"
    problem: str
    hint: str = ""
    level: Literal["error", "warning", "note"] = "error"


_ONE = {
    "personas": "persona",
    "actors": "actor",
    "touchpoints": "touchpoint",
    "stages": "stage",
    "steps": "step",
    "flows": "flow",
    "lanes": "lane",
    "cards": "card",
    "measures": "measure",
    "evidence": "evidence",
    "opportunities": "opportunity",
    "values": "value",
    "quotes": "quote",
    "topics": "topic",
    "deviations": "deviation",
}


def pointer(place: Sequence[str | int]) -> str:
    """A place as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)


def words(place: Sequence[str | int], document: Any) -> str:
    """The same place as people say it: `card crd_1, evidence 2`."""
    said: list[str] = []
    inner, name = document, ""
    for part in place:
        inner = _within(inner, part)
        if isinstance(part, int):
            own = inner.get("id") if isinstance(inner, dict) else None
            said[-1] = f"{_ONE.get(name, name)} {own or part + 1}"
        else:
            said.append(part)
            name = part
    return ", ".join(said) or "the document"


def _within(document: Any, part: str | int) -> Any:
    try:
        return document[part]
    except (KeyError, IndexError, TypeError):
        return None


def misshapen(error: ValidationError, found: dict[str, Any]) -> list[Fault]:
    """What is wrong with the shape of a document, place by place."""
    return [
        Fault(
            place=pointer(one["loc"]),
            words=words(one["loc"], found),
            problem=_said(one["msg"]),
            hint=_HINTS.get(one["type"], ""),
        )
        for one in error.errors(include_url=False)
    ]


_HINTS = {
    "extra_forbidden": "Take the key out, or check its spelling; extensions begin with `x-` and stand at the top.",
    "missing": "Add the key.",
    "literal_error": "Use one of the values named.",
    "string_pattern_mismatch": "Ids are two to four letters, an underscore and letters, digits or hyphens.",
}


def _said(message: str) -> str:
    said = message.removeprefix("Value error, ")
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")
