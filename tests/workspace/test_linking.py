"""Probable links: planted doubles are found again, exact keys join nobody wrongly, and a link can be taken back."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from folkways.build import kept_to
from folkways.errors import ConfigError
from folkways.evidence.links import links_in
from folkways.evidence.load import load
from folkways.sampleshop import SampleShop, generate
from folkways.sources.config_file import read_config
from folkways.sources.linkage import Pair
from folkways.workspace.linking import Found, linked, previewed, unlinked

Pairs = set[tuple[str, str]]


def shop(folder: Path, seed: int, customers: int = 2000) -> Path:
    settings = SampleShop(customers=customers, seed=seed, months=2, texts=False, doubles=0.15)
    generate(settings, folder, lambda *_: None)
    return folder


def truth(folder: Path) -> tuple[Pairs, Pairs]:
    """The pairs of records of one person that share an e-mail or phone, and those that share none."""
    with (folder / "truth_people.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    people: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        people[row["person_id"]].append(row["customer_id"])
    exact = {row["customer_id"] for row in rows if row["same"]}
    pairs = {(a, b) for ids in people.values() for i, a in enumerate(ids) for b in ids[i + 1 :]}
    sharing = {pair for pair in pairs if exact & set(pair)}
    return sharing, pairs - sharing


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 101, 103])
def test_doubles_of_the_shop_are_found_again(tmp_path: Path, seed: int) -> None:
    folder = shop(tmp_path / "shop", seed)
    sharing, fuzzy = truth(folder)
    config = read_config(folder, {})
    report = load(config, folder, tmp_path / "evidence", keeping=kept_to(config, folder))
    records = {one for pair in sharing | fuzzy for one in pair}
    person = {one: report.people.person_of.get(one, one) for one in records}
    assert all(person[a] == person[b] for a, b in sharing), "recall of exact keys"
    wrong = [pair for pair in fuzzy if person[pair[0]] == person[pair[1]]]
    known = {tuple(sorted((one, of))) for one, of in report.people.person_of.items() if ":" not in one + of}
    assert known <= sharing | {tuple(sorted(pair)) for pair in wrong}, "precision of exact keys"
    linked(folder, None, None, 0.8)
    found = {(left, right) for left, right, _ in links_in(folder)}
    hits = len(found & fuzzy)
    assert 2 * hits / (len(found) + len(fuzzy)) >= 0.95
    again = links_in(folder)
    linked(folder, None, None, 0.8)
    assert links_in(folder) == again, "the same records give the same links"


@pytest.mark.slow
def test_a_preview_writes_nothing_and_a_link_can_be_taken_back(tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", 5, customers=400)
    rows = previewed(folder, None, None)
    assert [row["threshold"] for row in rows] == [0.5, 0.8, 0.9, 0.95, 0.99]
    links = [int(row["links"] or 0) for row in rows]
    assert links == sorted(links, reverse=True)
    assert not (folder / "links.csv").exists()
    linked(folder, None, None, 0.8)
    config = read_config(folder, {})
    report = load(config, folder, tmp_path / "a", keeping=kept_to(config, folder))
    assert report.people.joined_by["link"] > 0
    assert "probabilistic" in report.people.table["how"].to_pylist()
    unlinked(folder)
    report = load(config, folder, tmp_path / "b", keeping=kept_to(config, folder))
    assert "link" not in report.people.joined_by


def test_a_record_that_matches_two_others_is_ambiguous() -> None:
    pairs = [
        Pair(left="a", right="b", probability=0.9),
        Pair(left="a", right="c", probability=0.8),
        Pair(left="d", right="e", probability=0.6),
    ]
    found = Found(pairs=pairs, records=25)
    assert found.row(0.5)["share_ambiguous"] == 0.04
    assert (found.row(0.85)["links"], found.row(0.85)["ambiguous"]) == (1, 0)


def test_a_line_that_is_no_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("left,right,probability\na,b,0.9\nc,d\n")
    with pytest.raises(ConfigError, match="line 3"):
        links_in(tmp_path)
