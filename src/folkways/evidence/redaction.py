"""Blotting personal data out of texts: addresses, numbers and names, found by their form and by checksums.

`docs/how-to/keep-personal-data-safe.md` tells what is found and what is not. Nothing here looks outside, and nothing
learns but the names in the customers' own records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from folkways.evidence.redaction_names import KnownNames, found_names
from folkways.model.privacy import HIDDEN, Hidden

MARKS: dict[Hidden, str] = {
    "url": "[link]",
    "email": "[e-mail]",
    "iban": "[account]",
    "card": "[card]",
    "phone": "[phone]",
    "address": "[address]",
    "name": "[name]",
}
NOBODY = KnownNames()
WITHOUT_DIGITS: tuple[Hidden, ...] = ("url", "email", "name")
"""What may stand in a text that holds no digit: all others need one."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of the original text, from `start` to before `end` in characters, and what it is."""

    start: int
    end: int
    kind: Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text with marks such as `[e-mail]` in the place of personal data, and where these stood in the original."""

    text: str
    spans: tuple[Span, ...]


def redacted(text: str, names: KnownNames = NOBODY, kinds: Collection[Hidden] = HIDDEN) -> Redacted:
    """Blot personal data out of a text; what is found twice is what comes first in `HIDDEN`.

    `names` are those of the business's own customers, beside common first names. A text that was redacted stays as it
    is when it is redacted again.
    """
    spans: list[Span] = []
    sought = HIDDEN if _DIGIT.search(text) else WITHOUT_DIGITS
    for kind in sought:
        if kind in kinds:
            found = found_names(text, names) if kind == "name" else _found(kind, text)
            free = [span for span in found if not any(_overlap(span, one) for one in spans)]
            spans += [Span(start=start, end=end, kind=kind) for start, end in free]
    spans.sort(key=lambda span: span.start)
    return Redacted(text=_blotted(text, spans), spans=tuple(spans))


def _overlap(span: tuple[int, int], other: Span) -> bool:
    return span[0] < other.end and other.start < span[1]


def _blotted(text: str, spans: list[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], MARKS[span.kind]]
        at = span.end
    return "".join([*parts, text[at:]])


_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'\]]{4,2000}", re.IGNORECASE)
_TELLS = re.compile(r"[?#@]|[A-Za-z0-9_\-]{16,}|/\d{5,}")
_EMAIL = re.compile(
    r"[A-Za-z0-9ÄÖÜäöüß._%+\-]{1,64}\s?(?:@|\(at\)|\[at\]|\{at\})\s?"
    r"[A-Za-z0-9ÄÖÜäöüß\-]{1,63}(?:(?:\.|\s?(?:\(dot\)|\[dot\])\s?)[A-Za-z]{2,24}){1,3}\b"
)
_SPELLED_EMAIL = re.compile(
    r"\b[A-Za-z0-9._%+\-]{2,64} (?:at|AT) [A-Za-z0-9\-]{2,63}(?: (?:dot|DOT|punkt) [A-Za-z]{2,12}){1,2}\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]{4}){2,7}(?:[ \-]?[A-Za-z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d\-+.,])\d(?:[ \-.]?\d){12,18}(?![\d])")
_PHONE = re.compile(r"(?<![\w.,\-/+])(?:\+|\()?\d(?:[ \t./()\-\u2010-\u2013]{0,3}\d){6,16}(?![\w%€$£])")
_DATE = re.compile(r"^\d{1,4}[.\-/]\d{1,2}[.\-/]\d{1,4}(?:[ T].*)?$")
_PHONE_CUE = re.compile(
    r"(?:phone|tel|telefon|call|ring|reach|text|mobile|mobil|cell|handy|whatsapp|number|nummer|fax|numéro|téléphone|"
    r"appel\w*|llam\w*|zap)\W{0,12}(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_OTHER_CUE = re.compile(
    r"(?:order|invoice|ticket|item|article|artikel|bestell\w*|rechnung\w*|tracking|parcel|reference|ref|case|commande|"
    r"nr|no|sku|isbn|ean|customer|kunden\w*)[\s.:#°-]{0,3}(?:number|nummer|no|nr|id)?[\s.:#°-]{0,4}(?:is |was |ist )?$",
    re.IGNORECASE,
)
_POSTAL = (
    r"(?:,?\s+(?:in\s+)?(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÄÖÜ][\wäöüßéè.\-]+"
    r"(?:\s(?:am|an der|im|ob der)\s[A-ZÄÖÜ]\w+)?)"
)
_UK = r"(?:,?\s+(?:[A-Z][a-z]+,?\s+)?[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b)"
_US = (
    r"(?:,?\s+(?:Apt\.?|Unit|Suite)\s\w+)?(?:,\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)?"
    r"(?:,\s+[A-Z]{2}(?:\s\d{5}(?:-\d{4})?)?)?"
)
_HOUSE = r"\d{1,4}\s?(?:[a-h]\b)?(?:\s?[-/]\s?\d{1,4})?"
_ADDRESSES = (
    re.compile(
        rf"\b{_HOUSE}\s(?:[A-Z][\w'’]+\s){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|"
        rf"Square|Sq|Close|Terrace|Boulevard|Blvd|Crescent|Gardens|Grove|Hill|Row|Mews|Park)\b\.?(?:{_UK}|{_US})"
    ),
    re.compile(
        r"\b(?:[A-ZÄÖÜ][\wäöüß.\-]*\s)?[A-ZÄÖÜ]?[\wäöüß\-]*"
        r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm|[Uu]fer|[Ss]traat|[Ll]aan|"
        rf"[Gg]rund|[Pp]fad|[Mm]arkt|[Hh]of|[Cc]haussee|[Bb]rücke|[Gg]racht)\s{_HOUSE}\b{_POSTAL}?"
    ),
    re.compile(
        rf"\b(?:Am|Im|An der|An den|Auf dem|Auf der|In der|Zum|Zur|Unter den|Hinter der|Vor dem)\s[A-ZÄÖÜ][\wäöüß\-]+\s"
        rf"{_HOUSE}\b{_POSTAL}?"
    ),
    re.compile(
        rf"\b{_HOUSE},?\s(?:bis,?\s)?(?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|cours)\s"
        rf"(?:(?:de|du|des|la|le|les)\s|d['’]|l['’])*[A-ZÉ][\wéèêç\-]+(?:\s[A-ZÉ][\wéèêç\-]+)?{_POSTAL}?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:Calle|Avenida|Plaza|Paseo|Via|Viale|Piazza|Corso|Rua)\s(?:(?:de|del|della|dei|la|las|los|do|da)\s)*"
        rf"[A-ZÁÉÍÓÚ][\wáéíóúñ]+(?:\s[A-ZÁÉÍÓÚ][\wáéíóúñ]+)?,?\s(?:n[.º°]\s?)?{_HOUSE}\b{_POSTAL}?"
    ),
    re.compile(rf"\b[A-ZÄÖÜ][\wäöüß\-]{{3,}}\s{_HOUSE}{_POSTAL}"),
)


def _urls(text: str) -> Iterator[tuple[int, int]]:
    for found in _URL.finditer(text):
        whole = found.group().rstrip(".,;:!?)")
        inside = re.sub(r"^(?:https?://)?[^/?#@]*(?=[/?#]|$)", "", whole, count=1)
        if _TELLS.search(inside) or "@" in whole:
            yield found.start(), found.start() + len(whole)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_EMAIL, _SPELLED_EMAIL):
        yield from (found.span() for found in pattern.finditer(text))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for found in _IBAN.finditer(text):
        start = found.start()
        words = found.group()
        while words and not _is_iban(words):
            words = words[: max(words.rfind(" "), 0)].rstrip()
        if words:
            yield start, start + len(words)


def _is_iban(text: str) -> bool:
    bare = re.sub(r"[ \-]", "", text).upper()
    if not 15 <= len(bare) <= 34:
        return False
    turned = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return int(turned) % 97 == 1


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if digits[0] in "23456" and _passes_luhn(digits):
            yield found.span()


def _passes_luhn(digits: str) -> bool:
    doubled = (
        sum(divmod(2 * int(digit), 10)) if place % 2 else int(digit)
        for place, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        told = found.group()
        digits = re.sub(r"\D", "", told)
        before = text[max(0, found.start() - 48) : found.start()]
        if not 7 <= len(digits) <= 15 or _DATE.match(told) or _OTHER_CUE.search(before):
            continue
        leads = told.startswith(("+", "(", "00", "0")) or re.fullmatch(r"\d{3}[ .\-]\d{3}[ .\-]\d{4}", told)
        if leads or _PHONE_CUE.search(before):
            yield found.span()


def _places(text: str) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for pattern in _ADDRESSES:
        for found in pattern.finditer(text):
            start, end = found.span()
            if not any(start < other and one < end for one, other in taken):
                taken.append((start, start + len(found.group().rstrip(" ,."))))
    yield from taken


_FINDERS: dict[Hidden, Callable[[str], Iterator[tuple[int, int]]]] = {
    "url": _urls,
    "email": _emails,
    "iban": _ibans,
    "card": _cards,
    "phone": _phones,
    "address": _places,
}


def _found(kind: Hidden, text: str) -> Iterator[tuple[int, int]]:
    return _FINDERS[kind](text)
