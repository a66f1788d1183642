"""Which groups of texts may be told of beside all texts and every theme, so that no subtraction finds few people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from folkways.stats.suppression import Cells, Labels, Shown, Sum, Visitors, shown_cells


def shown_groups(
    group: Labels, groups: int, speaker: Labels, themes: Sequence[Shown], least: int
) -> tuple[Shown, list[Shown]]:
    """Which groups' number of texts may be told, and for each theme (texts that speak of it) in which groups it may.

    `group` is each text's group, `groups` for one that is in none: such texts are never told of, but are what is left
    when the groups are taken from all texts. A theme is told in a group with those who do not speak of it there.
    """
    whole = np.arange(groups + 1) < groups
    while True:
        found = [
            _shown(group, speaker, own, whole, least) for own in (*themes, np.ones(len(group), np.bool_))
        ]
        after = np.logical_and.reduce([whole, *(one[0] for one in found)])
        if np.array_equal(after, whole):
            return whole[:groups], [np.logical_and.reduce(one)[:groups] for one in found[:-1]]
        whole = after


def _shown(group: Labels, speaker: Labels, own: Shown, whole: Shown, least: int) -> Shown:
    """Texts of each group, those that speak of a theme, those that do not: the latter two go together."""
    row = np.where(own, 1, 2).astype(np.int64)
    people = _people(row, group, speaker, len(whole))
    sums = Sum(
        of=np.zeros(len(whole), np.int64),
        told=np.ones((3, 1), np.bool_),
        visitors=Visitors(row=row, key=group, unit=speaker),
    )
    wanted = np.broadcast_to(whole, people.shape)
    while True:
        shown = shown_cells(people, wanted, least, (sums,))
        shown[1:] &= shown[1] & shown[2]
        if np.array_equal(shown, wanted):
            return shown
        wanted = shown


def _people(row: Labels, group: Labels, speaker: Labels, groups: int) -> Cells:
    found = np.zeros((3, groups))
    for rows in (np.zeros_like(row), row):
        each = np.unique(np.stack((rows, group, speaker)), axis=1)
        np.add.at(found, (each[0], each[1]), 1)
    return found
