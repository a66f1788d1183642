"""What sets a group apart: each feature here against everybody else, with interval, effect and correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from folkways.personas.feature import Feature
from folkways.personas.sheet import Floats, Mask, Sheet
from folkways.stats.effects import benjamini_hochberg, cohens_d, cohens_h, share_p, welch_p
from folkways.stats.intervals import (
    Interval,
    mean_difference,
    mean_interval,
    share_difference,
    share_interval,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One feature in the group and among all other customers, of those for whom it is known.

    For a category the numbers are those of `level`, which members have most above others. `effect` is Cohen's d of
    means or h of shares (`effect_kind`), above 0 when there is more here; `q` is p corrected for all contrasts of the
    group (Benjamini and Hochberg 1995). Without two known customers on a side `lo` and `hi` are the value itself.
    """

    feature: Feature
    here: Interval
    elsewhere: Interval
    difference: Interval
    effect: float
    effect_kind: Literal["d", "h"]
    p: float
    q: float = 1.0
    level: str | None = None

    @property
    def label(self) -> str:
        return self.feature.label if self.level is None else f"{self.feature.label}: {self.level}"

    @property
    def strength(self) -> float:
        return abs(self.effect)


def contrasts(
    sheet: Sheet, members: Mask, shown: Sequence[Feature], least: int, hidden: Mapping[str, Mask]
) -> list[Contrast]:
    """Contrast the members with everybody else on every feature that at least `least` on each side have.

    Of categories and of yes and no, `hidden` says by feature which levels their distribution hides: these are not
    considered, nor levels with fewer than `least` on a side. Strongest effect first, ties by key.
    """
    found = [contrast for feature in shown if (contrast := _contrast(sheet, feature, members, least, hidden))]
    corrected = benjamini_hochberg(np.array([contrast.p for contrast in found]))
    told = [replace(contrast, q=float(q)) for contrast, q in zip(found, corrected, strict=True)]
    return sorted(told, key=lambda contrast: (-round(contrast.strength, 9), contrast.feature.key))


def _contrast(
    sheet: Sheet, feature: Feature, members: Mask, least: int, hidden: Mapping[str, Mask]
) -> Contrast | None:
    values = sheet.columns[feature.key]
    known = np.isfinite(values)
    a, b = values[known & members], values[known & ~members]
    if min(len(a), len(b)) < max(least, 1):
        return None
    if feature.categorical:
        return _of_levels(feature, sheet.levels[feature.key], a, b, least, hidden[feature.key])
    if feature.kind == "boolean" and hidden[feature.key].any():
        return None
    if feature.kind == "boolean":
        return _of_shares(feature, None, float(a.sum()), len(a), float(b.sum()), len(b))
    return _of_means(feature, a, b)


def _of_means(feature: Feature, a: Floats, b: Floats) -> Contrast:
    enough = min(len(a), len(b)) >= 2
    gap = float(a.mean() - b.mean())
    sure = Interval(value=gap, lo=gap, hi=gap, n=min(len(a), len(b)), method="difference")
    return Contrast(
        feature=feature,
        here=_mean(a),
        elsewhere=_mean(b),
        difference=mean_difference(a, b) if enough else sure,
        effect=cohens_d(a, b) if enough else 0.0,
        effect_kind="d",
        p=welch_p(a, b),
    )


def _mean(values: Floats) -> Interval:
    if len(values) >= 2:
        return mean_interval(values)
    mean = float(values.mean())
    return Interval(value=mean, lo=mean, hi=mean, n=len(values), method="mean")


def _of_shares(feature: Feature, level: str | None, x: float, n: int, y: float, m: int) -> Contrast:
    return Contrast(
        feature=feature,
        level=level,
        here=share_interval(x, n),
        elsewhere=share_interval(y, m),
        difference=share_difference(x, n, y, m),
        effect=cohens_h(x / n, y / m),
        effect_kind="h",
        p=share_p(x, n, y, m),
    )


def _of_levels(
    feature: Feature, levels: Sequence[str], a: Floats, b: Floats, least: int, hidden: Mask
) -> Contrast | None:
    here = np.bincount(a.astype(np.int64), minlength=len(levels))
    there = np.bincount(b.astype(np.int64), minlength=len(levels))
    open_ = [
        at
        for at in range(len(levels))
        if not hidden[at] and _shown(here, at, least) and _shown(there, at, least)
    ]
    if not open_:
        return None
    best = max(open_, key=lambda at: (cohens_h(here[at] / len(a), there[at] / len(b)), -at))
    return _of_shares(feature, levels[best], float(here[best]), len(a), float(there[best]), len(b))


def _shown(counts: Floats | np.ndarray, at: int, least: int) -> bool:
    return bool(counts[at] >= least and counts.sum() - counts[at] >= least)
