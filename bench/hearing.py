"""Seconds from 25,000 reviews to themes, feelings and quotes: with every sentence new, and with all vectors kept.

The reviews are invented: sentences of the sample shop's texts with a third of their words exchanged, so that hardly any
sentence stands twice.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

from bench.timing import Took, timed_children
from folkways.sampleshop import SampleShop, generate

REVIEWS = 25_000
EXCHANGED = 1 / 3
TOML = """
[workspace]
name = "Reviews"
[[sources]]
name = "reviews"
table = "voices"
files = ["reviews.csv"]
columns = { voice_id = "review_id", text = "text", rating = "stars", at = "at" }
constants = { kind = "review" }
rating_min = 1.0
rating_max = 5.0
"""


def seconds(folder: Path) -> dict[str, Took]:
    """The time of a whole build, `cold` with an empty cache and `kept` with the vectors of all sentences."""
    folder.mkdir()
    write_reviews(folder)
    (folder / "folkways.toml").write_text(TOML, encoding="utf-8")
    return {"cold": _build(folder), "kept": _build(folder)}


def write_reviews(folder: Path) -> None:
    """`reviews.csv` with stars that follow the reviews whose sentences were taken."""
    shop = folder / "shop"
    generate(SampleShop(customers=3000, seed=1), shop)
    with (shop / "reviews.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    words = np.array(sorted({word for row in told for word in re.findall(r"\w{4,}", row["text"])}))
    rng = np.random.default_rng(7)
    by_stars = {
        stars: [
            one for row in told if row["stars"] == stars for one in re.split(r"(?<=[.!?])\s+", row["text"])
        ]
        for stars in "12345"
    }
    with (folder / "reviews.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["review_id", "at", "stars", "text"])
        for number in range(REVIEWS):
            stars = told[rng.integers(len(told))]["stars"]
            said = [_varied(str(one), words, rng) for one in rng.choice(by_stars[stars], rng.integers(2, 7))]
            rows.writerow([f"r{number}", told[number % len(told)]["at"], stars, " ".join(said)])
    shutil.rmtree(shop)


def _varied(sentence: str, words: np.ndarray, rng: np.random.Generator) -> str:
    def other(found: re.Match[str]) -> str:
        return str(rng.choice(words)) if rng.random() < EXCHANGED else found.group()

    return re.sub(r"\w{4,}", other, sentence)


def _build(folder: Path) -> Took:
    """Build anew: of an earlier build only the cache is kept."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != "cache":
            shutil.rmtree(path)
    (folder / "current").unlink(missing_ok=True)
    command = [Path(sys.executable).parent / "folkways", "build", folder]
    environment = os.environ | {"FOLKWAYS_KEY": "k" * 32}
    return timed_children(lambda: subprocess.run(command, env=environment, check=True, capture_output=True))
