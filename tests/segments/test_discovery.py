from dataclasses import replace

import numpy as np
import pytest
from tests.segments.planted import planted, structureless

from folkways.segments.discovery import NO_GROUPS, NoGroups, Segments, discover
from folkways.segments.features import Feature, FeatureTable
from folkways.segments.model import assigned, read, written
from folkways.segments.questions import golden_questions
from folkways.segments.settings import DiscoverySettings
from folkways.stats.agreement import adjusted_rand

pytestmark = pytest.mark.slow

BRIEF = DiscoverySettings(k_max=5, screening=3, resamples=6, rivals=False, volume=("spend", "events"))


@pytest.fixture(scope="module")
def table() -> FeatureTable:
    return planted()[0]


@pytest.fixture(scope="module")
def found(table: FeatureTable) -> Segments:
    segments = discover(table, BRIEF)
    assert isinstance(segments, Segments)
    return segments


def test_planted_groups_are_found_in_number_and_in_members(found: Segments, table: FeatureTable) -> None:
    _, truth = planted()
    assert found.choice.k == 3
    assert adjusted_rand(assigned(found.model, table).likeliest, truth) > 0.95


def test_the_chosen_number_comes_with_its_figures(found: Segments) -> None:
    choice = found.choice
    assert choice.resamples == BRIEF.resamples
    assert choice.weakest > 0.9
    assert choice.advice.startswith("comes back")
    assert sum(choice.counts) == 600
    assert choice.fewest_clear >= 3
    assert choice.beyond_volume is not None
    assert [one.k for one in found.candidates] == [2, 3, 4, 5]


def test_posteriors_are_honest(found: Segments, table: FeatureTable) -> None:
    _, truth = planted()
    placed = assigned(found.model, table)
    name = [np.bincount(truth[placed.likeliest == k]).argmax() for k in range(3)]
    right = np.asarray(name)[placed.likeliest] == truth
    assert abs(right.mean() - placed.confidence.mean()) < 0.03


def test_two_runs_with_one_seed_are_the_same(found: Segments, table: FeatureTable) -> None:
    again = discover(table, BRIEF)
    assert isinstance(again, Segments)
    assert written(again.model) == written(found.model)


def test_a_model_survives_its_file_and_places_everybody_alike(found: Segments, table: FeatureTable) -> None:
    again = read(written(found.model))
    assert written(again) == written(found.model)
    assert (assigned(again, table).posterior == assigned(found.model, table).posterior).all()


def test_a_newcomer_of_whom_nothing_is_known_is_not_sure_yet(found: Segments, table: FeatureTable) -> None:
    columns = {name: np.full(1, np.nan) for name in table.columns}
    nobody = FeatureTable(
        features=table.features, columns=columns, support={name: np.zeros(1) for name in table.support}
    )
    placed = assigned(found.model, nobody)
    assert placed.segment.tolist() == [-1]
    assert placed.posterior[0] == pytest.approx(found.model.classes.shares, abs=1e-6)


def test_a_newcomer_is_placed_alone_as_in_the_crowd(found: Segments, table: FeatureTable) -> None:
    alone = assigned(found.model, table.taken(np.array([17])))
    assert alone.posterior[0] == pytest.approx(assigned(found.model, table).posterior[17], abs=1e-5)


def test_few_questions_place_most_customers_as_all_do(found: Segments, table: FeatureTable) -> None:
    asked = golden_questions(found.model, table, most=6)
    agreement = [question.agreement.value for question in asked]
    assert len({question.feature for question in asked}) == 6
    assert agreement[-1] > 0.9
    assert agreement[0] < agreement[-1]
    assert "noise" not in {question.feature for question in asked[:3]}


def test_noise_holds_no_groups_and_the_refusal_says_why() -> None:
    found = discover(structureless(), DiscoverySettings(k_max=4, screening=2, rivals=False))
    assert isinstance(found, NoGroups)
    assert found.reasons[0] == NO_GROUPS
    assert "a single group explains the data best" in found.reasons[1]
    assert [one.k for one in found.candidates] == [2, 3, 4]


def test_too_few_customers_are_refused_with_their_number() -> None:
    table, _ = planted(customers=40)
    found = discover(table, BRIEF)
    assert isinstance(found, NoGroups)
    assert "40 customers are too few" in found.reasons[1]


@pytest.mark.parametrize("customers", [0, 1, 200])
def test_customers_who_are_all_alike_are_refused(customers: int) -> None:
    features = tuple(Feature(name=name, label=name) for name in ("a", "b"))
    table = FeatureTable(features=features, columns={"a": np.ones(customers), "b": np.zeros(customers)})
    assert isinstance(discover(table, BRIEF), NoGroups)


def test_a_fixed_number_is_a_persons_decision(table: FeatureTable) -> None:
    found = discover(table, replace(BRIEF, k=2))
    assert isinstance(found, Segments)
    assert found.choice.k == 2
    assert found.choice.resamples == BRIEF.resamples


def test_outcomes_and_describing_features_define_nothing(found: Segments) -> None:
    used = {*found.model.coding.names, *found.model.coding.rough_names}
    assert used.isdisjoint({"outcome", "spend", "events"})
    assert {"share_0", "share_1"} <= set(found.model.coding.rough_names)


def test_progress_is_told_and_an_exception_from_it_cancels(table: FeatureTable) -> None:
    told: list[tuple[str, int, int]] = []

    def stop(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        if stage == "Drawing customers again":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        discover(table, BRIEF, stop)
    assert told[0] == ("Looking for segments", 0, 4)
    assert all(done <= total for _, done, total in told)


def test_challengers_are_held_to_the_same_figures(table: FeatureTable) -> None:
    found = discover(table, replace(BRIEF, k_max=3, rivals=True))
    assert isinstance(found, Segments)
    assert [one.engine for one in found.contenders] == ["latent-classes", "k-means", "famd-k-means"]
    assert found.model.engine == "latent-classes"
    default = found.contenders[0]
    assert default.gain is not None
    assert default.gain.lo > 0.2
    assert default.split_half > 0.9


def test_a_large_table_is_learnt_from_a_sample_and_everybody_is_placed() -> None:
    table, truth = planted(customers=1500)
    found = discover(table, replace(BRIEF, k=3, sample=500, stability_sample=300))
    assert isinstance(found, Segments)
    assert sum(found.choice.counts) == 500
    assert adjusted_rand(assigned(found.model, table).likeliest, truth) > 0.9
