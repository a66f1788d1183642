from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sources.packed import number, workbook
from tests.sources.packed import text as words

from folkways.errors import SourceError
from folkways.evidence.load import LoadReport, load
from folkways.model.config import Config
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config
from folkways.sources.guess_roles import band_order, words_of

pytestmark = pytest.mark.slow

EVENTS = """EventID,CustomerID,EventTime,EventName,Channel,Amount,Device Note,Empty
1,17,2024-03-01 10:00:00,visit,web,,a,
2,17,2024-03-01 10:05:00,purchase,web,12.50,a,
3,18,2024-03-02 11:00:00,visit,app,,b,
4,17,2024-03-03 10:00:00,visit,web,,b,
"""
PEOPLE = """customer_id;since;Full Name;age;income;newsletter;interests;region
17;01.05.2020;Ann A;41;Under 15K;yes;tea|coffee;north
18;15.06.2021;Bob B;52;35-49K;no;tea|cake;south
19;20.07.2022;Cyd C;33;250K+;yes;cake|tea;north
"""
SURVEY = """respondent_id,customer_id,answered,nps,csat,trust,why
1,17,2024-04-01T08:00:00Z,9,4,6,good
2,18,2024-04-02T08:00:00Z,3,2,1,late
"""


def guessed(folder: Path, **files: str) -> tuple[Config, LoadReport, str]:
    paths: list[Path] = []
    for name, text in files.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    text = guessed_config(paths, folder).text
    config = config_from_text(text)
    return config, load(config, folder, folder / "evidence"), text


def test_events_people_and_a_survey_are_told_apart_and_load_as_they_are(tmp_path: Path) -> None:
    config, report, _ = guessed(tmp_path, events=EVENTS, people=PEOPLE, survey=SURVEY)
    assert [source.table for source in config.sources] == ["events", "customers", "answers"]
    assert report.rows == {"events": 4, "lines": 0, "customers": 3, "answers": 8, "quarantine": 0}


def test_the_names_of_an_event_log_are_known(tmp_path: Path) -> None:
    log = "case:concept:name,concept:name,time:timestamp,customer\n7,Open,2024-03-01T10:00:00Z,a\n"
    config, _, _ = guessed(
        tmp_path, log=log + "7,Close,2024-03-02T10:00:00Z,a\n8,Open,2024-03-03T10:00:00Z,b\n"
    )
    assert config.sources[0].columns == {
        "customer_id": "customer",
        "at": "time:timestamp",
        "touchpoint": "concept:name",
        "case_id": "case:concept:name",
    }


def test_roles_are_guessed_from_names_in_any_spelling(tmp_path: Path) -> None:
    config, _, text = guessed(tmp_path, events=EVENTS)
    assert config.sources[0].columns == {
        "customer_id": "CustomerID",
        "at": "EventTime",
        "touchpoint": "EventName",
        "channel": "Channel",
        "value": "Amount",
        "event_id": "EventID",
    }
    assert config.sources[0].timezone == "UTC"
    assert config.sources[0].attributes == ["Device Note"]
    assert "# unknown: Empty (always empty)" in text
    assert "the file does not say whose clock" in text


def test_traits_get_kinds_orders_and_care(tmp_path: Path) -> None:
    config, _, text = guessed(tmp_path, people=PEOPLE)
    traits = config.sources[0].traits
    assert {name: trait.kind for name, trait in traits.items()} == {
        "age": "numeric",
        "income": "ordinal",
        "newsletter": "boolean",
        "interests": "multi",
        "region": "nominal",
    }
    assert traits["income"].order == ["Under 15K", "35-49K", "250K+"]
    assert traits["interests"].separator == "|"
    assert [name for name, trait in traits.items() if trait.is_sensitive] == ["age", "income"]
    assert config.sources[0].time_format == "%d.%m.%Y"
    assert 'personal = ["Full Name"]' in text


