"""A journey's steps as rows."""

from __future__ import annotations

from folkways.model.journey import Journey, Value
from folkways.workspace.rows import Row

SHOWN = ("stage", "step", "customers", "visits", "goes_on", "leaves", "value_per_visit")
MEDIAN = 0.5
_Place = tuple[str, str | None, float | None]


def step_rows(journey: Journey) -> list[Row]:
    """One row for each step, in the map's order; an empty cell is suppressed or not known."""
    seen = _step_values(journey)
    stages = {one.id: one for one in journey.stages}
    ordered = sorted(journey.steps, key=lambda step: (stages[step.stage].rank, step.rank))
    rows: list[Row] = []
    for step in ordered:

        def at(measure: str, quantile: float | None = None, step: str = step.id) -> Value | None:
            return seen.get((f"mea_{measure}", step, quantile))

        on, customers, visits = at("goes-on"), at("customers"), at("visits")
        rows.append(
            {
                "id": journey.id,
                "title": journey.title,
                "persona": journey.personas[0].name if len(journey.personas) == 1 else None,
                "stage": stages[step.stage].title,
                "step": step.title,
                "customers": int(customers.v) if customers else None,
                "visits": int(visits.v) if visits else None,
                "goes_on": on.v if on else None,
                "goes_on_lo": on.lo if on else None,
                "goes_on_hi": on.hi if on else None,
                "leaves": _number(at("dropout")),
                "median_dwell_us": _number(at("time", MEDIAN)),
                "value_per_visit": _number(at("value-per-visit")),
            }
        )
    return rows


def _step_values(journey: Journey) -> dict[_Place, Value]:
    values = journey.observations.values if journey.observations else []
    return {
        (one.measure, one.step, one.quantile): one.at
        for one in values
        if one.step and one.at and not one.channel
    }


def _number(value: Value | None) -> float | None:
    return value.v if value else None
