"""Weights for survey answers, so that each wave looks like the population that `folkways.toml` tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.errors import FolkwaysError, UnknownName
from folkways.measures.responses import RESPONSE, question_named
from folkways.measures.sql import Query, name, text
from folkways.model.config import Config, RakingMargin
from folkways.model.survey import Raking
from folkways.stats.raking import Margin, Raked, raked

Codes = NDArray[np.int64]
WEIGHTS = pa.schema(
    [
        pa.field("respondent_id", pa.string(), nullable=False),
        pa.field("survey", pa.string(), nullable=False),
        pa.field("wave", pa.string(), nullable=False),
        pa.field("raked", pa.float64(), nullable=False),
    ]
)
"""One row for each response; a survey or wave without a name is the empty text."""


def raked_weights(query: Query, config: Config) -> tuple[pa.Table, list[Raking]]:
    """Rake each wave of each survey to the margins told; nothing is raked where none are.

    Raises UnknownName when a margin names neither a trait nor a question, RakingFailed or TooLittleData (with survey
    and wave) when a wave cannot be made to look like the population.
    """
    margins = config.survey.raking
    if not margins:
        return WEIGHTS.empty_table(), []
    people = _people(query, config)
    waves = [f"{survey}\x1f{wave}" for survey, wave in zip(*_columns(people, "survey", "wave"), strict=True)]
    given = people["given"].to_numpy()
    weights, told = np.ones(people.num_rows), list[Raking]()
    for wave in sorted(set(waves)):
        rows = np.flatnonzero(np.array([one == wave for one in waves]))
        codes = [_codes(people, place, margin)[rows] for place, margin in enumerate(margins)]
        found = _raked(given[rows], margins, codes, config, wave)
        weights[rows] = found.weights
        told.append(_told(found, codes, wave, len(rows), config.workspace.min_cell))
    table = people.select(WEIGHTS.names[:3]).append_column("raked", pa.array(weights))
    return table.cast(WEIGHTS), told


def _columns(table: pa.Table, *names: str) -> list[list[str]]:
    return [table[one].to_pylist() for one in names]


def _people(query: Query, config: Config) -> pa.Table:
    """One row for each response: its weight as given, and the level of each margin (`m0`, `m1`, …)."""
    traits = query("SELECT * FROM customers LIMIT 0").column_names
    asked: list[str] = query("SELECT DISTINCT question FROM answers ORDER BY 1")["question"].to_pylist()
    levels = [
        _level(place, margin, config, traits, asked) for place, margin in enumerate(config.survey.raking)
    ]
    return query(
        f"SELECT respondent_id, survey, wave, coalesce(max(weight), 1.0) AS given, {', '.join(levels)} FROM (SELECT "
        f"{RESPONSE}, customer_id, question, coalesce(text, printf('%g', score)) AS told, weight FROM answers) "
        "LEFT JOIN customers USING (customer_id) GROUP BY ALL ORDER BY ALL"
    )


def _level(
    place: int, margin: RakingMargin, config: Config, traits: Sequence[str], asked: Sequence[str]
) -> str:
    if margin.trait in traits:
        return f"max({name(margin.trait)}::VARCHAR) AS m{place}"
    question = question_named(config, margin.trait)
    if question not in asked:
        raise UnknownName("trait or question to rake by", margin.trait, [*traits, *asked])
    return f"max(told) FILTER (WHERE question = {text(question)}) AS m{place}"


def _codes(people: pa.Table, place: int, margin: RakingMargin) -> Codes:
    at = {level: code for code, level in enumerate(margin.targets)}
    return np.array([at.get(one, -1) for one in people[f"m{place}"].to_pylist()], dtype=np.int64)


def _raked(
    given: NDArray[np.float64],
    margins: Sequence[RakingMargin],
    codes: Sequence[Codes],
    config: Config,
    wave: str,
) -> Raked:
    told = [
        Margin(
            trait=margin.trait,
            levels=tuple(margin.targets),
            targets=tuple(margin.targets.values()),
            codes=of_people,
        )
        for margin, of_people in zip(margins, codes, strict=True)
    ]
    try:
        return raked(given, told, trim=config.survey.trim)
    except FolkwaysError as error:
        place = " · ".join(filter(None, wave.split("\x1f"))) or "the survey"
        raise type(error)(f"Raking {place}: {error.problem}", hint=error.hint) from error


def _told(found: Raked, codes: Sequence[Codes], wave: str, count: int, least: int) -> Raking:
    survey, name_of_wave = (one or None for one in wave.split("\x1f"))
    shown = count >= least
    unknown = int((np.stack(codes) < 0).any(axis=0).sum())
    return Raking(
        survey=survey,
        wave=name_of_wave,
        respondents=count if shown else None,
        unknown=unknown if shown and (unknown == 0 or unknown >= least) else None,
        effective_n=found.effective_n if shown else None,
        design_effect=found.design_effect if shown else None,
        least_weight=float(found.weights.min()) if shown else None,
        greatest_weight=float(found.weights.max()) if shown else None,
        trimmed=found.trimmed if shown and (found.trimmed == 0 or found.trimmed >= least) else None,
        gap=found.gap if shown else None,
        rounds=found.rounds,
    )
