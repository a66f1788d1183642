"""Rank strings: order that is kept by one field, so that moving a thing changes nothing but itself.

A rank is a fraction between 0 and 1 in base 62 (`0-9A-Za-z`, which is the order of their bytes) without trailing
zeros: ranks sort as text, and there is always another between two of them.
"""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_SIGNS)


def ranks(count: int) -> list[str]:
    """So many ranks in rising order, evenly spread, with room before, between and behind."""
    width = 1
    while _BASE**width < 2 * (count + 1):
        width += 1
    step = _BASE**width / (count + 1)
    return [_written(int(step * (place + 1)), width) for place in range(count)]


def between(before: str, after: str) -> str:
    """A rank behind `before` and in front of `after`; an empty string stands for the open end on that side."""
    if after and before >= after:
        raise ValueError(f"rank {before!r} is not in front of {after!r}")
    width = max(len(before), len(after), 1)
    while _ceiling(after, width) - _read(before, width) < 2:
        width += 1
    return _written((_read(before, width) + _ceiling(after, width)) // 2, width)


def _ceiling(after: str, width: int) -> int:
    return _read(after, width) if after else _BASE**width


def _read(rank: str, width: int) -> int:
    value = 0
    for sign in rank.ljust(width, "0"):
        value = value * _BASE + _SIGNS.index(sign)
    return value


def _written(value: int, width: int) -> str:
    signs: list[str] = []
    for _ in range(width):
        value, sign = divmod(value, _BASE)
        signs.append(_SIGNS[sign])
    return "".join(reversed(signs)).rstrip("0")
