"""What was planted, told: one row per customer, and the shop's whole plan."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from folkways.sampleshop.chance import Ints
from folkways.sampleshop.columns import instants, named
from folkways.sampleshop.files import customer_ids
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.leaving import REASONS
from folkways.sampleshop.localtime import DAY_US
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.survey import responders
from folkways.sampleshop.touchpoints import STORES

PERSONA_NAMES = tuple(kind.name.split("/")[0] for kind in KINDS)


def write_customer_truth(shop: InventedShop, to: Path) -> None:
    """Write `truth.parquet`, ordered by customer."""
    pq.write_table(_customer_truth(shop), to, compression="zstd")


def final_kinds(shop: InventedShop) -> Ints:
    """Each customer's kind at the end of their time in the window."""
    return np.where(_turned(shop), shop.customers.kind_after, shop.customers.kind)


def persona_codes(kinds: Ints) -> Ints:
    """The kind that stands for the persona: sub-personas give way to theirs."""
    names = {name: code for code, name in reversed(list(enumerate(PERSONA_NAMES)))}
    return np.array([names[name] for name in PERSONA_NAMES])[kinds]


def _turned(shop: InventedShop) -> np.ndarray:
    people = shop.customers
    came_before = people.changed * DAY_US < shop.leaves.at_us
    return (people.kind_after != people.kind) & came_before


def _customer_truth(shop: InventedShop) -> pa.Table:
    people, leaves = shop.customers, shop.leaves
    turned, last = _turned(shop), final_kinds(shop)
    before = np.where(persona_codes(people.kind) != persona_codes(last), people.kind, -1)
    moved = turned & (people.changed > people.start)
    changed_us = shop.clock.utc(people.changed * DAY_US)
    pace = np.array([kind.visits_per_month for kind in KINDS])[people.kind] * people.pace
    arm = np.where(people.treated, 0, 1) if shop.settings.intervention_month else np.full(len(last), -1)
    return pa.table(
        {
            "customer_id": customer_ids(shop, np.arange(len(last))),
            "persona": named(last, PERSONA_NAMES),
            "sub_persona": named(_subs(last), [kind.name for kind in KINDS]),
            "persona_before": named(np.where(moved, before, -1), PERSONA_NAMES),
            "changed_at": instants(changed_us, ~moved),
            "established": pa.array(people.established),
            "left_at": instants(shop.clock.utc(leaves.at_us), leaves.reason < 0),
            "left_because": named(leaves.reason, REASONS),
            "visits_per_month": pa.array(pace),
            "home_store": named(people.store, STORES),
            "arm": named(arm, ("treatment", "control")),
            "answers_surveys": pa.array(responders(shop.settings, people)),
        }
    )


def _subs(kinds: Ints) -> Ints:
    return np.array([code if "/" in kind.name else -1 for code, kind in enumerate(KINDS)])[kinds]
