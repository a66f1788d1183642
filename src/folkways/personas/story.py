"""Sentences about a persona. Each comes from figures and cites them: no figure, no sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from folkways.model.evidence import Claim, Figure
from folkways.personas.figures import Trait
from folkways.personas.wording import capitalised, hours, joined, said, said_count

WORTH_TELLING = 0.2
CERTAIN = 0.05
MOST_TRAITS = 5
MOST_HELD = 4
"""So many traits of the customer records are told where nothing else is known."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one persona, ready to be told. `ordinal` counts personas from 0, the largest first."""

    ordinal: int
    size: Figure
    share: Figure
    value_share: Figure | None
    traits: Sequence[Trait]
    hour: Figure | None = None
    hour_share: Figure | None = None
    weekday: Figure | None = None
    occasions: str = "visits"


def told_traits(facts: Facts) -> list[Trait]:
    """Traits that may be told: a clear effect that holds after correction, strongest first."""
    return [
        trait
        for trait in facts.traits
        if trait.contrast.strength >= WORTH_TELLING and trait.contrast.q < CERTAIN
    ]


def tagline(facts: Facts) -> Claim:
    """One line: what they do more or less than everybody else; of whom only traits are known, what they have."""
    told = told_traits(facts)
    picked = _different_groups([t for t in told if _place(t) in ("habit", "attitude")], 3)
    held = _one_each([t for t in told if _forms(t)], 2)
    if not picked and not held:
        return Claim(
            text="Not clearly different from everybody else in what they do.",
            basis="measured",
            evidence=[facts.size.evidence],
        )
    return Claim(
        text=f"They {joined([_predicate(trait) for trait in picked or held])} than everybody else.",
        basis="measured" if picked else "reported",
        evidence=[trait.difference.evidence for trait in picked or held],
    )


def _predicate(trait: Trait) -> str:
    contrast = trait.contrast
    if contrast.level is not None:
        return f"{'more' if contrast.effect > 0 else 'less'} often have “{contrast.label}”"
    return contrast.feature.words.more if contrast.effect > 0 else contrast.feature.words.less


def _forms(trait: Trait) -> bool:
    """Whether it is a trait of the customer records that forms the groups, and may be told."""
    return _place(trait) == "person" and trait.contrast.feature.role == "defining"


def _one_each(found: Sequence[Trait], most: int) -> list[Trait]:
    """The strongest contrast of each trait."""
    kept: dict[str, Trait] = {}
    for trait in found:
        kept.setdefault(trait.contrast.feature.key, trait)
    return list(kept.values())[:most]


def story(facts: Facts) -> list[Claim]:
    """The story: how many they are, what they do, when, what they are worth, last what is known of who they are."""
    told = told_traits(facts)
    habits = _different_groups([t for t in told if _place(t) == "habit"], MOST_TRAITS)
    worth = [t for t in told if t.contrast.feature.key == "value_per_week"][:1]
    attitudes = [t for t in told if _place(t) == "attitude"][:2]
    people = _one_each([t for t in told if _place(t) == "person"], 1 if habits or attitudes else MOST_HELD)
    sentences = [_opening(facts)]
    for number, trait in enumerate([*habits, *attitudes, *worth]):
        sentences.append(_sentence(trait, facts.ordinal + number, sentences[-1].text))
    sentences += _daily_life(facts)
    return sentences + [_person(trait, facts) for trait in people]


def sets_apart(facts: Facts, most: int = 6) -> list[Claim]:
    """The strongest differences with their intervals, in order of effect."""
    return [
        Claim(
            text=(
                f"{trait.contrast.label}: {_said(trait.here)} against {_said(trait.elsewhere)} elsewhere, "
                f"{_said_difference(trait)}."
            ),
            basis=trait.contrast.feature.basis,
            evidence=[*trait.cited, trait.difference.evidence],
        )
        for trait in [one for one in told_traits(facts) if _place(one) != "aside"][:most]
    ]


def topical(facts: Facts, topics: Sequence[str], groups: Sequence[str], most: int) -> list[Claim]:
    """Sentences on the traits of some topics (or groups), strongest first."""
    found = [
        trait
        for trait in told_traits(facts)
        if trait.contrast.feature.topic in topics or trait.contrast.feature.group in groups
    ]
    claims: list[Claim] = []
    for number, trait in enumerate(found[:most]):
        claims.append(_sentence(trait, facts.ordinal + number, claims[-1].text if claims else ""))
    return claims


def _place(trait: Trait) -> str:
    topic = trait.contrast.feature.topic
    if topic == "demographics":
        return "aside" if trait.contrast.feature.sensitive else "person"
    if trait.contrast.feature.role == "outcome":
        return "worth"
    return "attitude" if topic == "attitudes" else "habit" if trait.contrast.feature.habit else "aside"


def _different_groups(found: Sequence[Trait], most: int) -> list[Trait]:
    """The strongest of each group, and a second one of groups in which several things can be told apart."""
    picked: list[Trait] = []
    for trait in found:
        group = trait.contrast.feature.group
        held = sum(one.contrast.feature.group == group for one in picked)
        if held < (2 if group in ("touchpoints", "categories", "entries") else 1) and len(picked) < most:
            picked.append(trait)
    return picked


