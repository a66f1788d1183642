"""Which of nested numbers of people stay hidden: steps each of which only those reach who reached the one before.

The difference of two such numbers is a group too, those lost between them; so is everybody's number less the groups'.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from folkways.stats.suppression import Labels, Shown, any_few


def shown_steps(people: Labels, least: int, *, together: bool) -> Shown:
    """Which numbers of groups (rows) by steps (columns, never rising; the first is all of the group) may be shown.

    No number shown, and no difference of two of a group, is of 1 to `least` - 1 people. Groups that are everybody
    `together` stand beside everybody's own numbers, of which the same holds: what those tell less what is shown of the
    groups is not of so few either. Where a step must go, the first and the last step stay, if they can.
    """
    shown = np.array([_alone(row, least) for row in people]).reshape(people.shape)
    if not together or not len(people):
        return shown
    told = _alone(people.sum(axis=0), least)
    while (columns := _given_away(people, shown, told, least)) is not None:
        shown[_smallest(people, shown, columns)] = False
    return shown


def _alone(row: Labels, least: int) -> Shown:
    """What may be shown of one group: a step goes when it differs by few from one that stays."""
    last = len(row) - 1
    shown = np.zeros(len(row), np.bool_)
    for at in dict.fromkeys((min(1, last), last, *range(last))):
        shown[at] = not any_few((row[at], *abs(row[shown] - row[at])), least)
    return shown


def _given_away(people: Labels, shown: Shown, told: Shown, least: int) -> list[int] | None:
    """The columns of everybody's numbers that with the groups' give few away; None where none do."""
    for columns, count in _reckoned(people, shown, told):
        if any_few([count], least):
            return columns
    return None


def _reckoned(people: Labels, shown: Shown, told: Shown) -> Iterator[tuple[list[int], int]]:
    """How many one can reckon to be lost between two steps (or after one, or before one) in the gaps of groups."""
    gaps = [_gaps(row, own) for row, own in zip(people, shown, strict=True)]
    steps = [int(at) for at in np.flatnonzero(told)]
    for place, at in enumerate(steps):
        before = [gap[at][0] for gap in gaps]
        if all(one is not None for one in before):
            yield [at], sum(one or 0 for one in before)
        yield [at], sum(gap[at][1] for gap in gaps)
        for later in steps[place + 1 :]:
            lost = (_between(*one, at, later) for one in zip(people, shown, gaps, strict=True))
            yield [at, later], sum(lost)


_Gap = tuple[int | None, int]


def _gaps(row: Labels, shown: Shown) -> list[_Gap]:
    """How many a group loses from the last step shown to a hidden one (None: there is none), from it to the next."""
    found: list[_Gap] = []
    for at, is_shown in enumerate(shown):
        before, after = row[:at][shown[:at]], row[at:][shown[at:]]
        lost = int(before[-1] - row[at]) if len(before) else None
        found.append((0, 0) if is_shown else (lost, int(row[at] - (after[0] if len(after) else 0))))
    return found


def _between(row: Labels, shown: Shown, gaps: list[_Gap], at: int, later: int) -> int:
    """How many a group loses between two steps, less what is shown of that."""
    if shown[at : later + 1].any():
        return gaps[at][1] + (gaps[later][0] or 0)
    return int(row[at] - row[later])


def _smallest(people: Labels, shown: Shown, columns: list[int]) -> tuple[int, int]:
    """The smallest number still shown in some columns, or else in any."""
    own = np.zeros_like(shown)
    own[:, columns] = True
    there = shown & (people > 0)
    among = there & own if (there & own).any() else there
    group, step = np.unravel_index(np.argmin(np.where(among, people, np.iinfo(np.int64).max)), people.shape)
    return int(group), int(step)
