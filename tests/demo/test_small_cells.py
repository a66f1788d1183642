"""No number of the demo speaks of fewer people than `min_cell`, directly or by subtraction."""

from __future__ import annotations

import duckdb
import pytest
from tests.demo import journey_sql
from tests.demo.displayed import Documents, shown
from tests.demo.witness import Witness
from tests.journeys import attack

pytestmark = pytest.mark.slow

LEAST = 10
AT_STEP = {
    "customers": ("customers",), "visits": ("customers",), "reach": ("customers", "absent"),
    "goes-on": ("closers", "stayers", "leavers"), "dropout": ("closers", "stayers", "leavers"),
    "repeats": ("closers", "repeaters", "changers"), "time": ("timers",),
    "value-per-visit": ("valuers",), "value-share": ("valuers",),
}  # fmt: skip
"""Which people a number at a step tells of: those it is a rate of, those it counts and those it leaves out."""


def few(people: int) -> bool:
    return 0 < people < LEAST


def seen(con: duckdb.DuckDBPyConnection, table: str, *place: str) -> dict[tuple, dict]:
    return {tuple(one[part] for part in place): one for one in journey_sql.rows(con, f"FROM {table}")}


def test_numbers_of_a_map_speak_of_ten_customers_or_more(
    source: duckdb.DuckDBPyConnection, documents: Documents, witness: Witness
) -> None:
    steps = seen(source, "at_step", "scope", "stage", "touchpoint")
    flows = seen(source, "on_flow", "scope", "stage", "touchpoint", "to_stage", "to_touchpoint")
    stages = seen(source, "in_stage", "scope", "stage")
    channels = seen(source, "by_channel", "scope", "stage", "touchpoint", "channel")
    sizes = {one["scope"]: one["customers"] for one in journey_sql.rows(source, "FROM whole")}
    looked, thin = 0, []
    for journey in documents.told("journeys"):
        scope = witness.scope(journey["id"])
        for one in shown(f"journeys/{journey['id']}", journey):
            measure, keys = one.keys["measure"].removeprefix("mea_"), one.keys
            if one.suppressed or measure.endswith("coverage"):
                continue
            looked += 1
            if "flow" in keys and measure != "dropout":
                flow = flows[scope, *witness.ends(journey["id"], keys["flow"])]
                told = [flow["timers" if measure == "flow-time" else "customers"]]
            elif "stage" in keys:
                here = stages[scope, keys["stage"].removeprefix("stg_")]["customers"]
                told = [here, sizes[scope] - here]
            elif "channel" in keys:
                step = witness.steps[journey["id"], keys["step"]]
                told = [channels[scope, *step, keys["channel"]]["customers"]]
            elif "flow" in keys:
                told = [steps[scope, *witness.ends(journey["id"], keys["flow"])]["leavers"]]
            else:
                at = steps[scope, *witness.steps[journey["id"], keys["step"]]]
                told = [(at | {"absent": sizes[scope] - at["customers"]})[who] for who in AT_STEP[measure]]
            if any(map(few, told)):
                thin.append(f"{keys}: {told}")
    assert looked > 1000
    assert not thin


def test_what_a_map_holds_back_cannot_be_subtracted_from_what_it_tells(
    source: duckdb.DuckDBPyConnection, documents: Documents, witness: Witness
) -> None:
    """All visits, the share that is on the map, and the visits of each step: what is left over is told as well."""
    steps = seen(source, "at_step", "scope", "stage", "touchpoint")
    given_away = []
    for journey in documents.told("journeys"):
        scope = witness.scope(journey["id"])
        values = journey["observations"]["values"]
        (coverage,) = [one["at"] for one in values if one["measure"] == "mea_coverage"]
        left_over = round(coverage["n"] * (1 - coverage["v"]))
        there = [at for place, at in steps.items() if place[0] == scope]
        for visible in (witness.told_steps(journey["id"]), witness.shown_steps(journey["id"])):
            hidden = [at for at in there if (at["stage"], at["touchpoint"]) not in visible]
            people, visits = (sum(at[of] for at in hidden) for of in ("customers", "events"))
            if left_over == visits and few(people):
                given_away.append(
                    f"{journey['id']}: {visits} visits of at most {people} customers are left over"
                )
    assert not given_away


def visits(con: duckdb.DuckDBPyConnection, witness: Witness) -> list[attack.Visit]:
    """Every event of the source as the attack knows it; steps by the id that some map gives them."""
    ids = {place: step for (_, step), place in witness.steps.items()}
    told = journey_sql.rows(con, "FROM walk LEFT JOIN mine USING (customer_id)")

    def named(stage: str | None, touchpoint: str | None) -> str | None:
        return ids.get((stage, touchpoint), f"{stage}/{touchpoint}") if stage and touchpoint else None

    return [
        attack.Visit(
            customer=one["customer_id"],
            persona=one["persona"] or attack.NOBODYS,
            step=named(one["stage"], one["touchpoint"]) or "",
            stage=f"stg_{one['stage']}",
            outcome=one["outcome"],
            next_step=named(one["to_stage"], one["to_touchpoint"]),
            timed=one["gap"] is not None,
            valued=one["cents"] is not None,
            channel=one["channel"],
        )
        for one in told
    ]


def test_all_maps_together_give_no_group_of_fewer_than_ten_customers_away(
    source: duckdb.DuckDBPyConnection, documents: Documents, witness: Witness
) -> None:
    """Every number of every map as an equation, solved."""
    made = visits(source, witness)
    once = "SELECT DISTINCT s.stage, s.touchpoint FROM stepped s JOIN told t USING (touchpoint) "
    once += "WHERE t.visit AND t.early <> t.late AND s.stage = t.early"
    ids = {place: step for (_, step), place in witness.steps.items()}
    first = {ids.get(place, "/".join(place)) for place in source.execute(once).fetchall()}
    found = attack.leaks(documents.told("journeys"), attack.Truth(made, first), LEAST)
    assert not found, found[:5]


def test_personas_speak_of_ten_customers_or_more(
    source: duckdb.DuckDBPyConnection, documents: Documents, witness: Witness
) -> None:
    thin = []
    for persona in documents.told("personas"):
        name = persona["id"]
        for one in shown(f"personas/{name}", persona):
            if one.suppressed:
                continue
            if one.name.startswith("persona.trait."):
                thin += [f"{one.keys}: {one.told['n']}"] if few(one.told.get("n", LEAST)) else []
            if one.name.startswith("persona.distribution.") and "label" in one.keys:
                people = witness.in_bar(one.keys, one.name.endswith("here"))
                thin += [f"{one.keys}: {people}"] if few(people) else []
            if one.name.startswith("persona.prevalence."):
                people = witness.prevalence(one.keys)[2 + one.name.endswith("others")]
                thin += [f"{one.name} {one.keys}: {people}"] if few(people) else []
        described = witness.people[name]["traits"]["described"]
        known = persona["observations"].get("cited", {}).get("known_traits", {})
        thin += [f"known traits of {name}: {described}"] if "value" in known and few(described) else []
    assert not thin
