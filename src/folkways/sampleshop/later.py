"""Personas that appear only with a change: the two halves of the night owls, and a newcomer."""

from __future__ import annotations

from dataclasses import replace

from folkways.sampleshop.personas import PERSONAS, Leak, PlantedPersona

_OWL = next(persona for persona in PERSONAS if persona.name == "night-owl")

APP_IMPULSE = replace(
    _OWL,
    name="night-owl/app-impulse",
    title="Buys late on a whim",
    visits_per_month=6.5,
    entries=_OWL.entries | {"app_open": 7, "site_visit": 0.5, "search_ad": 0.3},
    drawn_to=_OWL.drawn_to | {"basket": 1.8, "reviews_page": 0.4, "search": 0.5},
    app_share=0.9,
    statements=_OWL.statements | {"on_a_whim": 6.4, "compare_first": 2.4},
)
LATE_RESEARCHER = replace(
    _OWL,
    name="night-owl/late-researcher",
    title="Reads everything at night",
    entries=_OWL.entries | {"site_visit": 4, "search_ad": 3, "app_open": 1.5},
    drawn_to=_OWL.drawn_to | {"reviews_page": 2.6, "search": 1.8, "wishlist": 1.2},
    app_share=0.25,
    statements=_OWL.statements | {"on_a_whim": 3.6, "compare_first": 5.4, "trust_reviews": 5.4},
)
GIFT_GIVER = PlantedPersona(
    name="gift-giver",
    title="Buys for others",
    share=0.0,
    likeness=1,
    visits_per_month=5,
    monthly_attrition=0.01,
    entries={
        "social_ad": 2.5,
        "search_ad": 2.5,
        "email": 0.6,
        "site_visit": 2,
        "app_open": 0.6,
        "store_visit": 1.2,
    },
    drawn_to={"wishlist": 3, "basket": 1.6, "size_guide": 0.3, "support_chat": 1.6, "offers_page": 0.7},
    leaks=(Leak(at="checkout", because="delivery_cost", probability=0.05),),
    dayparts=(0.5, 1, 4, 2, 1.5),
    weekend=0.2,
    app_share=0.2,
    order_value_median=110,
    returns=0.05,
    reviews=0.04,
    referrals=0.08,
    support_after_late=0.8,
    leaves_after_late=0.04,
    leaves_after_slow_help=0.03,
    response_rate=0.3,
    nps_mean=7.8,
    csat_mean=4.1,
    statements={"quick_help": 5.6, "fit_doubt": 2.6, "lowest_price": 2.8, "tell_friends": 5},
)

KINDS: tuple[PlantedPersona, ...] = (*PERSONAS, APP_IMPULSE, LATE_RESEARCHER, GIFT_GIVER)
KIND = {kind.name: code for code, kind in enumerate(KINDS)}
