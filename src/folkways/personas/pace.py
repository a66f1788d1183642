"""Features of pace: how often customers come, in how many weeks, how long apart and how regularly."""

from __future__ import annotations

from folkways.personas.feature import Feature, Words
from folkways.personas.ground import Ground

LEAST_GAPS = 4
LEAST_WEEKS = 4
"""Somebody known for less than four weeks counts as known for four."""


def pace(ground: Ground) -> list[Feature]:
    """All features of pace; customers with too few visits miss those that need gaps.

    They say how much rather than what, so they tell about personas and define none.
    """
    return [
        _visits_per_week(ground),
        _active_weeks(ground),
        _days_between_visits(ground),
        _days_since_last_visit(ground),
        _irregularity(ground),
    ]


def _gaps(ground: Ground) -> str:
    """SQL relation: the local days from each visit of a customer to the next, and their squares."""
    return (
        f"(SELECT customer_id, gap, gap::HUGEINT * gap AS squared FROM (SELECT customer_id, day - lag(day) OVER "
        f"(PARTITION BY customer_id ORDER BY visit) AS gap FROM (SELECT customer_id, visit, min(local_day) AS day "
        f"FROM {ground.visits} GROUP BY ALL)) WHERE gap IS NOT NULL)"
    )


def _visits_per_week(ground: Ground) -> Feature:
    known_weeks = f"greatest(({ground.last_day} - min(local_day) + 1) / 7.0, {LEAST_WEEKS})"
    return Feature(
        key="visits_per_week",
        label="Visits a week",
        title="visits of a customer, divided by the weeks from the first visit to the end of the data",
        topic="behaviour",
        unit="visits",
        group="frequency",
        role="describing",
        source=ground.visits,
        expression=f"sum(fresh) / {known_weeks}",
        words=Words(
            sentences=(
                "They come {here} times a week on average; everybody else comes {there} times.",
                "A typical week sees them {here} times, where other customers come {there} times.",
                "Counting from their first visit, they come {here} times a week ({there} times elsewhere).",
            ),
            more="come more often",
            less="come less often",
            high="frequent",
            low="occasional",
            place="pace",
        ),
    )


def _active_weeks(ground: Ground) -> Feature:
    return Feature(
        key="active_weeks",
        label="Share of weeks with a visit",
        title="weeks in which a customer came, divided by the weeks from the first visit to the end of the data",
        topic="behaviour",
        unit="share",
        group="frequency",
        role="describing",
        source=ground.visits,
        expression=(
            f"least(count(DISTINCT (local_day + 3) // 7) / greatest(({ground.last_day} + 3) // 7 "
            f"- (min(local_day) + 3) // 7 + 1, {LEAST_WEEKS})::DOUBLE, 1)"
        ),
        words=Words(
            sentences=(
                "They show up in {here} of all weeks, others in {there}.",
                "Of the weeks since their first visit, {here} saw them come ({there} for everybody else).",
            ),
            more="come in more of the weeks",
            less="stay away for more of the weeks",
            high="frequent",
            low="occasional",
            place="pace",
        ),
    )


def _days_between_visits(ground: Ground) -> Feature:
    return Feature(
        key="days_between_visits",
        label="Days between visits",
        title=f"median of the days from one visit of a customer to the next, of those with {LEAST_GAPS} or more",
        topic="behaviour",
        unit="days",
        group="frequency",
        role="describing",
        source=_gaps(ground),
        expression=f"CASE WHEN count(*) >= {LEAST_GAPS} THEN median(gap) END",
        words=Words(
            sentences=(
                "About {here} days pass from one visit to the next; for others it is {there}.",
                "They let {here} days go by between visits, where everybody else waits {there}.",
            ),
            more="leave more days between visits",
            less="are back sooner",
            high="occasional",
            low="frequent",
            place="pace",
        ),
    )


def _days_since_last_visit(ground: Ground) -> Feature:
    return Feature(
        key="days_since_last_visit",
        label="Days since the last visit",
        title="days from a customer's last visit to the end of the data",
        topic="behaviour",
        unit="days",
        group="recency",
        role="outcome",
        source=ground.visits,
        expression=f"{ground.last_day} - max(local_day)",
        words=Words(
            sentences=(
                "Their last visit lies {here} days back on average; that of others {there}.",
                "It is {here} days since they were last seen, {there} for everybody else.",
            ),
            more="have been away for longer",
            less="were seen more lately",
        ),
    )


def _irregularity(ground: Ground) -> Feature:
    spread = (
        f"CASE WHEN count(*) >= {LEAST_GAPS} AND sum(gap) > 0 THEN "
        "sqrt(greatest(sum(squared)::DOUBLE / count(*) - (sum(gap)::DOUBLE / count(*)) ** 2, 0)) "
        "/ (sum(gap)::DOUBLE / count(*)) END"
    )
    return Feature(
        key="irregularity",
        label="Irregularity of visits",
        title="spread of the days between a customer's visits (standard deviation divided by mean)",
        topic="behaviour",
        unit="ratio",
        group="regularity",
        role="describing",
        source=_gaps(ground),
        expression=spread,
        words=Words(
            sentences=(
                "The days between their visits spread by {here} times their mean, elsewhere by {there} times.",
            ),
            more="come at less regular times",
            less="keep a steadier rhythm",
            high="irregular",
            low="steady",
            place="pace",
        ),
    )
