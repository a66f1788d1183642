"""The whole way from tables to documents, on the invented corner shop: what is told is true and can be repeated."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import duckdb
import pyarrow as pa
import pytest
from tests.personas.invented import CONFIG, found, habit_of, shop, told

from folkways.engines.locked import locked_down
from folkways.model.canonical import canonical_json
from folkways.model.evidence import Claim, Figure
from folkways.model.persona import Persona

PERSONAS = range(3)


@cache
def opened() -> duckdb.DuckDBPyConnection:
    return locked_down({**shop(), "features": told().features, "members": told().members})


def query(sql: str) -> pa.Table:
    return opened().sql(sql).to_arrow_table()


def figures(persona: Persona) -> Iterator[Figure]:
    seen = persona.observations
    yield from (seen.size, seen.share, *seen.measures.values(), *seen.cited.values())
    if seen.value_share:
        yield seen.value_share
    for trait in seen.traits:
        yield from (trait.here, trait.elsewhere, trait.difference)


def claims(persona: Persona) -> list[Claim]:
    told_of = [persona.tagline, *persona.story, *persona.sets_apart, *persona.channels, *persona.times]
    checked = [check.result for check in persona.validation if check.result]
    return [*told_of, *persona.value, *persona.not_covered, *checked]


def same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=6e-6, abs_tol=1e-9)


def test_planted_habits_are_found_again() -> None:
    members = told().members.to_pylist()
    by_persona: dict[str, list[str]] = {}
    for row in members:
        by_persona.setdefault(row["persona"], []).append(habit_of(int(row["customer_id"][1:])))
    assert len(told().personas) == 3
    purity = [max(map(kinds.count, set(kinds))) / len(kinds) for kinds in by_persona.values()]
    assert min(purity) > 0.95


def test_personas_stand_in_order_of_size() -> None:
    sizes = [one.observations.size.value for one in told().personas]
    assert sizes == sorted(sizes, key=lambda size: -(size or 0))
    assert [one.id for one in told().personas] == told().set.personas


@pytest.mark.parametrize("at", PERSONAS)
def test_every_figures_query_repeats_its_value(at: int) -> None:
    persona = told().personas[at]
    records = {one.id: one for one in persona.evidence}
    looked = 0
    for figure in figures(persona):
        sql = records[figure.evidence].query
        if figure.suppressed or sql is None:
            continue
        looked += 1
        value = query(sql).column("value")[0].as_py()
        assert same(float(value), figure.value or 0.0), (records[figure.evidence].title, value, figure)
    assert looked > 60


@pytest.mark.parametrize("at", PERSONAS)
def test_every_distributions_query_repeats_its_bars(at: int) -> None:
    persona = told().personas[at]
    records = {one.id: one for one in persona.evidence}
    for trait in persona.observations.traits:
        assert trait.distribution
        rows = {
            row["level"]: row for row in query(records[trait.distribution.evidence].query or "").to_pylist()
        }
        for level, bar in enumerate(trait.distribution.bars):
            if not bar.suppressed:
                assert same(rows.get(level, {"here": 0.0})["here"], bar.here or 0.0)
                assert same(rows.get(level, {"elsewhere": 0.0})["elsewhere"], bar.elsewhere or 0.0)


@pytest.mark.parametrize("at", PERSONAS)
def test_the_prevalence_query_repeats_the_curve(at: int) -> None:
    persona = told().personas[at]
    curve = persona.observations.prevalence
    assert curve
    sql = next(one.query for one in persona.evidence if one.id == curve.evidence)
    rows = {row["k"]: row for row in query(sql or "").to_pylist()}
    for point in curve.points:
        assert same(rows[point.k]["members"], point.members)
        assert same(rows[point.k]["others"], point.others)
    assert [point.members for point in curve.points] == sorted(
        (p.members for p in curve.points), reverse=True
    )


@pytest.mark.parametrize("at", PERSONAS)
def test_every_sentence_cites_evidence_that_the_document_holds(at: int) -> None:
    persona = told().personas[at]
    held = {one.id for one in persona.evidence}
    for claim in claims(persona):
        assert claim.evidence
        assert set(claim.evidence) <= held, claim.text


@pytest.mark.parametrize("at", PERSONAS)
def test_a_story_does_not_begin_two_sentences_alike(at: int) -> None:
    words = [claim.text.split(" ", 1)[0] for claim in told().personas[at].story]
    assert len(words) >= 4
    assert all(a != b for a, b in pairwise(words))


def test_names_are_unique_and_say_what_people_do() -> None:
    names = [one.name for one in told().personas]
    assert len(set(names)) == len(names)
    assert not any(word in name for name in names for word in ("young", "old", "Age", "Loyalty"))
    early = next(one for one in told().personas if "coffee" in one.name)
    assert "Early-morning" in early.name


def test_forbidden_traits_are_nowhere_and_sensitive_ones_in_no_sentence() -> None:
    for persona in told().personas:
        assert not any("secret" in trait.key for trait in persona.observations.traits)
        assert any(trait.key == "trait_age" for trait in persona.observations.traits)
        assert not any("Age" in claim.text for claim in claims(persona))
    assert "trait_secret" not in told().features.column_names


def test_what_the_data_say_nothing_of_stays_empty() -> None:
    for persona in told().personas:
        assert persona.goals == persona.pains == persona.quotes == []
        done = {check.kind: check.done for check in persona.validation}
        assert done == {"statistics": True, "customers": False, "team": False, "use": False}


def test_demographics_come_last() -> None:
    for persona in told().personas:
        topics = [trait.topic == "demographics" for trait in persona.observations.traits]
        assert topics == sorted(topics)


def test_no_shown_number_speaks_of_fewer_people_than_min_cell() -> None:
    least = CONFIG.workspace.min_cell
    for persona in told().personas:
        for figure in figures(persona):
            assert figure.n is None or figure.n >= least or figure.unit == "groups"
        for trait in persona.observations.traits:
            assert trait.distribution
            known = trait.distribution.known
            for bar in trait.distribution.bars:
                assert bar.suppressed or not 0 < round((bar.here or 0) * known) < least


def test_the_same_tables_give_the_same_bytes() -> None:
    again = found(shop())
    assert [canonical_json(one) for one in again.personas] == [canonical_json(one) for one in told().personas]
    assert canonical_json(again.set) == canonical_json(told().set)
    assert again.members.equals(told().members)


def test_members_list_every_customer_once_with_a_posterior() -> None:
    members = told().members
    assert members.column_names == ["customer_id", "persona", "posterior"]
    ids = members["customer_id"].to_pylist()
    assert ids == sorted(set(ids))
    assert len(ids) == shop()["customers"].num_rows
    sizes = {one.id: one.observations.size.value for one in told().personas}
    for persona, size in sizes.items():
        assert members["persona"].to_pylist().count(persona) == size


def test_the_set_says_how_the_number_was_chosen() -> None:
    chosen = [one for one in told().set.candidates if one.chosen]
    assert [one.k for one in chosen] == [3]
    assert {one.method for one in told().set.rivals} >= {"latent classes", "k-means on one-hot codes"}
    assert told().set.customers == told().set.assigned + told().set.not_sure


def test_personas_that_foretell_the_last_quarter_say_so() -> None:
    cited = told().set.cited
    assert (cited["personas_over_average"].lo or 0) > 0.2
    assert any("saves" in claim.text for claim in told().set.robustness)


def identical(customers: int) -> dict[str, pa.Table]:
    """As many customers, each with the same five visits."""
    one = shop()["events"].slice(0, 5).to_pylist()
    rows = [
        {
            **event,
            "customer_id": f"i{number:03d}",
            "event_id": f"i{number}-{at}",
            "source_order": number * 5 + at,
        }
        for number in range(customers)
        for at, event in enumerate(one)
    ]
    return {"events": pa.Table.from_pylist(rows, schema=shop()["events"].schema)}


@pytest.mark.parametrize("customers", [1, 12, 150])
def test_one_customer_and_customers_all_alike_are_refused_with_figures(customers: int) -> None:
    refused = found(identical(customers))
    assert refused.personas == []
    assert refused.set.personas == []
    assert refused.set.refusal
    assert any(letter.isdigit() for letter in refused.set.refusal)
    assert refused.members["persona"].to_pylist() == [None] * customers
    assert refused.features.num_rows == customers


def test_no_customers_at_all_are_refused() -> None:
    nobody = {name: table.slice(0, 0) for name, table in shop().items()}
    refused = found(nobody)
    assert refused.set.refusal == "There are no customers."
    assert refused.members.num_rows == 0
