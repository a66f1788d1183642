"""Every place in a journey document that refers to another by id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from folkways.model.journey import Journey


@dataclass(frozen=True, slots=True)
class Reference:
    """At `place` stands the `id` of a thing that `collection` should hold; people call it a `kind`."""

    place: tuple[str | int, ...]
    id: str
    collection: str
    kind: str


_REFERENCES: dict[str, dict[str, str]] = {
    "touchpoints": {"initiator": "actors", "receiver": "actors"},
    "steps": {"stage": "stages", "touchpoints": "touchpoints"},
    "flows": {"from_": "steps", "to": "steps", "measures": "measures"},
    "lanes": {"persona": "personas", "measure": "measures"},
    "cards": {
        "lane": "lanes",
        "step": "steps",
        "stage": "stages",
        "personas": "personas",
        "evidence": "evidence",
        "measures": "measures",
    },
    "measures": {"evidence": "evidence"},
    "opportunities": {"cards": "cards", "steps": "steps", "personas": "personas"},
}
_OBSERVED = {
    "measure": "measures",
    "step": "steps",
    "stage": "stages",
    "flow": "flows",
    "persona": "personas",
}
_KINDS = {"opportunities": "opportunity", "evidence": "evidence"}


def referred(journey: Journey) -> Iterator[Reference]:
    """All references inside the document; those to other documents (persona, counterpart, parent) are not checked."""
    for name, fields in _REFERENCES.items():
        for number, one in enumerate(getattr(journey, name)):
            yield from _of(one, (name, number), fields)
    seen = journey.observations
    if seen:
        for number, value in enumerate(seen.values):
            yield from _of(value, ("observations", "values", number), _OBSERVED)
        for number, deviation in enumerate(seen.deviations):
            yield from _of(deviation, ("observations", "deviations", number), {"step": "steps"})


def _of(one: object, place: tuple[str | int, ...], fields: dict[str, str]) -> Iterator[Reference]:
    for field, collection in fields.items():
        found: str | Sequence[str] | None = getattr(one, field)
        key, kind = field.rstrip("_"), _KINDS.get(collection, collection.removesuffix("s"))
        if isinstance(found, str):
            yield Reference((*place, key), found, collection, kind)
        else:
            for number, name in enumerate(found or ()):
                yield Reference((*place, key, number), name, collection, kind)
