"""All maps of a town and of a small shop, attacked together: no group of 1 to 9 customers can be worked out."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa
import pytest
from tests.journeys import attack, town

from folkways.journeys.mapping import map_journeys
from folkways.model.canonical import canonical_json
from folkways.model.journey import Journey, PersonaLayer

pytestmark = pytest.mark.slow

LEAST = 10
Drawn = tuple[list[dict], attack.Truth]


def truth(steps: pa.Table, whose: dict[str, str]) -> attack.Truth:
    """What really happened, from the table of steps."""
    visits = [
        attack.Visit(
            customer=one["customer_id"],
            persona=whose.get(one["customer_id"], attack.NOBODYS),
            step=one["step"],
            stage=one["stage"],
            outcome=one["outcome"],
            next_step=one["next_step"],
            timed=one["next_after_us"] is not None,
            valued=one["value"] is not None,
            channel=one["channel"],
        )
        for one in steps.to_pylist()
    ]
    early = {one["step"] for one in steps.to_pylist() if one["visit"] and one["stage"] == "stg_decision"}
    return attack.Truth(visits, early)


def drawn(customers: int, seed: int, shares: Sequence[float]) -> Drawn:
    """A town whose customers fall into personas of about these shares; the others have none."""
    chance, found = random.Random(seed), town.events(customers, seed)
    ids = sorted({one.unit for one in found})
    names = [f"psn_{number}" for number in range(len(shares))]
    whose = {one: chance.choices([*names, ""], [*shares, 1 - sum(shares)])[0] for one in ids}
    whose = {one: persona for one, persona in whose.items() if persona}
    layers = [PersonaLayer(id=f"per_{name[4:]}", persona=name, name=name, version=1) for name in names]
    members = pa.table({"customer_id": list(whose), "persona": list(whose.values())})
    partitions, codes = town.parts(found)
    mapped = map_journeys(partitions, codes, town.CONFIG, town.RELEASE, members=members, layers=layers)
    return [plain(one) for one in mapped.journeys], truth(mapped.steps, whose)


def plain(journey: Journey) -> dict:
    return json.loads(canonical_json(journey))


def told(documents: list[dict]) -> Iterator[dict]:
    return (one for document in documents for one in document["observations"]["values"] if "at" in one)


@pytest.mark.parametrize(
    ("customers", "shares"),
    [
        (150, (0.4,)),
        (300, (0.45, 0.44)),
        (300, (0.5, 0.5)),
        (800, (0.5, 0.3, 0.1)),
        (1200, (0.3, 0.3, 0.2, 0.1)),
    ],
)
@pytest.mark.parametrize("seed", [3, 4])
def test_a_towns_maps_give_no_small_group_away(customers: int, shares: tuple[float, ...], seed: int) -> None:
    documents, true = drawn(customers, seed, shares)
    assert sum(1 for _ in told(documents)) > 90, "there is something to attack"
    assert not attack.leaks(documents, true, LEAST)


def test_where_few_are_of_no_persona_only_their_number_is_told() -> None:
    """That so many are of no persona follows from the sizes, which are told of everybody; nothing else does."""
    documents, true = drawn(300, 4, (0.5, 0.48))
    few = true.who_all(attack.NOBODYS)
    assert 0 < len(few) < LEAST
    leaked = attack.leaks(documents, true, LEAST)
    assert {frozenset(true.together(one.groups)) for one in leaked} <= {frozenset(few)}
    assert [any("at" in one for one in document["observations"]["values"]) for document in documents] == [
        True,
        True,
        False,
    ]


def test_the_attack_finds_a_share_of_three_customers() -> None:
    """What stays away is put back: the attack sees it at once, by itself and by what is left without it."""
    documents, true = drawn(300, 3, (0.45, 0.44))
    everybody = documents[0]
    step = next(
        one["step"]
        for one in everybody["observations"]["values"]
        if one["measure"] == "mea_dropout"
        and "at" not in one
        and one["step"] not in hidden(everybody, "visits")
    )
    for one in everybody["observations"]["values"]:
        if one.get("step") == step and one["measure"] == "mea_dropout":
            del one["suppressed"]
            one["at"] = {"v": 0.1, "n": 10}
    assert any(group[2] == step for one in attack.leaks(documents, true, LEAST) for group in one.groups)


def hidden(document: dict, measure: str) -> set[str]:
    values = document["observations"]["values"]
    return {one["step"] for one in values if one["measure"] == f"mea_{measure}" and "at" not in one}


@pytest.mark.parametrize("seed", [3, 4])
def test_words_flows_and_marks_follow_the_numbers(seed: int) -> None:
    documents, _ = drawn(800, seed, (0.5, 0.3, 0.1))
    for document in documents:
        silent = hidden(document, "dropout")
        assert not [one for one in document.get("flows", []) if "to" not in one and one["from"] in silent]
        pains = {one["step"] for one in document["cards"] if one["lane"] == "lan_pains"}
        assert not pains & silent
        again = {one["step"] for one in document["observations"].get("deviations", [])}
        assert not again & hidden(document, "repeats")
        assert hidden(document, "dropout") == hidden(document, "goes-on")


def test_a_share_of_nobody_or_of_everybody_is_told() -> None:
    """At a step whose every visit goes on, 0% stay away: nobody is told of."""
    found = [town.event(f"c{number:02d}", town.START + day * 86_400_000_000, "Pub") for number in range(40)
             for day in range(0, 200, 10)]  # fmt: skip
    partitions, names = town.parts(town.in_order(found), 1)
    mapped = map_journeys(partitions, names, town.CONFIG, town.RELEASE)
    values = {
        (one["measure"], one["step"]): one for one in told([plain(mapped.journeys[0])]) if "step" in one
    }
    with duckdb.connect() as connection:
        connection.register("steps", mapped.steps)
        (away,) = connection.execute("SELECT count(*) FROM steps WHERE outcome = 'away'").fetchall()[0]
    assert away == 0
    (dropout,) = [one for (measure, _), one in values.items() if measure == "mea_dropout"]
    assert dropout["at"]["v"] == 0


def test_two_builds_are_not_protected_from_each_other_as_the_guide_says() -> None:
    """The limit that `docs/how-to/keep-personal-data-safe.md` states: before less after is the customer forgotten."""
    before = town.events(300)
    gone = max({one.unit for one in before}, key=lambda unit: sum(one.unit == unit for one in before))
    after = [one for one in before if one.unit != gone]
    whole: list[int] = []
    for found in (before, after):
        partitions, names = town.parts(found, 1)
        (journey,) = map_journeys(partitions, names, town.CONFIG, town.RELEASE).journeys
        whole.append(next(one["n"] for one in plain(journey)["evidence"] if one["unit"] == "events"))
    assert whole[0] - whole[1] == len(before) - len(after)
