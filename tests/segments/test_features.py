import numpy as np
import pytest
from tests.segments.planted import planted

from folkways.segments.coding import coded, fit_coding
from folkways.segments.features import Feature, FeatureTable, speakers
from folkways.segments.volume import without_volume


def test_near_duplicates_are_spoken_for_by_the_better_known_one() -> None:
    table, _ = planted()
    copy = table.columns["number_0"] * 3.0
    copy[:200] = np.nan
    twins = FeatureTable(
        features=(Feature(name="copy", label="copy"), *table.features),
        columns={**table.columns, "copy": copy},
        support=table.support,
    )
    found = speakers(twins)
    assert found.silent["copy"] == "number_0"
    assert "copy" not in found.speaking
    assert "number_0" in found.speaking


def test_a_reversed_copy_is_a_duplicate_too_and_an_unlike_one_is_not() -> None:
    rng = np.random.default_rng(1)
    a = rng.normal(0, 1, 300)
    columns = {"a": a, "back": -np.exp(a), "other": a + rng.normal(0, 2, 300)}
    table = FeatureTable(features=tuple(Feature(name=n, label=n) for n in columns), columns=columns)
    assert speakers(table).speaking == ("a", "other")


def test_a_feature_that_never_varies_or_is_never_known_defines_nothing() -> None:
    columns = {"flat": np.ones(50), "unknown": np.full(50, np.nan), "good": np.arange(50.0)}
    table = FeatureTable(features=tuple(Feature(name=n, label=n) for n in columns), columns=columns)
    assert speakers(table).speaking == ("good",)


def test_roles_and_names_pick_features_in_their_order() -> None:
    table, _ = planted()
    assert [f.name for f in table.with_role("outcome")] == ["outcome"]
    assert [f.name for f in table.named(["noise", "colour", "nowhere"])] == ["colour", "noise"]


def test_a_share_of_few_events_is_coded_as_likelihoods_and_others_as_levels() -> None:
    table, _ = planted()
    coding = fit_coding(table, ["share_0", "number_0", "colour"])
    cells = coded(coding, table)
    assert coding.rough_names == ("share_0",)
    assert coding.names == ("number_0", "colour")
    assert cells.cells.shape == (600, sum(coding.levels))
    assert cells.rough.shape == (1, coding.rough_bins[0].size, 600)
    assert cells.rough.max(axis=1) == pytest.approx(1.0)


def test_what_volume_explains_is_taken_out_and_the_rest_stays() -> None:
    rng = np.random.default_rng(2)
    spend = np.exp(rng.normal(3, 1, 2000))
    own = rng.normal(0, 1, 2000)
    columns = {
        "spend": spend,
        "baskets": 3 * np.log1p(spend) + own,
        "kind": rng.integers(0, 2, 2000).astype(float),
    }
    features = (
        Feature(name="spend", label="spend"),
        Feature(name="baskets", label="baskets"),
        Feature(name="kind", label="kind", kind="nominal"),
    )
    left = without_volume(FeatureTable(features=features, columns=columns), ["spend"])
    assert [f.name for f in left.features] == ["baskets", "kind"]
    assert np.corrcoef(left.columns["baskets"], own)[0, 1] > 0.99
    assert (left.columns["kind"] == columns["kind"]).all()
