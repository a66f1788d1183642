"""What happens in a visit: all visits walk from touchpoint to touchpoint at once, until each has ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Floats, Ints, Singles, around, stream
from folkways.sampleshop.detours import Detours
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.leaks import Leaks
from folkways.sampleshop.personas import PlantedPersona
from folkways.sampleshop.population import Lives, likeness
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE, DETOURS, END, PULL
from folkways.sampleshop.visits import Visits

STEPS_CONCENTRATION = 100.0
ZEAL_CONCENTRATION = 200.0
SETTLED = ("basket", "checkout", "payment", "store_purchase", "END")
LONGEST = 60
_WIDTH = max(len(row) for row in PULL.values())
_TARGETS = np.full((END, _WIDTH), END, dtype=np.int64)
for _at, _row in PULL.items():
    _TARGETS[CODE[_at], : len(_row)] = [CODE.get(target, END) for target in _row]
for _detour, (_, _to, _) in DETOURS.items():
    _TARGETS[CODE[_detour]] = CODE[_to]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """One entry per event in a visit: visit, touchpoint, local microsecond, number of the leak taken (-1: none)."""

    visit: Ints
    touchpoint: Ints
    local_us: Ints
    leak: Ints


def pull_probabilities(kind: PlantedPersona, at: str) -> dict[str, float]:
    """Where an average customer of a persona goes next from a touchpoint when no leak is taken."""
    weights = {target: weight * kind.drawn_to.get(target, 1.0) for target, weight in PULL[at].items()}
    return {target: weight / sum(weights.values()) for target, weight in weights.items()}


def walk(shop: SampleShop, lives: Lives, visits: Visits, leaks: Leaks, detours: Detours) -> Steps:
    """Let every visit take step after step; a leak is tried before the next step is drawn."""
    rng = stream(shop.seed, "walk")
    own, customer = _own_ways(lives, rng), lives.customer[visits.life]
    visit, state, now = np.arange(len(visits.life)), visits.entry, visits.local_us
    taken: list[Steps] = []
    while len(visit) and len(taken) < LONGEST:
        leak = leaks.drawn(visit, state, rng)
        taken.append(Steps(visit=visit, touchpoint=state, local_us=now, leak=leak))
        onward = _next(own, visits.life[visit], state, rng)
        onward = detours.turned(customer[visit], state, onward, rng)
        now = now + _pauses(state, rng)
        goes = (leak < 0) & (onward != END)
        visit, state, now = visit[goes], onward[goes], now[goes]
    return _joined(taken)


def _own_ways(lives: Lives, rng: np.random.Generator) -> Singles:
    """Each life's cumulative step probabilities: own ways of looking around, but much the same zeal to buy or leave."""
    alike = STEPS_CONCENTRATION * likeness(lives)
    ways = np.ones((len(lives.kind), END, _WIDTH), dtype=np.float32)
    for at in PULL:
        means = np.array([_padded(list(pull_probabilities(kind, at).values())) for kind in KINDS])[lives.kind]
        settled = np.array(_padded([float(target in SETTLED) for target in PULL[at]]))
        zeal = around(means, np.full(len(means), ZEAL_CONCENTRATION), rng) * settled
        looks = around(means * (1 - settled), alike, rng) if (settled < (means[0] > 0)).any() else zeal * 0
        row = zeal + looks * (1 - zeal.sum(axis=1, keepdims=True))
        ways[:, CODE[at]] = (row / row.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return ways


def _padded(row: list[float]) -> Floats:
    return np.array(row + [0.0] * (_WIDTH - len(row)))


def _next(own: Singles, life: Ints, state: Ints, rng: np.random.Generator) -> Ints:
    chance = rng.random((len(life), 1), dtype=np.float32)
    found = np.minimum((chance >= own[life, state]).sum(axis=1), _WIDTH - 1)
    return _TARGETS[state, found]


def _pauses(state: Ints, rng: np.random.Generator) -> Ints:
    seconds = rng.lognormal(3.6, 0.9, len(state))
    seconds = np.where(state == CODE["store_visit"], seconds * 12, seconds)
    return (np.clip(seconds, 2, 1500) * 1000).astype(np.int64) * 1000


def _joined(taken: list[Steps]) -> Steps:
    return Steps(
        visit=np.concatenate([step.visit for step in taken]),
        touchpoint=np.concatenate([step.touchpoint for step in taken]),
        local_us=np.concatenate([step.local_us for step in taken]),
        leak=np.concatenate([step.leak for step in taken]),
    )
