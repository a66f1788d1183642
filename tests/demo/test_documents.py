"""Every number in every document, recomputed from the package's source files by SQL written apart from the package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

import pytest
from tests.demo.displayed import Documents, Shown, leaves, shown
from tests.demo.witness import NoWitness, Witness

pytestmark = pytest.mark.slow

DIGITS = 6e-6
"""Documents round to six significant digits."""

BY_THE_MODEL = {
    "persona.stability": r"jaccardMean|jaccardMin|resamples",
    "persona.cited": r"(personas|tiers)_over_.*|beyond_volume",
    "personas.cited": r"(personas|tiers)_over_.*|beyond_volume",
    "personas.candidate": r"bic|smallestShare|jaccardMin|jaccardMean|splitHalf|fewestContrasts",
    "care.figure": r".*",
    "personas.rival": r"k|jaccardMin|splitHalf|predictionGain",
}
"""Numbers that only a fit can say: they are looked at for sense, not recomputed. Those of care are counted again by
their own queries (`test_queries.py`) and in `tests/care`."""

NOT_SHOWN = (
    r"version", r".*\.level", r"level", r".*\.(lo|hi)", r".*\.n", r"minCell", r"observations\.minCell",
    r"observations\.traits\.\d+\.qValue", r"observations\.prevalence\.points\.\d+\.k",
    r"observations\.values\.\d+\.quantile", r"lanes\.\d+\.scale\.(min|max)",
    r"texts", r"people", r"sentences", r"themesTooSmall", r"sentiment\.(needed|ratedTexts)",
    r"thresholds\..*", r"(divides|leftOut|unequal)\.\d+\.(q|ratio|levelQ)",
    r"small\.\d+\.floor", r"(personas|journeys)\.\d+\.order", r"candidates\.\d+\.k", r"personas\.\d+\.version",
)  # fmt: skip
"""Numbers that are no figures: names of places, settings, and the parts of figures that are checked with them."""


def told(documents: Documents) -> list[tuple[str, Shown]]:
    return [(name, one) for name in documents.names for one in shown(name, documents.read(name))]


def by_the_model(one: Shown) -> bool:
    return one.name in BY_THE_MODEL and bool(re.fullmatch(BY_THE_MODEL[one.name], one.keys["key"]))


def same(found: float, wanted: float) -> bool:
    return found == wanted or abs(found - wanted) <= DIGITS * abs(wanted) + 1e-12


def test_every_number_in_every_document_has_a_witness(documents: Documents) -> None:
    unseen: Counter[str] = Counter()
    for name in documents.names:
        known = {one.path for one in shown(name, documents.read(name))}
        for path, _ in leaves(documents.read(name)):
            figure = re.sub(r"\.(value|v)$", "", path)
            if path in known or figure in known or any(re.fullmatch(one, path) for one in NOT_SHOWN):
                continue
            unseen[re.sub(r"\b\d+\b", "*", f"{name.split('/')[0]}: {path}")] += 1
    assert not unseen


def faults(name: str, one: Shown, witness: Witness) -> Iterator[str]:
    """What is wrong with one number."""
    if one.suppressed:
        return
    try:
        answer = witness.says(one.name, one.keys)
    except NoWitness as unknown:
        yield f"{name}: no witness of {unknown}"
        return
    if answer is None:
        if not by_the_model(one):
            yield f"{name}: {one.name} {one.keys} is recomputed by nobody"
        return
    value, n = answer
    if one.value is None or not same(one.value, value):
        yield f"{name}: {one.name} {one.keys} is {one.value}, the source says {value}"
    if n is not None and one.told.get("n", n) != n:
        yield f"{name}: {one.name} {one.keys} has n {one.told['n']}, the source says {n}"


def test_every_number_in_every_document_is_what_the_source_says(
    documents: Documents, witness: Witness
) -> None:
    every = told(documents)
    wrong = [fault for name, one in every for fault in faults(name, one, witness)]
    kinds = Counter(one.name for _, one in every if not one.suppressed and not by_the_model(one))
    print(f"{sum(kinds.values()):,} numbers agree:", dict(kinds))
    assert not wrong, "\n".join([f"{len(wrong)} of {sum(kinds.values())}", *wrong[:40]])


def test_the_witness_notices_a_number_that_is_off_by_a_thousandth(
    documents: Documents, witness: Witness
) -> None:
    """Of each kind of number one that is not 0, changed: a witness that agrees with everything is none."""
    first = {one.name: (name, one) for name, one in told(documents) if one.value and not by_the_model(one)}
    assert len(first) > 20
    for name, one in first.values():
        assert not list(faults(name, one, witness))
        changed = replace(one, told={**one.told, "value": one.value * 1.001})
        assert len(list(faults(name, changed, witness))) == 1, one


def test_every_number_cites_evidence_that_says_what_was_counted(
    documents: Documents, witness: Witness
) -> None:
    for name in documents.names:
        document = documents.read(name)
        records = {one["id"]: one for one in document.get("evidence", [])}
        figures = [one for one in shown(name, document) if "evidence" in one.told]
        cited = {one.told["evidence"] for one in figures}
        cited |= {one for measure in document.get("measures", []) for one in measure.get("evidence", [])}
        assert cited <= set(records), name
        for one in records.values():
            assert one["title"], one
            assert one["kind"] == "model" or one.get("query") or one["id"].startswith("evd_q-"), one
            assert one.get("unit"), one
            assert one.get("denominator"), one
            assert one.get("method"), one
        for one in figures:
            known = records[one.told["evidence"]].get("n")
            assert one.name == "journey.leak" or one.told.get("n") in (None, known), (name, one)
        if name.startswith("journeys/"):
            sizes = "SELECT customers, events FROM whole WHERE scope = ?"
            (counts,) = witness.con.execute(sizes, [witness.scope(document["id"])]).fetchall()
            for one in records.values():
                assert one["n"] == counts[one["unit"] == "events"], one


def test_every_value_lies_in_its_interval_and_shares_of_customers_in_wilsons(documents: Documents) -> None:
    looked = 0
    for name, one in told(documents):
        lo, hi, value = one.told.get("lo"), one.told.get("hi"), one.value
        if lo is None or hi is None or value is None:
            continue
        looked += 1
        assert lo - 1e-9 <= value <= hi + 1e-9, (name, one)
        if one.told["method"] == "wilson":
            low, high = wilson(value, one.told["n"])
            assert abs(lo - low) < 3e-6, (name, one, low)
            assert abs(hi - high) < 3e-6, (name, one, high)
    assert looked > 500


def wilson(share: float, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max((middle - half) / (1 + z * z / n), 0), min((middle + half) / (1 + z * z / n), 1)