def test_a_service_is_no_phone_number_and_a_postcode_no_amount(tmp_path: Path) -> None:
    rows = "".join(f"{n},{'Yes' if n % 3 else 'No'},{90000 + n},{'ab'[n % 2]},{n % 7}\n" for n in range(60))
    config, _, text = guessed(tmp_path, people="CustomerID,Phone Service,Zip Code,Partner,Plan\n" + rows)
    traits = config.sources[0].traits
    assert {name: (one.kind, one.role) for name, one in traits.items()} == {
        "phone_service": ("boolean", "defining"),
        "partner": ("nominal", "describing"),
        "plan": ("numeric", "defining"),
    }
    assert "# unknown: Zip Code (where they live" in text


def test_survey_questions_get_kinds_and_scales(tmp_path: Path) -> None:
    config, _, _ = guessed(tmp_path, survey=SURVEY)
    told = [(q.column, q.kind, q.scale_min, q.scale_max) for q in config.sources[0].questions]
    assert told == [
        ("nps", "nps", 0, 10),
        ("csat", "csat", 1, 5),
        ("trust", "rating", 1, 6),
        ("why", "choice", None, None),
    ]


def test_lines_of_a_purchase_are_folded(tmp_path: Path) -> None:
    orders = "Order ID,Customer,Order Date,Item,Amount\n1,a,2024-03-01,x,2\n1,a,2024-03-01,y,3\n2,b,2024-03-02,x,2\n"
    config, report, text = guessed(tmp_path, orders=orders)
    assert config.sources[0].lines is not None
    assert report.rows["events"] == 2
    assert "rows of one event id are one event" in text


def test_a_date_that_fits_two_formats_is_told_as_a_doubt(tmp_path: Path) -> None:
    visits = "customer_id,date,event\n1,03/04/2024,a\n1,05/06/2024,b\n2,07/08/2024,a\n"
    config, _, text = guessed(tmp_path, visits=visits)
    assert config.sources[0].time_format == "%d/%m/%Y"
    assert '# Look: date fits "%m/%d/%Y" too: say which is right.' in text


def test_a_file_that_is_not_utf8_gets_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(
        "customer_id,town\n1,Köln\n2,Bonn\n3,Köln\n4,Bonn\n".encode("cp1252")
    )
    text = guessed_config([], tmp_path).text
    assert config_from_text(text).sources[0].encoding == "cp1252"
    assert load(config_from_text(text), tmp_path, tmp_path / "evidence").rows["customers"] == 4


def test_frames_with_canonical_names_load_as_they_are(tmp_path: Path) -> None:
    times = pa.array([1_709_287_200_000_000, 1_709_290_800_000_000], pa.timestamp("us", "UTC"))
    frame = pa.table(
        {"customer_id": ["a", "a"], "at": times, "touchpoint": ["visit", "order"], "value": [None, 9.5]}
    )
    pq.write_table(frame, tmp_path / "events.parquet")
    config = config_from_text(guessed_config([tmp_path / "events.parquet"], tmp_path).text)
    assert load(config, tmp_path, tmp_path / "evidence").rows["events"] == 2


def test_files_without_customers_are_told(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("ProductID,Name\n1,Tea\n2,Cake\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"No column looks like a customer's id.*ProductID, Name"):
        guessed_config([], tmp_path)
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert "# products.csv: no column looks like a customer's id" in guessed_config([], tmp_path).text


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No data files"):
        guessed_config([], tmp_path)


def test_names_that_need_quotes_survive(tmp_path: Path) -> None:
    people = 'customer_id,"How ""old"" are you?\nReally"\n1,41\n2,52\n3,41\n'
    config, _, _ = guessed(tmp_path, people=people)
    assert [trait.column for trait in config.sources[0].traits.values()] == ['How "old" are you?\nReally']


@pytest.mark.parametrize("name", ["CustomerID", "customer_id", "Customer Id", "customer-id", "CUSTOMER_ID"])
def test_spellings_of_a_name_are_the_same_words(name: str) -> None:
    assert words_of(name) == "customer id"


def test_bands_are_ordered_by_their_numbers() -> None:
    assert band_order(["250K+", "100-124K", "Under 15K", "15-24K"]) == [
        "Under 15K",
        "15-24K",
        "100-124K",
        "250K+",
    ]
    assert band_order(["1", "none", "2"]) == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("shopeasy/*.csv", {"events": 100, "customers": 100, "voices": 100, "quarantine": 0}),
        ("bank-churn/*.csv", {"customers": 10_000, "quarantine": 0}),
        ("customer-personality/*.csv", {"customers": 2_240, "quarantine": 0}),
        # 541,909 lines of 4,372 customers, 135,080 of them without a customer (UCI 352)
        ("online-retail/*.parquet", {"customers": 4_372, "quarantine": 135_080}),
    ],
)
def test_plain_datasets_load_as_guessed(
    tmp_path: Path, shared: Path, pattern: str, rows: dict[str, int]
) -> None:
    text = guessed_config(sorted((shared / "data").glob(pattern)), tmp_path).text
    report = load(config_from_text(text), tmp_path, tmp_path / "evidence")
    assert {name: report.rows[name] for name in rows} == rows
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates


