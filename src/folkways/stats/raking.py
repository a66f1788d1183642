"""Raking: weights under which the answers look like the people they are to stand for.

Iterative proportional fitting (Deming & Stephan 1940): weights are scaled to one margin after the other until all
hold. Weights cure only what the margins know of; who did not answer for other reasons stays unheard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.errors import ConfigError, RakingFailed, TooLittleData
from folkways.stats.weighted import checked_weights, design_effect

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
ROUNDS = 500
TOLERANCE = 1e-7
TRIMMED_TOLERANCE = 0.005
"""Trimmed weights may miss a margin by half a percentage point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How one trait stands in the population: its levels and their shares or counts; `codes` say each row's level.

    A code below 0 is missing: those rows keep together the share that their weights give them.
    """

    trait: str
    levels: tuple[str, ...]
    targets: tuple[float, ...]
    codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Raked:
    """Weights that meet the margins: their sum is that of the weights before; `gap` is the widest miss of a share."""

    weights: Floats
    rounds: int
    gap: float
    trimmed: int
    design_effect: float

    @property
    def effective_n(self) -> float:
        return float((self.weights > 0).sum()) / self.design_effect


def raked(weights: Floats, margins: Sequence[Margin], *, trim: tuple[float, float] | None = None) -> Raked:
    """Rake `weights` to the margins; with `trim` no weight leaves (lo, hi) times the mean weight.

    Raises RakingFailed when the margins contradict each other or the data, and TooLittleData when a level that the
    population has was given by nobody.
    """
    base = checked_weights(weights, len(weights))
    if not base.sum() > 0:
        raise TooLittleData(f"Of {len(base):,} people none has a weight above 0; there is nothing to rake.")
    goals = [_goal(margin, base) for margin in margins]
    bounds = None if trim is None else (trim[0] * base.mean(), trim[1] * base.mean())
    tolerance = TOLERANCE if bounds is None else TRIMMED_TOLERANCE
    now, gap, rounds = base.copy(), np.inf, 0
    while rounds < ROUNDS and gap > TOLERANCE:
        rounds += 1
        now = _swept(now * (base.sum() / now.sum()), goals)
        now = now if bounds is None else np.where(base > 0, np.clip(now, *bounds), 0.0)
        misses = [_miss(now, codes, shares) for codes, shares in goals]
        gap = max([*misses, abs(float(now.sum() / base.sum()) - 1.0)])
    if gap > tolerance:
        raise _unmet(now, margins, goals, gap, rounds, trimmed=bounds is not None)
    held = 0 if bounds is None else int(np.isin(now, bounds).sum())
    whole = now * (base.sum() / now.sum())
    return Raked(weights=whole, rounds=rounds, gap=gap, trimmed=held, design_effect=design_effect(whole))


def _goal(margin: Margin, base: Floats) -> tuple[Codes, Floats]:
    """Codes from 0 and the share each is to have; missing levels come last and keep their share."""
    targets = np.array(margin.targets, dtype=np.float64)
    if not np.isfinite(targets).all() or (targets < 0).any() or not targets.sum() > 0:
        raise ConfigError(
            f"The targets of {margin.trait!r} are not shares: {', '.join(map(str, margin.targets))}.",
            hint="Give every level its share or its count in the population: 0 or more, not all 0.",
        )
    codes = np.where(margin.codes < 0, len(targets), margin.codes)
    held = np.bincount(codes, weights=base, minlength=len(targets) + 1) / base.sum()
    for level, target, share in zip(margin.levels, targets, held, strict=False):
        if target > 0 and share == 0:
            raise TooLittleData(
                f"Nobody who answered has {margin.trait} {level!r}, but {target / targets.sum():.1%} of the population "
                "do; nobody can be weighted to stand for them.",
                hint="Merge this level with a neighbour, or leave the margin out.",
            )
    return codes, np.append(targets / targets.sum() * (1.0 - held[-1]), held[-1])


def _swept(weights: Floats, goals: Sequence[tuple[Codes, Floats]]) -> Floats:
    for codes, shares in goals:
        held = np.bincount(codes, weights=weights, minlength=len(shares)) / weights.sum()
        weights = weights * np.divide(shares, held, out=np.zeros_like(shares), where=held > 0)[codes]
    return weights


def _miss(weights: Floats, codes: Codes, shares: Floats) -> float:
    held = np.bincount(codes, weights=weights, minlength=len(shares)) / weights.sum()
    return float(np.abs(held - shares).max())


def _unmet(
    weights: Floats,
    margins: Sequence[Margin],
    goals: Sequence[tuple[Codes, Floats]],
    gap: float,
    rounds: int,
    *,
    trimmed: bool,
) -> RakingFailed:
    worst = max(range(len(goals)), key=lambda at: _miss(weights, *goals[at]))
    hint = "Let the weights be trimmed less. " if trimmed else ""
    return RakingFailed(
        f"After {rounds} rounds the margin of {margins[worst].trait!r} is still missed by {gap:.2%} of people.",
        hint=f"{hint}Two margins ask for people whom nobody here stands for: merge levels, or leave a margin out.",
    )
