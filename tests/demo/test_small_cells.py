"""No number of the demo speaks of fewer people than `min_cell`, directly or by subtraction."""

from __future__ import annotations

import duckdb
import pytest
from tests.demo import journey_sql
from tests.demo.displayed import Documents, shown
from tests.demo.witness import Witness

pytestmark = pytest.mark.slow

LEAST = 10
AT_STEP = {
    "customers": "customers", "visits": "customers", "reach": "customers", "value-share": "customers",
    "goes-on": "closers", "dropout": "closers", "repeats": "closers", "time": "timers", "value-per-visit": "customers",
}  # fmt: skip
"""Which people stand in the denominator (of a count: in the count) of a number at a step."""


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
                people = flow["timers" if measure == "flow-time" else "customers"]
            elif "stage" in keys:
                people = stages[scope, keys["stage"].removeprefix("stg_")]["customers"]
            elif "channel" in keys:
                people = channels[scope, *witness.steps[journey["id"], keys["step"]], keys["channel"]][
                    "customers"
                ]
            elif "flow" in keys:
                people = steps[scope, *witness.ends(journey["id"], keys["flow"])]["leavers"]
            else:
                people = steps[scope, *witness.steps[journey["id"], keys["step"]]][AT_STEP[measure]]
            if people < LEAST:
                thin.append(f"{keys}: {people}")
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
