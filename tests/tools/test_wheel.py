"""What is installed from a wheel has the web pages in it, and none of the project's own tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = {"folkways/static/index.html", "folkways/static/report.html"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel of this work tree, whose pages `make web` has built."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "--wheel", "-q", "-o", folder, PROJECT], check=True)
    return ZipFile(next(folder.glob("*.whl")))


@pytest.mark.slow
def test_the_wheel_carries_both_pages_and_the_types_marker(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    assert names >= PAGES | {"folkways/py.typed"}
    assert any(name.startswith("folkways/static/assets/") for name in names)


@pytest.mark.slow
def test_the_wheel_carries_nothing_but_the_package_and_its_metadata(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.startswith("folkways")} == set()


@pytest.mark.slow
def test_the_report_page_asks_for_nothing_outside_itself(wheel: ZipFile) -> None:
    report = wheel.read("folkways/static/report.html").decode()
    assert '<script id="folkways-report" type="application/json"></script>' in report
    assert 'src="./assets' not in report
    assert '<link rel="stylesheet"' not in report
