"""From what was heard to the document: themes, acts, rivals, emotions and touchpoints, with figures and quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from folkways.model.evidence import Window
from folkways.model.voice import (
    Grouping,
    Mentioned,
    Quote,
    SentimentScale,
    Speech,
    SpeechKind,
    Theme,
    ThemeGroup,
    Voices,
)
from folkways.stats.intervals import mean_interval, share_interval
from folkways.stats.suppression import Shown, any_few
from folkways.voices.citing import cited
from folkways.voices.gathering import WATCHED
from folkways.voices.listening import Listened
from folkways.voices.quoting import Candidates, Clean, chosen_quotes
from folkways.voices.sentiment import FEWEST_RATED
from folkways.voices.small_groups import shown_groups
from folkways.voices.speech import ACTS
from folkways.voices.theme_words import theme_name, theme_words
from folkways.voices.themes import chosen_number

Mask = NDArray[np.bool_]
QUOTED_BY: tuple[Grouping, ...] = ("persona", "kind", "source")
"""The groupings whose groups have quotes of their own."""
QUOTED = 400
"""Of so many of the most typical sentences quotes are chosen."""


@dataclass(frozen=True)
class Teller:
    """What the parts of one document share: what was heard, who said it, how texts are grouped, what may be shown.

    `days` are the local dates of the texts, `persona_ids` the ids of personas by name.
    """

    heard: Listened
    groups: Mapping[Grouping, Sequence[str | None]]
    min_cell: int
    quotes: int = 3
    is_clean: Clean = field(default=lambda _text: True)
    days: Sequence[str | None] = ()
    persona_ids: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def speakers(self) -> list[str]:
        """Who said each text: the customer, or the text itself where none is known."""
        table = self.heard.spoken
        told = zip(*(table[name].to_pylist() for name in ("customer_id", "source", "voice_id")), strict=True)
        return [f"customer {who}" if who else f"voice {source} {voice}" for who, source, voice in told]

    @cached_property
    def everything(self) -> NDArray[np.int64]:
        """All texts."""
        return np.arange(self.heard.spoken.num_rows)

    @cached_property
    def may_be_quoted(self) -> Mask:
        """The sentences that are customers' own words."""
        own = np.array([one != WATCHED for one in self.heard.spoken["basis"].to_pylist()], dtype=bool)
        return own[self.heard.owner] if len(own) else np.zeros(0, dtype=bool)

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        """The row of each text, by its source and its id there."""
        table = self.heard.spoken
        told = zip(table["source"].to_pylist(), table["voice_id"].to_pylist(), strict=True)
        return {key: row for row, key in enumerate(told)}

    def persona_of(self, quote: Quote) -> str | None:
        """The name of the persona of whoever said it, where there is one."""
        known = self.groups.get("persona", ())
        return known[self._rows[quote.source, quote.voice]] if known else None

    def people(self, texts: NDArray[np.int64]) -> int:
        return len({self.speakers[row] for row in texts})

    def tells(self, texts: NDArray[np.int64], among: NDArray[np.int64]) -> bool:
        """Whether some texts may be told of among others: they are many people's, and so are the rest (or nobody's)."""
        rest = np.setdiff1d(among, texts, assume_unique=True)
        return self.people(texts) >= self.min_cell and not any_few([self.people(rest)], self.min_cell)

    def mentioned(self, sentences: Mask, among: NDArray[np.int64]) -> Mentioned:
        """Figures of the texts that some sentences stand in, of those `among` which they are; suppressed where they
        tell of fewer than `min_cell` people."""
        texts = np.unique(self.heard.owner[sentences])
        if not self.tells(texts, among):
            return Mentioned(suppressed=True)
        people, share = self.people(texts), share_interval(len(texts), len(among))
        bare = Mentioned(
            texts=len(texts), people=people, share_of_texts=share.value, lo=share.lo, hi=share.hi
        )
        by_text = self._felt_by_text(sentences)
        if len(by_text) < 2:
            return bare.model_copy(update={"sentiment": float(by_text[0])})
        felt = mean_interval(by_text)
        ends = {"sentiment_lo": max(felt.lo, -1.0), "sentiment_hi": min(felt.hi, 1.0)}
        return bare.model_copy(update={"sentiment": felt.value, **ends})

    def _felt_by_text(self, sentences: Mask) -> NDArray[np.floating]:
        """The mean sentiment of the sentences meant, one value a text: sentences of a text are not independent."""
        _, place = np.unique(self.heard.owner[sentences], return_inverse=True)
        return np.bincount(place, self.heard.felt[sentences]) / np.bincount(place)

    def quotes_of(self, sentences: Mask, typical: NDArray[np.floating]) -> list[Quote]:
        """Verbatim quotes from some sentences, by how typical each is."""
        places = np.flatnonzero(sentences & self.may_be_quoted)
        places = places[np.lexsort((places, -typical[places]))][:QUOTED]
        given = Candidates(
            texts=[self.heard.texts[int(place)] for place in places],
            vectors=self.heard.vectors[places],
            typical=typical[places],
            sentiments=self.heard.sentiments.of_sentences[places],
            people=[self.speakers[row] for row in self.heard.owner[places]],
        )
        return [self._quote(int(places[one])) for one in chosen_quotes(given, self.quotes, self.is_clean)]

    def _quote(self, place: int) -> Quote:
        row, span = int(self.heard.owner[place]), self.heard.spans[place]
        voice = {
            name: self.heard.spoken[name][row].as_py()
            for name in ("voice_id", "source", "document", "locator")
        }
        return Quote(
            text=self.heard.texts[place],
            voice=voice["voice_id"],
            source=voice["source"],
            document=voice["document"] or voice["source"],
            locator=voice["locator"] or voice["voice_id"],
            start=span.start,
            end=span.end,
            kind=self.heard.spoken["kind"][row].as_py(),
            on=self.days[row] if self.days else None,
            sentiment=float(self.heard.felt[place]),
            language=self.heard.languages[row],
        )


