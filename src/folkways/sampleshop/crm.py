"""The CRM's record of each customer: traits that say little about the persona, some of them missing."""

from __future__ import annotations

import numpy as np

from folkways.sampleshop.chance import Ints, stream
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US, HOUR_US, Clock, iso
from folkways.sampleshop.population import Customers
from folkways.sampleshop.settings import SampleShop

AGE_BANDS = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
HOUSEHOLD_SIZES = ("1", "2", "3", "4", "5+")
INCOME_BANDS = ("Under 20K", "20-35K", "35-50K", "50-75K", "75-100K", "100K+")
REGIONS = ("Bavaria", "Berlin", "Hamburg", "Hesse", "North Rhine-Westphalia", "Saxony", "elsewhere")
TOWN_SIZES = ("village", "small town", "town", "city")
INTERESTS = ("cooking", "films", "garden", "hiking", "music", "pets", "reading", "sports", "travel")
_AGES = (0.1, 0.22, 0.22, 0.2, 0.15, 0.11)
_AGE_TILT = {"night-owl": -0.35, "store-regular": 0.3, "loyal-advocate": 0.1, "fit-doubter": -0.1}
_CARD_HOLDERS = {"store-regular": 0.5, "loyal-advocate": 0.55}


def crm(shop: SampleShop, clock: Clock, customers: Customers, first_us: Ints) -> dict[str, list[str]]:
    """The columns of `customers.csv` after the id; an empty text is missing.

    `first_us` is each customer's first event in UTC; those established before the window registered earlier.
    """
    rng = stream(shop.seed, "crm")
    count = len(customers.kind)
    earlier = clock.utc(-(rng.exponential(420, count) * DAY_US).astype(np.int64) - HOUR_US)
    first_at = np.where(customers.established, earlier, first_us)
    columns = {
        "first_at": [iso(us) for us in first_at.tolist()],
        "age_band": _some(_ages(customers, rng), 0.22, rng),
        "household_size": _some(
            _words(HOUSEHOLD_SIZES, (0.3, 0.33, 0.16, 0.14, 0.07), count, rng), 0.35, rng
        ),
        "income_band": _some(
            _words(INCOME_BANDS, (0.12, 0.22, 0.25, 0.22, 0.12, 0.07), count, rng), 0.4, rng
        ),
        "region": _some(_words(REGIONS, (0.15, 0.12, 0.1, 0.1, 0.2, 0.12, 0.21), count, rng), 0.08, rng),
        "town_size": _some(_words(TOWN_SIZES, (0.15, 0.2, 0.25, 0.4), count, rng), 0.25, rng),
        "newsletter": _some(np.where(rng.random(count) < 0.45, "yes", "no"), 0.05, rng),
        "loyalty_card": _some(_cards(customers, rng), 0.1, rng),
        "interests": _some(_interests(count, rng), 0.45, rng),
    }
    arms = np.where(customers.treated, "treatment", "control")
    return columns | ({"experiment": arms.tolist()} if shop.intervention_month else {})


def _some(words: np.ndarray, missing: float, rng: np.random.Generator) -> list[str]:
    return np.where(rng.random(len(words)) < missing, "", words).tolist()


def _words(
    words: tuple[str, ...], shares: tuple[float, ...], count: int, rng: np.random.Generator
) -> np.ndarray:
    return np.array(words)[rng.choice(len(words), size=count, p=shares)]


def _ages(customers: Customers, rng: np.random.Generator) -> np.ndarray:
    """Bands by a latent age: personas shift it by a third of a standard deviation at most."""
    tilt = np.array([_AGE_TILT.get(kind.name.split("/")[0], 0.0) for kind in KINDS])[customers.kind]
    edges = np.quantile(rng.normal(size=len(tilt)), np.cumsum(_AGES)[:-1])
    return np.array(AGE_BANDS)[np.searchsorted(edges, rng.normal(size=len(tilt)) + tilt)]


def _cards(customers: Customers, rng: np.random.Generator) -> np.ndarray:
    chance = np.array([_CARD_HOLDERS.get(kind.name, 0.35) for kind in KINDS])[customers.kind]
    return np.where(rng.random(len(chance)) < chance, "yes", "no")


def _interests(count: int, rng: np.random.Generator) -> np.ndarray:
    held = rng.random((count, len(INTERESTS))) < 0.25
    return np.array(
        [";".join(word for word, has in zip(INTERESTS, row, strict=True) if has) for row in held.tolist()]
    )
