"""Small random journeys for Hypothesis, rich in ties, nulls and long pauses."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.kernels.awkward import Event, event, in_order

DAY = 86_400_000_000
START = 1_704_000_000_000_000
gaps = st.one_of(
    st.sampled_from([0, 0, 1, 60_000_000, 1_799_999_999, 1_800_000_000, 3_600_000_000]),
    st.integers(0, 40).map(lambda days: days * DAY),
)


@st.composite
def journeys(draw: st.DrawFn, touchpoints: str = "ABCD", day_only: bool = True) -> list[Event]:
    """Events of up to five units in store order; names may be missing, events may be date-only."""
    found: list[Event] = []
    for unit in draw(st.lists(st.sampled_from("uvwxy"), unique=True)):
        at = START
        for _ in range(draw(st.integers(1, 9))):
            at += draw(gaps)
            whole_day = day_only and draw(st.integers(0, 9)) == 0
            found.append(
                event(
                    unit,
                    at,
                    draw(st.sampled_from([*touchpoints, None])),
                    channel=draw(st.sampled_from(["web", "shop", None])),
                    value=draw(st.sampled_from([None, 0, 100, -3])),
                    day_only=whole_day,
                )
            )
    return in_order(found)
