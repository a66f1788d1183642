"""The query behind an observation, and that it repeats the value on any data."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from tests.fixtures.journeys.broken import example
from tests.journeys import town
from tests.kernels.awkward import Event, awkward
from tests.kernels.strategies import journeys

from folkways.errors import UnknownName
from folkways.journeys.mapping import map_journeys
from folkways.journeys.queries import filled, parameters, spelled
from folkways.model.config import Config, Touchpoint
from folkways.model.journey import Journey

OPEN = Config.model_validate(
    {
        **town.CONFIG.model_dump(by_alias=True),
        "workspace": {"name": "Any", "min_cell": 1},
        "touchpoints": {"C": Touchpoint(visit=False), "D": Touchpoint(stage="advocacy")},
    }
)


def differing(found: list[Event], config: Config = OPEN) -> list[str]:
    """The queries of everybody's map that do not give the value shown."""
    partitions, names = town.parts(found, 2)
    mapped = map_journeys(partitions, names, config, town.RELEASE)
    (journey,) = mapped.journeys
    assert journey.observations is not None
    wrong: list[str] = []
    with duckdb.connect() as connection:
        connection.register("arrow", mapped.steps)
        connection.execute("CREATE TABLE steps AS FROM arrow")
        for seen in journey.observations.values:
            query = spelled(journey, seen)
            (again,) = connection.execute(query).fetchall()[0]
            if seen.at is None or seen.at.v != pytest.approx(float(again), rel=5.1e-6, abs=1):
                wrong.append(f"{query}: {seen.at} is not {again}")
            if seen.at and seen.measure not in ("mea_flow-time", "mea_time"):
                wrong += [] if seen.at.v == pytest.approx(float(again), rel=5.1e-6) else [query]
    return wrong


def test_every_number_of_the_awkward_table_equals_its_query() -> None:
    assert differing(awkward()) == []


@settings(max_examples=12)
@given(journeys().filter(bool))
def test_every_number_of_any_data_equals_its_query(found: list[Event]) -> None:
    assert differing(found) == []


def test_keys_of_a_flow_are_its_two_ends_and_the_persona_is_the_persona_itself() -> None:
    journey = Journey.model_validate(example())
    assert journey.observations is not None
    assert parameters(journey, journey.observations.values[0]) == {
        "persona": "psn_time-pressed",
        "step": "stp_compare",
        "flow": "flw_1",
        "from": "stp_compare",
        "to": "stp_checkout",
    }


def test_text_is_quoted_and_unknown_keys_stay() -> None:
    assert (
        filled("$channel $quantile $other", {"channel": "O'Neill", "quantile": 0.5})
        == "'O''Neill' 0.5 $other"
    )


def test_a_measure_without_a_query_says_so() -> None:
    journey = Journey.model_validate(example())
    assert journey.observations is not None
    with pytest.raises(UnknownName, match="mea_conv"):
        spelled(journey, journey.observations.values[0])
