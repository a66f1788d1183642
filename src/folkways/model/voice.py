"""What customers say, as a document: themes with their figures and quotes, and how sentiment was scaled."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from folkways.model.evidence import Evidence, Id
from folkways.model.noun import DocumentPart

Grouping = Literal["month", "kind", "source", "channel", "touchpoint", "persona"]
SpeechKind = Literal["act", "competitor", "emotion", "touchpoint"]


class Quote(DocumentPart):
    """A verbatim piece of a voice and its place: `start` and `end` count the characters of the voice's text.

    `on` is the local date on which it was said, `persona` the name of the customer's persona; each where it is known.
    """

    text: str
    voice: str
    source: str
    document: str
    locator: str
    start: int
    end: int
    kind: str
    on: str | None = None
    persona: str | None = None
    sentiment: float
    language: str | None = None


class Mentioned(DocumentPart):
    """How many texts and people speak of something, the share of all texts with Wilson's interval, and how they feel.

    People are customers; a text that names no customer counts as a person of its own. Sentiment is the mean over the
    sentences meant, -1 to 1. A suppressed cell tells nothing else.
    """

    texts: int | None = None
    people: int | None = None
    share_of_texts: float | None = None
    lo: float | None = None
    hi: float | None = None
    sentiment: float | None = None
    sentiment_lo: float | None = None
    sentiment_hi: float | None = None
    suppressed: bool = False


class ThemeGroup(DocumentPart):
    """A theme among the texts of one group: share is of the group's texts. `group_id` is a persona's id.

    Personas, kinds and sources have quotes of their own.
    """

    by: Grouping
    group: str
    group_id: Id | None = None
    of_texts: int | None = None
    mentioned: Mentioned
    quotes: list[Quote] = []


class Theme(DocumentPart):
    """What customers speak of; `taught` by examples in the configuration, or found."""

    id: str
    name: str
    words: list[str] = []
    taught: bool = False
    mentioned: Mentioned
    acts: dict[str, int] = {}
    touchpoint: str | None = None
    groups: list[ThemeGroup] = []
    quotes: list[Quote] = []


class Speech(DocumentPart):
    """Pains, wishes, questions or praise, a named competitor, or an emotion: who speaks so, and typical words."""

    kind: SpeechKind
    name: str
    mentioned: Mentioned
    quotes: list[Quote] = []


class SentimentScale(DocumentPart):
    """What -1 and 1 mean here, and how well it was learnt.

    The agreement is that of predictions by models that had not seen a text (`rank_correlation`: Spearman's, `auc`: of
    ratings up to a quarter of the scale against those from three quarters), beside that without calibration.
    """

    calibrated: bool
    rated_texts: int
    needed: int
    says: str
    rank_correlation: float | None = None
    auc: float | None = None
    uncalibrated_rank_correlation: float | None = None
    uncalibrated_auc: float | None = None


class Voices(DocumentPart):
    """All that a build has to say about what customers say; without a text, that there is none.

    `evidence` is cited by what is counted (`evd_theme-texts`, `evd_speech-people`, …); its queries name the theme,
    act, group or language with `$theme`, `$name`, `$group`, `$language`.
    """

    format: Literal["folkways.voices"] = "folkways.voices"
    as_of: str
    run: str
    texts: int
    people: int
    sentences: int
    min_cell: int = Field(ge=1)
    languages: dict[str, int] = {}
    sentiment: SentimentScale
    themes: list[Theme] = []
    speech: list[Speech] = []
    themes_too_small: int = 0
    themes_chosen: str = ""
    evidence: list[Evidence] = []