def told(
    teller: Teller, names: Sequence[str], *, as_of: str, run: str, window: Window | None = None
) -> Voices:
    """The document. `names` are those of the taught themes, in the order in which they were taught."""
    heard = teller.heard
    themes = [one for one in _themes(teller, names) if not one.mentioned.suppressed]
    texts = heard.spoken.num_rows
    return Voices(
        as_of=as_of,
        run=run,
        texts=texts,
        people=teller.people(np.arange(texts)),
        sentences=len(heard.texts),
        min_cell=teller.min_cell,
        languages=_languages(teller),
        sentiment=scale_of(heard),
        themes=sorted(themes, key=lambda one: (-(one.mentioned.texts or 0), one.id)),
        speech=_speech(teller),
        themes_too_small=len(heard.theme_ids) - len(themes),
        themes_chosen=_choice(heard),
        evidence=cited(texts, heard.sentiments.rated, window),
    )


def nothing_told(min_cell: int, *, as_of: str, run: str) -> Voices:
    """The document of a business that brought no text."""
    says = "Nothing was said, so there is no sentiment."
    return Voices(
        as_of=as_of,
        run=run,
        texts=0,
        people=0,
        sentences=0,
        min_cell=min_cell,
        sentiment=SentimentScale(calibrated=False, rated_texts=0, needed=FEWEST_RATED, says=says),
    )


def scale_of(heard: Listened) -> SentimentScale:
    """How sentiment was scaled, in words and figures."""
    fit, rated = heard.sentiments.fit, heard.sentiments.rated
    if fit is None:
        says = (
            f"Not calibrated: {rated:,} rated texts, {FEWEST_RATED} are needed. "
            "-1 is plain complaint, 1 plain praise, by general examples."
        )
        return SentimentScale(calibrated=False, rated_texts=rated, needed=FEWEST_RATED, says=says)
    return SentimentScale(
        calibrated=True,
        rated_texts=rated,
        needed=FEWEST_RATED,
        says="Calibrated to the ratings of this business: -1 is the lowest rating there is, 1 the highest.",
        rank_correlation=fit.rank_correlation,
        auc=fit.auc,
        uncalibrated_rank_correlation=fit.uncalibrated_rank_correlation,
        uncalibrated_auc=fit.uncalibrated_auc,
    )


