from __future__ import annotations

from pathlib import Path

import pytest

from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import read_config

DEMO_TOML = Path(__file__).parents[2] / "src" / "folkways" / "templates" / "complete-journey.toml"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LoadReport]:
    out = tmp_path_factory.mktemp("demo") / "evidence"
    return out, load(read_config(DEMO_TOML, {}), DEMO_TOML.parent, out)
