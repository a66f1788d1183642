"""The journey store: what docs/reference/partition.md promises."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.kernels.awkward import awkward, by_unit, event, names_of, written

from folkways.engines import journey_store
from folkways.engines.local import build_store, open_store
from folkways.errors import StoreDamaged, TooManyNames
from folkways.kernels.partition import SCHEMA


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The awkward table as a store."""
    build_store(written(awkward(), tmp_path / "events.parquet"), "customer", tmp_path / "store/customer")
    return tmp_path / "store/customer"


def test_every_event_stands_in_its_units_row_in_order(store: Path) -> None:
    opened = open_store(store)
    touchpoints, channels = names_of(awkward())
    assert (list(opened.touchpoints), list(opened.channels)) == (touchpoints, channels)
    journeys = by_unit(awkward())
    for part in opened.partitions:
        for unit, name in enumerate(part.unit_ids.to_pylist()):
            mine = slice(part.offsets[unit], part.offsets[unit + 1])
            events = journeys.pop(name)
            assert part.at[mine].tolist() == [one.at for one in events]
            assert [touchpoints[code] or None for code in part.touchpoint[mine]] == [
                one.touchpoint for one in events
            ]
            assert [channels[code] or None for code in part.channel[mine]] == [one.channel for one in events]
            assert part.value[mine].tolist() == [one.value or 0 for one in events]
            assert part.value_valid[mine].tolist() == [one.value is not None for one in events]
            assert part.day_only[mine].tolist() == [one.day_only for one in events]
            assert part.local_day[mine].tolist() == [one.local_day for one in events]
            assert part.local_minute[mine].tolist() == [one.local_minute for one in events]
    assert journeys == {}


def test_a_unit_stands_in_the_file_of_its_md5s_last_digits(store: Path) -> None:
    for number, part in enumerate(open_store(store).partitions):
        ids = part.unit_ids.to_pylist()
        assert ids == sorted(ids, key=str.encode)
        assert all(int(hashlib.md5(one.encode()).hexdigest()[-8:], 16) & 3 == number for one in ids)


def test_a_file_is_mapped_without_a_copy(store: Path) -> None:
    before = pa.total_allocated_bytes()
    part = max(open_store(store).partitions, key=lambda one: one.events)
    assert pa.total_allocated_bytes() == before
    assert not part.at.flags.owndata
    assert not part.at.flags.writeable


def test_the_files_are_plain_arrow_as_documented(store: Path, project: Path) -> None:
    schema = pa.ipc.open_file(pa.memory_map(str(store / "part-000.arrow"))).schema
    told = {field.name: str(field.type).replace("item: ", "").replace(" not null", "") for field in schema}
    page = (project / "docs/reference/partition.md").read_text(encoding="utf-8")
    for name, kind in told.items():
        spoken = kind.replace("string", "utf8").replace("<", "&lt;").replace(">", "&gt;")
        assert f"| `{name}` | {spoken} |" in page
    golden = json.loads((project / "tests/golden/partition.json").read_text(encoding="utf-8"))
    assert told == golden
    assert [field.name for field in SCHEMA] == list(golden)


def test_the_same_rows_in_another_order_give_the_same_files(tmp_path: Path) -> None:
    rows = pq.read_table(written(awkward(), tmp_path / "events.parquet"))
    shuffled = rows.take(np.random.default_rng(3).permutation(len(rows)))
    pq.write_table(shuffled, tmp_path / "shuffled.parquet")
    for name in ("events", "shuffled"):
        build_store(tmp_path / f"{name}.parquet", "customer", tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "events").iterdir())
    assert files == ["codes.json", *(f"part-{number:03d}.arrow" for number in range(4))]
    for file in files:
        assert (tmp_path / "events" / file).read_bytes() == (tmp_path / "shuffled" / file).read_bytes()


def test_files_double_until_the_units_that_fit_do_and_a_larger_unit_goes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journey_store, "BATCH_EVENTS", 10)
    events = [event(f"u{number:02d}", second, "A") for number in range(30) for second in range(3)]
    events += [event("zz", second, "A") for second in range(11)]
    build_store(written(events, tmp_path / "events.parquet"), "customer", tmp_path / "store")
    opened = open_store(tmp_path / "store")
    files = len(list((tmp_path / "store").glob("part-*.arrow")))
    hashes = [int(hashlib.md5(f"u{number:02d}".encode()).hexdigest()[-8:], 16) for number in range(30)]
    assert max(np.bincount([one & 31 for one in hashes])) * 3 > 10
    assert files == 64
    assert len(opened.partitions) == files + 1
    assert opened.events == 101
    assert sorted(part.events for part in opened.partitions)[-1] == 11
    alone = next(part for part in opened.partitions if part.events == 11)
    assert alone.unit_ids.to_pylist() == ["zz"]


def test_a_store_of_cases_leaves_out_events_without_a_case(tmp_path: Path) -> None:
    events = [event("u", 1, "A", case="k1"), event("u", 2, "B"), event("v", 1, "C", case="k1")]
    build_store(written(events, tmp_path / "events.parquet"), "case", tmp_path / "store")
    found = [part for part in open_store(tmp_path / "store").partitions if part.units]
    assert [part.unit_ids.to_pylist() for part in found] == [["k1"]]
    assert [open_store(tmp_path / "store").touchpoints[code] for code in found[0].touchpoint] == ["A", "C"]


def test_a_store_of_no_events_opens(tmp_path: Path) -> None:
    build_store(written([], tmp_path / "events.parquet"), "customer", tmp_path / "store")
    assert [part.events for part in open_store(tmp_path / "store").partitions] == [0, 0, 0, 0]


def test_progress_tells_events_done_of_all(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    path = written(awkward(), tmp_path / "events.parquet")
    build_store(path, "customer", tmp_path / "store", lambda done, whole: heard.append((done, whole)))
    assert heard[-1] == (len(awkward()), len(awkward()))
    assert heard == sorted(heard)


def test_too_many_touchpoints_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey_store, "MOST_TOUCHPOINTS", 3)
    with pytest.raises(TooManyNames, match="3 are the most"):
        build_store(written(awkward(), tmp_path / "events.parquet"), "customer", tmp_path / "store")


@pytest.mark.parametrize("harm", ["codes.json", "part-001.arrow", "cut"])
def test_a_damaged_store_is_refused(store: Path, harm: str) -> None:
    if harm == "cut":
        whole = (store / "part-002.arrow").read_bytes()
        (store / "part-002.arrow").write_bytes(whole[: len(whole) // 2])
    else:
        (store / harm).unlink()
    with pytest.raises(StoreDamaged):
        open_store(store)
