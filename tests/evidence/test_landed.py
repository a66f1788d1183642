"""Rows of erased people go out of what has landed, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.evidence.landed import take_out_landed
from folkways.evidence.sieve import Keeping, erased_hash
from folkways.model.config import Config
from folkways.sources.config_file import config_from_text
from folkways.sources.identifiers import keyed_hash

KEY = b"k" * 32
TOLD = """
[workspace]
name = "Town shop"

[[sources]]
name = "shop"
table = "events"
columns = { customer_id = "who", touchpoint = "what", at = "at" }

[sources.pull]
kind = "postgres"
dsn_env = "SHOP"
query = "SELECT * FROM events"
"""


def landed(folder: Path, people: list[str]) -> Config:
    rows = [
        {"who": who, "what": "visit", "at": f"2026-01-01T00:{n % 60:02}:00Z"} for n, who in enumerate(people)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "0001.parquet", row_group_size=100)
    config = config_from_text(TOLD)
    (source,) = config.sources
    return config.model_copy(update={"sources": [source.model_copy(update={"files": ["0001.parquet"]})]})


def keeping(*erased: str) -> Keeping:
    return Keeping(
        key=KEY, erased=frozenset(erased_hash(KEY, keyed_hash(KEY, "customer", one)) for one in erased)
    )


def test_rows_of_erased_people_leave_a_landed_table_of_several_row_groups(tmp_path: Path) -> None:
    people = [f"p{n % 7}" for n in range(1_000)]
    config = landed(tmp_path, people)
    before = pq.read_table(tmp_path / "0001.parquet").to_pylist()
    assert take_out_landed(config, tmp_path, keeping("p3", "p6"))
    after = pq.read_table(tmp_path / "0001.parquet").to_pylist()
    assert after == [row for row in before if row["who"] not in ("p3", "p6")]
    assert b"p3" not in (tmp_path / "0001.parquet").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0001.parquet"]


def test_a_landed_file_without_erased_people_keeps_its_bytes(tmp_path: Path) -> None:
    config = landed(tmp_path, ["p1", "p2"])
    before = (tmp_path / "0001.parquet").read_bytes()
    assert not take_out_landed(config, tmp_path, keeping("p3"))
    assert (tmp_path / "0001.parquet").read_bytes() == before
