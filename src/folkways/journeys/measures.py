"""What a journey map measures: names, units, denominators, methods, and the query that repeats each value.

A query speaks of the tables of a snapshot. `{those}` in it becomes the customers of the map; `$step`, `$from`,
`$to`, `$stage`, `$channel`, `$quantile` and `$persona` stand for the keys of the observation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from folkways.model.evidence import Evidence, Window
from folkways.model.journey import Measure
from folkways.stats.ratio import QUANTILE_METHOD, RATIO_METHOD, SHARE_METHOD

CURRENCY = "currency"
Unit = Literal["customer", "case", "account"]
Counted = Literal["customers", "visits"]
Kind = Literal["count", "share", "conversion", "dropout", "duration", "revenue"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMeasure:
    """One measure of the map; `counted` is what stands in its denominator."""

    key: str
    name: str
    unit: str
    kind: Kind
    better: Better
    counted: Counted
    title: str
    denominator: str
    method: str
    query: str


MEASURES: tuple[StepMeasure, ...] = (
    StepMeasure(
        key="customers",
        name="Customers here",
        unit="customers",
        kind="count",
        better="neither",
        counted="customers",
        title="Customers with at least one event at the step",
        denominator="customers of this map",
        method="count of distinct customers",
        query="SELECT count(DISTINCT customer_id) FROM {those} WHERE step = $step",
    ),
    StepMeasure(
        key="stage-customers",
        name="Customers in the stage",
        unit="customers",
        kind="count",
        better="neither",
        counted="customers",
        title="Customers with at least one event in the stage",
        denominator="customers of this map",
        method="count of distinct customers",
        query="SELECT count(DISTINCT customer_id) FROM {those} WHERE stage = $stage",
    ),
    StepMeasure(
        key="stage-reach",
        name="Reach the stage",
        unit="share",
        kind="share",
        better="higher",
        counted="customers",
        title="Share of customers with at least one event in the stage",
        denominator="customers of this map who have any event",
        method="wilson",
        query="SELECT count(DISTINCT customer_id) FILTER (WHERE stage = $stage) / count(DISTINCT customer_id) "
        "FROM {those}",
    ),
    StepMeasure(
        key="visits",
        name="Events here",
        unit="visits",
        kind="count",
        better="neither",
        counted="visits",
        title="Events at the step",
        denominator="events of this map's customers",
        method="count",
        query="SELECT count(*) FROM {those} WHERE step = $step",
    ),
    StepMeasure(
        key="reach",
        name="Come by here",
        unit="share",
        kind="share",
        better="neither",
        counted="customers",
        title="Share of customers who come to the step at least once",
        denominator="customers of this map who have any event",
        method="wilson",
        query="SELECT count(DISTINCT customer_id) FILTER (WHERE step = $step) / count(DISTINCT customer_id) "
        "FROM {those}",
    ),
    StepMeasure(
        key="goes-on",
        name="Goes on",
        unit="share",
        kind="conversion",
        better="higher",
        counted="visits",
        title="Share of events at the step with another visit of the same customer within {silence}",
        denominator="events at the step, without those less than {silence} before the end of the data that no "
        "visit follows (open)",
        method=SHARE_METHOD,
        query="SELECT count(*) FILTER (WHERE outcome IN ('on', 'again')) / count(*) FROM {those} "
        "WHERE step = $step AND outcome <> 'open'",
    ),
    StepMeasure(
        key="dropout",
        name="Stays away (of events)",
        unit="share",
        kind="dropout",
        better="lower",
        counted="visits",
        title="Share of events at the step after which the same customer makes no visit for {silence} or more",
        denominator="events at the step, without those less than {silence} before the end of the data that no "
        "visit follows (open)",
        method=SHARE_METHOD,
        query="SELECT count(*) FILTER (WHERE outcome = 'away') / count(*) FROM {those} "
        "WHERE step = $step AND outcome <> 'open'",
    ),
    StepMeasure(
        key="repeats",
        name="Does the same again",
        unit="share",
        kind="share",
        better="neither",
        counted="visits",
        title="Share of events at the step whose next visit, within {silence}, is at the same step",
        denominator="events at the step that are not open",
        method=SHARE_METHOD,
        query="SELECT count(*) FILTER (WHERE outcome = 'again') / count(*) FROM {those} "
        "WHERE step = $step AND outcome <> 'open'",
    ),
    StepMeasure(
        key="flow",
        name="Goes there next",
        unit="share",
        kind="share",
        better="neither",
        counted="visits",
        title="Share of events at the first step whose next visit, within {silence}, is at the second",
        denominator="events at the first step that are not open",
        method=SHARE_METHOD,
        query="SELECT count(*) FILTER (WHERE outcome = 'on' AND next_step = $to) / count(*) FROM {those} "
        "WHERE step = $from AND outcome <> 'open'",
    ),
    StepMeasure(
        key="time",
        name="Time until the next visit",
        unit="microseconds",
        kind="duration",
        better="neither",
        counted="visits",
        title="Time from an event at the step to the same customer's next visit",
        denominator="events at the step with another visit within {silence}, both known to the minute",
        method=QUANTILE_METHOD,
        query="SELECT quantile_cont(next_after_us, $quantile) FROM {those} WHERE step = $step",
    ),
    StepMeasure(
        key="flow-time",
        name="Time on this flow",
        unit="microseconds",
        kind="duration",
        better="neither",
        counted="visits",
        title="Time from an event at the first step to the next visit, where that is at the second",
        denominator="events at the first step whose next visit, within {silence}, is at the second, both known to "
        "the minute",
        method=QUANTILE_METHOD,
        query="SELECT quantile_cont(next_after_us, $quantile) FROM {those} WHERE step = $from AND next_step = $to",
    ),
    StepMeasure(
        key="channel",
        name="By this channel",
        unit="share",
        kind="share",
        better="neither",
        counted="visits",
        title="Share of events at the step that happened in the channel",
        denominator="events at the step",
        method=SHARE_METHOD,
        query="SELECT count(*) FILTER (WHERE channel = $channel) / count(*) FROM {those} WHERE step = $step",
    ),
    StepMeasure(
        key="value-per-visit",
        name="Value per event",
        unit=CURRENCY,
        kind="revenue",
        better="higher",
        counted="visits",
        title="Mean value of the events at the step",
        denominator="events at the step that have a value",
        method=RATIO_METHOD,
        query="SELECT avg(value) / {minor} FROM {those} WHERE step = $step",
    ),
    StepMeasure(
        key="value-share",
        name="Share of all value",
        unit="share",
        kind="share",
        better="neither",
        counted="customers",
        title="Share of the customers' whole value that was made at the step",
        denominator="value of all events of this map's customers",
        method=RATIO_METHOD,
        query="SELECT sum(value) FILTER (WHERE step = $step) / sum(value) FROM {those}",
    ),
    StepMeasure(
        key="coverage",
        name="On the map",
        unit="share",
        kind="share",
        better="higher",
        counted="visits",
        title="Share of all events that stand at a step whose visits are told; the rest are at steps of too few "
        "customers, and at steps held back to protect those",
        denominator="events of this map's customers",
        method="count",
        query="SELECT count(*) FILTER (WHERE step IN ({steps})) / count(*) FROM {those}",
    ),
    StepMeasure(
        key="flows-coverage",
        name="On drawn flows",
        unit="share",
        kind="share",
        better="higher",
        counted="visits",
        title="Share of all goings-on to another step along a flow drawn on this map",
        denominator="events whose next visit, within {silence}, is at another step, at the map's steps that tell who "
        "goes on and who does the same again",
        method="count",
        query="SELECT count(*) FILTER (WHERE (step, next_step) IN ({flows})) / count(*) FROM {those} "
        "WHERE outcome = 'on' AND step IN ({parted})",
    ),
)

ONE_PERSONA = "(SELECT * FROM steps JOIN members USING (customer_id) WHERE persona = $persona)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the words of the measures depend on; `of_persona` says that the map is one persona's.

    `unit` is what the map's journeys belong to, `table` the table of their steps.
    """

    currency: str
    minor: int
    silence: str
    of_persona: bool
    table: str
    unit: Unit
    steps: tuple[str, ...]
    parted: tuple[str, ...]
    flows: tuple[tuple[str, str], ...]

    def of_unit(self, text: str) -> str:
        """A text about customers, said of the unit."""
        if self.unit == "customer":
            return text
        named = {"customer_id": f"{self.unit}_id"} | {
            word: word.replace("customer", self.unit).replace("Customer", self.unit.capitalize())
            for word in ("customers", "Customers", "customer", "Customer")
        }
        return re.sub(r"\b(customer_id|[Cc]ustomers?)\b", lambda found: named[found[0]], text)

    def filled(self, text: str) -> str:
        return self.of_unit(text).format(
            silence=self.silence,
            minor=f"{self.minor}.0",
            those=ONE_PERSONA.replace("FROM steps", f"FROM {self.table}") if self.of_persona else self.table,
            steps=", ".join(f"'{step}'" for step in self.steps) or "''",
            parted=", ".join(f"'{step}'" for step in self.parted) or "''",
            flows=", ".join(f"('{step}', '{to}')" for step, to in self.flows) or "('', '')",
        )


def measure_of(asked: StepMeasure, wording: Wording) -> Measure:
    return Measure(
        id=f"mea_{asked.key}",
        name=wording.of_unit(asked.name),
        unit=wording.currency if asked.unit == CURRENCY else wording.of_unit(asked.unit),
        kind=asked.kind,
        better=asked.better,
        evidence=[f"evd_{asked.key}"],
    )


def evidence_of(asked: StepMeasure, wording: Wording, n: int | None, window: Window) -> Evidence:
    """The record behind a measure: what was counted, in what, how, and the query that repeats it."""
    return Evidence(
        id=f"evd_{asked.key}",
        kind="events",
        title=wording.filled(asked.title),
        n=n,
        unit="events" if asked.counted == "visits" else wording.of_unit(asked.counted),
        denominator=wording.filled(asked.denominator),
        window=window,
        method=wording.of_unit(asked.method),
        query=wording.filled(asked.query),
    )
