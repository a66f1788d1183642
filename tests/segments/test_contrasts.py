import numpy as np
import pytest

from folkways.segments.contrasts import Contrast, contrasts, fewest_clear, strong_features
from folkways.segments.features import Feature, FeatureTable
from folkways.stats.effects import benjamini_hochberg, cohens_d, cohens_h, share_p, welch_p

NAN = float("nan")


def table() -> tuple[FeatureTable, np.ndarray]:
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 1, 2], 60)
    height = rng.normal(0, 1, 180) + np.array([0.0, 1.5, 0.1])[labels]
    height[::7] = NAN
    columns = {
        "height": height,
        "yes": (rng.random(180) < np.array([0.2, 0.5, 0.8])[labels]).astype(float),
        "colour": np.where(labels == 2, 2.0, rng.integers(0, 2, 180)),
        "secret": labels.astype(float),
    }
    features = (
        Feature(name="height", label="height"),
        Feature(name="yes", label="yes", kind="boolean"),
        Feature(name="colour", label="colour", kind="nominal", role="describing"),
        Feature(name="secret", label="secret", role="forbidden"),
    )
    return FeatureTable(features=features, columns=columns), labels


def one(found: tuple[Contrast, ...], segment: int, feature: str, level: int | None = None) -> Contrast:
    return next(c for c in found if (c.segment, c.feature, c.level) == (segment, feature, level))


def test_means_are_those_of_members_and_of_everybody_else() -> None:
    features, labels = table()
    found = one(contrasts(features, labels), 1, "height")
    values = features.columns["height"]
    here, there = values[labels == 1], values[labels != 1]
    assert found.here == pytest.approx(np.nanmean(here))
    assert found.elsewhere == pytest.approx(np.nanmean(there))
    assert found.effect == pytest.approx(cohens_d(here, there))
    assert found.p == pytest.approx(welch_p(here, there))
    assert found.known_here + found.known_elsewhere == int(np.isfinite(values).sum())


def test_shares_are_those_of_the_yes_and_of_each_level() -> None:
    features, labels = table()
    found = contrasts(features, labels)
    yes = features.columns["yes"]
    a, b = yes[labels == 2], yes[labels != 2]
    assert one(found, 2, "yes").effect == pytest.approx(cohens_h(a.mean(), b.mean()))
    assert one(found, 2, "yes").p == pytest.approx(share_p(a.sum(), 60, b.sum(), 120))
    assert one(found, 2, "colour", 2).here == 1.0
    assert one(found, 2, "colour", 2).elsewhere == 0.0


def test_forbidden_features_are_never_contrasted() -> None:
    assert "secret" not in {c.feature for c in contrasts(*table())}


def test_p_values_are_corrected_over_everything_and_the_strongest_effect_stands_first() -> None:
    found = contrasts(*table())
    assert [c.q for c in found] == pytest.approx(benjamini_hochberg(np.array([c.p for c in found])))
    strengths = [abs(c.effect) for c in found]
    assert strengths == sorted(strengths, reverse=True)


def test_customers_who_are_not_sure_yet_belong_to_everybody_else() -> None:
    features, labels = table()
    some = np.where(labels == 0, -1, labels)
    assert one(contrasts(features, some), 1, "yes").known_elsewhere == 120
    assert 0 not in {
        c.segment for c in contrasts(features, np.where(labels == 0, -1, labels)) if c.segment == -1
    }


def test_sides_with_too_few_known_values_make_no_contrast() -> None:
    features, labels = table()
    features.columns["height"][labels == 1] = NAN
    found = contrasts(features, labels, least=10)
    assert (1, "height") not in {(c.segment, c.feature) for c in found}
    assert (0, "height") in {(c.segment, c.feature) for c in found}


def test_the_least_distinct_segment_counts() -> None:
    found = contrasts(*table())
    assert fewest_clear(found, 3) == 2
    assert set(strong_features(found, 1)) == {"colour", "height"}


def test_a_feature_without_spread_has_no_effect() -> None:
    flat = FeatureTable(features=(Feature(name="flat", label="flat"),), columns={"flat": np.full(60, 0.1)})
    found = contrasts(flat, np.repeat([0, 1], 30))
    assert [(c.effect, c.q) for c in found] == [(0.0, 1.0), (0.0, 1.0)]
