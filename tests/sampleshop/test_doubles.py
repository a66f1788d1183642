"""People who stand in the CRM twice: exact keys never lie, the rest can be told, one device means nothing."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from tests.sampleshop.shops import FILES, Written, written

from folkways.errors import SettingOutOfRange
from folkways.sampleshop import SampleShop
from folkways.sources.config_file import read_config

pytestmark = pytest.mark.slow

PEOPLE_FILES = ("customers.csv", "identities.csv", "anonymous.csv", "card_events.csv", "truth_people.csv")
Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def doubled(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("doubled"), customers=1500, seed=6, doubles=0.1)


def table(shop: Written, name: str) -> pd.DataFrame:
    return pd.read_csv(shop.directory / name, dtype=str, keep_default_na=False)


def pairs_of(rows: pd.DataFrame, column: str) -> Pairs:
    """Pairs of records with the same value; an empty one is no value."""
    groups = rows[rows[column] != ""].groupby(column)["customer_id"]
    return {pair for _, ids in groups for pair in combinations(sorted(ids), 2)}


def true_pairs(shop: Written, same: bool | None = None) -> Pairs:
    people = table(shop, "truth_people.csv")
    if same is not None:
        wanted = (people["same"] != "") if same else (people["same"] == "") & (people["changes"] != "")
        people = people[people["person_id"].isin(set(people.loc[wanted, "person_id"]))]
    return pairs_of(people, "person_id")


def test_as_many_people_as_asked_stand_there_twice(doubled: Written) -> None:
    records = table(doubled, "customers.csv")
    assert len(records) == 1650
    assert records["customer_id"].is_unique
    assert len(true_pairs(doubled)) == 150
    assert 0.3 < len(true_pairs(doubled, same=True)) / 150 < 0.5


def test_the_same_email_or_phone_is_always_the_same_person(doubled: Written) -> None:
    records = table(doubled, "customers.csv")
    found = pairs_of(records, "email") | pairs_of(records, "phone")
    assert found == true_pairs(doubled, same=True)


def test_the_others_can_be_told_by_name_birth_and_address(doubled: Written) -> None:
    """A rule of thumb, so that better ones have no excuse: an alike name, and the birth date, or the address when
    one of the two does not tell the birth date.
    """
    records = table(doubled, "customers.csv").to_dict("records")
    found: Pairs = set()
    for one, other in combinations(records, 2):
        untold = "" in (one["birth_date"], other["birth_date"])
        lives = one["street"] != "" and one["street"] == other["street"]
        if (_same_birth(one, other) or (untold and lives)) and _alike(one, other) > 0.7:
            found.add((one["customer_id"], other["customer_id"]))
    true = true_pairs(doubled)
    assert len(found & true) / len(found) > 0.95
    assert len(found & true) / len(true) > 0.95


def _same_birth(one: dict[str, str], other: dict[str, str]) -> bool:
    year, month, day = (one["birth_date"] or "--").split("-")
    return one["birth_date"] != "" and other["birth_date"] in (
        f"{year}-{month}-{day}",
        f"{year}-{day}-{month}",
    )


def _alike(one: dict[str, str], other: dict[str, str]) -> float:
    first = SequenceMatcher(None, one["first_name"], other["first_name"]).ratio()
    last = SequenceMatcher(None, one["last_name"], other["last_name"]).ratio()
    return last if first > 0.25 else 0.0


def test_every_change_that_is_told_can_be_seen(doubled: Written) -> None:
    records = table(doubled, "customers.csv").set_index("customer_id")
    people = table(doubled, "truth_people.csv")
    first = people[people["changes"] == ""].set_index("person_id")["customer_id"]
    for double in people[people["changes"] != ""].itertuples():
        was, now = records.loc[first[double.person_id]], records.loc[double.customer_id]
        changes = set(str(double.changes).split(";"))
        named = (was["first_name"], was["last_name"]) == (now["first_name"], now["last_name"])
        assert named == (not {"typo", "nickname"} & changes)
        assert (was["birth_date"] != now["birth_date"]) == bool(
            "birth_swapped" in changes or ("missing" in changes and now["birth_date"] == "")
        )
        assert ("moved" in changes) == (now["street"] not in ("", was["street"]))


def test_one_device_glues_many_and_every_other_is_one_persons(doubled: Written) -> None:
    shared = table(doubled, "identities.csv").groupby("value")["customer_id"].nunique().sort_values()
    assert shared.index[-1] == "dev-tablet-01"
    assert shared.iloc[-1] > 80
    assert shared.iloc[-2] == 1


def test_events_without_a_name_come_before_the_sign_up(doubled: Written) -> None:
    signed = table(doubled, "identities.csv").set_index("value")["at"]
    events = table(doubled, "anonymous.csv")
    known = events[events["device_id"].isin(signed.index)]
    assert (known["at"] < signed[known["device_id"]].to_numpy()).mean() > 0.98
    assert 0.1 < 1 - len(known) / len(events) < 0.6
    owners = table(doubled, "truth_devices.csv").set_index("device_id")["person_id"]
    assert (owners[known["device_id"]] != "").all()
    assert (owners[list(set(events["device_id"]) - set(signed.index))] == "").all()


def test_the_names_in_texts_are_the_crms(doubled: Written) -> None:
    records = table(doubled, "customers.csv").set_index("customer_id")
    tickets = table(doubled, "tickets.csv")
    signed = tickets[tickets["text"].str.contains("\n")]
    last = signed["text"].str.rsplit("\n").str[-1]
    known = [
        records.loc[who, "first_name"] in line for who, line in zip(signed["customer_id"], last, strict=True)
    ]
    assert all(known)


def test_doubles_leave_what_they_do_not_name_alone(doubled: Written, tmp_path: Path) -> None:
    single = written(tmp_path / "single", customers=1500, seed=6)
    for name in set(FILES) - {"customers.csv", "folkways.toml"}:
        assert single.bytes[name] == doubled.bytes[name]
    assert not any((single.directory / name).exists() for name in PEOPLE_FILES[1:])


def test_the_same_doubles_are_drawn_again(tmp_path: Path) -> None:
    one, other = (written(tmp_path / name, customers=150, seed=8, doubles=0.2, texts=False) for name in "ab")
    for name in PEOPLE_FILES:
        assert (one.directory / name).read_bytes() == (other.directory / name).read_bytes()


def test_the_ready_folkways_toml_names_cards_and_devices(doubled: Written) -> None:
    config = read_config(doubled.directory / "folkways.toml")
    assert [source.table for source in config.sources][-3:] == ["events", "events", "identities"]
    assert [source.identifiers for source in config.sources if source.identifiers] == [
        {"email": "email", "phone": "phone"},
        {"device": "device_id"},
    ]


def test_more_than_all_cannot_stand_there_twice() -> None:
    with pytest.raises(SettingOutOfRange, match="doubles"):
        SampleShop(doubles=1.5)
