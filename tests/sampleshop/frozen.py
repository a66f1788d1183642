"""What a shop's files hold, as one hash: what stands in them, not how it is packed."""

from __future__ import annotations

import hashlib
import json

import pandas as pd
from tests.sampleshop.shops import Written

EVENTS = ["event_id", "customer_id", "at", "touchpoint", "channel", "value", "case_id", "delivery_fee"]
EVENTS += ["wait_minutes", "store"]
TRUTH = ["customer_id", "persona", "sub_persona", "persona_before", "changed_at", "established", "left_at"]
TRUTH += ["left_because", "visits_per_month", "home_store", "arm", "answers_surveys"]
PLAN = ("version", "settings", "window", "touchpoints", "personas", "leaks_drawn", "changes", "intervention")


def content_hash(shop: Written) -> str:
    """SHA-256 over events in the order of the file, the CRM, answers, and the truth with paces to the millionth.

    Columns, keys and files that are not named here may be added without a change of the hash.
    """
    truth = shop.truth[TRUTH].round({"visits_per_month": 6})
    plan = json.dumps({key: shop.plan[key] for key in PLAN}, sort_keys=True)
    texts = [
        _rows(shop.events[EVENTS]),
        *map(_text, ("customers", "answers"), (shop, shop)),
        _rows(truth),
        plan,
    ]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _rows(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n", float_format="%.6f")


def _text(name: str, shop: Written) -> str:
    return (shop.directory / f"{name}.csv").read_text(encoding="utf-8")
