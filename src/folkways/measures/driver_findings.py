"""The drivers that a build tells: of the outcomes in `folkways.toml`, else of each survey that asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.errors import TooLittleData
from folkways.measures.drivers import RATED, SCORED, find_drivers
from folkways.measures.sql import Query
from folkways.model.config import Config, DriversConfig
from folkways.model.evidence import Window
from folkways.model.survey import DriverFindings, DriversRefused, KeyDrivers, SurveyQuestion

LEAST_RATED = 2
"""With one rated touchpoint there is nothing to part."""
PREFERRED = ("csat", "nps", "rating", "ces")


def tell_drivers(
    query: Query,
    tables: frozenset[str],
    questions: Sequence[SurveyQuestion],
    config: Config,
    *,
    window: Window,
    run: str,
) -> DriverFindings:
    """Find the drivers of each outcome; where answers are too few, tell so.

    Raises UnknownName and ConfigError of an outcome in `folkways.toml` that is no question or no number.
    """
    found: list[KeyDrivers] = []
    refused: list[DriversRefused] = []
    for one in config.survey.drivers or outcomes(questions):
        try:
            drivers = find_drivers(
                query,
                tables,
                questions,
                one.outcome,
                yes=one.yes,
                drivers=one.drivers,
                min_cell=config.workspace.min_cell,
                seed=config.workspace.seed,
                window=window,
            )
        except TooLittleData as few:
            refused.append(DriversRefused(outcome=one.outcome, problem=few.problem, hint=few.hint or None))
        else:
            found.append(drivers)
    return DriverFindings(run=run, found=found, refused=refused)


def outcomes(questions: Sequence[SurveyQuestion]) -> list[DriversConfig]:
    """One outcome of each survey that rates two touchpoints or more: the scored question that is about none."""
    chosen: list[DriversConfig] = []
    for survey in dict.fromkeys(one.survey for one in questions):
        asked = [one for one in questions if one.survey == survey]
        whole = [one for one in asked if one.kind in SCORED and not one.touchpoint]
        rated = {one.question for one in asked if one.kind in RATED and one.touchpoint}
        if whole and len(rated) >= LEAST_RATED:
            first = min(whole, key=lambda one: (PREFERRED.index(one.kind), one.question))
            chosen.append(DriversConfig(outcome=first.question))
    return chosen
