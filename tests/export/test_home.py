"""The home page says again what documents say, with their evidence."""

from __future__ import annotations

from tests.fixtures.shop import shop_home, shop_journeys, shop_personas
from tests.fixtures.shop_persona import persona_set

from folkways.export.home import Gathered, journey_cards, worst_leak
from folkways.journeys.leaks import leaves, usual_leaving
from folkways.model.evidence import Evidence, Figure
from folkways.model.journey import Card, Observation

HOME = shop_home(shop_personas(), shop_journeys(), persona_set())


def test_every_number_on_the_home_page_finds_its_evidence() -> None:
    known = {one.id for one in HOME.evidence}
    figures = [line.figure for line in (*HOME.counts, *HOME.health)]
    figures += [figure for card in HOME.personas for figure in (card.share, card.size)]
    figures += [card.leak.figure for card in HOME.journeys if card.leak]
    cited = {figure.evidence for figure in figures}
    cited |= {name for finding in HOME.findings for name in finding.claim.evidence}
    cited |= {name for card in HOME.personas for name in card.tagline.evidence}
    assert cited <= known


def test_cards_keep_the_order_they_were_given_in() -> None:
    assert [card.order for card in HOME.personas] == [0, 1, 2]
    assert [card.name for card in HOME.personas] == [found.name for found in shop_personas()]


def test_evidence_told_twice_alike_stands_once() -> None:
    gathered, one = Gathered(), Evidence(id="evd_a", kind="events", title="A")
    assert gathered.cited(one) == gathered.cited(one) == "evd_a"
    assert len(gathered.listed()) == 1


def test_evidence_with_the_same_id_but_another_content_gets_a_number() -> None:
    gathered = Gathered()
    told = [Evidence(id="evd_a", kind="events", title=title) for title in "ABCA"]
    assert [gathered.cited(one) for one in told] == ["evd_a", "evd_a-2", "evd_a-3", "evd_a"]


def test_a_very_long_id_still_gets_a_number_and_stays_an_id() -> None:
    gathered, name = Gathered(), "evd_" + "a" * 40
    told = [Evidence(id=name, kind="events", title=title) for title in "AB"]
    names = [gathered.cited(one) for one in told]
    assert len(set(names)) == 2
    assert all(Figure(value=1, unit="share", evidence=one).evidence == one for one in names)


def test_the_worst_leak_is_the_largest_share_that_is_surely_above_that_of_all_steps_together() -> None:
    journey = shop_journeys()[0]
    leak = worst_leak(journey)
    assert leak is not None
    assert (leak.step, leak.title, leak.name) == ("stp_send-back", "Sends a pair back", "Leaves here")
    assert leak.figure.n == 84
    told = leaves(journey)
    usual = usual_leaving(told.values())
    assert leak.figure.value == max(at.v for at in told.values() if (at.lo or 0) > usual)


def test_where_no_step_loses_surely_more_than_all_together_there_is_no_leak() -> None:
    journey = shop_journeys()[0]
    assert journey.observations is not None
    unsure = [
        seen.model_copy(update={"at": seen.at.model_copy(update={"lo": 0.0})}) if seen.at else seen
        for seen in journey.observations.values
    ]
    observations = journey.observations.model_copy(update={"values": unsure})
    assert worst_leak(journey.model_copy(update={"observations": observations})) is None


def test_a_journey_without_observations_has_no_leak() -> None:
    assert worst_leak(shop_journeys()[0].model_copy(update={"observations": None})) is None


def test_suppressed_values_are_no_leak() -> None:
    journey = shop_journeys()[0]
    assert journey.observations is not None
    hidden = [
        seen.model_copy(update={"at": None, "suppressed": True}) if seen.measure == "mea_leaves" else seen
        for seen in journey.observations.values
    ]
    observations = journey.observations.model_copy(update={"values": hidden})
    assert worst_leak(journey.model_copy(update={"observations": observations})) is None


def test_stages_that_no_step_belongs_to_are_listed_as_unseen() -> None:
    card = journey_cards(shop_journeys()).journeys[0]
    assert card.unseen == ["Awareness", "Advocacy"]
    assert card.stages == ["Awareness", "Consideration", "Decision", "Retention", "Advocacy"]


def test_a_stage_that_only_few_reached_is_told_apart_from_one_without_data() -> None:
    journey = shop_journeys()[0]
    assert journey.observations is not None
    few = Observation(measure=journey.measures[0].id, stage=journey.stages[0].id, suppressed=True)
    observations = journey.observations.model_copy(update={"values": [*journey.observations.values, few]})
    card = journey_cards([journey.model_copy(update={"observations": observations})]).journeys[0]
    first = journey.stages[0].title
    assert (first in card.hidden) == (first in card.unseen)
    assert set(card.hidden) <= set(card.unseen)


def test_a_step_that_is_only_inferred_is_no_leak() -> None:
    journey = shop_journeys()[0]
    leak = worst_leak(journey)
    assert leak is not None
    lane = next(lane.id for lane in journey.lanes if lane.type == "actions")
    card = Card(id="crd_i", lane=lane, rank="a", step=leak.step, basis="inferred", measures=[leak.measure])
    other = worst_leak(journey.model_copy(update={"cards": [*journey.cards, card]}))
    assert other is None or other.step != leak.step
