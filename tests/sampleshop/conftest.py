from __future__ import annotations

import pytest
from tests.sampleshop.shops import Written, written


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("plain"), customers=1500, seed=3)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Written:
    changes = ("night-owls-split@7", "checkout-fee@9", "store-closes@8", "new-persona@2", "customers-move@6")
    return written(
        tmp_path_factory.mktemp("changed"),
        customers=1500,
        seed=3,
        changes=changes,
        intervene="checkout",
        duplicates=0.1,
    )
