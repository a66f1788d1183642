"""Where visits end for a reason of the shop's: planted probabilities, and what fee and experiment do to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Floats, Ints
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US, day_of_month
from folkways.sampleshop.personas import Leak
from folkways.sampleshop.population import Customers, Lives
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE, END
from folkways.sampleshop.visits import Visits

FEE, FEE_AFTER = 4.9, 7.9
LEAK_FACTOR = 0.5
PLANTED: tuple[tuple[int, Leak], ...] = tuple(
    (code, leak) for code, kind in enumerate(KINDS) for leak in kind.leaks
)
_NUMBER = np.full((len(KINDS), END), -1, dtype=np.int64)
for _number, (_kind, _leak) in enumerate(PLANTED):
    _NUMBER[_kind, CODE[_leak.at]] = _number


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaks:
    """Per visit its kind and regime: 1 with the higher fee, plus 2 when treated; per regime each leak's probability."""

    kind: Ints
    regime: Ints
    probability: Floats

    def drawn(self, visit: Ints, touchpoint: Ints, rng: np.random.Generator) -> Ints:
        """The number of the leak by which each visit ends at its touchpoint, or -1."""
        number = _NUMBER[self.kind[visit], touchpoint]
        chance = np.where(number >= 0, self.probability[self.regime[visit], number], 0.0)
        return np.where(rng.random(len(visit)) < chance, number, -1)

    def reachable(self, visit: Ints, touchpoint: Ints) -> Ints:
        """The number of the leak that is planted where each visit is, or -1."""
        return _NUMBER[self.kind[visit], touchpoint]


def leaks(shop: SampleShop, customers: Customers, lives: Lives, visits: Visits) -> Leaks:
    """Set up the leaks of a shop's visits; the day on which a visit begins decides its regime."""
    fee, treatment = shop.month_of("checkout-fee"), shop.intervention_month
    regime = np.zeros(len(visits.life), dtype=np.int64)
    if fee is not None:
        regime += visits.local_us >= day_of_month(fee) * DAY_US
    if treatment is not None:
        treated = customers.treated[lives.customer[visits.life]]
        regime += 2 * (treated & (visits.local_us >= day_of_month(treatment) * DAY_US))
    probability = np.array([[_probability(regime, *planted) for planted in PLANTED] for regime in range(4)])
    return Leaks(kind=lives.kind[visits.life], regime=regime, probability=probability)


def fee_factor(kind: int, leak: Leak) -> float:
    """By how much a leak grows with the higher fee."""
    if leak.because != "delivery_cost":
        return 1.0
    return 2.0 if KINDS[kind].name == "bargain-hunter" else 1.5


def _probability(regime: int, kind: int, leak: Leak) -> float:
    dearer = fee_factor(kind, leak) if regime % 2 else 1.0
    eased = LEAK_FACTOR if regime >= 2 and leak.at == "checkout" else 1.0
    return leak.probability * dearer * eased
