"""The second pass over a journey document: what a schema cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from folkways.journeys.references import referred
from folkways.model.fault import Fault, pointer, words
from folkways.model.journey import Journey, Lane, Observation, Scale

Place = tuple[str | int, ...]

COLLECTIONS = (
    "personas", "actors", "touchpoints", "stages", "steps", "flows", "lanes", "cards", "measures", "evidence",
    "opportunities",
)  # fmt: skip
MEASURED_LANES = frozenset({"funnel", "measure", "time"})
FEELING = Scale(min=-2, max=2)
MANY_STEPS = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place."""

    place: Place
    problem: str
    hint: str = ""
    level: Literal["error", "warning", "note"] = "error"


def faults_of(journey: Journey, document: dict[str, Any]) -> list[Fault]:
    """Every fault, warning and note about a document whose shape is right already; `document` is its JSON."""
    return [
        Fault(
            place=pointer(found.place),
            words=words(found.place, document),
            problem=found.problem,
            hint=found.hint,
            level=found.level,
        )
        for look in (_twins, _dangling, _ranks, _flows, _lanes, _cards, _values, _guard_rails)
        for found in look(journey)
    ]


def _twins(journey: Journey) -> Iterator[Finding]:
    """An id names one thing in the whole document."""
    seen: set[str] = set()
    for name in COLLECTIONS:
        for number, one in enumerate(getattr(journey, name)):
            if one.id in seen:
                yield Finding(
                    (name, number, "id"), f"The id {one.id!r} is taken already.", "Give it an id of its own."
                )
            seen.add(one.id)


def _dangling(journey: Journey) -> Iterator[Finding]:
    known = {name: {one.id for one in getattr(journey, name)} for name in COLLECTIONS}
    for reference in referred(journey):
        if reference.id not in known[reference.collection]:
            problem = f"There is no {reference.kind} {reference.id!r}."
            yield Finding(
                reference.place, problem, f"Add it to `{reference.collection}`, or refer to another."
            )


def _ranks(journey: Journey) -> Iterator[Finding]:
    """Among things of one parent each rank stands once."""
    families: tuple[tuple[str, list[tuple[object, str]]], ...] = (
        ("stages", [((), one.rank) for one in journey.stages]),
        ("steps", [(one.stage, one.rank) for one in journey.steps]),
        ("lanes", [((), one.rank) for one in journey.lanes]),
        ("cards", [((one.lane, one.step, one.stage, one.parked), one.rank) for one in journey.cards]),
    )
    for name, family in families:
        counts = Counter(family)
        for number, one in enumerate(family):
            if counts[one] > 1:
                yield Finding(
                    (name, number, "rank"),
                    f"The rank {one[1]!r} is taken by a neighbour.",
                    "Ranks give the order: take one between two others.",
                )


def _flows(journey: Journey) -> Iterator[Finding]:
    for number, flow in enumerate(journey.flows):
        if flow.kind == "dropout" and flow.to is not None:
            yield Finding(
                ("flows", number, "to"),
                "A drop-out leads nowhere.",
                "Take `to` out, or give the flow another kind.",
            )
        if flow.to == flow.from_:
            yield Finding(
                ("flows", number),
                "A step does not lead to itself.",
                "Tell repeats by a measure or a deviation.",
            )


def _lanes(journey: Journey) -> Iterator[Finding]:
    for number, lane in enumerate(journey.lanes):
        if lane.scale and lane.scale.min >= lane.scale.max:
            yield Finding(
                ("lanes", number, "scale"), "The scale ends before it begins.", "`min` is less than `max`."
            )
        if lane.type in MEASURED_LANES and lane.measure is None:
            yield Finding(
                ("lanes", number),
                f"A lane of type {lane.type!r} shows a measure, and names none.",
                "Add `measure`, or make it a lane of text.",
            )


def _cards(journey: Journey) -> Iterator[Finding]:
    lanes = {lane.id: lane for lane in journey.lanes}
    for number, card in enumerate(journey.cards):
        lane = lanes.get(card.lane)
        if lane is None:
            continue
        if lane.scope == "step" and card.stage and not card.step:
            yield Finding(
                ("cards", number, "stage"), "The lane has cards on steps only.", "Put the card on a step."
            )
        if lane.scope == "stage" and card.step:
            yield Finding(
                ("cards", number, "step"), "The lane has cards on stages only.", "Put the card on a stage."
            )
        scale = _scale_of(lane)
        if card.value is not None and scale and not scale.min <= card.value <= scale.max:
            problem = f"{card.value:g} is off the lane's scale, {scale.min:g} to {scale.max:g}."
            yield Finding(("cards", number, "value"), problem, "Take a value on the scale.")


def _scale_of(lane: Lane) -> Scale | None:
    return lane.scale or (FEELING if lane.type == "emotion" else None)


def _values(journey: Journey) -> Iterator[Finding]:
    seen = journey.observations
    for number, value in enumerate(seen.values if seen else ()):
        place: Place = ("observations", "values", number)
        if sum(part is not None for part in (value.step, value.stage, value.flow)) > 1:
            yield Finding(place, "A value stands in one place: a step, a stage or a flow.", "Split it.")
        yield from _bounds(value, place)


def _bounds(value: Observation, place: Place) -> Iterator[Finding]:
    at = value.at
    if at is None:
        return
    if (at.lo is not None and at.lo > at.v) or (at.hi is not None and at.hi < at.v):
        yield Finding((*place, "at"), "The value lies outside its own interval.", "`lo` ≤ `v` ≤ `hi`.")
    if at.level is not None and not 0 < at.level < 1:
        yield Finding((*place, "at", "level"), "A level is a share, as .95.", "Write it between 0 and 1.")


def _guard_rails(journey: Journey) -> Iterator[Finding]:
    """Advice, never a fault."""
    english = (journey.lang or "en").split("-")[0] == "en"
    for number, step in enumerate(journey.steps):
        if english and not _says_what_happens(step.title.split()):
            problem = f"{step.title!r} has no verb of the customer's."
            yield Finding(
                ("steps", number, "title"),
                problem,
                "Say what the customer does: `Goes to checkout`.",
                "warning",
            )
    if len(journey.steps) > MANY_STEPS:
        yield Finding(
            ("steps",),
            f"{len(journey.steps)} steps are many for one map.",
            "Put some into a sub-journey.",
            "note",
        )
    if journey.cards and not any(card.basis == "measured" for card in journey.cards):
        yield Finding(("cards",), "No card is measured: this is a sketch.", "", "note")


def _says_what_happens(title: Sequence[str]) -> bool:
    """Whether a word looks like a verb of one person: `goes`, `compares`, or the title speaks as `I`."""
    return any(word.lower() == "i" or (word.endswith("s") and not word.endswith("ss")) for word in title)
