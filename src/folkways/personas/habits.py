"""Features of what customers do on their visits: how often, how regularly, where, by which channel, when."""

from __future__ import annotations

from folkways.measures.sql import text
from folkways.model.persona import TraitTopic
from folkways.personas.feature import Feature, Words, share_of
from folkways.personas.ground import Ground
from folkways.personas.pace import pace
from folkways.personas.walks import walks
from folkways.personas.wording import capitalised, hours, modifier, shown_name, spoken_name

DAY_PARTS: tuple[tuple[str, int, int], ...] = (
    ("early morning", 5, 9),
    ("morning", 9, 12),
    ("midday", 12, 15),
    ("afternoon", 15, 18),
    ("evening", 18, 22),
    ("night", 22, 29),
)
"""Parts of the local day; the night goes on until 5 in the morning."""


def habits(ground: Ground) -> list[Feature]:
    """All features of visits that this ground can carry."""
    return [
        *pace(ground),
        *_touchpoints(ground),
        *walks(ground),
        *_channels(ground),
        *_times(ground),
        *_responses(ground),
    ]


def occasion(ground: Ground) -> str:
    """What an event of a visit is called: where a visit holds one event, the visit itself."""
    return "steps" if ground.walk.several_steps else "visits"


def _touchpoints(ground: Ground) -> list[Feature]:
    told = occasion(ground)
    return [
        _share(
            ground,
            key=f"touchpoint_{name}",
            label=f"Share of {told}: {shown_name(name)}",
            title=f"events at “{name}”, as a share of the events of a customer's visits",
            group="touchpoints",
            condition=f"touchpoint = {text(name)}",
            words=Words(
                sentences=(
                    f"On average, {{here}} of their {told} are “{shown_name(name)}”, against {{there}} elsewhere.",
                    f"“{shown_name(name)}” makes up {{here}} of an average member's {told}, {{there}} of others'.",
                    f"Other customers give {{there}} of their {told} to “{shown_name(name)}”; here it is {{here}}.",
                ),
                more=_doing_more("more", shown_name(name), told),
                less=_doing_more("less", shown_name(name), told),
                high=modifier(name),
                place="thing",
            ),
        )
        for name in ground.visited
        if len(ground.visited) > 1 and not (ground.walk.several_steps and name in ground.walk.only_begins)
    ]


def _doing_more(amount: str, shown: str, told: str) -> str:
    if told == "visits":
        return f"make {'more' if amount == 'more' else 'fewer'} “{shown}” visits"
    return f"meet “{shown}” {amount}"


def _channels(ground: Ground) -> list[Feature]:
    return [
        _share(
            ground,
            key=f"channel_{name}",
            label=f"Share of {occasion(ground)}: by {spoken_name(name)}",
            title=f"events by channel “{name}”, as a share of the events of a customer's visits with a known channel",
            topic="channels",
            group="channels",
            known="channel IS NOT NULL",
            condition=f"channel = {text(name)}",
            words=Words(
                sentences=(
                    f"By {spoken_name(name)} they do {{here}} of what they do; others do {{there}} that way.",
                    f"{{here}} of their {occasion(ground)} happen by {spoken_name(name)}, elsewhere {{there}}.",
                ),
                more=f"use {spoken_name(name)} more",
                less=f"use {spoken_name(name)} less",
                high=modifier(name),
                place="thing",
            ),
        )
        for name in ground.channels
    ]


def _times(ground: Ground) -> list[Feature]:
    weekend = _share(
        ground,
        key="weekend",
        label="Share at the weekend",
        title=f"{_moments(ground)} on Saturday or Sunday (local), as a share of a customer's",
        topic="times",
        group="weekdays",
        condition="(local_day + 3) % 7 >= 5",
        source=_beginnings(ground),
        words=Words(
            sentences=(
                "Saturday and Sunday hold {here} of their visits; elsewhere they hold {there}.",
                "{here} of their visits fall on the weekend, against {there} for everybody else.",
            ),
            more="come more at the weekend",
            less="come more on weekdays",
            high="weekend",
            low="weekday",
            place="time",
        ),
    )
    return [weekend, *(_day_part(ground, *part) for part in DAY_PARTS)] if ground.timed else [weekend]


