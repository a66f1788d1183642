"""Where a quote comes from."""

from __future__ import annotations

import pytest

from folkways.voices.origin import local_day, origin_of

VOICE = {
    "source": "reviews", "voice_id": "v7", "kind": "focus-group", "document": None, "locator": None,
    "at": 1_709_254_800_000_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("timezone", "day"),
    [("UTC", "2024-03-01"), ("America/New_York", "2024-02-29"), ("Asia/Tokyo", "2024-03-01")],
)
def test_a_day_is_the_one_on_the_clock_of_the_place(timezone: str, day: str) -> None:
    assert local_day(VOICE["at"], timezone) == day


def test_what_was_said_at_no_known_time_has_no_day() -> None:
    assert local_day(None, "UTC") is None
    assert origin_of({**VOICE, "at": None}, "UTC").title == "Focus group"


def test_a_quote_without_document_or_place_is_found_by_source_and_id() -> None:
    found = origin_of(VOICE, "UTC")
    assert (found.title, found.place, found.evidence) == (
        "Focus group of 2024-03-01",
        "reviews#v7",
        "focus-group",
    )


def test_a_quote_is_found_by_its_place_in_its_document() -> None:
    told = {**VOICE, "kind": "staff-observation", "document": "notes.md", "locator": "line=4"}
    found = origin_of(told, "UTC")
    assert (found.place, found.evidence) == ("notes.md#line=4", "document")
