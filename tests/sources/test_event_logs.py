from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from tests.sources.exports import fixture, taken_in

from folkways.errors import SourceError

pytestmark = pytest.mark.slow

BOMB = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<log><trace><string key="concept:name" value="&x;"/></trace></log>
"""


@pytest.mark.parametrize("packed", [False, True])
def test_an_xes_log_is_events_of_customers_and_cases(tmp_path: Path, packed: bool) -> None:
    (file,) = fixture("xes")
    if packed:
        bundled = tmp_path / "orders.xes.gz"
        bundled.write_bytes(gzip.compress(file.read_bytes()))
        file = bundled
    found = taken_in([file], tmp_path)
    assert found.source("events").layout == "process-log"
    assert found.told("events", "customer_id", "case_id", "touchpoint", "value") == [
        ("c-1", "o-1", "Order placed", 1250),
        ("c-1", "o-1", "Parcel sent", None),
        ("c-2", "o-2", "Order placed", 725),
    ]
    assert min(int(str(row["at"])) for row in found.tables["events"]) == 1_709_283_600_000_000
    assert found.reasons("events") == {"no time": 1}


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_a_log_that_declares_entities_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.xes").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="declares entities or a document type"):
        taken_in([tmp_path / "log.xes"], tmp_path)


@pytest.mark.parametrize("text", ["<log><trace>", "not xml", "<html></html>"])
def test_a_log_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.xes").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"no whole XML|no XES log"):
        taken_in([tmp_path / "log.xes"], tmp_path)


def test_a_csv_with_the_names_of_xes_is_the_same(tmp_path: Path) -> None:
    text = (
        "case:concept:name,concept:name,time:timestamp\n1,a,2024-03-01T10:00:00Z\n1,b,2024-03-01T11:00:00Z\n"
    )
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    found = taken_in([tmp_path / "log.csv"], tmp_path)
    assert found.told("events", "customer_id", "case_id", "touchpoint") == [("1", "1", "a"), ("1", "1", "b")]


@pytest.mark.shared
def test_the_help_desk_log_has_its_published_figures(tmp_path: Path, shared: Path) -> None:
    found = taken_in([shared / "data" / "helpdesk" / "helpdesk.xes.gz"], tmp_path)
    rows, loaded, rejected, duplicates = found.fared("events")
    assert (rows, rejected) == (21_348, 0), "as published: 21,348 events"
    assert loaded + duplicates == 21_348
    events = found.tables["events"]
    assert len({row["case_id"] for row in events}) == 4_580
    assert len({row["touchpoint"] for row in events}) == 14
    assert len({row["customer_id"] for row in events}) == 397
    assert Counter(row["touchpoint"] for row in events).most_common(1)[0][0] == "Take in charge ticket"
