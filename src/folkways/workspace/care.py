"""Where the map can do harm, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from folkways.errors import UnknownName
from folkways.model.care import Care, Divide, LeftOut, Unequal
from folkways.model.evidence import Figure
from folkways.personas.wording import said_share
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table

FIGURE = ("value", "lo", "hi", "n")
COLUMNS: dict[str, tuple[str, ...]] = {
    "findings": ("part", "about", "says", *FIGURE, "q", "advice"),
    "proxies": (
        "trait", "label", "finding", "strength", "lo", "hi", "n", "q", "level", "level_strength", "level_q", "persona",
        "here", "elsewhere", "proxies", "allowed_by", "says",
    ),
    "absent": ("why", "source", "unit", *FIGURE, "advice"),
    "left-out": (
        "way", "trait", "label", "level", "sensitive", "finding", *FIGURE, "others", "others_lo", "others_hi",
        "others_n", "ratio", "q",
    ),
    "unequal": (
        "outcome", "outcome_label", "trait", "label", "level", "finding", *FIGURE, "unit", "strength", "strength_lo",
        "strength_hi", "q",
    ),
    "claims": (
        "document", "name", "of", "measured", "reported", "observed", "inferred", "simulated", "assumed",
    ),
    "decisions": ("what", "about", "who", "reason", "line"),
    "unconfirmed": ("what", "count", "of", "advice"),
    "checks": ("name", "about", "state", "says", "line"),
    "small": ("persona", "name", "members", "floor"),
    "quotes": ("words", "text", "source", "document", "locator", "voice"),
}  # fmt: skip
SHOWN = {
    "findings": ("part", "about", "says", "value", "lo", "hi", "n", "advice"),
    "proxies": (
        "label", "finding", "strength", "lo", "hi", "n", "level", "level_strength", "persona", "here", "elsewhere",
        "proxies",
    ),
    "left-out": ("way", "label", "level", "finding", "value", "lo", "hi", "n", "others", "ratio"),
    "unequal": ("outcome_label", "label", "level", "finding", "value", "lo", "hi", "n", "strength"),
}  # fmt: skip
LOOK = "Look at it with those customers before you explain it: it does not say why."
REACH = "Reach them in another way, weigh the answers, or say for whom the result does not speak."


class CareFace:
    """Proxies, who is left out, unequal service, bases of claims, decisions, safeguards: as rows, a part at a time."""

    def __init__(self, documents: DocumentsFace) -> None:
        self._documents = documents

    @property
    def document(self) -> Care:
        return self._documents.care

    def columns(self, part: str = "findings") -> tuple[str, ...]:
        """The columns of a part; raises UnknownName for one that there is not."""
        if part not in COLUMNS:
            raise UnknownName("part of care", part, list(COLUMNS))
        return COLUMNS[part]

    def shown(self, part: str = "findings") -> tuple[str, ...]:
        return SHOWN.get(part, ())

    def title(self, part: str = "findings") -> str:
        """What makes a finding, where the part has some."""
        known = self.document.thresholds
        beyond = f"q below {known.q:g}"
        told = {
            "proxies": f"A finding: strength {known.strength:g} or more, {beyond}",
            "left-out": f"A finding: {known.four_fifths:g} of all others or less, {beyond}",
            "unequal": f"A finding: strength {known.service:g} or more, {beyond}; it describes, it does not say why",
            "findings": (
                f"Strength from {known.strength:g} (personas) and {known.service:g} (outcomes), at most "
                f"{known.four_fifths:g} of all others, {beyond}"
            ),
        }
        return told.get(part, "")

    def rows(self, part: str = "findings") -> list[Row]:
        """The rows of a part; `findings` are those of all parts that ask somebody to act."""
        self.columns(part)
        return list(_PARTS[part](self.document))

    def _repr_html_(self) -> str:
        return html_table(self.shown(), self.rows(), self.title())


def _figure(one: Figure, prefix: str = "") -> Row:
    value = prefix or "value"
    before = f"{prefix}_" if prefix else ""
    return {value: one.value, f"{before}lo": one.lo, f"{before}hi": one.hi, f"{before}n": one.n}


def _short(one: Figure) -> str:
    return "–" if one.value is None else f"{one.value:.2f}"


def _findings(care: Care) -> Iterator[Row]:
    for one in care.divides:
        if one.finding and not one.allowed:
            yield _divided(one)
    for one in care.unequal:
        if one.finding:
            yield {
                "part": "unequal",
                "about": one.label,
                "says": one.says,
                "q": one.q,
                "advice": LOOK,
            } | _figure(one.strength)
    for one in care.left_out:
        if one.finding:
            yield _rare(one)
    yield from _weak(care)
    for one in care.small:
        says = f"Few members; a persona has {one.floor} at least."
        advice = "Do not cut it further; join it with its like ([personas] k)."
        yield {"part": "small", "about": one.name, "says": says, "advice": advice} | _figure(one.members)
    for one in care.quotes:
        says = f"Hardly anybody else uses: {', '.join(one.words)}."
        where = f"“{one.text}” ({one.document}, {one.locator})"
        yield {"part": "quotes", "about": where, "says": says, "advice": "Read it before you publish it."}


def _weak(care: Care) -> Iterator[Row]:
    """Safeguards that are not on, those of several sources in one row."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for one in care.checks:
        if one.state != "on":
            found.setdefault((one.name, one.state, one.says, one.line), []).append(one.about or "")
    for (name, state, says, line), about in found.items():
        where = ", ".join(one for one in about if one)
        told = f"{name}: {where}" if where else name
        yield {"part": "checks", "about": told, "says": f"{state.capitalize()}. {says}", "advice": line}


