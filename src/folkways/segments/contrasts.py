"""Which features set each segment apart from everybody else, fast enough for every K that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from folkways.segments.features import Feature, FeatureTable, Floats
from folkways.stats.effects import benjamini_hochberg, cohens_h, share_p
from folkways.stats.two_means import Moments, pooled_d, welch_p

Labels = NDArray[np.integer]

CLEAR_EFFECT = 0.3
STRONG_EFFECT = 0.5
CLEAR_Q = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A feature (or one level of a nominal one) in a segment against all other customers with a known value.

    `here` and `elsewhere` are means, or shares for levels and yes/no features; `effect` is Cohen's d for means and
    Cohen's h for shares, above 0 when there is more here; `q` is `p` corrected over all features and segments.
    """

    segment: int
    feature: str
    level: int | None
    here: float
    elsewhere: float
    effect: float
    p: float
    known_here: int
    known_elsewhere: int
    q: float = 1.0

    @property
    def clear(self) -> bool:
        return abs(self.effect) >= CLEAR_EFFECT and self.q <= CLEAR_Q


def contrasts(table: FeatureTable, labels: Labels, *, least: int = 10) -> tuple[Contrast, ...]:
    """Contrast every segment with everybody else on every feature that may be shown, strongest effect first.

    Customers labelled −1 (not sure yet) belong to "everybody else". Sides with fewer than `least` known values make
    no contrast. p values (Welch; χ² or Fisher for shares) are corrected over everything returned (Benjamini &
    Hochberg 1995). Ties of effect: segment, then name.
    """
    shown = table.with_role("defining", "describing", "outcome")
    numbers = [feature for feature in shown if feature.kind in ("numeric", "ordinal")]
    found = _of_numbers(table, numbers, labels, max(least, 2)) if numbers else []
    for feature in shown:
        if feature.kind in ("nominal", "boolean"):
            found += _of_levels(feature, table.columns[feature.name], labels, max(least, 1))
    q = benjamini_hochberg(np.asarray([contrast.p for contrast in found]))
    told = [replace(contrast, q=float(value)) for contrast, value in zip(found, q, strict=True)]
    return tuple(sorted(told, key=lambda c: (-round(abs(c.effect), 9), c.segment, c.feature, c.level or 0)))


def fewest_clear(found: Iterable[Contrast], segments: int) -> int:
    """How many features clearly set the least distinct segment apart (each feature counts once)."""
    named = {(c.segment, c.feature) for c in found if c.clear}
    return min(sum(s == segment for s, _ in named) for segment in range(segments))


def strong_features(found: Iterable[Contrast], segment: int) -> tuple[str, ...]:
    """Features on which a segment differs by at least half a pooled standard deviation, strongest first."""
    strong = [c.feature for c in found if c.segment == segment and abs(c.effect) >= STRONG_EFFECT]
    return tuple(dict.fromkeys(strong))


def _of_numbers(
    table: FeatureTable, features: Sequence[Feature], labels: Labels, least: int
) -> list[Contrast]:
    """Means against means for all numeric features at once, from counts, sums and sums of squares by segment."""
    values = np.column_stack([table.columns[feature.name] for feature in features])
    known = np.isfinite(values)
    middle = np.nan_to_num(np.nanmean(np.where(known.any(axis=0), values, 0.0), axis=0))
    around = np.where(known, values - middle, 0.0)
    segments = int(labels.max(initial=-1)) + 1
    inside = (labels[None, :] == np.arange(segments)[:, None]).astype(np.float64)
    sums = [inside @ part for part in (known.astype(np.float64), around, around**2)]
    rest = [part.sum(axis=0) - own for part, own in zip((known, around, around**2), sums, strict=True)]
    here = _moments(sums[0], sums[1], sums[2], middle)
    there = _moments(rest[0], rest[1], rest[2], middle)
    effect, p = pooled_d(here, there), welch_p(here, there)
    return [
        Contrast(
            segment=segment,
            feature=feature.name,
            level=None,
            here=float(here.mean[segment, at]),
            elsewhere=float(there.mean[segment, at]),
            effect=float(effect[segment, at]),
            p=float(p[segment, at]),
            known_here=int(here.n[segment, at]),
            known_elsewhere=int(there.n[segment, at]),
        )
        for segment in range(segments)
        for at, feature in enumerate(features)
        if min(here.n[segment, at], there.n[segment, at]) >= least
    ]


def _moments(n: Floats, total: Floats, squares: Floats, middle: Floats) -> Moments:
    """Moments by segment and feature, from sums of values and of squares around the middle of each feature."""
    mean = total / np.maximum(n, 1.0)
    variance = np.maximum(squares - n * mean**2, 0.0) / np.maximum(n - 1.0, 1.0)
    return Moments(n=n, mean=mean + middle, variance=variance)


def _of_levels(feature: Feature, values: Floats, labels: Labels, least: int) -> list[Contrast]:
    """Shares against shares, for each level of a nominal feature or for the yes of a boolean one."""
    known = np.isfinite(values)
    segments = int(labels.max(initial=-1)) + 1
    size = int(values[known].max(initial=0.0)) + 1
    table = np.array(
        [np.bincount(values[known & (labels == s)].astype(np.int64), minlength=size) for s in range(segments)]
    )
    rest = np.bincount(values[known].astype(np.int64), minlength=size) - table
    levels = [None] if feature.kind == "boolean" else list(range(size))
    return [
        _of_share(feature, segment, level, table[segment], rest[segment])
        for segment in range(segments)
        for level in levels
        if min(table[segment].sum(), rest[segment].sum()) >= least
    ]


def _of_share(
    feature: Feature, segment: int, level: int | None, here: NDArray[np.integer], rest: NDArray[np.integer]
) -> Contrast:
    at = 1 if level is None else level
    x, y = (int(counts[at]) if at < len(counts) else 0 for counts in (here, rest))
    n, m = int(here.sum()), int(rest.sum())
    return Contrast(
        segment=segment,
        feature=feature.name,
        level=level,
        here=x / n,
        elsewhere=y / m,
        effect=cohens_h(x / n, y / m),
        p=share_p(x, n, y, m),
        known_here=n,
        known_elsewhere=m,
    )
