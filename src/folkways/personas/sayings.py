"""What customers said, sentence by sentence, beside who they are: a persona's voices are told from this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.engines.places import places
from folkways.model.persona import Persona
from folkways.model.voice import Voices
from folkways.personas.sheet import Floats, Mask
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit
from folkways.voices.gathering import WATCHED
from folkways.voices.quoting import Clean, moods

Whole = NDArray[np.int64]
REMARK = "remark"


@dataclass(frozen=True)
class Sayings:
    """Sentences of customers (a row of `mentions` each), the customers in byte order, and whose persona is which.

    `spoken` are the voices and open answers; `themes` maps ids to names of those that may be shown.
    """

    mentions: pa.Table
    members: pa.Table
    spoken: pa.Table
    themes: Mapping[str, str]
    personas: Sequence[str]
    timezone: str
    is_clean: Clean
    cache: Path | None = None

    @cached_property
    def groups(self) -> Whole:
        """The place of each customer's persona; -1 for none."""
        return places(self.members["persona"], pa.array(self.personas, pa.string())).astype(np.int64)

    @cached_property
    def posterior(self) -> Floats:
        return self.members["posterior"].to_numpy()

    @cached_property
    def who(self) -> Whole:
        """The place of the customer who said each sentence."""
        customers = self.members["customer_id"].combine_chunks()
        return places(self.mentions["customer_id"], customers).astype(np.int64)

    @cached_property
    def theme(self) -> NDArray[np.object_]:
        return np.array(self.mentions["theme"].to_pylist(), dtype=object)

    @cached_property
    def act(self) -> NDArray[np.object_]:
        return np.array(self.mentions["act"].to_pylist(), dtype=object)

    @cached_property
    def sentiment(self) -> Floats:
        return self.mentions["sentiment"].to_numpy()

    @cached_property
    def mood(self) -> Whole:
        """0 unhappy, 1 neutral, 2 happy."""
        return np.array(moods(self.sentiment), dtype=np.int64)

    @cached_property
    def typical(self) -> Floats:
        return self.mentions["typical"].to_numpy()

    @cached_property
    def spoke(self) -> Mask:
        """Which customers said anything."""
        return self.among(np.ones(len(self.who), dtype=bool))

    @cached_property
    def voice_rows(self) -> Mapping[tuple[str, str], Mapping[str, object]]:
        """The voices and open answers by source and id."""
        return {(row["source"], row["voice_id"]): row for row in self.spoken.to_pylist()}

    def among(self, sentences: Mask) -> Mask:
        """Which customers said one of these sentences."""
        return np.bincount(self.who[sentences], minlength=self.members.num_rows) > 0

    def codes(self, sentences: Mask, *narrower: Mask) -> Floats:
        """The level of each customer: 0 said none of these sentences, 1 one of them, 2 one of the narrower ones.

        Who said nothing at all is missing.
        """
        found = np.where(self.spoke, 0.0, np.nan)
        for level, which in enumerate((sentences, *narrower), start=1):
            found[self.among(which)] = level
        return found

    def voice(self, place: int) -> Mapping[str, object]:
        return self.voice_rows[
            self.mentions["source"][place].as_py(), self.mentions["voice_id"][place].as_py()
        ]

    def text(self, place: int) -> str:
        start, end = self.mentions["start"][place].as_py(), self.mentions["end"][place].as_py()
        return str(self.voice(place)["text"])[start:end]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return unit(vectors(texts, self.cache))


def sayings(
    mentions: pa.Table,
    members: pa.Table,
    spoken: pa.Table,
    heard: Voices,
    personas: Sequence[Persona],
    *,
    timezone: str,
    is_clean: Callable[[str], bool],
    cache: Path | None = None,
) -> Sayings:
    """Keep what known customers said themselves; what staff noted about them is left out."""
    who = places(mentions["customer_id"], members["customer_id"].combine_chunks())
    own = (who >= 0) & np.array([one != WATCHED for one in mentions["basis"].to_pylist()], dtype=bool)
    return Sayings(
        mentions=mentions.filter(pa.array(own)),
        members=members,
        spoken=spoken,
        themes={one.id: one.name for one in heard.themes},
        personas=[one.id for one in personas],
        timezone=timezone,
        is_clean=is_clean,
        cache=cache,
    )
