"""Who is one person: planted people are found again, each join has a reason, and each can be undone."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import ConfigError
from folkways.evidence.identity import Identifiers, People, is_provisional, people_of
from folkways.evidence.joining import Joining
from folkways.evidence.load import LoadReport, load
from folkways.evidence.quality import quality_report
from folkways.evidence.sieve import Keeping
from folkways.model.privacy import IdentityConfig
from folkways.sources.config_file import config_from_text
from folkways.sources.identifiers import identified, normalised

pytestmark = pytest.mark.slow

KEY = Keeping(key=b"a key for tests that is long enough")
TOML = """
[workspace]
name = "Shop"

[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
columns = { customer_id = "user", at = "when", touchpoint = "what" }
identifiers = { device = "device" }

[[sources]]
name = "crm"
table = "customers"
files = ["crm.csv"]
columns = { customer_id = "no" }
identifiers = { email = "mail", phone = "tel" }
traits.age = { column = "age", kind = "numeric" }
traits.likes = { column = "likes", kind = "multi" }

[identity]
country = "49"
"""
VISITS = """user,device,when,what
,d1,2024-01-01T10:00:00Z,Looks
c1,d1,2024-01-02T10:00:00Z,Signs up
c1,d1,2024-01-03T10:00:00Z,Buys
,d2,2024-01-03T11:00:00Z,Looks
c2,,2024-01-04T10:00:00Z,Buys
k9,,2024-01-05T10:00:00Z,Buys
"""
CRM = """no,mail,tel,age,likes
c2,Jane@Example.org,+49 171 1234567,,
k9, jane@example.ORG,0171/123 45 67,40,tea;cake
z1,,n/a,50,
"""


def loaded(
    folder: Path, toml: str = TOML, visits: str = VISITS, crm: str = CRM
) -> tuple[LoadReport, dict[str, list[dict[str, object]]]]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "visits.csv").write_text(visits, encoding="utf-8")
    (folder / "crm.csv").write_text(crm, encoding="utf-8")
    report = load(config_from_text(toml), folder, folder / "evidence", keeping=KEY)
    return report, {p.stem: pq.read_table(p).to_pylist() for p in (folder / "evidence").glob("*.parquet")}


def test_what_somebody_did_before_signing_up_belongs_to_the_person_afterwards(tmp_path: Path) -> None:
    _, tables = loaded(tmp_path)
    told = {(row["touchpoint"], row["at"]): row["customer_id"] for row in tables["events"]}
    first = min(at for _, at in told)
    assert told["Looks", first] == "c1"
    other = next(who for (what, at), who in told.items() if what == "Looks" and at != first)
    assert is_provisional(str(other)), "nobody signed up on the other device"


def test_what_was_one_person_on_two_channels_is_told(tmp_path: Path) -> None:
    visits = "user,device,when,what,via\n" + "".join(
        f"{who},,2024-01-0{day}T10:00:00Z,Buys,{via}\n"
        for day, (who, via) in enumerate(
            [("c2", "web"), ("k9", "store"), ("m1", "web"), ("m1", "app"), ("m2", "web")], start=1
        )
    )
    toml = TOML.replace('touchpoint = "what" }', 'touchpoint = "what", channel = "via" }')
    report, _ = loaded(tmp_path, toml, visits)
    config = config_from_text(toml)
    (row,) = [
        row
        for row in quality_report(config, report, tmp_path / "evidence").rows
        if row.check == "seen across channels"
    ]
    assert (row.count, row.of) == (2, 3), "m1, and the person of c2 and k9, who share an address"
    assert "these were 1 ids" in str(row.detail)


def test_two_records_with_one_address_are_one_customer_who_knows_what_either_knew(tmp_path: Path) -> None:
    _, tables = loaded(tmp_path)
    rows = {row["customer_id"]: row for row in tables["customers"]}
    assert "k9" not in rows
    assert rows["c2"]["age"] == 40.0
    assert rows["c2"]["likes"] == ["tea", "cake"]
    assert [row["touchpoint"] for row in tables["events"] if row["customer_id"] == "c2"] == ["Buys", "Buys"]


def test_rows_read_are_still_loaded_rejected_or_duplicates(tmp_path: Path) -> None:
    report, _ = loaded(tmp_path)
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates


def test_no_identifier_is_kept_as_it_was(tmp_path: Path) -> None:
    loaded(tmp_path)
    for file in (tmp_path / "evidence").glob("*.parquet"):
        text = str(pq.read_table(file).to_pylist()).casefold()
        assert "example.org" not in text
        assert "1234567" not in text


def test_another_key_gives_other_hashes_and_the_same_people(tmp_path: Path) -> None:
    _, one = loaded(tmp_path)
    other = load(
        config_from_text(TOML), tmp_path, tmp_path / "other", keeping=Keeping(key=b"another key" * 4)
    )
    table = pq.read_table(tmp_path / "other" / "identities.parquet").to_pylist()
    assert other.people.joined_by == {"device": 1, "email": 1}
    assert {row["value_hash"] for row in table}.isdisjoint(row["value_hash"] for row in one["identities"])


def test_a_join_is_undone_by_two_words_and_a_new_load(tmp_path: Path) -> None:
    _, tables = loaded(tmp_path, TOML + 'apart = [["c2", "k9"]]\n')
    assert {"c2", "k9"} <= {row["customer_id"] for row in tables["customers"]}
    kept = {row["original_id"]: row["customer_id"] for row in tables["identities"]}
    assert kept["k9"] == "k9"
    report, tables = loaded(tmp_path, TOML + 'together = [["z1", "c1"]]\n')
    assert "z1" not in {row["customer_id"] for row in tables["customers"]}
    assert report.people.person_of["z1"] == "c1"


def test_the_order_of_rows_and_files_changes_nobody(tmp_path: Path) -> None:
    head, *rows = CRM.strip().split("\n")
    _, one = loaded(tmp_path / "a")
    _, other = loaded(tmp_path / "b", crm="\n".join([head, *reversed(rows)]) + "\n")
    assert one["identities"] == other["identities"]
    assert [row["customer_id"] for row in one["customers"]] == [r["customer_id"] for r in other["customers"]]


def test_an_identities_source_joins_the_id_of_another_system(tmp_path: Path) -> None:
    toml = (
        TOML.replace(' identifiers = { device = "device" }', "")
        + '[[sources]]\nname = "known"\ntable = "identities"\nfiles = ["known.csv"]\n'
        + 'columns = { kind = "kind", value = "value", customer_id = "who" }\n'
    )
    tmp_path.joinpath("known.csv").write_text("kind,value,who\ncrm_id,k9,c1\n", encoding="utf-8")
    _, tables = loaded(tmp_path, toml)
    person = {row["original_id"]: row["customer_id"] for row in tables["identities"]}
    assert person["k9"] == "c1"


def people(ids: dict[tuple[str, str], list[str]], **settings: object) -> People:
    told = {value: tuple(sorted(found)) for value, found in sorted(ids.items())}
    sources = {(kind, value, one): "s" for (kind, value), found in told.items() for one in found}
    config = IdentityConfig.model_validate(settings)
    return people_of(Identifiers(ids=told, sources=sources), config)


def test_an_identifier_of_thousands_joins_nobody_and_is_told() -> None:
    crowd = [f"c{number}" for number in range(3000)]
    found = people({("phone", "desk"): crowd, ("email", "e1"): ["c1", "c2"]}, limit=20)
    assert found.person_of == {"c2": "c1"}
    assert [(cut.kind, cut.ids, cut.why) for cut in found.cut] == [("phone", 3000, "too common")]


def test_a_device_of_two_people_with_different_addresses_joins_neither() -> None:
    found = people({("email", "e1"): ["a"], ("email", "e2"): ["b"], ("device", "d"): ["a", "b", "x"]})
    assert found.person_of == {}
    assert [cut.why for cut in found.cut] == ["shared"]


def test_a_device_joins_who_is_not_told_apart() -> None:
    found = people({("email", "e1"): ["a", "b"], ("device", "d"): ["b", "x"]})
    assert found.person_of == {"b": "a", "x": "a"}


def test_a_provisional_id_never_names_a_person_who_has_another() -> None:
    hashed = "device:" + "0" * 32
    assert people({("device", "0" * 32): [hashed, "z"]}).person_of == {hashed: "z"}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Jane@Example.org", " jane@example.ORG "),
        ("email", "mailto:jane@example.org", "jane@example.org"),
        ("email_hash", "jane@example.org", "47e2cf1ad8ec0ab0b1c7fd48b1a8a1b2" + "x"),
        ("phone", "+49 (0) 171 1234567", "0049-171-1234567"),
        ("phone", "0171/1234567", "+491711234567"),
        ("tel", "+1 (555) 010-9999 ext. 12", "+15550109999"),
    ],
)
def test_spellings_of_one_identifier_are_one(kind: str, one: str, other: str) -> None:
    if other.endswith("x"):
        import hashlib

        other = hashlib.sha256(one.encode()).hexdigest()
    assert normalised(kind, one, "49") == normalised(kind, other, "49") is not None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "none"),
        ("email", "no address"),
        ("phone", "0000000000"),
        ("phone", "12345"),
        ("device", " N/A "),
    ],
)
def test_what_identifies_nobody_is_no_identifier(kind: str, value: str) -> None:
    assert identified(b"k", kind, value) is None


def planted(seed: int, customers: int = 800) -> tuple[dict[tuple[str, str], list[str]], dict[str, int]]:
    """People with one to four ids, each pair of which shares a key of its own kind; a tablet in every tenth house."""
    chance = random.Random(seed)
    ids: dict[tuple[str, str], list[str]] = {}
    truth: dict[str, int] = {}
    for person in range(customers):
        own = [
            f"{chance.randrange(10**9)}-{person}-{number}"
            for number in range(chance.choice([1, 1, 1, 2, 3, 4]))
        ]
        truth |= dict.fromkeys(own, person)
        for number, one in enumerate(own):
            ids.setdefault(("email", f"e{person}"), []).append(one)
            if number:
                kind = chance.choice(["phone", "crm_id", "device"])
                ids.setdefault((kind, f"{person}.{number}"), []).extend([own[number - 1], one])
        if person % 10 == 0:
            ids.setdefault(("device", f"tablet{person // 20}"), []).append(own[0])
    ids["phone", "switchboard"] = list(truth)[::3]
    return ids, truth


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 101, 102, 103])
def test_exact_keys_join_nobody_wrongly_and_everybody_who_shares_one(seed: int) -> None:
    ids, truth = planted(seed)
    found = people({value: sorted(set(given_ids)) for value, given_ids in ids.items()})
    person = {one: found.person_of.get(one, one) for one in truth}
    groups: dict[str, set[int]] = {}
    for one, name in person.items():
        groups.setdefault(name, set()).add(truth[one])
    assert all(len(humans) == 1 for humans in groups.values()), "precision 1"
    assert len(groups) == len(set(truth.values())), "recall 1"


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=4),
)
def test_ids_told_apart_never_meet(joins: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    foes = [(a, b) for a, b in apart if a != b]
    joining = Joining(foes)
    for left, right in joins:
        joining.join(left, right)
    assert all(joining.root(a) != joining.root(b) for a, b in foes)


def test_identifiers_of_a_table_without_customers_are_refused() -> None:
    toml = TOML.replace('table = "customers"', 'table = "aggregates"')
    with pytest.raises(ConfigError):
        config_from_text(toml)
