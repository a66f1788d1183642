"""Documents that show themselves in a notebook: the same documents, with a short page each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from folkways.model.evidence import NO_TIME, Claim
from folkways.model.journey import Journey
from folkways.model.persona import Persona, PersonaTrait
from folkways.model.said import PersonaQuote
from folkways.workspace.rows import Row, html_table
from folkways.workspace.steps import SHOWN, step_rows

_TRAITS = ("trait", "here", "elsewhere", "difference", "lo", "hi", "unit", "effect")


class ShownPersona(Persona):
    """A persona document."""

    def _repr_html_(self) -> str:
        seen = self.observations
        window = "" if seen.window.to == NO_TIME else f", {seen.window.from_} to {seen.window.to}"
        return (
            f"<h3>{escape(self.name)}</h3><p><em>{escape(self.tagline.text)}</em></p>"
            + _claims("", self.story)
            + _quotes(self.quotes)
            + _claims("Pains", self.pains)
            + _claims("Wishes", self.wishes)
            + _claims("Not covered", self.not_covered)
            + html_table(_TRAITS, [_trait(one) for one in seen.traits], f"Traits{window}")
        )


class ShownJourney(Journey):
    """A journey document."""

    def _repr_html_(self) -> str:
        return f"<h3>{escape(self.title)}</h3>" + html_table(SHOWN, step_rows(self))


def _claims(head: str, claims: Sequence[Claim]) -> str:
    if not claims:
        return ""
    told = "".join(f"<li>{escape(one.text)} <small>({one.basis})</small></li>" for one in claims)
    return (f"<h4>{escape(head)}</h4>" if head else "") + f"<ul>{told}</ul>"


def _quotes(quotes: Sequence[PersonaQuote]) -> str:
    return "".join(
        f"<blockquote>{escape(one.text)} <small>({escape(one.document)}, {escape(one.locator)})</small></blockquote>"
        for one in quotes
    )


def _trait(one: PersonaTrait) -> Row:
    return {
        "trait": one.label,
        "here": one.here.value,
        "elsewhere": one.elsewhere.value,
        "difference": one.difference.value,
        "lo": one.difference.lo,
        "hi": one.difference.hi,
        "unit": one.difference.unit,
        "effect": one.effect,
    }
