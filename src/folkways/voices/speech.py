"""What a customer does with a sentence: complain, praise, wish, ask, or only remark; and which rivals are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.stats.threads import one_thread
from folkways.voices.seeds import speech_seeds

Act = Literal["pain", "praise", "wish", "question", "remark"]
ACTS: tuple[Act, ...] = ("pain", "praise", "wish", "question", "remark")

NEIGHBOURS = 3
CUE = 0.25
"""What a cue in the words adds to an act's nearness, which seldom exceeds .6."""
NO_CUE = 0.08
"""What the lack of any cue takes from a wish or a question."""
FEELING = 0.15
"""What a full sentiment adds to praise or pain, and takes from the other."""

_CUES: dict[Act, re.Pattern[str]] = {
    "question": re.compile(r"[?？]\s*[\"'”’)\]]*$"),
    "wish": re.compile(
        r"\b(i wish|wish (?:it|they|there|you)|would (?:love|like|be (?:nice|great|good|better|helpful))|if only"
        r"|please (?:add|make|offer|bring|let|give|allow|send)|(?:you|they) (?:should|could)|could you"
        r"|suggest\w*|i hope (?:you|they)|needs? (?:a|an|more)|want(?:ed)? to see"
        r"|wünsch\w*|wäre (?:schön|toll|gut|super)|bitte \w+|solltet|könnte[nt]? "
        r"|ojalá|me gustaría|deberían|estaría bien|sería bueno|j'aimerais|je voudrais|ce serait|devriez|dommage que)",
        re.IGNORECASE,
    ),
}


def acts(
    sentences: Sequence[str], vectors: NDArray[np.float32], sentiments: NDArray[np.floating]
) -> list[Act]:
    """The act of each sentence: the greatest of its nearness to the examples, cues in the words, and how it feels.

    Nearness is the mean cosine to the three nearest examples of an act. `vectors` have length one.
    """
    scores = _nearness(vectors)
    for act, cue in _CUES.items():
        scores[:, ACTS.index(act)] += [CUE if cue.search(one) else -NO_CUE for one in sentences]
    scores[:, ACTS.index("praise")] += FEELING * sentiments
    scores[:, ACTS.index("pain")] -= FEELING * sentiments
    return [ACTS[place] for place in scores.argmax(axis=1)]


def named(sentences: Sequence[str], competitors: Sequence[str]) -> list[str | None]:
    """The first competitor that each sentence names, as a whole word in any case; None where it names none."""
    if not competitors:
        return [None] * len(sentences)
    spelled = {one.casefold(): one for one in competitors}
    longest_first = sorted(spelled, key=lambda one: (-len(one), one))
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    hits = (names.search(one.casefold()) for one in sentences)
    return [spelled[hit[0]] if hit else None for hit in hits]


def _nearness(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    with one_thread():
        columns = [np.sort(vectors @ _examples(act).T, axis=1)[:, -NEIGHBOURS:].mean(axis=1) for act in ACTS]
    return np.column_stack(columns).astype(np.float64)


@cache
def _examples(act: Act) -> NDArray[np.float32]:
    return speech_seeds()[act]
