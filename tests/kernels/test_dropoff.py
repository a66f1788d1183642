"""Drop-off against plain Python, and what must not be called lost."""

from __future__ import annotations

from hypothesis import given
from tests.kernels import oracles
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import DAY, journeys

from folkways.kernels import dropoff
from folkways.kernels.dropoff import DropOffPlan

SILENCE = 30 * DAY


def rows(
    events: list[Event], end_us: int | None = None, units: list[str] | None = None
) -> dict[str, list[int]]:
    names = names_of(events)[0]
    last = max((one.at for one in events), default=0)
    plan = DropOffPlan(codes=len(names), silence_us=SILENCE, end_us=last if end_us is None else end_us)
    found = dropoff.partial(partition(events, units), plan).rows
    return {names[key]: row.tolist() for key, row in zip(found.keys, found.counts, strict=True)}


def test_the_awkward_table_drops_off_as_in_plain_python() -> None:
    end = max(one.at for one in awkward())
    assert rows(awkward(), units=["empty", "zzz"]) == oracles.dropoff(awkward(), SILENCE, end)


@given(journeys())
def test_random_journeys_drop_off_as_in_plain_python(events: list[Event]) -> None:
    end = max((one.at for one in events), default=0)
    assert rows(events) == oracles.dropoff(events, SILENCE, end)


@given(journeys())
def test_every_unit_is_either_lost_or_open(events: list[Event]) -> None:
    assert sum(row[0] + row[1] for row in rows(events).values()) == len({one.unit for one in events})


def test_a_unit_still_within_its_silence_is_open_and_not_lost() -> None:
    assert rows([event("u", 0, "A")], end_us=SILENCE - 1) == {"A": [0, 1, 0, 1]}
    assert rows([event("u", 0, "A")], end_us=SILENCE) == {"A": [1, 0, 0, 1]}


def test_a_silence_that_ended_is_a_return_and_no_loss() -> None:
    found = rows([event("u", 0, "A"), event("u", SILENCE, "B")])
    assert found == {"A": [0, 0, 1, 1], "B": [0, 1, 0, 1]}
