"""Version 1 is frozen. Where a hash here must change, the version in `truth.json` changes with it, and so do all
figures that were measured on the sample shop."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sampleshop.frozen import content_hash
from tests.sampleshop.shops import Written, written

pytestmark = pytest.mark.slow

CUSTOMERS, MONTHS = 300, 4
FROZEN = {
    1: "561cc15ef9b3ac32ca38a350323fd0da1c515e7e287a074545f6ff63a6d3c0cf",
    2: "5487f3db229edce8f9d3c08cec335b393d410189a345eae7169f9733d30379df",
    3: "add5ca2c0c218c8776de5d5a17620affe0fc0c004220ffeb0867dbcb6517f5d5",
    4: "bebf5cec66cd90f2b75457d120238a40e66e0c3f4aea913d8116e24211d9f57a",
    5: "739361383efe22d67dd3e89fcdb8c2e0c14d809c44e4716095d5ad9b7d2322ef",
}
CHANGED = "c0378697ebc637984a2ff36c0564fd3212d40c749dd2ae9e8a22200103f95e50"


@pytest.mark.parametrize(("seed", "frozen"), FROZEN.items())
def test_a_shop_of_version_1_holds_what_it_always_held(seed: int, frozen: str, tmp_path: Path) -> None:
    shop = written(tmp_path, customers=CUSTOMERS, seed=seed, months=MONTHS)
    assert shop.plan["version"] == 1
    assert content_hash(shop) == frozen


def test_changes_the_intervention_and_duplicates_are_frozen_too(changed: Written) -> None:
    assert changed.plan["version"] == 1
    assert content_hash(changed) == CHANGED