def _choice(heard: Listened) -> str:
    agreed = heard.themes.agreements
    if not agreed:
        return "Too few sentences to divide; one theme."
    found = chosen_number(agreed)
    return (
        f"{found} is the largest number of themes that halves of the sentences agree on to .4 "
        f"(adjusted Rand index {agreed[found]:.2f})."
    )


def _languages(teller: Teller) -> dict[str, int]:
    """Texts in each language; those of fewer than `min_cell` people together as `other`, with the next larger one where
    these are still few."""
    tongues = np.array([one or "unknown" for one in teller.heard.languages], dtype=object)
    texts = {one: np.flatnonzero(tongues == one) for one in sorted(set(tongues))}
    people = {one: teller.people(own) for one, own in texts.items()}
    rising = sorted(texts, key=lambda one: (people[one], one))
    folded: list[str] = []
    while rising and (
        people[rising[0]] < teller.min_cell
        or any_few([teller.people(np.flatnonzero(np.isin(tongues, folded)))], teller.min_cell)
    ):
        folded.append(rising.pop(0))
    shown = {one: len(texts[one]) for one in rising}
    return dict(
        sorted((shown | ({"other": sum(len(texts[one]) for one in folded)} if folded else {})).items())
    )


def _themes(teller: Teller, names: Sequence[str]) -> list[Theme]:
    heard = teller.heard
    said_by: list[Hashable] = [teller.speakers[row] for row in heard.owner]
    counted = np.where(heard.speaks, heard.theme, -1)
    listed = theme_words(heard.texts, said_by, counted, len(heard.theme_ids), fewest=teller.min_cell)
    called: list[str] = list(names)
    for place in range(len(names), len(heard.theme_ids)):
        called.append(theme_name(listed[place], called))
    bare = [
        Theme(
            id=heard.theme_ids[place],
            name=name,
            taught=place < heard.taught,
            mentioned=teller.mentioned(counted == place, teller.everything),
        )
        for place, name in enumerate(called)
    ]
    told = [place for place, one in enumerate(bare) if not one.mentioned.suppressed]
    shown = _shown(teller, [counted == place for place in told])
    for at, place in enumerate(told):
        groups = [
            one for by in teller.groups for one in _grouped(teller, counted == place, by, shown[by], at)
        ]
        bare[place] = _theme(teller, bare[place], listed[place], counted == place, groups)
    return bare


def _theme(teller: Teller, bare: Theme, words: list[str], own: Mask, groups: list[ThemeGroup]) -> Theme:
    heard = teller.heard
    about = Counter(heard.touchpoints[int(one)] for one in np.flatnonzero(own))
    seen = {one.group for one in groups if one.by == "persona" and not one.mentioned.suppressed}
    return bare.model_copy(
        update={
            "words": words,
            "acts": _acts(teller, own),
            "touchpoint": _prevailing(about, int(own.sum())),
            "groups": groups,
            "quotes": [_of_persona(teller, one, seen) for one in teller.quotes_of(own, heard.typical)],
        }
    )


def _of_persona(teller: Teller, quote: Quote, seen: Collection[str]) -> Quote:
    """The quote with its customer's persona, unless so few of that persona speak of the theme that it is hidden."""
    persona = teller.persona_of(quote)
    return quote.model_copy(update={"persona": persona}) if persona in seen else quote


def _acts(teller: Teller, own: Mask) -> dict[str, int]:
    """How many texts of a theme hold each act; acts that fewer than `min_cell` people did, or did not, are left out."""
    found: dict[str, int] = {}
    among = np.unique(teller.heard.owner[own])
    for act in ACTS:
        texts = np.unique(teller.heard.owner[own & _is_act(teller.heard, act)])
        if teller.tells(texts, among):
            found[act] = len(texts)
    return found


def _is_act(heard: Listened, act: str) -> Mask:
    return np.array([one == act for one in heard.acts], dtype=bool)


def _prevailing(about: Counter[str | None], sentences: int) -> str | None:
    """The touchpoint that most sentences of a theme are linked to, if it is at least a quarter of them."""
    linked = [(n, key) for key, n in about.items() if key is not None and n * 4 >= sentences]
    return min(linked, key=lambda one: (-one[0], one[1]))[1] if linked else None


