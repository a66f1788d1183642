"""How cells are printed for people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from folkways.model.printed import Cell, heading, in_units, printed


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, "–"),
        (True, "yes"),
        ("2024", "2024"),
        (4391, "4,391"),
        (-4391, "-4,391"),
        (0.0, "0"),
        (3.5e-18, "<0.0001"),
        (-3.5e-18, ">-0.0001"),
        (0.000123, "0.000123"),
        (0.958041958, "0.958"),
        (12.0, "12"),
        (343.27272727, "343.3"),
        (999.97, "1,000"),
        (34327.45454545, "34,327"),
        (1e12, "1,000,000,000,000"),
        (Decimal("1234.50"), "1,234.50"),
        (float("nan"), "–"),
    ],
)
def test_a_number_is_printed_with_what_counts_and_nothing_more(cell: Cell, told: str) -> None:
    assert printed("value", cell) == told


def test_durations_are_told_in_words_under_a_name_without_the_unit() -> None:
    assert printed("median_dwell_us", 90_000_000) == "1 min 30 s"
    assert heading("median_dwell_us") == "median_dwell"


def test_money_keeps_the_decimals_of_its_currency() -> None:
    assert printed("value", in_units(34327.4, 2)) == "343.27"
    assert printed("value", in_units(-5, 2)) == "-0.05"
    assert printed("value", in_units(1200, 0)) == "1,200"
    assert printed("value", in_units(1200500, 3)) == "1,200.500"
