"""The flows between steps: on, aside, back, and out."""

from __future__ import annotations

from collections.abc import Mapping

from folkways.journeys.map_counts import MapCounts
from folkways.journeys.observed import away_shown, flow_id
from folkways.model.journey import Flow, FlowKind


def flows(sheet: MapCounts, order: Mapping[int, int]) -> list[Flow]:
    """The flows that a map shows. `order` is the place of each step on the map.

    A flow to an earlier step is a loop; of the others the widest out of a step is what comes next, the rest branch
    off. A step that stays the same is no flow.
    """
    return [
        *(_recorded(sheet, step, to, _kind(sheet, order, step, to)) for step, to in sheet.flows),
        *(_recorded(sheet, step, None, "dropout") for step in sheet.steps if away_shown(sheet, step)),
    ]


def _recorded(sheet: MapCounts, step: int, to: int | None, kind: FlowKind) -> Flow:
    ends = {"from": sheet.book.ids[step]} | ({} if to is None else {"to": sheet.book.ids[to]})
    measures = ["mea_dropout"] if to is None else ["mea_flow", "mea_flow-time"]
    told = {"id": flow_id(sheet, step, to), "kind": kind, "origin": "recorded", "measures": measures}
    return Flow.model_validate(ends | told)


def _kind(sheet: MapCounts, order: Mapping[int, int], step: int, to: int) -> FlowKind:
    if order[to] < order[step]:
        return "loop"
    onward = [end for start, end in sheet.flows if start == step and order[end] > order[step]]
    widest = max(onward, key=lambda end: (sheet.flow(step, end).events, -order[end]))
    return "next" if to == widest else "branch"
