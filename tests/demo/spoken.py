"""How a number is said on a screen and in a sentence, told again from the style of the product and not from its code.

On screens: shares in whole points from ten on and in tenths below, times in the two largest units that count, money
with cents below a thousand. In sentences: the same, in plain English.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

MINUS = "−"
BARE = {
    "",
    "customers",
    "visits",
    "events",
    "rows",
    "lines",
    "answers",
    "people",
    "ratio",
    "effect",
    "strength",
}
CURRENCY = re.compile(r"[A-Z]{3}")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def digits(value: float, places: int, rounding: str = ROUND_HALF_UP) -> str:
    """A number with thousands apart; browsers round what they would print, Python what it holds."""
    held = Decimal(repr(float(abs(value)))) if rounding == ROUND_HALF_UP else Decimal(abs(value))
    told = held.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    return f"{MINUS if value < 0 and told else ''}{told:,f}"


def on_screen(value: float, unit: str) -> str:
    if unit == "share":
        return share(value)
    if unit == "microseconds":
        return duration(value)
    if unit.startswith("weekday"):
        return WEEKDAYS[int(value) - 1]
    if unit == "points":
        return ("+" if value > 0 else "") + digits(value, 1)
    if CURRENCY.fullmatch(unit):
        return money(value)
    if unit == "hour":
        return f"{int(value)}:00"
    return count(value) if unit in BARE else f"{count(value)} {unit}"


def share(value: float) -> str:
    points = value * 100
    if 0 < abs(points) < 0.05:
        return "<0.1%"
    if 99.95 <= abs(points) < 100:
        return ">99.9%"
    if 95 < abs(points) < 100:
        return f"{digits(points, 1)}%"
    return f"{points_of(points)}%"


def points_of(points: float) -> str:
    return digits(points, 1 if abs(points) < 9.95 and points != 0 else 0)


def count(value: float) -> str:
    size = abs(value)
    if value == int(value) or size >= 100:
        return digits(value, 0)
    return digits(value, 1 if size >= 10 else 2 if size >= 0.095 else 3)


def money(value: float) -> str:
    told = digits(value, 0 if abs(value) >= 1000 else 2)
    return f"{MINUS}${told[1:]}" if told.startswith(MINUS) else f"${told}"


def duration(microseconds: float) -> str:
    rest, parts = int(Decimal(microseconds / 1e6).quantize(Decimal(1), rounding=ROUND_HALF_UP)), []
    for name, size in UNITS:
        number, rest = divmod(rest, size)
        if number or (name == "s" and not parts):
            parts.append(f"{number}\u202f{name}")
        elif parts:
            break
        if len(parts) == 2:
            break
    return " ".join(parts)


def difference(value: float, unit: str) -> str:
    if unit == "points":
        return on_screen(value, unit)
    sign = "+" if value > 0 else ""
    return f"{sign}{points_of(value * 100)} pts" if unit == "share" else sign + on_screen(value, unit)


def interval(lo: float, hi: float, unit: str) -> str:
    def bound(value: float) -> str:
        if unit == "share":
            return digits(value * 100, 0 if hi - lo >= 0.05 else 1)
        special = unit in ("microseconds", "points") or CURRENCY.fullmatch(unit)
        return on_screen(value, unit) if special else count(value)

    return f"{bound(lo)}{' to ' if lo < 0 or unit == 'microseconds' else '–'}{bound(hi)}"


def strength(effect: float) -> str:
    size = abs(effect)
    word = "large" if size >= 0.8 else "medium" if size >= 0.5 else "small" if size >= 0.2 else "slight"
    return f"{'▲' if effect >= 0 else '▼'} {word}"


def in_words(value: float, unit: str) -> set[str]:
    """The ways in which a sentence may say a value: with the usual digits, or with one more to tell two apart."""
    even = ROUND_HALF_EVEN
    if unit == "share":
        points = 100 * value
        if 0 < points < 0.1:
            return {"0.1%"}
        near = digits(points, 1, even)
        if 99 < points < 100:
            return {f"{near}%" if points < 99.95 else "99.9%"}
        return {f"{digits(points, 0 if points >= 9.95 or not points else 1, even)}%", f"{near}%"}
    if CURRENCY.fullmatch(unit):
        return {f"${digits(abs(value), 0 if abs(value) >= 1000 or value == int(value) else 2, even)}"}
    size = abs(value)
    return {digits(size, 0 if not value or size >= 9.95 else 1 if size >= 0.995 else 2, even)}
