"""Features of how customers walk through a visit of several steps: how they come in and where they stop."""

from __future__ import annotations

from folkways.measures.sql import text
from folkways.personas.feature import Feature, Words, share_of
from folkways.personas.ground import Ground
from folkways.personas.wording import modifier, shown_name


def walks(ground: Ground) -> list[Feature]:
    """All features of walks; none where a visit is mostly a single event."""
    if not ground.walk.several_steps:
        return []
    return [*_steps(ground), *_ways_in(ground), *_ways_out(ground)]


def _steps(ground: Ground) -> list[Feature]:
    return [
        Feature(
            key="steps_per_visit",
            label="Steps in a visit",
            title="events of a customer's visits, divided by the visits",
            topic="behaviour",
            unit="steps",
            group="depth",
            role="describing",
            source=ground.visits,
            expression="count(*) / sum(fresh)::DOUBLE",
            words=Words(
                sentences=("A visit of theirs has {here} steps; elsewhere it has {there}.",),
                more="take more steps in a visit",
                less="keep their visits short",
                high="thorough",
                low="quick-visit",
                place="size",
            ),
        )
    ]


def _ways_in(ground: Ground) -> list[Feature]:
    rows = f"(SELECT * FROM {ground.visits} WHERE fresh = 1)"
    return [
        Feature(
            key=f"entry_{name}",
            label=f"Visits that begin at {shown_name(name)}",
            title=f"visits whose first event is at “{name}”, as a share of a customer's visits",
            topic="channels",
            unit="share",
            group="entries",
            source=rows,
            expression=share_of(f"touchpoint = {text(name)}"),
            rows="count(*)",
            words=Words(
                sentences=(
                    f"{{here}} of their visits begin at “{shown_name(name)}”; elsewhere {{there}} do.",
                    f"They come in by “{shown_name(name)}” on {{here}} of visits, where others do on {{there}}.",
                ),
                more=f"come in by “{shown_name(name)}” more",
                less=f"come in by “{shown_name(name)}” less",
                high=modifier(name),
                place="thing",
            ),
        )
        for name in ground.walk.begins
    ]


def _ways_out(ground: Ground) -> list[Feature]:
    return [
        Feature(
            key=f"exit_{name}",
            label=f"Leaves at {shown_name(name)}",
            title=f"events at “{name}” after which the visit ends, as a share of a customer's events there",
            topic="behaviour",
            unit="share",
            group="exits",
            source=ground.steps,
            expression=share_of("onward IS NULL", f"touchpoint = {text(name)}"),
            rows=f"count(*) FILTER (WHERE touchpoint = {text(name)})",
            words=Words(
                sentences=(
                    f"Once at “{shown_name(name)}”, they end the visit there {{here}} of the time; others {{there}}.",
                    f"“{shown_name(name)}” is where they stop: {{here}} of the times they are there, others {{there}}.",
                ),
                more=f"stop more at “{shown_name(name)}”",
                less=f"go on more from “{shown_name(name)}”",
            ),
        )
        for name in ground.visited
    ]
