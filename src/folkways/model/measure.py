"""Measures: the usual numbers of a business, each with interval, denominator and the query that repeats it."""

from __future__ import annotations

from typing import Literal

from folkways.model.evidence import Claim, Evidence, Figure, Id, Window
from folkways.model.noun import DocumentPart

GroupedBy = Literal["overall", "persona", "month", "wave"]


class MeasuredValue(DocumentPart):
    """One value of a measure, for everybody or for one group.

    `group` is the name of the group (a persona's, a month as `2017-03`, a wave of a survey), `group_id` a persona's id.
    `minor` holds an amount of money exactly, in minor units, since documents round to six digits.
    """

    measure: str
    by: GroupedBy = "overall"
    group: str | None = None
    group_id: Id | None = None
    figure: Figure
    minor: int | None = None


class MeasureDefinition(DocumentPart):
    """What a measure counts: its name, its unit, its denominator in words, and which direction is good.

    `question` is that of a survey which it scores.
    """

    key: str
    name: str
    unit: str
    denominator: str
    better: Literal["higher", "lower", "neither"] = "neither"
    question: str | None = None


class Measures(DocumentPart):
    """All measures of one build. A measure that the data cannot give is absent; `absent` says why."""

    format: Literal["folkways.measures"] = "folkways.measures"
    as_of: str
    run: str
    window: Window
    min_cell: int
    currency: str
    definitions: list[MeasureDefinition]
    values: list[MeasuredValue]
    absent: list[Claim] = []
    evidence: list[Evidence]

    def found(self, measure: str, group: str | None = None) -> MeasuredValue | None:
        """The value of a measure for everybody, or for the group with this name or id; None where there is none."""
        return next(
            (
                one
                for one in self.values
                if one.measure == measure
                and group in ((None,) if one.by == "overall" else (one.group, one.group_id))
            ),
            None,
        )
