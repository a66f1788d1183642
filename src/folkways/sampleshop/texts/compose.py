"""From a plan to a text: sentences in an order that people use."""

from __future__ import annotations

from folkways.sampleshop.texts.hand import emoji
from folkways.sampleshop.texts.marks import marked
from folkways.sampleshop.texts.plan import TextKind, TextPlan
from folkways.sampleshop.texts.themes import THEME
from folkways.sampleshop.texts.voice import Voice

NEARBY_LANGUAGES = ("en",)


def composed(plan: TextPlan, voice: Voice, kind: TextKind) -> str:
    """The marked text of a plan; reviews and comments are one paragraph, tickets end with a name on a line."""
    chance = voice.rng.random
    told = [sentence for name in plan.themes for sentence in theme_told(name, voice)]
    before = _said(["aside any"] * plan.asides, voice)
    around = _said([_nearby(name, voice) for name in plan.nearby], voice)
    feeling = _said(_feelings(plan, bool(told), voice), voice)
    body = [*before, *told, *feeling] if chance() < 0.6 else [*before, *feeling, *told]
    for sentence in [*around, *_extras(plan, voice)]:
        body.insert(int(chance() * (len(body) + 1)), sentence)
    return _laid_out(body or _said(["neutral any", "off any"], voice), plan, voice, kind)


def theme_told(name: str, voice: Voice) -> list[str]:
    """A theme in one sentence, sometimes in two, sometimes as a question."""
    asked = voice.says(f"ask {name}") if voice.rng.random() < 0.1 else None
    if asked:
        return [marked(name, marked("question", asked))]
    section = f"{THEME[name].kind} {name}"
    times = 2 if voice.rng.random() < 0.2 else 1
    return [marked(name, said) for said in (voice.says(section) for _ in range(times)) if said]


def _said(sections: list[str], voice: Voice) -> list[str]:
    return [said for said in map(voice.says, sections) if said]


def _nearby(name: str, voice: Voice) -> str:
    return f"near {name}" if voice.hand.language in NEARBY_LANGUAGES else "near any"


def _feelings(plan: TextPlan, told: bool, voice: Voice) -> list[str]:
    """What says how it feels, apart from what it is about."""
    if plan.sentiment == -2:
        return ["strong bad"]
    if plan.sentiment == -1:
        return (["mild bad"] if voice.rng.random() < 0.7 or not told else []) + ["mild good"] * plan.praise
    if plan.sentiment == 0:
        return ["neutral any"] * (not told) + (["mild good"] if plan.praise else [])
    return ["praise strong"] * (plan.sentiment == 2) + ["praise any"] * (plan.praise - (plan.sentiment == 2))


def _extras(plan: TextPlan, voice: Voice) -> list[str]:
    asked = voice.says("question any") if plan.question else None
    return [
        *([marked("question", asked)] if asked else []),
        *_said(["off any"] * plan.off_topic + ["personal any"] * plan.personal, voice),
    ]


def _laid_out(body: list[str], plan: TextPlan, voice: Voice, kind: TextKind) -> str:
    chance = voice.rng.random
    if kind == "ticket":
        return _letter(body, voice)
    text = " ".join(body)
    if voice.hand.cheerful:
        text = f"{text} {emoji(plan.sentiment, voice.rng)}"
    return text[:-1] if chance() < 0.15 and text.endswith(".") else text


def _letter(body: list[str], voice: Voice) -> str:
    greeted = voice.says("hello any") if voice.rng.random() < 0.5 else None
    signed = voice.says("sign any") if voice.rng.random() < 0.35 else None
    text = (f"{greeted} " if greeted else "") + " ".join(body)
    return f"{text}\n{signed}" if signed else text