def _moments(ground: Ground) -> str:
    return "visits that begin" if ground.walk.several_steps else "events of visits"


def _beginnings(ground: Ground, known: str = "") -> str:
    """SQL rows that times are told of: of visits with several steps the first event, else every event."""
    if not ground.walk.several_steps:
        return ""
    return f"(SELECT * FROM {ground.visits} WHERE fresh = 1{f' AND {known}' if known else ''})"


def _day_part(ground: Ground, part: str, start: int, end: int) -> Feature:
    span = f"local_minute >= {start * 60} AND local_minute < {min(end, 24) * 60}"
    condition = span if end <= 24 else f"(local_minute >= {start * 60} OR local_minute < {(end - 24) * 60})"
    when = f"from {hours(start, end)}"
    at = "at night" if part == "night" else "at midday" if part == "midday" else f"in the {part}"
    return _share(
        ground,
        key=f"hours_{part.replace(' ', '_')}",
        label=f"Share {at} ({hours(start, end)})",
        title=f"{_moments(ground)} {when} local time, as a share of a customer's with a known hour",
        topic="times",
        group="hours",
        known="local_minute >= 0",
        condition=condition,
        source=_beginnings(ground, "local_minute >= 0"),
        words=Words(
            sentences=(
                f"{{here}} of their visits fall {at}, {when}; elsewhere it is {{there}}.",
                f"{when.capitalize()} they make {{here}} of their visits, where others make {{there}}.",
            ),
            more=f"come more {at}",
            less=f"come less {at}",
            high="late-night" if part == "night" else part.replace(" ", "-"),
            place="time",
        ),
    )


def _responses(ground: Ground) -> list[Feature]:
    return [
        Feature(
            key=f"{'response' if measured else 'exposure'}_{name}",
            label=f"{capitalised(shown_name(name))}: times per 100 days",
            title=f"events at “{name}” of a customer per 100 days from the first event to the end of the data",
            topic="behaviour",
            unit="times",
            group="responses" if measured else "exposures",
            role="describing",
            basis="measured" if measured else "inferred",
            source=f"(SELECT * FROM events WHERE TRUE{ground.events})",
            expression=(
                f"100.0 * count(*) FILTER (WHERE touchpoint = {text(name)}) "
                f"/ greatest({ground.last_day} - min(local_day) + 1, 28)"
            ),
            words=Words(
                sentences=(
                    f"“{shown_name(name)}” is recorded {{here}} times per 100 days for an average member, "
                    "{there} times for everybody else.",
                    f"In 100 days, an average member has {{here}} “{shown_name(name)}” on record, others {{there}}.",
                ),
                more=f"have more “{shown_name(name)}” on record",
                less=f"have less “{shown_name(name)}” on record",
                high=_doing(name) if measured else "",
                place="size",
            ),
        )
        for measured, names in ((True, ground.responses), (False, ground.exposures))
        for name in names
    ]


def _doing(name: str) -> str:
    """`Coupon redeemed` as a piece of a name: `coupon-redeeming`; empty where no such form is known."""
    thing, _, done = spoken_name(name).rpartition(" ")
    forms = {
        "redeemed": "redeeming",
        "used": "using",
        "opened": "opening",
        "clicked": "clicking",
        "returned": "returning",
    }
    return f"{thing.replace(' ', '-')}-{forms[done]}" if thing and done in forms else ""


def _share(
    ground: Ground,
    *,
    key: str,
    label: str,
    title: str,
    group: str,
    condition: str,
    words: Words,
    topic: TraitTopic = "behaviour",
    known: str = "",
    source: str = "",
) -> Feature:
    rows = source or f"(SELECT * FROM events WHERE {known or 'TRUE'}{_aside(ground)}{ground.events})"
    return Feature(
        key=key,
        label=label,
        title=title,
        topic=topic,
        unit="share",
        group=group,
        source=rows,
        expression=share_of(condition),
        rows="count(*)",
        words=words,
    )


def _aside(ground: Ground) -> str:
    names = ", ".join(text(name) for name in ground.aside)
    return f" AND touchpoint NOT IN ({names})" if names else ""
