"""Features of money and goods: what goes into a basket, on what it is spent, and how much in all."""

from __future__ import annotations

from folkways.measures.sql import text
from folkways.personas.feature import LEAST_EVENTS, Feature, Words
from folkways.personas.ground import Ground
from folkways.personas.wording import spoken_name
from folkways.sources.columns import minor_digits

BOUGHT = "count(*) FILTER (WHERE value > 0)"


def spending(ground: Ground) -> list[Feature]:
    """All features of values and lines that this ground can carry."""
    return [*_values(ground), *_baskets(ground), *_categories(ground), *_reach(ground)]


def _values(ground: Ground) -> list[Feature]:
    if not ground.valued:
        return []
    told = [_value_per_purchase(ground), _value_per_week(ground)]
    return [*told, _refunds(ground)] if ground.refunds else told


def _valued(ground: Ground) -> str:
    return f"(SELECT * FROM events WHERE value IS NOT NULL{ground.events})"


def _value_per_purchase(ground: Ground) -> Feature:
    each = 10 ** minor_digits(ground.currency)
    return Feature(
        key="value_per_purchase",
        label="Value of a purchase",
        title="mean value of a customer's events with a value above nothing",
        topic="value",
        unit=ground.currency,
        group="basket",
        source=_valued(ground),
        expression=f"CASE WHEN {BOUGHT} >= 2 THEN sum(value) FILTER (WHERE value > 0) / ({BOUGHT} * {each}.0) END",
        words=Words(
            sentences=(
                "A purchase of theirs is worth {here} on average; elsewhere it is {there}.",
                "They spend {here} each time they buy, others {there}.",
            ),
            more="spend more each time",
            less="spend less each time",
            high="big-ticket",
            low="small-ticket",
            place="size",
        ),
    )


def _value_per_week(ground: Ground) -> Feature:
    each = 10 ** minor_digits(ground.currency)
    per_week = f"greatest(({ground.last_day} - min(local_day) + 1) / 7.0, 4)"
    return Feature(
        key="value_per_week",
        label="Value a week",
        title="value of a customer, divided by the weeks from the first purchase to the end of the data",
        topic="value",
        unit=ground.currency,
        group="spend",
        role="outcome",
        source=_valued(ground),
        expression=f"sum(value) / ({per_week} * {each}.0)",
        words=Words(
            sentences=(
                "A member is worth {here} a week on average, where everybody else is worth {there}.",
                "In a week they bring {here} each; other customers bring {there}.",
            ),
            more="are worth more a week",
            less="are worth less a week",
        ),
    )


def _refunds(ground: Ground) -> Feature:
    return Feature(
        key="refunds",
        label="Share of purchases that come back",
        title="events with a value below nothing, per event above it, of customers with two or more purchases",
        topic="behaviour",
        unit="share",
        group="returns",
        role="describing",
        source=_valued(ground),
        expression=(
            f"CASE WHEN {BOUGHT} >= 2 THEN least(count(*) FILTER (WHERE value < 0) / {BOUGHT}::DOUBLE, 1) END"
        ),
        words=Words(
            sentences=("{here} of what they buy comes back; elsewhere {there} does.",),
            more="send more back",
            less="send less back",
            high="often-returning",
            place="size",
        ),
    )


def _baskets(ground: Ground) -> list[Feature]:
    if not ground.categories:
        return []
    purchases = "count(DISTINCT event_id)"
    return [
        Feature(
            key="lines_per_purchase",
            label="Lines in a basket",
            title="lines (different items) of a customer's purchases, divided by the purchases",
            topic="behaviour",
            unit="lines",
            group="basket",
            source=ground.line_rows,
            expression=f"CASE WHEN {purchases} >= 2 THEN sum(lines) / {purchases}::DOUBLE END",
            words=Words(
                sentences=(
                    "Their basket holds {here} different items on average; a basket elsewhere holds {there}.",
                    "They buy {here} different items at a time, others {there}.",
                    "An average basket has {here} lines here and {there} elsewhere.",
                ),
                more="fill bigger baskets",
                less="fill smaller baskets",
                high="big-basket",
                low="small-basket",
                place="size",
            ),
        ),
        Feature(
            key="categories_per_purchase",
            label="Categories in a basket",
            title="different categories in each purchase of a customer, on average",
            topic="behaviour",
            unit="categories",
            group="basket",
            source=ground.line_rows,
            expression=f"CASE WHEN {purchases} >= 2 THEN count(*) / {purchases}::DOUBLE END",
            words=Words(
                sentences=("One basket reaches into {here} categories, elsewhere into {there}.",),
                more="mix more categories in a basket",
                less="mix fewer categories in a basket",
                high="big-basket",
                low="small-basket",
                place="size",
            ),
        ),
    ]


def _reach(ground: Ground) -> list[Feature]:
    """In how many purchases a category is at all; steadier than its share of value, and bound to basket size."""
    purchases = "count(DISTINCT event_id)"
    return [
        Feature(
            key=f"with_{category}",
            label=f"Purchases with {spoken_name(category)}",
            title=f"purchases that hold “{category}”, as a share of a customer's purchases",
            topic="behaviour",
            unit="share",
            group="category reach",
            role="describing",
            source=ground.line_rows,
            expression=(
                f"CASE WHEN {purchases} >= {LEAST_EVENTS} THEN count(*) "
                f"FILTER (WHERE category = {text(category)}) / {purchases}::DOUBLE END"
            ),
            words=Words(
                sentences=(
                    f"{{here}} of their purchases hold {spoken_name(category)}, of others' {{there}}.",
                ),
                more=f"buy {spoken_name(category)} on more of their visits",
                less=f"buy {spoken_name(category)} on fewer of their visits",
            ),
        )
        for category in ground.categories
    ]


def _categories(ground: Ground) -> list[Feature]:
    return [
        Feature(
            key=f"category_{category}",
            label=f"Share of value: {spoken_name(category)}",
            title=f"value in “{category}”, as a share of the value of a customer's lines",
            topic="behaviour",
            unit="share",
            group="categories",
            source=ground.line_rows,
            expression=(
                f"CASE WHEN count(DISTINCT event_id) >= {LEAST_EVENTS} THEN coalesce(sum(value) "
                f"FILTER (WHERE category = {text(category)}), 0) / sum(value)::DOUBLE END"
            ),
            words=Words(
                sentences=(
                    f"{{here}} of an average member's spending goes to {spoken_name(category)}; for others {{there}}.",
                    f"They put {{here}} of what they spend into {spoken_name(category)}, against {{there}} elsewhere.",
                    f"Where others spend {{there}} on {spoken_name(category)}, they spend {{here}}.",
                ),
                more=f"put more of their money into {spoken_name(category)}",
                less=f"put less of their money into {spoken_name(category)}",
                high=spoken_name(category),
                place="thing",
                noun="buyers",
            ),
        )
        for category in ground.categories
    ]
