"""An invented workshop whose customers speak of five things, in sentences made from a small grammar of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pyarrow as pa

from folkways.model.config import Config

SPOKEN_OF: Mapping[str, tuple[Sequence[str], Sequence[str], float]] = {
    "delivery": (
        ["The parcel", "My delivery", "The courier", "The shipment", "The package"],
        ["came a week late", "arrived far too late", "was stuck at the depot for days", "took forever to reach me"],
        0.1,
    ),
    "staff": (
        ["The staff", "The lady at the desk", "The assistant", "The man in the shop", "Your team"],
        ["was kind and helped me at once", "listened with patience", "was friendly and polite", "smiled and advised"],
        1.0,
    ),
    "colour": (
        ["The colour", "The shade of blue", "The red", "The tone of the paint", "The green"],
        ["is far brighter than in the picture", "looks gorgeous in the light", "is a lovely tone", "goes with it all"],
        0.9,
    ),
    "price": (
        ["The price", "What it costs", "The bill", "The fee", "The charge"],
        ["is far too high for it", "went up again without a word", "was higher than was agreed", "is outrageous"],
        0.0,
    ),
    "app": (
        ["The app", "Your website", "The online form", "The login page", "The program"],
        ["crashes every time I open it", "froze and lost my entries", "shows an error again", "logs me out always"],
        0.2,
    ),
}  # fmt: skip
ENDS = [
    "in the first week",
    "on Monday morning",
    "when my sister was there",
    "as far as I can tell",
    "this spring",
]


def said(seed: int = 0, each: int = 80) -> pa.Table:
    """`each` one-sentence reviews of each thing, by customers who write two each, in random order."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for topic, (subjects, predicates, rating) in SPOKEN_OF.items():
        every = [f"{a} {b} {c}." for a, b, c in product(subjects, predicates, ENDS)]
        for place in rng.permutation(len(every))[:each]:
            rows.append({"text": every[place], "topic": topic, "rating": rating})
    rows = [rows[place] for place in rng.permutation(len(rows))]
    return pa.Table.from_pylist(
        [
            {
                "voice_id": f"v{number:04}",
                "customer_id": f"c{number // 2:03}",
                "kind": "review" if number % 3 else "ticket",
                "language": None,
                "at": 1_767_225_600_000_000 + number * 20_000_000_000,
                "touchpoint": None,
                "channel": ["mail", "web", None][number % 3],
                "source": "reviews",
                "document": "reviews.csv",
                "locator": f"row {number + 2:04}",
                "basis": "reported",
                **row,
            }
            for number, row in enumerate(rows)
        ]
    )


def workshop(**voices: object) -> Config:
    return Config.model_validate(
        {
            "workspace": {"name": "Workshop", "min_cell": 5},
            "sources": [{"name": "reviews", "table": "voices", "files": ["reviews.csv"]}],
            "touchpoints": {
                "deliver": {"title": "Delivery of the parcel"},
                "pay": {"title": "Pay the price"},
            },
            "voices": voices,
        }
    )
