"""The demo, built once by the real command, and its source retold beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.demo import feature_sql, journey_sql, persona_sql, source_sql
from tests.demo.displayed import Documents
from tests.demo.witness import Witness


def built(folder: Path) -> Path:
    """Build the demo into a folder as a person would."""
    command = [Path(sys.executable).with_name("folkways"), "demo", "--no-serve", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace folder of the demo; an environment variable may name a finished one."""
    ready = os.environ.get("FOLKWAYS_DEMO_DIR")
    return Path(ready) if ready else built(tmp_path_factory.mktemp("demo") / "workspace")


@pytest.fixture(scope="session")
def documents(demo: Path) -> Documents:
    return Documents(demo)


@pytest.fixture(scope="session")
def toml(demo: Path, project: Path) -> Path:
    """What the demo declares of its categories and missions."""
    return project / "src" / "folkways" / "templates" / "complete-journey.toml"


@pytest.fixture(scope="session")
def source(documents: Documents, toml: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The source retold, with `mine`: who belongs to which persona, as the model decided."""
    told = tomllib.loads(toml.read_text(encoding="utf-8"))
    with source_sql.retold(toml) as con:
        members = source_sql.quoted(str(documents.snapshot / "tables" / "members.parquet"))
        con.execute(f"CREATE TABLE mine AS SELECT customer_id, persona, posterior FROM {members}")
        journey_sql.walked(con, told["touchpoints"])
        journey_sql.counted(con)
        persona_sql.compared(con, feature_sql.measured(con))
        yield con


@pytest.fixture(scope="session")
def witness(source: duckdb.DuckDBPyConnection, documents: Documents) -> Witness:
    return Witness(source, documents)
