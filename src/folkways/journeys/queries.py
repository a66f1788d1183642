"""The query behind an observation, with its keys filled in, ready to be run over a snapshot's tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from folkways.errors import UnknownName
from folkways.measures.sql import text
from folkways.model.journey import Journey, Observation

_KEY = re.compile(r"\$([a-z]+)")


def parameters(journey: Journey, seen: Observation) -> dict[str, str | float]:
    """What `$persona`, `$step`, `$from`, `$to`, `$stage`, `$flow`, `$channel` and `$quantile` stand for.

    `$persona` is the id of the persona itself, as in the table `members`; of a flow, `$step` and `$from` are where it
    begins. Keys that the observation does not have are absent.
    """
    flow = next((one for one in journey.flows if one.id == seen.flow), None)
    layer = next((one for one in journey.personas if one.id == seen.persona), None)
    keys = {
        "persona": layer.persona if layer else None,
        "step": seen.step or (flow.from_ if flow else None),
        "stage": seen.stage,
        "flow": seen.flow,
        "from": flow.from_ if flow else None,
        "to": flow.to if flow else None,
        "channel": seen.channel,
        "quantile": seen.quantile,
    }
    return {key: value for key, value in keys.items() if value is not None}


def spelled(journey: Journey, seen: Observation) -> str:
    """The SQL that repeats the value of an observation, every `$key` replaced by a literal.

    Raises `UnknownName` where the measure cites no evidence with a query.
    """
    measure = next((one for one in journey.measures if one.id == seen.measure), None)
    cited = measure.evidence if measure else []
    queries = {one.id: one.query for one in journey.evidence if one.query}
    query = next((queries[name] for name in cited if name in queries), None)
    if query is None:
        raise UnknownName("query of measure", seen.measure, sorted(queries))
    return filled(query, parameters(journey, seen))


def filled(query: str, keys: Mapping[str, str | float]) -> str:
    """Put literals in the place of `$keys`; a key that has none stays as it is."""
    return _KEY.sub(lambda found: _literal(keys[found[1]]) if found[1] in keys else found[0], query)


def _literal(value: str | float) -> str:
    return text(value) if isinstance(value, str) else repr(value)
