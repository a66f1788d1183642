"""Reading from PostgreSQL: a real server, types kept, ties neither lost nor doubled, nothing written or leaked."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.sources.database import Database, running_database

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.landing import position
from folkways.sources.pulling import Pulled, pull_source

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with running_database() as running:
        running.run(
            "CREATE TABLE orders (id bigint, at timestamptz, paid numeric(10,2), who text)",
            "CREATE TYPE mood AS ENUM ('sad', 'glad')",
            "CREATE TABLE kinds (small smallint, whole int, big bigint, real8 double precision, yes boolean, day date,"
            " clock time, wall timestamp, instant timestamptz, amount numeric(10,2), long numeric, words text[],"
            " feeling mood, body jsonb, key uuid, raw bytea, fixed char(3))",
            "INSERT INTO kinds VALUES (1, 2, 9007199254740993, 2.5, true, '2026-03-01', '10:30', '2026-03-01 10:30',"
            " '2026-03-01 10:30+02', 19.90, 12345678901234567890.123456789, ARRAY['a','b'], 'glad', '{\"a\": 1}',"
            " '6f1c7b1e-0000-0000-0000-000000000001', '\\x00ff', 'ab')",
            "INSERT INTO kinds (small) VALUES (NULL)",
        )
        yield running


@pytest.fixture
def orders(database: Database) -> Database:
    database.run("TRUNCATE orders")
    return database


def pulled(folder: Path, database: Database, **pull: object) -> Pulled:
    told = {"kind": "postgres", "dsn_env": "SHOP_DB", **pull}
    source = Source.model_validate({"name": "orders", "table": "events", "pull": told})
    return pull_source(source, folder, {"SHOP_DB": database.dsn})


def landed(folder: Path) -> list[dict[str, object]]:
    told = position(folder / "landing" / "orders")
    assert told is not None
    tables = [pq.read_table(folder / "landing" / "orders" / name) for name in told.files]
    return [row for table in tables for row in table.to_pylist()]


def test_values_keep_their_types(tmp_path: Path, database: Database) -> None:
    assert pulled(tmp_path, database, table="kinds").rows == 2
    first, empty = landed(tmp_path)
    assert first == {
        "small": 1, "whole": 2, "big": 9007199254740993, "real8": 2.5, "yes": True, "day": date(2026, 3, 1),
        "clock": time(10, 30), "wall": datetime(2026, 3, 1, 10, 30), "instant": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
        "amount": "19.90", "long": "12345678901234567890.123456789", "words": ["a", "b"], "feeling": "glad",
        "body": '{"a": 1}', "key": "6f1c7b1e-0000-0000-0000-000000000001", "raw": b"\x00\xff", "fixed": "ab ",
    }  # fmt: skip
    assert set(empty.values()) == {None}


def test_a_type_that_no_file_keeps_is_told_with_a_way_out(tmp_path: Path, database: Database) -> None:
    with pytest.raises(SourceError, match="'pause' has a type that no file keeps") as told:
        pulled(tmp_path, database, query="SELECT interval '1 day' AS pause")
    assert "pause::text" in told.value.hint
    pulled(tmp_path, database, query="SELECT (interval '1 day')::text AS pause")
    assert landed(tmp_path) == [{"pause": "1 day"}]


@pytest.mark.parametrize("cursor", ["id", "at"])
def test_rows_that_share_the_last_cursor_are_neither_lost_nor_doubled(
    tmp_path: Path, orders: Database, cursor: str
) -> None:
    words = {"table": "public.orders", "cursor": cursor}
    orders.run("INSERT INTO orders VALUES (1, '2026-01-01', 5, 'a'), (2, '2026-01-02', 6, 'b')")
    assert pulled(tmp_path, orders, **words).rows == 2
    assert pulled(tmp_path, orders, **words).rows == 0
    orders.run(
        "INSERT INTO orders VALUES (2, '2026-01-02', 7, 'c'), (2, '2026-01-02', 7, 'c'), (3, '2026-01-03', 8, 'd')"
    )
    third = pulled(tmp_path, orders, **words)
    assert (third.rows, third.since) == (3, {"id": "2", "at": "2026-01-02T00:00:00+00:00"}[cursor])
    assert pulled(tmp_path, orders, **words).rows == 0
    assert Counter(str(row["who"]) for row in landed(tmp_path)) == {"a": 1, "b": 1, "c": 2, "d": 1}


@pytest.mark.prove
def test_whatever_comes_between_pulls_every_row_lands_once(
    tmp_path: Path, orders: Database, seed: int
) -> None:
    chance = random.Random(seed)
    written: Counter[tuple[int, str]] = Counter()
    at = 0
    for number in range(12):
        rows: list[str] = []
        for _ in range(chance.randrange(1, 40)):
            at += chance.random() < 0.3
            who = f"w{chance.randrange(3)}"
            written[at, who] += 1
            rows.append(f"({at}, '2026-01-01', 1, '{who}')")
        orders.run(f"INSERT INTO orders VALUES {', '.join(rows)}")
        pulled(tmp_path, orders, query="SELECT id, who FROM orders", cursor="id")
        if number % 4 == 3:
            pulled(tmp_path, orders, query="SELECT id, who FROM orders", cursor="id")
    assert Counter((row["id"], row["who"]) for row in landed(tmp_path)) == written


def test_an_overlap_catches_rows_that_were_committed_late(tmp_path: Path, orders: Database) -> None:
    words = {"table": "orders", "cursor": "at", "overlap": "1h"}
    orders.run("INSERT INTO orders VALUES (1, '2026-01-01 10:00Z', 5, 'a'), (2, '2026-01-01 12:00Z', 6, 'b')")
    pulled(tmp_path, orders, **words)
    orders.run("INSERT INTO orders VALUES (3, '2026-01-01 11:30Z', 5, 'late')")
    assert pulled(tmp_path, orders, **words).rows == 1
    assert pulled(tmp_path, orders, **words).rows == 0


def test_many_rows_come_as_a_stream_in_order(tmp_path: Path, orders: Database) -> None:
    orders.run(
        "INSERT INTO orders SELECT n, '2026-01-01', n, repeat('x', 200) FROM generate_series(1, 200000) n"
    )
    assert pulled(tmp_path, orders, table="orders", cursor="id").rows == 200_000
    assert [row["id"] for row in landed(tmp_path)] == list(range(1, 200_001))
    assert pulled(tmp_path, orders, table="orders", cursor="id").rows == 0


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"table": "nix"}, 'relation "nix" does not exist'),
        ({"table": 'orders"; DROP TABLE orders; --'}, "does not exist"),
        ({"query": "SELECT 1; DROP TABLE orders"}, "syntax error"),
        ({"query": "SELECT 1) AS x; DROP TABLE orders; --"}, "multiple commands"),
        ({"query": "DELETE FROM orders RETURNING *"}, "syntax error"),
        ({"query": "SELECT setval('seq', 99)"}, "read-only transaction"),
        ({"query": "SELECT 1 AS n FROM pg_sleep(20)", "time_limit": "200ms"}, "statement timeout"),
        ({"query": "SELECT who FROM orders", "cursor": "id"}, 'column "id" does not exist'),
        ({"query": "SELECT 'x' AS c", "cursor": "c"}, "neither a number nor a time"),
        ({"query": "SELECT NULL::int AS c", "cursor": "c"}, "not every row has the cursor"),
        ({"query": "SELECT 'infinity'::timestamptz AS c", "cursor": "c"}, "refuses|cursor"),
    ],
)  # fmt: skip
def test_a_query_that_fails_changes_nothing_here_or_there(
    tmp_path: Path, orders: Database, words: dict[str, object], fault: str
) -> None:
    orders.run(
        "DROP SEQUENCE IF EXISTS seq", "CREATE SEQUENCE seq", "INSERT INTO orders VALUES (1, now(), 1, 'a')"
    )
    with pytest.raises(SourceError, match=fault) as told:
        pulled(tmp_path, orders, **words)
    assert "s3cret" not in str(told.value)
    assert list((tmp_path / "landing" / "orders").iterdir()) == []
    assert pulled(tmp_path, orders, query="SELECT last_value, is_called FROM seq, orders").rows == 1
    assert landed(tmp_path) == [{"last_value": 1, "is_called": False}]


@pytest.mark.parametrize(
    ("dsn", "reason"),
    [
        ("postgresql://shop:canary@/postgres?host={host}", "refused"),
        ("postgresql://shop:s3cret@/canary?host={host}", "does not exist"),
        ("postgresql://shop:canary@127.0.0.1:1/x", "nobody answers"),
        ("postgresql://shop:canary@name.invalid/x", "no address"),
        ("postgresql://shop:canary@/x?host=/canary", "no server"),
        ("host canary", "is not one"),
        ("mysql://shop:canary@x/y", "is not one"),
        ("postgresql://shop@/x?canary=1", "is not one"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_address(
    tmp_path: Path, database: Database, dsn: str, reason: str
) -> None:
    host = database.dsn.rpartition("=")[2]
    with pytest.raises(SourceError, match=reason) as told:
        pulled(tmp_path, Database(dsn=dsn.format(host=host)), table="orders")
    whole = f"{told.value} {told.value.__cause__}"
    assert "canary" not in whole