def _divided(one: Divide) -> Row:
    ways = " or ".join(proxy.line for proxy in one.proxies[:2])
    advice = f"Take out what carries it: {ways}; or allow it: [[personas.allow_sensitive]]."
    kept = "No single feature carries it; allow it with a reason: [[personas.allow_sensitive]]."
    row: Row = {"part": "proxies", "about": one.label, "says": one.says, "q": one.q}
    return row | {"advice": advice if ways else kept} | _figure(one.strength)


def _rare(one: LeftOut) -> Row:
    here, others = (
        "–" if share.value is None else said_share(share.value) for share in (one.share, one.others)
    )
    row: Row = {"part": "left-out", "about": f"{one.label}: {one.level}", "q": one.q, "advice": REACH}
    return (
        row
        | {"says": f"{one.way.capitalize()}: {here} of them, {others} of all others."}
        | _figure(one.share)
    )


def _proxies(care: Care) -> Iterator[Row]:
    for one in care.divides:
        strength = _figure(one.strength)
        strength["strength"] = strength.pop("value")
        yield strength | {
            "trait": one.trait,
            "label": one.label,
            "finding": one.finding,
            "q": one.q,
            "level": one.level,
            "level_strength": one.level_strength.value if one.level_strength else None,
            "level_q": one.level_q,
            "persona": one.persona_name,
            "here": one.here.value if one.here else None,
            "elsewhere": one.elsewhere.value if one.elsewhere else None,
            "proxies": "; ".join(
                f"{proxy.label} ({_short(proxy.with_trait)}, {_short(proxy.with_personas)})"
                for proxy in one.proxies
            ),
            "allowed_by": one.allowed.who if one.allowed else None,
            "says": one.says,
        }
    for one in care.unchecked:
        yield {
            "trait": one.trait,
            "label": one.label,
            "says": f"Not checked. {one.reason}",
            "proxies": one.reason,
        }


def _unequal(care: Care) -> Iterator[Row]:
    for one in care.unequal:
        for level in one.levels:
            yield _of_level(one, level.level) | _figure(level.figure) | {"unit": level.figure.unit}


def _of_level(one: Unequal, level: str) -> Row:
    told: Row = {
        "outcome": one.outcome,
        "outcome_label": one.outcome_label,
        "trait": one.trait,
        "label": one.label,
        "level": level,
        "finding": one.finding,
        "q": one.q,
    }
    return told | {
        key: cell for key, cell in _figure(one.strength, "strength").items() if key != "strength_n"
    }


def _left_out(care: Care) -> Iterator[Row]:
    for one in care.left_out:
        plain: Row = one.model_dump(exclude={"share", "others"})
        yield plain | _figure(one.share) | _figure(one.others, "others")


def _absent(care: Care) -> Iterator[Row]:
    for one in care.absent:
        yield {"why": one.why, "source": one.source, "unit": one.unit, "advice": one.advice} | _figure(
            one.share
        )


def _small(care: Care) -> Iterator[Row]:
    for one in care.small:
        yield {"persona": one.persona, "name": one.name, "members": one.members.value, "floor": one.floor}


def _quotes(care: Care) -> Iterator[Row]:
    for one in care.quotes:
        yield {**one.model_dump(exclude={"words"}), "words": ", ".join(one.words)}


_PARTS: dict[str, Callable[[Care], Iterator[Row]]] = {
    "findings": _findings,
    "proxies": _proxies,
    "absent": _absent,
    "left-out": _left_out,
    "unequal": _unequal,
    "claims": lambda care: (one.model_dump() for one in care.claims),
    "decisions": lambda care: (one.model_dump() for one in care.decisions),
    "unconfirmed": lambda care: (one.model_dump() for one in care.unconfirmed),
    "checks": lambda care: (one.model_dump() for one in care.checks),
    "small": _small,
    "quotes": _quotes,
}