def _group_names(teller: Teller, by: Grouping) -> list[str]:
    return sorted({one for one in teller.groups[by] if one})


def _shown(teller: Teller, themes: Sequence[Mask]) -> dict[Grouping, tuple[Shown, list[Shown]]]:
    """For each grouping, which groups may be told of, and which for each theme."""
    speaker = np.unique(np.array(teller.speakers, dtype=object), return_inverse=True)[1].astype(np.int64)
    spoken = [np.isin(teller.everything, teller.heard.owner[own]) for own in themes]
    found: dict[Grouping, tuple[Shown, list[Shown]]] = {}
    for by, labels in teller.groups.items():
        place = {name: at for at, name in enumerate(_group_names(teller, by))}
        group = np.array([place[one] if one else len(place) for one in labels], np.int64)
        found[by] = shown_groups(group, len(place), speaker, spoken, teller.min_cell)
    return found


def _grouped(
    teller: Teller, own: Mask, by: Grouping, shown: tuple[Shown, list[Shown]], at: int
) -> list[ThemeGroup]:
    """A theme in each group of texts, where both may be told; `at` is the theme's place in what may be."""
    whole, themes = shown
    labels = np.array([one or "" for one in teller.groups[by]], dtype=object)
    return [
        _in_group(
            teller, by, name, np.flatnonzero(labels == name), own, bool(is_told), bool(themes[at][place])
        )
        for place, (name, is_told) in enumerate(zip(_group_names(teller, by), whole, strict=True))
    ]


def _in_group(
    teller: Teller, by: Grouping, name: str, texts: NDArray[np.int64], own: Mask, is_told: bool, speaks: bool
) -> ThemeGroup:
    inside = own & np.isin(teller.heard.owner, texts)
    mentioned = teller.mentioned(inside, texts) if speaks else Mentioned(suppressed=True)
    return ThemeGroup(
        by=by,
        group=name,
        group_id=teller.persona_ids.get(name) if by == "persona" else None,
        of_texts=len(texts) if is_told else None,
        mentioned=mentioned,
        quotes=[] if mentioned.suppressed else _quoted(teller, inside, by, name),
    )


def _quoted(teller: Teller, own: Mask, by: Grouping, name: str) -> list[Quote]:
    """The quotes of one group; those of a persona bear its name."""
    if by not in QUOTED_BY:
        return []
    quotes = teller.quotes_of(own, teller.heard.typical)
    return [one.model_copy(update={"persona": name}) for one in quotes] if by == "persona" else quotes


def _speech(teller: Teller) -> list[Speech]:
    """Acts, competitors, emotions and touchpoints that at least `min_cell` people speak of."""
    heard = teller.heard
    named: dict[SpeechKind, Sequence[Sequence[str]]] = {
        "act": [[one] if one != "remark" else [] for one in heard.acts],
        "competitor": [[one] if one else [] for one in heard.competitors],
        "emotion": heard.emotions,
        "touchpoint": [[one] if one else [] for one in heard.touchpoints],
    }
    found = [
        _spoken_so(teller, kind, name, own)
        for kind, labels in named.items()
        for name, own in _masks(labels).items()
    ]
    return [one for one in found if not one.mentioned.suppressed]


def _masks(labels: Sequence[Sequence[str]]) -> dict[str, Mask]:
    """Which sentences bear each label, by label."""
    found: dict[str, Mask] = {}
    for place, own in enumerate(labels):
        for one in own:
            found.setdefault(one, np.zeros(len(labels), dtype=bool))[place] = True
    return dict(sorted(found.items()))


def _spoken_so(teller: Teller, kind: SpeechKind, name: str, own: Mask) -> Speech:
    mentioned = teller.mentioned(own, teller.everything)
    quotes = [] if mentioned.suppressed else teller.quotes_of(own, _likeness(teller, own))
    return Speech(kind=kind, name=name, mentioned=mentioned, quotes=quotes)


def _likeness(teller: Teller, own: Mask) -> NDArray[np.floating]:
    """How near each sentence is to the middle of some of them."""
    middle = teller.heard.vectors[own].mean(axis=0)
    return np.einsum("ij,j->i", teller.heard.vectors, middle)
