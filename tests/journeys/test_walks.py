"""What came after each event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.journeys import oracle
from tests.journeys.test_stages import CATALOGUE
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import journeys

from folkways.journeys.stages import UNNAMED, step_book
from folkways.journeys.walks import NO_STEP, NO_TIME, OUTCOMES, clock_of, walk
from folkways.model.config import Touchpoint
from folkways.model.duration import DAY_US

SILENCE = 30 * DAY_US


def walked(
    events: list[Event], catalogue: dict[str, Touchpoint], already_us: int | None = None
) -> list[tuple[object, ...]]:
    part, book = partition(events), step_book(names_of(events)[0], catalogue)
    found = walk(part, book, clock_of([part], book, SILENCE, already_us))
    steps = [
        (stage, name.replace(UNNAMED, "")) for stage, name in zip(book.stages, book.touchpoints, strict=True)
    ]
    return [
        (
            steps[step],
            OUTCOMES[outcome],
            None if after == NO_STEP else steps[after],
            None if gap == NO_TIME else int(gap),
        )
        for step, outcome, after, gap in zip(
            found.step, found.outcome, found.next_step, found.gap, strict=True
        )
    ]


def expected(
    events: list[Event], catalogue: dict[str, Touchpoint], already_us: int | None
) -> list[tuple[object, ...]]:
    seen = oracle.walk(events, catalogue, SILENCE, already_us)
    return [(one.step, one.outcome, one.next_step, one.gap) for one in seen]


def outcomes(*days: int, end: int = 0) -> list[str]:
    """The outcomes of one customer's visits on these days of a data set that somebody else ends."""
    events = [event("one", day * DAY_US, "A") for day in days]
    other = [event("two", end * DAY_US, "A")] if end else []
    return [str(row[1]) for row in walked(events + other, {"A": Touchpoint(stage="decision")})][: len(days)]


def test_a_visit_after_a_silence_is_no_going_on() -> None:
    assert outcomes(0, 29, 59, 60, end=400) == ["again", "away", "again", "away"]


def test_who_may_still_come_back_is_open_not_lost() -> None:
    assert outcomes(0, 10, end=39) == ["again", "open"]
    assert outcomes(0, 10, end=40) == ["again", "away"]


def test_what_the_business_sends_is_no_answer_of_the_customer() -> None:
    sent = {"mail": Touchpoint(visit=False)}
    events = [
        event("one", 0, "A"),
        event("one", 10 * DAY_US, "mail"),
        event("one", 20 * DAY_US, "A"),
        event("one", 30 * DAY_US, "mail"),
        event("two", 90 * DAY_US, "A"),
    ]
    found = walked(events, sent)
    assert [row[1] for row in found] == ["on", "on", "away", "away", "open"]
    assert [row[3] for row in found][:2] == [20 * DAY_US, 10 * DAY_US]


def test_what_the_business_sent_before_anybody_came_starts_no_clock() -> None:
    sent = {"mail": Touchpoint(visit=False)}
    events = [
        event("one", 0, "mail"),
        event("one", 50 * DAY_US, "A"),
        event("two", 79 * DAY_US, "A"),
        event("three", 80 * DAY_US, "A"),
    ]
    stages = [row[0][0] for row in walked(events, sent, 30 * DAY_US)]  # type: ignore[index]
    assert stages == ["retention", "retention", "retention", "decision"]


def test_a_day_without_an_hour_gives_no_time() -> None:
    events = [event("one", 0, "A"), event("one", DAY_US - 1, "B", day_only=True), event("one", DAY_US, "A")]
    assert [row[3] for row in walked(events, {})] == [None, None, None]


def test_the_awkward_table_equals_the_oracle() -> None:
    assert walked(awkward(), CATALOGUE) == expected(awkward(), CATALOGUE, None)


@given(journeys(), st.sampled_from([None, DAY_US, 30 * DAY_US]))
def test_walks_equal_the_oracle(events: list[Event], already_us: int | None) -> None:
    assert walked(events, CATALOGUE, already_us) == expected(events, CATALOGUE, already_us)


@given(journeys())
def test_every_event_has_one_outcome_and_a_next_step_only_when_gone_on(events: list[Event]) -> None:
    for _, outcome, after, gap in walked(events, CATALOGUE):
        assert (after is not None) == (outcome in ("on", "again"))
        assert gap is None or (outcome in ("on", "again") and 0 <= gap < SILENCE)  # pyright: ignore[reportOperatorIssue]
