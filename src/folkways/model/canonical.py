"""The canonical form of documents: the same content is the same bytes, and a small change is a small diff."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Model = TypeVar("Model", bound=BaseModel)

_DIGITS = 6


def canonical_json(document: BaseModel | Mapping[str, object]) -> str:
    """Write a document down: keys sorted, arrays of things sorted by id, six significant digits, a final newline.

    Fields that are optional and empty are left out. Whole numbers stay whole (no digit of a count is lost);
    infinities and NaN are refused with a `ValueError`.
    """
    text = json.dumps(
        plain(document), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ": ")
    )
    return text + "\n"


def rounded(value: float, digits: int = _DIGITS) -> float:
    """Round to six significant digits; a whole number is left as it is."""
    if not math.isfinite(value) or value == int(value):
        return value
    return float(f"{value:.{digits}g}")


def settled(document: Model) -> Model:
    """The document as it reads back from its canonical form."""
    return type(document).model_validate(plain(document))


def plain(found: object) -> Plain:
    """A document as plain JSON values in canonical order."""
    match found:
        case BaseModel():
            return _plain_model(found)
        case Mapping():
            return {str(key): plain(value) for key, value in found.items()}
        case bool() | str() | int() | None:
            return found
        case float():
            return _plain_number(found)
        case Sequence() | set() | frozenset():
            return _sorted_by_id([plain(one) for one in found])
        case _:
            raise TypeError(f"{type(found).__name__} has no canonical form")


def _plain_model(found: BaseModel) -> dict[str, Plain]:
    told: dict[str, Plain] = {}
    for name, field in type(found).model_fields.items():
        value = getattr(found, name)
        if not field.is_required() and (value is None or value == [] or value == {}):
            continue
        told[field.serialization_alias or field.alias or name] = plain(value)
    told.update({key: plain(value) for key, value in (found.__pydantic_extra__ or {}).items()})
    return told


def _plain_number(found: float) -> int | float:
    short = rounded(found)
    return int(short) if math.isfinite(short) and short == int(short) and abs(short) < 2**53 else short


def _sorted_by_id(found: list[Plain]) -> list[Plain]:
    if found and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in found):
        return sorted(found, key=lambda one: str(one["id"]) if isinstance(one, dict) else "")
    return found