def _opening(facts: Facts) -> Claim:
    members, customers = said_count(facts.size.value or 0), said_count(facts.share.n or 0)
    share = said(facts.share.value or 0, "share")
    if facts.value_share is None or facts.value_share.value is None:
        return Claim(
            text=f"{members} of {customers} customers are like this, {share} of all.",
            basis="measured",
            evidence=[facts.size.evidence, facts.share.evidence],
        )
    worth = said(facts.value_share.value, "share")
    patterns = (
        f"{members} of {customers} customers are like this: {share} of all, who bring {worth} of the value.",
        f"This is how {members} of {customers} customers behave; {share} of all, they bring {worth} of the value.",
        f"With {members} of {customers} customers, this group is {share} of all and {worth} of the value.",
    )
    return Claim(
        text=patterns[facts.ordinal % len(patterns)],
        basis="measured",
        evidence=[facts.size.evidence, facts.share.evidence, facts.value_share.evidence],
    )


def _sentence(trait: Trait, turn: int, before: str) -> Claim:
    """One of the feature's sentences, in turn; not one that begins like the sentence before."""
    patterns = trait.contrast.feature.words.sentences
    turned = [patterns[(turn + step) % len(patterns)] for step in range(len(patterns))]
    fresh = [one for one in turned if _first_word(_filled(one, trait)) != _first_word(before)]
    return Claim(
        text=_filled((fresh or turned)[0], trait),
        basis=trait.contrast.feature.basis,
        evidence=_in_order((fresh or turned)[0], trait),
    )


def _filled(pattern: str, trait: Trait) -> str:
    here, there = _said_apart(trait)
    return capitalised(pattern.format(here=here, there=there))


def _in_order(pattern: str, trait: Trait) -> list[str]:
    """Evidence in the order in which the sentence says its numbers."""
    cited = [trait.here.evidence, trait.elsewhere.evidence]
    return cited if pattern.index("{here}") < pattern.index("{there}") else cited[::-1]


def _first_word(sentence: str) -> str:
    return sentence.split(" ", 1)[0]


def _said(figure: Figure) -> str:
    return said(figure.value or 0, figure.unit)


def _said_apart(trait: Trait) -> tuple[str, str]:
    """Both values; with a digit more where they would read the same."""
    here, there = _said(trait.here), _said(trait.elsewhere)
    if here != there or trait.here.unit != "share":
        return here, there
    return f"{100 * (trait.here.value or 0):.1f}%", f"{100 * (trait.elsewhere.value or 0):.1f}%"


def _said_difference(trait: Trait) -> str:
    found = trait.difference
    unit = "points" if found.unit == "share" else found.unit
    scale = 100 if found.unit == "share" else 1
    lo, hi = ((found.lo or 0) * scale, (found.hi or 0) * scale)
    word = "more" if (found.value or 0) > 0 else "less"
    if word == "less":
        lo, hi = -hi, -lo
    amount, lowest, highest = _told_apart([abs(found.value or 0) * scale, lo, hi], unit)
    return f"{amount}{' points' if scale == 100 else ''} {word} ({lowest} to {highest})"


def _told_apart(numbers: Sequence[float], unit: str) -> list[str]:
    """A value and its bounds; with a digit more where the bounds would read the same."""
    told = [said(one, unit) for one in numbers]
    if told[1] != told[2] or unit not in ("points", ""):
        return told
    return [f"{one:,.2f}" if abs(one) < 9.95 else f"{one:,.1f}" for one in numbers]


def _daily_life(facts: Facts) -> list[Claim]:
    """Their hour and day, where the data know hours and days."""
    if facts.hour is None or facts.hour.value is None or facts.weekday is None or facts.weekday.value is None:
        return []
    hour = hours(int(facts.hour.value), int(facts.hour.value) + 1)
    day = WEEKDAYS[int(facts.weekday.value) - 1]
    cited = [facts.hour.evidence, facts.weekday.evidence]
    if facts.hour_share is not None and facts.hour_share.value is not None:
        share = said(facts.hour_share.value, "share")
        text = (
            f"Their busiest hour on the local clock is {hour}, with {share} of their {facts.occasions}; "
            f"their busiest day is {day}."
        )
        return [Claim(text=text, basis="measured", evidence=[cited[0], facts.hour_share.evidence, cited[1]])]
    return [Claim(text=f"They are busiest {hour}, and on {day}s.", basis="measured", evidence=cited)]


def _person(trait: Trait, facts: Facts) -> Claim:
    """Who they are, as a share among those for whom it is known, never as a type."""
    feature, contrast = trait.contrast.feature, trait.contrast
    known = said_count(trait.here.n or 0)
    here, there = _said_apart(trait)
    if contrast.level is None:
        return _sentence(trait, 0, "")
    of_all = f"{feature.label} is “{contrast.level}” for {here} of them, against {there} elsewhere."
    of_known = (
        f"{feature.label} is known for {known} of them; {here} of these are “{contrast.level}”, "
        f"against {there} elsewhere."
    )
    return Claim(
        text=of_all if trait.here.n == facts.size.value else of_known,
        basis=feature.basis,
        evidence=trait.cited,
    )
