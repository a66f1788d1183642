"""Interviews: somebody asks, a customer tells; turns with times, written down as three tools would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from folkways.sampleshop.chance import one_of
from folkways.sampleshop.localtime import iso
from folkways.sampleshop.texts.compose import theme_told
from folkways.sampleshop.texts.marks import marked, plain
from folkways.sampleshop.texts.plan import (
    Occasion,
    TextPlan,
    pain_weights,
    sentiment_of,
    several,
    wish_weights,
)
from folkways.sampleshop.texts.themes import THEME, THEMES
from folkways.sampleshop.texts.voice import Voice

INTERVIEWERS = ("Mara Vogt", "Jonas Reber", "Helena Kuhn")
CHARACTERS_PER_SECOND = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one of the two says at a time; marked sentences, seconds from the beginning."""

    asks: bool
    sentences: list[str]
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """An interview before it is a file."""

    text_id: str
    customer_id: str
    at_us: int
    interviewer: str
    participant: str
    turns: list[Turn]


def interview_plan(occasion: Occasion, rng: Random) -> TextPlan:
    """Two or three pains and a wish or two: who talks for a quarter of an hour has more than one thing to say."""
    pains = several(pain_weights(occasion.persona, occasion.late), 1 + int(rng.random() * 2.5), rng)
    wishes = several(wish_weights(occasion.persona), int(rng.random() * 2.6), rng)
    return TextPlan(
        sentiment=sentiment_of(occasion.mood), themes=(*pains, *wishes), nearby=(), asides=2, praise=1,
        question=rng.random() < 0.4, off_topic=rng.random() < 0.4, personal=int(rng.random() < 0.3),
    )  # fmt: skip


def talked(plan: TextPlan, occasion: Occasion, customer_id: str, asking: Voice, telling: Voice) -> Transcript:
    """The interview of a plan."""
    said = [("open any", _answer(["aside any", "aside any"], telling))]
    said += [_about(name, telling) for name in plan.themes]
    said += [
        ("probe life", _answer([_near(plan, telling), "off any"], telling)) for _ in range(1 + plan.off_topic)
    ]
    said += [("probe good", _answer(_feelings(plan), telling))]
    said += [("probe more", _answer(["personal any", "aside any"], telling)) for _ in range(plan.personal)]
    said[1:] = sorted(said[1:], key=lambda _: telling.rng.random())
    asked = telling.says("question any") if plan.question else None
    parting = [*_answer(["neutral any"], telling), *([marked("question", asked)] if asked else [])]
    return Transcript(
        text_id=occasion.text_id, customer_id=customer_id, at_us=occasion.at_us,
        interviewer=one_of(INTERVIEWERS, telling.rng),
        participant=telling.person.name if telling.rng.random() < 0.6 else "",
        turns=_timed([*said, ("close any", parting)], asking, telling.rng),
    )  # fmt: skip


def web_vtt(told: Transcript) -> str:
    """A subtitle file: each sentence a cue, the speaker in a voice tag."""
    lines = [
        "WEBVTT",
        "",
        f"NOTE interview {told.text_id}, customer {told.customer_id}, {iso(told.at_us)}",
        "",
    ]
    for turn in told.turns:
        speaker = marked("name", told.interviewer) if turn.asks else _participant(told)
        at = turn.start
        for sentence in turn.sentences:
            until = min(turn.end, at + len(plain(sentence)) / CHARACTERS_PER_SECOND)
            lines += [f"{_exact(at)} --> {_exact(until)}", f"<v {speaker}>{sentence}", ""]
            at = until
    return "\n".join(lines)


def typed(told: Transcript) -> str:
    """Plain text: a head, then `[time] speaker: …`, a turn a line."""
    lines = [f"Interview {told.text_id}", f"Customer: {told.customer_id}", f"Date: {iso(told.at_us)}", ""]
    for turn in told.turns:
        speaker = "Interviewer" if turn.asks else _participant(told)
        lines.append(f"[{_clock(turn.start)}] {speaker}: {' '.join(turn.sentences)}")
    return "\n".join([*lines, ""])


def noted(told: Transcript) -> str:
    """Markdown: front matter, then a paragraph a turn, the speaker in bold."""
    front = [f"interview: {told.text_id}", f"customer: {told.customer_id}", f"at: {iso(told.at_us)}"]
    lines = ["---", *front, "---", "", f"# Interview {told.text_id}", ""]
    for turn in told.turns:
        speaker = marked("name", told.interviewer) if turn.asks else _participant(told)
        lines += [f"**{speaker}** ({_clock(turn.start)}): {' '.join(turn.sentences)}", ""]
    return "\n".join(lines)


FORMATS: tuple[tuple[str, Callable[[Transcript], str]], ...] = (
    ("vtt", web_vtt),
    ("txt", typed),
    ("md", noted),
)


def _about(name: str, telling: Voice) -> tuple[str, list[str]]:
    """A probe, and an answer with two or three sentences on the theme."""
    told = [said for _ in range(2 + int(telling.rng.random() < 0.4)) for said in theme_told(name, telling)]
    small = telling.says("aside any")
    return f"probe {THEME[name].probe}", [*([small] if small else []), *told]


def _near(plan: TextPlan, telling: Voice) -> str:
    return f"near {one_of([theme.name for theme in THEMES if theme.name not in plan.themes], telling.rng)}"


def _feelings(plan: TextPlan) -> list[str]:
    return {
        -2: ["strong bad", "mild good"], -1: ["mild bad", "mild good"], 0: ["mild good", "neutral any"],
        1: ["praise any", "praise any"], 2: ["praise strong", "praise any", "praise any"],
    }[plan.sentiment]  # fmt: skip


def _answer(sections: list[str], telling: Voice) -> list[str]:
    return [said for said in map(telling.says, sections) if said]


def _timed(said: list[tuple[str, list[str]]], asking: Voice, rng: Random) -> list[Turn]:
    turns: list[Turn] = []
    at = 2 + 6 * rng.random()
    for probe, answer in said:
        for asks, sentences in ((True, [asking.says(probe) or asking.says("probe more")]), (False, answer)):
            spoken = [sentence for sentence in sentences if sentence]
            if spoken:
                seconds = sum(len(plain(sentence)) for sentence in spoken) / CHARACTERS_PER_SECOND + 0.5
                turns.append(Turn(asks=asks, sentences=spoken, start=at, end=at + seconds))
                at += seconds + 2 * rng.random()
    return turns


def _participant(told: Transcript) -> str:
    return marked("name", told.participant) if told.participant else "Participant"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _exact(seconds: float) -> str:
    return f"{_clock(seconds)}.{int(seconds % 1 * 1000):03d}"
