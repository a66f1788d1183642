"""Answers in words that stand for numbers: the usual scales of questionnaires, worst or least first."""

from __future__ import annotations

from collections.abc import Sequence

SCALES: tuple[tuple[str, ...], ...] = (
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree", "somewhat agree", "agree",
     "strongly agree"),
    ("strongly disagree", "somewhat disagree", "neither agree nor disagree", "somewhat agree", "strongly agree"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("extremely dissatisfied", "somewhat dissatisfied", "neither satisfied nor dissatisfied", "somewhat satisfied",
     "extremely satisfied"),
    ("very difficult", "difficult", "neither easy nor difficult", "easy", "very easy"),
    ("very difficult", "difficult", "neutral", "easy", "very easy"),
    ("very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"),
    ("not at all likely", "not so likely", "somewhat likely", "very likely", "extremely likely"),
    ("not at all important", "slightly important", "moderately important", "very important", "extremely important"),
    ("not at all", "slightly", "moderately", "very", "extremely"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("poor", "fair", "good", "very good", "excellent"),
    ("terrible", "poor", "average", "good", "excellent"),
)  # fmt: skip
LEAST_SHARE = 0.6


def word_scores(levels: Sequence[str]) -> dict[str, float]:
    """The number of each answer when the answers are words of one known scale, 1 the worst; else nothing.

    At least three fifths of the scale's words have to be there, and nothing besides them.
    """
    plain = {level: level.strip().lower() for level in levels}
    for scale in SCALES:
        place = {word: float(number) for number, word in enumerate(scale, start=1)}
        if set(plain.values()) <= set(scale) and len(set(plain.values())) >= LEAST_SHARE * len(scale):
            return {
                level: place[word] for level, word in sorted(plain.items(), key=lambda one: place[one[1]])
            }
    return {}


def scale_length(levels: Sequence[str]) -> int:
    """How many steps the known scale has that these answers are words of; 0 when there is none."""
    plain = {level.strip().lower() for level in levels}
    return next((len(scale) for scale in SCALES if plain <= set(scale)), 0)
