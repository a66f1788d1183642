"""Features that customers bring along or tell: traits from the customer records, answers to surveys."""

from __future__ import annotations

from folkways.measures.sql import name, text
from folkways.model.config import Trait, TraitRole
from folkways.personas.feature import Feature, Words
from folkways.personas.ground import AskedQuestion, Ground
from folkways.personas.wording import capitalised, shown_name

OUTCOMES = ("nps", "csat", "ces")


def traits(ground: Ground) -> list[Feature]:
    """Survey items, then the traits of the customer records."""
    asked = [_item(ground, asked) for asked in ground.questions]
    brought = [_trait(column, trait, ground.levels[column]) for column, trait in ground.traits.items()]
    return asked + [feature for found in brought for feature in found]


def _item(ground: Ground, asked: AskedQuestion) -> Feature:
    outcome: TraitRole = "outcome" if asked.kind in OUTCOMES else "defining"
    within = f' AND "at" < {(ground.last_day + 1) * 86_400_000_000}' if ground.ends_early else ""
    wording = asked.wording or shown_name(asked.question)
    scale = f"{asked.lowest:g} to {asked.highest:g}"
    return Feature(
        key=f"answer_{asked.key}",
        label=f"“{wording}” ({scale})",
        title=f"mean of a customer's answers to “{wording}”, on a scale from {scale}",
        topic="attitudes",
        unit="",
        group="answers",
        role=outcome,
        basis="reported",
        source=(
            "(SELECT * FROM answers WHERE score IS NOT NULL AND customer_id IS NOT NULL "
            f"AND question = {text(asked.question)}{within})"
        ),
        expression="avg(score)",
        words=Words(
            sentences=(
                f"Asked about “{wording}” ({scale}), they answer {{here}} on average; others answer {{there}}.",
                f"To “{wording}” they give {{here}} on a scale from {scale}, everybody else {{there}}.",
            ),
            more=f"score “{wording}” higher",
            less=f"score “{wording}” lower",
            high=f"scoring “{wording}” higher",
            low=f"scoring “{wording}” lower",
        ),
    )


def _trait(column: str, trait: Trait, levels: tuple[str, ...]) -> list[Feature]:
    label = trait.label or capitalised(shown_name(column))
    if trait.kind == "multi":
        return [_one_of_several(column, trait, label, level) for level in levels]
    return [_single(column, trait, label, levels)]


def _single(column: str, trait: Trait, label: str, levels: tuple[str, ...]) -> Feature:
    counted = trait.kind in ("numeric", "boolean")
    return Feature(
        key=f"trait_{column}",
        label=label,
        title=f"{label}, as the customer records hold it",
        topic="demographics",
        unit=trait.unit or "" if trait.kind == "numeric" else "share",
        group="traits",
        kind=trait.kind,
        role=trait.role,
        sensitive=trait.is_sensitive,
        basis="reported",
        source="customers",
        expression=f"any_value({name(column)}){'::DOUBLE' if counted else ''}",
        levels=() if counted else levels,
        words=Words(
            sentences=(f"{label}: {{here}} on average, elsewhere {{there}}.",)
            if trait.kind == "numeric"
            else (f"{label}: yes for {{here}} of those whose answer is known, elsewhere for {{there}}.",),
            more=f"have higher “{label}”" if trait.kind == "numeric" else f"more often have “{label}”",
            less=f"have lower “{label}”" if trait.kind == "numeric" else f"less often have “{label}”",
        ),
    )


def _one_of_several(column: str, trait: Trait, label: str, level: str) -> Feature:
    return Feature(
        key=f"trait_{column}_{level}",
        label=f"{label}: {level}",
        title=f"{label} includes “{level}”, among customers for whom it is known",
        topic="demographics",
        unit="share",
        group=f"trait {column}",
        kind="boolean",
        role=trait.role,
        sensitive=trait.is_sensitive,
        basis="reported",
        source="customers",
        expression=f"any_value(list_contains({name(column)}, {text(level)}))::DOUBLE",
        words=Words(
            sentences=(f"{{here}} of them name “{level}” under {label}, elsewhere {{there}} do.",),
            more=f"name “{level}” more",
            less=f"name “{level}” less",
        ),
    )