@pytest.mark.shared
def test_price_times_quantity_of_the_retailers_customers_is_what_others_summed(
    tmp_path: Path, shared: Path
) -> None:
    text = guessed_config(sorted((shared / "data").glob("online-retail/*.parquet")), tmp_path).text
    load(config_from_text(text.replace('"USD"', '"GBP"')), tmp_path, tmp_path / "evidence")
    values = pq.read_table(tmp_path / "evidence" / "events.parquet")["value"].to_pylist()
    assert sum(values) == 830_006_581


def test_sheets_without_rows_are_left_out_and_named_and_sources_are_called_as_their_sheets(
    tmp_path: Path,
) -> None:
    people = {1: words("A1", "CustomerID") + words("B1", "Plan")}
    people |= {row: number(f"A{row}", row) + words(f"B{row}", "ab"[row % 2]) for row in range(2, 9)}
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook({"Read me": {1: words("A1", "CustomerID")}, "Our people": people, "Empty": {}}))
    told = guessed_config([file], tmp_path).text
    assert [source.name for source in config_from_text(told).sources] == ["our_people"]
    assert "# left out: Read me: The file 'book.xlsx' has a header and no rows" in told
    file.write_bytes(workbook({"Read me": {1: words("A1", "CustomerID")}, "Me too": {1: words("A1", "No")}}))
    with pytest.raises(SourceError, match="header and no rows"):
        guessed_config([file], tmp_path)


BROKEN = b"respondent_id,said\n" + "Zoë,schön\n".encode() * 50 + b"x,\xff\n"


def test_a_file_that_cannot_be_read_is_left_out_and_named_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "broken.csv").write_bytes(BROKEN)
    (tmp_path / "empty.csv").write_bytes(b"")
    found = guessed_config([], tmp_path)
    assert [source.name for source in config_from_text(found.text).sources] == ["events"]
    assert {one.path.name for one in found.left_out} == {"broken.csv", "empty.csv"}
    assert (
        "# left out: empty.csv: Source 'empty': the file 'empty.csv' is empty. Export it again." in found.text
    )
    place = BROKEN.index(b"\xff")
    assert f"byte 0xff in line 52, at byte {place} of the file" in found.text
    assert "`folkways init --repair bytes`" in found.text


def test_the_repair_that_the_hint_names_takes_the_file(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "reviews.csv").write_bytes(
        EVENTS.encode() + "5,19,2024-03-03 10:00:00,schön,".encode() + b"\xff,,b,\n"
    )
    found = guessed_config([], tmp_path, repair="bytes")
    assert found.left_out == ()
    assert [source.repair for source in config_from_text(found.text).sources] == [None, "bytes"]


def test_when_no_file_can_be_read_the_first_ones_reason_is_the_error(tmp_path: Path) -> None:
    (tmp_path / "broken.csv").write_bytes(BROKEN)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(SourceError, match="is not utf-8"):
        guessed_config([], tmp_path)


def test_a_named_file_that_is_not_there_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    with pytest.raises(SourceError, match=r"gone\.csv"):
        guessed_config([tmp_path / "events.csv", tmp_path / "gone.csv"], tmp_path)
