"""The personas as rows and documents."""

from __future__ import annotations

from folkways.model.evidence import NO_TIME
from folkways.model.persona import Persona, PersonaSet
from folkways.model.said import PersonaQuote, SaidTopic
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table


class PersonasFace:
    """Iterate over personas, look one up by name or id, print them as a table."""

    columns = (
        "id", "name", "customers", "share", "share_lo", "share_hi", "value_share", "jaccard_mean", "jaccard_min",
        "tagline",
    )  # fmt: skip
    shown = ("name", "customers", "share", "share_lo", "share_hi", "value_share", "jaccard_mean")
    quote_columns = (
        "persona", "quote", "about", "mood", "alike", "mentioned", "kind", "on", "source", "document", "locator",
        "voice", "start", "end", "language", "sentiment", "posterior",
    )  # fmt: skip
    shown_quotes = ("persona", "quote", "about", "alike", "mentioned", "on", "document", "locator")
    said_columns = (
        "persona", "kind", "theme", "about", "customers", "of", "share", "lo", "hi", "elsewhere", "difference",
        "difference_lo", "difference_hi", "sentiment",
    )  # fmt: skip
    shown_said = ("persona", "kind", "about", "customers", "of", "share", "lo", "hi", "elsewhere")

    def __init__(self, documents: DocumentsFace) -> None:
        self._documents = documents

    @property
    def set(self) -> PersonaSet:
        return self._documents.persona_set

    @property
    def refusal(self) -> str | None:
        return self.set.refusal

    def _until(self) -> str:
        return "" if self.set.as_of.startswith(NO_TIME) else f", data to {self.set.as_of}"

    def rows(self) -> list[Row]:
        return [_row(one) for one in self._documents.personas]

    def quote_rows(self) -> list[Row]:
        """The quotes of each persona, each with how many members speak of its theme, and how many in its mood."""
        return [_quote_row(one, quote) for one in self._documents.personas for quote in one.quotes]

    def said_rows(self) -> list[Row]:
        """What members of each persona speak of, complain of and wish for, against everybody else."""
        return [
            _said_row(one, topic)
            for one in self._documents.personas
            if one.observations.said
            for topic in one.observations.said.topics
        ]

    def quoted(self) -> list[str]:
        """A line for each persona: its first quote, or that there is none yet."""
        return [_line(one) for one in self._documents.personas]

    def __iter__(self):
        return iter(self._documents.personas)

    def __len__(self) -> int:
        return len(self._documents.personas)

    def __getitem__(self, wanted: str) -> Persona:
        return self._documents.persona(wanted)

    def _repr_html_(self) -> str:
        shown = ("name", "customers", "share", "share_lo", "share_hi", "tagline")
        return html_table(shown, self.rows(), self.refusal or f"{len(self)} personas{self._until()}")


def _row(one: Persona) -> Row:
    seen = one.observations
    return {
        "id": one.id,
        "name": one.name,
        "customers": None if seen.size.value is None else int(seen.size.value),
        "share": seen.share.value,
        "share_lo": seen.share.lo,
        "share_hi": seen.share.hi,
        "value_share": seen.value_share.value if seen.value_share else None,
        "jaccard_mean": seen.stability.jaccard_mean,
        "jaccard_min": seen.stability.jaccard_min,
        "tagline": one.tagline.text,
    }


def _quote_row(one: Persona, quote: PersonaQuote) -> Row:
    told = quote.model_dump(exclude={"text", "evidence", "theme", "basis", "mentioned", "alike"})
    return {
        "persona": one.name,
        "quote": quote.text,
        **told,
        "mentioned": quote.mentioned.value,
        "alike": quote.alike.value,
    }


def _said_row(one: Persona, topic: SaidTopic) -> Row:
    return {
        "persona": one.name,
        "kind": topic.kind,
        "theme": topic.theme,
        "about": topic.name,
        "customers": topic.customers.value,
        "of": topic.customers.n,
        "share": topic.here.value,
        "lo": topic.here.lo,
        "hi": topic.here.hi,
        "elsewhere": topic.elsewhere.value,
        "difference": topic.difference.value,
        "difference_lo": topic.difference.lo,
        "difference_hi": topic.difference.hi,
        "sentiment": topic.sentiment.value if topic.sentiment else None,
    }


def _line(one: Persona) -> str:
    if not one.quotes:
        return f"{one.name}: no evidence yet of what they say."
    quote = one.quotes[0]
    return f"{one.name}: “{quote.text}” ({said_by(quote)}; {quote.document}, {quote.locator})"


def said_by(quote: PersonaQuote) -> str:
    """How many of the members who mention a quote's theme speak of it in the quote's mood."""
    alike, mentioned = quote.alike.value, quote.mentioned.value
    if mentioned is None:
        return f"on {quote.about}"
    if alike is None:
        return f"{mentioned:,.0f} mention {quote.about}"
    return f"said {quote.mood} by {alike:,.0f} of {mentioned:,.0f} who mention {quote.about}"
