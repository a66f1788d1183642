"""What every test may lean on: data beside the project, Chromium, PostgreSQL, a seed; and CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import chromium
import postgres
import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("FOLKWAYS_SHARED") or PROJECT.parent / "shared")
CI = os.environ.get("CI", "").lower() in ("1", "true")
BROWSER_ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
BROWSER_ARGS += ["--disable-background-networking", "--disable-component-update"]

DRIVES_CHROMIUM = {"page", "context", "browser"}
ASKS_POSTGRES = "database"

patient = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("test", max_examples=60, derandomize=True, **patient)
settings.register_profile("prove", max_examples=500, print_blob=True, **patient)
settings.load_profile("test")

offences = pytest.StashKey[list[str]]()
"""What skipped although this run may not skip it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--round", type=int, default=0, help="round of `make prove`: the seed of random tests")
    parser.addoption("--golden", action="store_true", help="rewrite the golden files instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[offences] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, in one line each, what this machine cannot run."""
    no_data = pytest.mark.skip(reason="no datasets: set FOLKWAYS_SHARED or put them beside the project")
    no_postgres = pytest.mark.skip(reason="no PostgreSQL: install its server or set FOLKWAYS_POSTGRES")
    no_browser = pytest.mark.skip(reason="no Chromium: install one or set FOLKWAYS_CHROMIUM")
    for item in items:
        if DRIVES_CHROMIUM & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(no_data)
        elif item.get_closest_marker("browser") and not chromium.found():
            item.add_marker(no_browser)
        if ASKS_POSTGRES in getattr(item, "fixturenames", ()) and not postgres.found():
            item.add_marker(no_postgres)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Under CI note every skip, but that of a `shared` test whose data are absent."""
    report = yield
    absent = item.get_closest_marker("shared") and not SHARED.is_dir()
    if CI and report.skipped and not hasattr(report, "wasxfail") and not absent:
        item.config.stash[offences].append(item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if CI and report.outcome == "skipped":
        collector.config.stash[offences].append(collector.nodeid)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for nodeid in config.stash[offences]:
        terminalreporter.write_line(f"CI may skip nothing, but this skipped: {nodeid}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.stash[offences] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that holds `data/` and `oracles/`; its tests wear the mark `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of a random test: 0, or the round of `make prove`."""
    return request.config.getoption("--round")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return request.config.getoption("--golden")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Run the browser that the machine has; Playwright's own download is never used."""
    return {**browser_type_launch_args, "executable_path": chromium.found(), "args": BROWSER_ARGS}


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace of the sample shop: 1,500 customers, six months. Do not change it."""
    from folkways.sampleshop import SampleShop, generate
    from folkways.workspace.making import built

    folder = tmp_path_factory.mktemp("shop")
    generate(SampleShop(customers=1500, seed=3, months=6), folder)
    built(folder, None, progress=lambda _stage, _done, _total: None)
    return folder
