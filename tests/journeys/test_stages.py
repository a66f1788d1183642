"""The stage of each event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.journeys import oracle
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import journeys

from folkways.journeys.stages import step_book, step_codes
from folkways.model.config import StageRule, Touchpoint
from folkways.model.duration import DAY_US

CATALOGUE = {
    "A": Touchpoint(),
    "B": Touchpoint(stage="consideration"),
    "C": Touchpoint(visit=False),
    "D": Touchpoint(visit=False, stage=StageRule(first="awareness", later="advocacy")),
}


def stages_of(
    events: list[Event], catalogue: dict[str, Touchpoint], already_us: int | None = None
) -> list[str]:
    book = step_book(names_of(events)[0], catalogue)
    start = min((one.at for one in events if oracle.is_visit(one, catalogue)), default=0)
    before = -(2**62) if already_us is None else start + already_us
    return [book.stages[code] for code in step_codes(partition(events), book, before)]


def test_the_first_visit_is_a_decision_and_later_ones_are_retention() -> None:
    events = [event("u", f"2024-01-0{day} 10:00:00", "A") for day in (1, 2, 3)]
    assert stages_of(events, {}) == ["decision", "retention", "retention"]


def test_what_the_business_sends_makes_aware_before_the_first_visit_only() -> None:
    sent = {"mail": Touchpoint(visit=False)}
    names = ("mail", "A", "mail", "A")
    events = [event("u", f"2024-01-0{day} 10:00:00", name) for day, name in enumerate(names, 1)]
    assert stages_of(events, sent) == ["awareness", "decision", "retention", "retention"]


def test_whoever_visits_in_the_first_days_was_a_customer_already() -> None:
    events = [
        event("early", "2024-01-01 10:00:00", "A"),
        event("later", "2024-01-31 10:00:00", "A"),
        event("later", "2024-02-20 10:00:00", "A"),
    ]
    assert stages_of(events, {}, 30 * DAY_US) == ["retention", "decision", "retention"]
    assert stages_of(events, {}, 30 * DAY_US + 1) == ["retention", "retention", "retention"]


def test_a_stage_that_was_set_holds_for_every_visit() -> None:
    events = [event("u", f"2024-01-0{day} 10:00:00", "A") for day in (1, 2)]
    assert stages_of(events, {"A": Touchpoint(stage="advocacy")}) == ["advocacy", "advocacy"]


def test_without_events_there_are_no_stages() -> None:
    assert stages_of([], {}) == []


def test_the_awkward_table_equals_the_oracle() -> None:
    assert stages_of(awkward(), CATALOGUE) == oracle.stages(awkward(), CATALOGUE, None)


@given(journeys(), st.sampled_from([None, 0, DAY_US, 30 * DAY_US]))
def test_stages_equal_the_oracle(events: list[Event], already_us: int | None) -> None:
    assert stages_of(events, CATALOGUE, already_us) == oracle.stages(events, CATALOGUE, already_us)
