"""The canonical form of documents."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.model.canonical import canonical_json, rounded, settled
from folkways.model.evidence import Figure, Window


def test_keys_are_sorted_and_things_with_an_id_too() -> None:
    text = canonical_json({"b": [{"id": "z", "v": 1}, {"id": "a", "v": 2}], "a": ["z", "a"]})
    assert json.loads(text) == {"a": ["z", "a"], "b": [{"id": "a", "v": 2}, {"id": "z", "v": 1}]}
    assert text.startswith('{\n  "a": [')
    assert text.endswith("}\n")


def test_letters_of_any_script_stay_themselves() -> None:
    assert "Käse ☕" in canonical_json({"a": "Käse ☕"})


def test_a_count_keeps_every_digit_and_a_share_six() -> None:
    assert canonical_json({"n": 1_469_307.0, "p": 0.123456789}) == '{\n  "n": 1469307,\n  "p": 0.123457\n}\n'


def test_what_is_optional_and_empty_is_left_out_and_aliases_are_written() -> None:
    assert json.loads(canonical_json(Window.model_validate({"from": "a", "to": "b"}))) == {
        "from": "a",
        "to": "b",
    }
    told = json.loads(canonical_json(Figure(value=0.5, unit="share", evidence="evd_a")))
    assert "lo" not in told
    assert told["suppressed"] is False


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="compliant"):
        canonical_json({"v": value})


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no canonical form"):
        canonical_json({"v": object()})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_is_stable_and_near(value: float) -> None:
    once = rounded(value)
    assert rounded(once) == once
    assert once == pytest.approx(value, rel=5.1e-6)


@given(st.floats(0.001, 1e6))
def test_a_settled_document_reads_back_as_itself(value: float) -> None:
    figure = settled(Figure(value=value, unit="share", evidence="evd_a"))
    assert Figure.model_validate_json(canonical_json(figure)) == figure
