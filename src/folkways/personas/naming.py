"""A name for each persona, from what sets it apart most: how often, when, how big, and what for.

Traits of the customer records stand in a name only where they form the groups and nothing else is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from folkways.personas.contrast import Contrast
from folkways.personas.wording import capitalised, joined

CLEAR = 0.3
"""An effect from here on may stand in a name."""
PLACES = ("pace", "time", "size")
MOST_PIECES = 3
RHYTHMS = {"daily", "weekly", "monthly"}
"""A thing that says how often leaves no room for another word that does."""
NAMED_TOPICS = ("behaviour", "channels", "times", "value")


def named(found: Sequence[Sequence[Contrast]], people: str) -> list[str]:
    """Name groups, in the order given, so that no two share a name.

    `found` holds each group's contrasts, the strongest first; `people` is what customers are called (`shoppers`).
    When two names fall together, the later group takes one piece more, at last a number.
    """
    taken: list[str] = []
    for contrasts in found:
        tries = [_name(contrasts, people, pieces) for pieces in range(MOST_PIECES, MOST_PIECES + 4)]
        tries += [f"{tries[0]} ({number})" for number in range(2, len(found) + 2)]
        words = [_words(name) for name in taken]
        taken.append(next(name for name in tries if _words(name) not in words))
    return taken


def _words(name: str) -> frozenset[str]:
    """Names with the same words in another order would be taken for each other."""
    return frozenset(name.lower().replace("-", " ").split())


def _name(contrasts: Sequence[Contrast], people: str, most: int) -> str:
    pieces: dict[str, str] = {}
    things: list[Contrast] = []
    for contrast in contrasts:
        words = contrast.feature.words
        piece = words.high if contrast.effect > 0 else words.low
        if contrast.strength < CLEAR or not piece or contrast.feature.topic not in NAMED_TOPICS:
            continue
        if len(pieces) + len(things) >= most:
            break
        if words.place in PLACES and words.place not in pieces:
            pieces[words.place] = piece
        elif words.place == "thing" and len(things) < 2 and _new(contrast, things):
            things.append(contrast)
    if any(set(thing.feature.words.high.split("-")) & RHYTHMS for thing in things):
        pieces.pop("pace", None)
    if not pieces and not things and (views := _views(contrasts, most - MOST_PIECES + 1)):
        return capitalised(f"{people} {joined(views)}")
    if not pieces and not things and (held := _held(contrasts, most - MOST_PIECES + 2)):
        return capitalised(f"{people} with {joined(held)}")
    said = [pieces[place] for place in PLACES if place in pieces and not _said_by(things, pieces[place])]
    return capitalised(" ".join([*said, _who(things, people, bool(said))]))


def _views(contrasts: Sequence[Contrast], most: int) -> list[str]:
    """What people think, for groups that nothing else sets apart: `scoring “Restaurants” higher`."""
    told = [one for one in contrasts if one.strength >= CLEAR and one.feature.topic == "attitudes"]
    pieces = [one.feature.words.high if one.effect > 0 else one.feature.words.low for one in told]
    return [piece for piece in pieces if piece][:most]


def _held(contrasts: Sequence[Contrast], most: int) -> list[str]:
    """What defining traits say, for groups of which no habit is known: `Contract “Two year”`, `low Charges`."""
    told: list[str] = []
    levels: set[str] = set()
    for one in contrasts:
        feature, more = one.feature, one.effect > 0
        is_trait = feature.topic == "demographics" and feature.role == "defining" and not feature.sensitive
        if not is_trait or one.strength < CLEAR or one.level in levels:
            continue
        if one.level is not None:
            levels.add(one.level)
            told.append(f"{feature.label} “{one.level}”")
        elif feature.kind == "boolean":
            told.append(feature.label if more else f"no {feature.label}")
        else:
            told.append(f"{'high' if more else 'low'} {feature.label}")
    return told[:most]


def _new(contrast: Contrast, things: Sequence[Contrast]) -> bool:
    """A thing of the same kind as the first, that shares no word with it."""
    words = set(contrast.feature.words.high.lower().replace("-", " ").split())
    return all(
        words.isdisjoint(thing.feature.words.high.lower().replace("-", " ").split())
        and thing.feature.words.noun == contrast.feature.words.noun
        for thing in things
    )


def _said_by(things: Sequence[Contrast], piece: str) -> bool:
    """Whether a thing's own words say this piece already (a `big-basket` `big stock-up`)."""
    words = {word for thing in things for word in thing.feature.words.high.replace("-", " ").split()}
    return bool(words & set(piece.split("-")))


def _who(things: Sequence[Contrast], people: str, described: bool) -> str:
    if not things:
        return people if described else f"all-round {people}"
    nouns = things[0].feature.words.noun or people
    return f"{joined([thing.feature.words.high for thing in things])} {nouns}"
