"""Habits that say nothing about a persona: detours that half of the customers take and the others never do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Flags, Ints, stream
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE, DETOURS

TAKERS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Detours:
    """Who takes which detour: (customers, detours) in the order of DETOURS."""

    takers: Flags

    def turned(self, customer: Ints, touchpoint: Ints, onward: Ints, rng: np.random.Generator) -> Ints:
        """Where each step goes when detours are taken into account; of two on the same step at most one is taken."""
        chance, low = rng.random(len(onward)), np.zeros(len(onward))
        for place, (name, (at, to, share)) in enumerate(DETOURS.items()):
            possible = (touchpoint == CODE[at]) & (onward == CODE[to]) & self.takers[customer, place]
            high = low + share * possible
            onward, low = np.where((low <= chance) & (chance < high), CODE[name], onward), high
        return onward


def detours(shop: SampleShop) -> Detours:
    """Draw who takes which detour."""
    rng = stream(shop.seed, "detours")
    return Detours(takers=rng.random((shop.customers, len(DETOURS))) < TAKERS)


def detour_probabilities(at: str, row: dict[str, float]) -> dict[str, float]:
    """A row of step probabilities with what detours take from it."""
    found = dict(row)
    for name, (start, to, share) in DETOURS.items():
        if start == at:
            found[name] = row[to] * TAKERS * share
            found[to] -= found[name]
    return found
