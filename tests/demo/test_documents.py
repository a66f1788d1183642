"""Every number in every document, recomputed from the package's source files by SQL written apart from the package."""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt

import pytest
from tests.demo.displayed import Documents, Shown, leaves, shown
from tests.demo.witness import NoWitness, Witness

pytestmark = pytest.mark.slow

DIGITS = 6e-6
"""Documents round to six significant digits."""

BY_THE_MODEL = {
    "persona.stability": {"jaccard_mean", "jaccard_min", "resamples"},
    "personas.candidate": {
        "bic",
        "smallestShare",
        "jaccardMin",
        "jaccardMean",
        "splitHalf",
        "fewestContrasts",
    },
}
"""Numbers that only a fit can say: they are looked at for sense, not recomputed."""

NOT_SHOWN = (
    r"version", r".*\.level", r"level", r".*\.(lo|hi)", r".*\.n", r"minCell", r"observations\.minCell",
    r"observations\.traits\.\d+\.q_value", r"observations\.prevalence\.points\.\d+\.k",
    r"observations\.values\.\d+\.quantile", r"lanes\.\d+\.scale\.(min|max)",
    r"(personas|journeys)\.\d+\.order", r"candidates\.\d+\.k", r"personas\.\d+\.version",
)  # fmt: skip
"""Numbers that are no figures: names of places, settings, and the parts of figures that are checked with them."""


def told(documents: Documents) -> list[tuple[str, Shown]]:
    return [(name, one) for name in documents.names for one in shown(name, documents.read(name))]


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


def test_every_number_in_every_document_is_what_the_source_says(
    documents: Documents, witness: Witness
) -> None:
    wrong, kinds = [], Counter()
    for name, one in told(documents):
        try:
            answer = None if one.suppressed else witness.says(one.name, one.keys)
        except NoWitness as unknown:
            wrong.append(f"{name}: no witness of {unknown}")
            continue
        if answer is None:
            assert one.suppressed or one.keys["key"] in BY_THE_MODEL[one.name], one
            continue
        kinds[one.name] += 1
        value, n = answer
        assert one.value is not None, one
        if not same(one.value, value):
            wrong.append(f"{name}: {one.name} {one.keys} is {one.value}, the source says {value}")
        if n is not None and one.told.get("n", n) != n:
            wrong.append(f"{name}: {one.name} {one.keys} has n {one.told['n']}, the source says {n}")
    print(f"{sum(kinds.values()):,} numbers agree:", dict(kinds))
    assert not wrong, "\n".join([f"{len(wrong)} of {sum(kinds.values())}", *wrong[:40]])


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
