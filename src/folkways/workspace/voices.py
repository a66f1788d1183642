"""What customers say, as rows and as the document."""

from __future__ import annotations

from pathlib import Path

from folkways.errors import NoModel, UnknownName
from folkways.model.voice import Mentioned, Quote, Speech, Theme, Voices
from folkways.sources.config_file import read_config
from folkways.voices.endpoint import asking
from folkways.voices.grounded import Grounded, grounded
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table

GROUPINGS = ("month", "kind", "source", "channel", "touchpoint", "persona")


class VoicesFace:
    """Themes, what is done with words (pain, praise, wish, question), competitors, emotions; with quotes."""

    columns = (
        "id", "theme", "texts", "people", "share_of_texts", "lo", "hi", "sentiment", "sentiment_lo", "sentiment_hi",
        "pain", "praise", "wish", "question", "touchpoint", "taught", "words",
    )  # fmt: skip
    shown = (
        "id",
        "theme",
        "texts",
        "people",
        "share_of_texts",
        "sentiment",
        "pain",
        "praise",
        "wish",
        "question",
    )
    group_columns = (
        "id", "theme", "by", "group", "texts", "people", "of_texts", "share_of_texts", "lo", "hi", "sentiment",
    )  # fmt: skip
    quote_columns = (
        "theme", "quote", "sentiment", "people", "of_people", "kind", "on", "persona", "language", "source", "document",
        "locator", "voice", "start", "end",
    )  # fmt: skip
    shown_quotes = ("theme", "quote", "sentiment", "document", "locator")
    speech_columns = ("kind", "name", "texts", "people", "share_of_texts", "lo", "hi", "sentiment", "quote")

    draft_columns = ("theme", "what", "text", "cites", "reasons")

    def __init__(self, documents: DocumentsFace, directory: Path) -> None:
        self._documents = documents
        self._directory = directory

    def draft_rows(self, wanted: str | None = None) -> list[Row]:
        """What the language model of `folkways.toml` would call each theme and say of it; nothing of it is kept.

        Sentences that do not hold against the quotes they cite are listed as rejected, with the reasons. Raises
        NoModel where none is set up, ModelSilent where it does not answer.
        """
        model = read_config(self._directory).voices.model
        if model is None:
            raise NoModel()
        return [
            row
            for one in self.themes(wanted)
            for row in _draft_rows(one, grounded(asking(model), _cited(one)))
        ]

    @property
    def document(self) -> Voices:
        return self._documents.voices

    def themes(self, wanted: str | None = None) -> list[Theme]:
        """All themes, the most spoken of first, or the one of an id or name."""
        found = [one for one in self._by_size() if wanted in (None, one.id, one.name)]
        if not found:
            raise UnknownName("theme", wanted or "", [one.name for one in self._by_size()])
        return found

    def rows(self, wanted: str | None = None) -> list[Row]:
        return [_theme_row(one) for one in self.themes(wanted)]

    def group_rows(self, by: str, wanted: str | None = None) -> list[Row]:
        """Each theme in each month, kind, source, channel, touchpoint or persona; a suppressed value is empty."""
        if by not in GROUPINGS:
            raise UnknownName("breakdown of voices", by, GROUPINGS)
        return [
            {"id": one.id, "theme": one.name, "by": by, "group": group.group, "of_texts": group.of_texts}
            | _figures(group.mentioned)
            for one in self.themes(wanted)
            for group in one.groups
            if group.by == by
        ]

    def quote_rows(self, wanted: str | None = None) -> list[Row]:
        """The quotes, each with how many people of how many speak of its theme."""
        return [self._quote_row(one, quote) for one in self.themes(wanted) for quote in one.quotes]

    def speech_rows(self) -> list[Row]:
        """Pains, praise, wishes, questions, competitors, emotions and touchpoints, each with its most typical quote."""
        return [_speech_row(one) for one in self.document.speech]

    def _by_size(self) -> list[Theme]:
        return sorted(self.document.themes, key=lambda one: (-(one.mentioned.texts or 0), one.id))

    def _quote_row(self, theme: Theme, quote: Quote) -> Row:
        return {
            "theme": theme.name,
            "quote": quote.text,
            "people": theme.mentioned.people,
            "of_people": self.document.people,
            **quote.model_dump(exclude={"text"}),
        }

    def _repr_html_(self) -> str:
        return html_table(self.shown, self.rows(), self.document.sentiment.says)


def _figures(mentioned: Mentioned) -> Row:
    return mentioned.model_dump(exclude={"suppressed"})


def _cited(theme: Theme) -> dict[str, str]:
    return {f"q{number + 1}": quote.text for number, quote in enumerate(theme.quotes)}


def _draft_rows(theme: Theme, draft: Grounded) -> list[Row]:
    named: list[Row] = [{"theme": theme.name, "what": "name", "text": draft.name}] if draft.name else []
    said: list[Row] = [
        {"theme": theme.name, "what": "sentence", "text": one.text, "cites": ", ".join(one.cites)}
        for one in draft.sentences
    ]
    refused: list[Row] = [
        {"theme": theme.name, "what": "rejected", "text": one.text, "reasons": "; ".join(one.reasons)}
        for one in draft.rejected
    ]
    return [*named, *said, *refused]


def _theme_row(one: Theme) -> Row:
    return {
        "id": one.id,
        "theme": one.name,
        **_figures(one.mentioned),
        **{act: one.acts.get(act) for act in ("pain", "praise", "wish", "question")},
        "touchpoint": one.touchpoint,
        "taught": one.taught,
        "words": ", ".join(one.words),
    }


def _speech_row(one: Speech) -> Row:
    quote = one.quotes[0].text if one.quotes else None
    return {"kind": one.kind, "name": one.name, **_figures(one.mentioned), "quote": quote}
