"""Small words: how numbers and names are said in plain English."""

from __future__ import annotations

import re

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
TRAILING = re.compile(r" (shop|shopping|visit|trip|run|purchase|purchases)$")


def spoken_name(name: str) -> str:
    """A touchpoint, channel or category as it stands in a sentence: `size_guide` becomes `size guide`.

    The first letter is lowered unless the word is written in capitals (`SMS`).
    """
    words = " ".join(name.replace("_", " ").split())
    first = words.split(" ", 1)[0] if words else ""
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]


def shown_name(name: str) -> str:
    """A touchpoint, channel or answer as it stands in quotes and labels: `size_guide` becomes `size guide`."""
    return " ".join(name.replace("_", " ").split())


def modifier(name: str) -> str:
    """A touchpoint as it stands before `shoppers`: hyphens within, no word that the noun says again."""
    words = TRAILING.sub("", spoken_name(name))
    if words.count(" ") > 1:
        words = re.sub(r" (stop|page)$", "", words)
    parts = words.replace("&", "and").split(" ")
    if len(parts) > 3 or "," in words:
        return f"“{words}”"
    return (" " if "-" in words else "-").join(parts)


def capitalised(sentence: str) -> str:
    """The first letter as a capital, also behind an opening quotation mark."""
    start = 1 if sentence.startswith("“") else 0
    return sentence[:start] + sentence[start : start + 1].upper() + sentence[start + 1 :]


def joined(parts: list[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def said(value: float, unit: str) -> str:
    """A value with its unit as in a sentence: `31%`, `2.3`, `$41.20`."""
    if unit == "share":
        return said_share(value)
    if unit in SYMBOLS:
        return f"{'−' if value < 0 else ''}{SYMBOLS[unit]}{_money(abs(value))}"
    if len(unit) == 3 and unit.isupper():
        return f"{_money(value)} {unit}"
    return said_number(value)


def said_share(value: float) -> str:
    """Whole percent from 10 on, one decimal below; what is there but tiny is `under 0.1%`."""
    percent = 100 * value
    if 0 < percent < 0.1:
        return "under 0.1%"
    if percent > 99 and percent < 100:
        return f"{percent:.1f}%" if percent < 99.95 else "over 99.9%"
    return f"{percent:.0f}%" if percent >= 9.95 or percent == 0 else f"{percent:.1f}%"


def said_number(value: float) -> str:
    """Whole from 10 on, with thousands apart; one decimal from 1 on, two below; a nought is `0`."""
    if value == 0 or abs(value) >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 0.995 else f"{value:.2f}"


def _money(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.2f}"


def said_count(count: float) -> str:
    """A number of people or things: `2,469`."""
    return f"{count:,.0f}"


def hours(start: int, end: int) -> str:
    """`5 to 9 pm`, `9 am to 1 pm`: hours of the local clock, 0 to 24."""
    first, last = _clock(start), _clock(end)
    if first[1] == last[1] and first[0] != 12 and last[0] != 12:
        return f"{first[0]} to {last[0]} {last[1]}"
    return f"{_named(first)} to {_named(last)}"


def _clock(hour: int) -> tuple[int, str]:
    hour %= 24
    return (hour % 12 or 12, "am" if hour < 12 else "pm")


def _named(clock: tuple[int, str]) -> str:
    if clock[0] == 12:
        return "noon" if clock[1] == "pm" else "midnight"
    return f"{clock[0]} {clock[1]}"
