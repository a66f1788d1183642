from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import ConfigError, SourceError
from folkways.sources.columns import (
    DAY,
    INSTANT,
    UNREADABLE,
    WALL,
    id_of,
    minor_digits,
    minor_units_of,
    minor_units_of_product,
    number_of,
    time_of,
)

CON = duckdb.connect()


def asked(expression: str, value: object, kind: str = "VARCHAR") -> Any:
    return CON.execute(f"SELECT {expression} FROM (SELECT CAST(? AS {kind}) AS x)", [value]).fetchall()[0][0]


def cents(value: object, kind: str = "VARCHAR", decimal: str = ".", digits: int = 2) -> int | None:
    return asked(minor_units_of("x", kind, decimal, [], digits), value, kind)


def half_even(text: str) -> int:
    return int((Decimal(text) * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_float_is_rounded_half_even_on_its_shortest_decimal_digits(value: float) -> None:
    assert cents(value, "DOUBLE") == half_even(repr(value)) or abs(value) < 1e-6


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_decimal_text_is_rounded_half_even(value: Decimal) -> None:
    assert cents(f"{value:f}") == half_even(f"{value:f}")


PRICES = st.decimals(min_value=-(10**6), max_value=10**6, places=4)


@given(PRICES, st.integers(min_value=-1000, max_value=1000))
def test_a_price_times_a_count_is_exact_and_rounded_once(price: Decimal, count: int) -> None:
    for kind in ("VARCHAR", "DECIMAL(18, 4)"):
        product = minor_units_of_product([("x", kind), (f"'{count}'", "VARCHAR")], ".", [], 2)
        assert asked(product, f"{price:f}", kind) == half_even(str(price * count))


@pytest.mark.parametrize(
    ("text", "decimal", "minor"),
    [
        ("12.50", ".", 1250),
        ("2.675", ".", 268),
        ("2.665", ".", 266),
        ("-0.005", ".", 0),
        ("-3.99", ".", -399),
        ("1,234.56", ".", 123456),
        ("1.234,56", ",", 123456),
        ("1 234,5", ",", 123450),
        ("€ 5", ".", 500),
        ("$1,000", ".", 100000),
        ("12,50", ".", None),
        ("five", ".", None),
        ("", ".", None),
        ("nan", ".", None),
        ("inf", ".", None),
        ("1e3", ".", 100000),
        ("99999999999999999999", ".", None),
    ],
)
def test_money_in_text(text: str, decimal: str, minor: int | None) -> None:
    assert cents(text, decimal=decimal) == minor


def test_currencies_without_or_with_three_decimals() -> None:
    assert (minor_digits("JPY"), minor_digits("KWD"), minor_digits("EUR")) == (0, 3, 2)
    assert cents("150", digits=0) == 150
    assert cents(7, "INTEGER", digits=3) == 7000


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_a_float_that_is_no_amount_is_null(value: float) -> None:
    assert cents(value, "DOUBLE") is None


@pytest.mark.parametrize(
    ("value", "kind"),
    [(17, "BIGINT"), (17.0, "DOUBLE"), ("17", "VARCHAR"), (" 17 ", "VARCHAR"), ("17.0", "VARCHAR")],
)
def test_17_is_17_however_it_is_written(value: object, kind: str) -> None:
    assert asked(id_of("x", kind, []), value, kind) == "17"


@pytest.mark.parametrize(
    ("text", "known"), [("007", "007"), ("1.5", "1.5"), ("a.0", "a.0"), ("", None), ("  ", None)]
)
def test_other_ids_stay_as_they_are(text: str, known: str | None) -> None:
    assert asked(id_of("x", "VARCHAR", []), text) == known


def test_words_for_missing_are_missing() -> None:
    assert asked(number_of("x", "VARCHAR", ".", ["NA"]), "NA") is None
    assert asked(id_of("x", "VARCHAR", ["-"]), "-") is None


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def told(text: str, time_format: str | None = None, *, day_only: bool = False) -> tuple[int | None, int]:
    sql = time_of("s", "x", "VARCHAR", time_format, day_only=day_only)
    return asked(sql.microseconds, text), asked(sql.kind, text)


@given(
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_iso_times_with_an_offset_are_instants(moment: datetime, offset: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert told(aware.isoformat()) == (microseconds(aware), INSTANT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024-03-01", DAY),
        ("2024-03-01 10:00", WALL),
        ("2024-03-01T10:00:07.123456", WALL),
        ("2024-03-01T10:00:00Z", INSTANT),
        ("2024-03-01 10:00:00 +02", INSTANT),
        ("2024-02-30", UNREADABLE),
        ("01.03.2024", UNREADABLE),
        ("03/04/2026", UNREADABLE),
        ("2024-03-01 25:00", UNREADABLE),
        ("yesterday", UNREADABLE),
        ("", UNREADABLE),
    ],
)
def test_iso_texts(text: str, kind: int) -> None:
    assert told(text)[1] == kind


def test_a_format_says_what_the_digits_mean() -> None:
    day, month = told("03/04/2026", "%d/%m/%Y"), told("03/04/2026", "%m/%d/%Y")
    assert day[0] == microseconds(datetime(2026, 4, 3, tzinfo=UTC))
    assert month[0] == microseconds(datetime(2026, 3, 4, tzinfo=UTC))
    assert day[1] == month[1] == DAY
    assert told("13/04/2026", "%m/%d/%Y")[1] == UNREADABLE
    assert told("1709287200", "epoch_s") == (1_709_287_200_000_000, INSTANT)
    assert told("1709287200.5", "epoch_s")[0] == 1_709_287_200_500_000
    assert told("1.3.2024 10:00", "%d.%m.%Y %H:%M")[1] == WALL
    assert told("1.3.2024 10:00 +0100", "%d.%m.%Y %H:%M %z")[1] == INSTANT


def test_day_only_drops_the_hour_that_means_nothing() -> None:
    assert told("2024-03-01 00:00:00", day_only=True)[1] == DAY


def test_a_time_format_without_marks_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"'DD\.MM\.YYYY' is not a time format"):
        told("01.03.2024", "DD.MM.YYYY")


def test_numbers_as_times_need_their_unit() -> None:
    with pytest.raises(SourceError, match=r"holds bigint values.*epoch_ms"):
        time_of("s", "x", "BIGINT", None, day_only=False)
