"""`truth.json`: the planted personas, their ways and leaks, the changes and the intervention, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from folkways.sampleshop.detours import detour_probabilities
from folkways.sampleshop.later import KIND, KINDS
from folkways.sampleshop.leaks import FEE, FEE_AFTER, LEAK_FACTOR, PLANTED, fee_factor
from folkways.sampleshop.localtime import DAY_US, day_of_month
from folkways.sampleshop.personas import DAYPARTS, STATEMENTS, PlantedPersona
from folkways.sampleshop.population import DOUBTERS_MOVED, NEWCOMERS_CHANGED
from folkways.sampleshop.settings import FIRST_DAY, TIMEZONE, PlannedChange, first_of_month
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.survey import statement_means
from folkways.sampleshop.touchpoints import DETOURS, ENTRIES, PULL, TOUCHPOINTS
from folkways.sampleshop.truth import PERSONA_NAMES, final_kinds
from folkways.sampleshop.visits import daypart_probabilities, entry_probabilities
from folkways.sampleshop.walk import pull_probabilities

VERSION = 1
Json = dict[str, object]


def write_plan(shop: InventedShop, to: Path) -> None:
    """Write `truth.json`."""
    settings = shop.settings
    plan: Json = {
        "version": VERSION,
        "settings": {
            "customers": settings.customers,
            "seed": settings.seed,
            "months": settings.months,
            "changes": [f"{change.name}@{change.month}" for change in settings.planned],
            "duplicates": settings.duplicates,
            "intervene": settings.intervene,
        },
        "window": {
            "start": FIRST_DAY.isoformat(),
            "end": first_of_month(settings.months + 1).isoformat(),
            "timezone": TIMEZONE,
        },
        "touchpoints": list(TOUCHPOINTS),
        "personas": _personas(shop),
        "leaks_drawn": leaks_drawn(shop),
        "changes": [_change(change) for change in settings.planned],
        "intervention": _intervention(shop),
    }
    to.write_text(json.dumps(plan, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def transitions(kind: PlantedPersona) -> dict[str, dict[str, float]]:
    """A persona's mean step probabilities within a visit, leaks included, `END` for leaving; rows sum to 1."""
    found: dict[str, dict[str, float]] = {}
    for at in PULL:
        leak = sum(leak.probability for leak in kind.leaks if leak.at == at)
        row = {target: (1 - leak) * share for target, share in pull_probabilities(kind, at).items()}
        row = detour_probabilities(at, row)
        row["END"] += leak
        found[at] = {target: round(share, 6) for target, share in row.items()}
    return found | {name: {to: 1.0} for name, (_, to, _) in DETOURS.items()}


def leaks_drawn(shop: InventedShop) -> list[Json]:
    """Count who reached and who took each planted leak, by fee, arm, and before or since the intervention."""
    steps, leaks, month = shop.steps, shop.leaks, shop.settings.intervention_month
    customer = shop.lives.customer[shop.visits.life[steps.visit]]
    begun_us = shop.visits.local_us[steps.visit]
    kept = (begun_us <= shop.leaves.at_us[customer]) & (steps.local_us < shop.clock.days * DAY_US)
    number = leaks.reachable(steps.visit, steps.touchpoint)
    kept &= number >= 0
    since = begun_us >= day_of_month(month) * DAY_US if month else np.zeros(len(kept), dtype=bool)
    treated = shop.customers.treated[customer] & bool(month)
    key = ((number * 2 + leaks.regime[steps.visit] % 2) * 2 + since) * 2 + treated
    size = len(PLANTED) * 8
    reached = np.bincount(key[kept], minlength=size)
    left = np.bincount(key[kept & (steps.leak >= 0)], minlength=size)
    return [
        _drawn(code, int(reached[code]), int(left[code]), bool(month))
        for code in np.flatnonzero(reached).tolist()
    ]


def _drawn(code: int, reached: int, left: int, intervened: bool) -> Json:
    number, flags = divmod(code, 8)
    dearer, since, treated = bool(flags & 4), bool(flags & 2), bool(flags & 1)
    kind, leak = PLANTED[number]
    factor = (fee_factor(kind, leak) if dearer else 1) * (
        LEAK_FACTOR if since and treated and leak.at == "checkout" else 1
    )
    return {
        "persona": KINDS[kind].name,
        "at": leak.at,
        "because": leak.because,
        "delivery_fee": FEE_AFTER if dearer else FEE,
        "arm": ("treatment" if treated else "control") if intervened else None,
        "intervened": since,
        "probability": round(leak.probability * factor, 6),
        "reached": reached,
        "left": left,
    }


def _personas(shop: InventedShop) -> list[Json]:
    lived = set(shop.lives.kind.tolist())
    counts = np.bincount(final_kinds(shop), minlength=len(KINDS)).tolist()
    return [_persona(kind, counts[code]) for code, kind in enumerate(KINDS) if code in lived]


def _persona(kind: PlantedPersona, customers: int) -> Json:
    return {
        "name": kind.name,
        "title": kind.title,
        "share": kind.share,
        "customers": customers,
        "visits_per_month": kind.visits_per_month,
        "monthly_attrition": kind.monthly_attrition,
        "entries": _shares(ENTRIES, entry_probabilities(kind).tolist()),
        "transitions": transitions(kind),
        "leaks": [
            {"at": leak.at, "because": leak.because, "probability": leak.probability} for leak in kind.leaks
        ],
        "dayparts": _shares(DAYPARTS, daypart_probabilities(kind).tolist()),
        "weekend": kind.weekend,
        "order_value_median": kind.order_value_median,
        "app_share": kind.app_share,
        "response_rate": kind.response_rate,
        "nps_mean": kind.nps_mean,
        "csat_mean": kind.csat_mean,
        "statements": dict(zip(STATEMENTS, statement_means(KIND[kind.name]), strict=True)),
        "after_order": {
            "return": kind.returns,
            "review_written": kind.reviews,
            "referral": kind.referrals,
            "support_after_late": kind.support_after_late,
        },
    }


def _shares(names: Iterable[str], shares: list[float]) -> dict[str, float]:
    return {name: round(share, 6) for name, share in zip(names, shares, strict=True)}


def _change(change: PlannedChange) -> Json:
    facts: dict[str, Json] = {
        "night-owls-split": {"persona": "night-owl", "into": [KINDS[6].name, KINDS[7].name]},
        "checkout-fee": {
            "fee_before": FEE,
            "fee_after": FEE_AFTER,
            "leak_factors": {
                PERSONA_NAMES[kind]: fee_factor(kind, leak)
                for kind, leak in PLANTED
                if leak.because == "delivery_cost"
            },
        },
        "store-closes": {"store": "Leipzig", "share_to_site": 0.5},
        "new-persona": {"persona": "gift-giver", "share_of_newcomers": NEWCOMERS_CHANGED},
        "customers-move": {"from": "fit-doubter", "to": "loyal-advocate", "share": DOUBTERS_MOVED},
    }
    at = first_of_month(change.month).isoformat()
    return {"name": change.name, "month": change.month, "at": at} | facts[change.name]


def _intervention(shop: InventedShop) -> Json | None:
    month = shop.settings.intervention_month
    if month is None:
        return None
    treated = int(shop.customers.treated.sum())
    return {
        "name": "checkout",
        "at": first_of_month(month).isoformat(),
        "share": 0.5,
        "leak_factor": LEAK_FACTOR,
        "customers_treated": treated,
        "customers_control": shop.settings.customers - treated,
    }
