"""The planted personas, as data. Frozen: a change here is a new version of the yardstick."""

from __future__ import annotations

from dataclasses import dataclass, field

DAYPARTS = {
    "night": (22, 26),
    "morning": (6, 10),
    "midday": (10, 14),
    "afternoon": (14, 18),
    "evening": (18, 22),
}
STATEMENTS = (
    "lowest_price", "compare_first", "see_and_touch", "fit_doubt", "late_hours", "tell_friends", "on_a_whim",
    "delivery_costs", "trust_reviews", "quick_help", "cook_at_home", "follow_news", "like_quiet", "pay_by_invoice",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A share of those who reach a touchpoint ends the visit there, for a reason."""

    at: str
    because: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedPersona:
    """One persona's means; customers differ around them.

    `likeness` multiplies how closely its customers stay to the persona's ways. `entries` are weights; `drawn_to`
    multiplies the average pull towards a touchpoint; `dayparts` are weights in the order of DAYPARTS; `statements`
    are means on 1–7 of those that differ from the middle.
    """

    name: str
    title: str
    share: float
    likeness: float
    visits_per_month: float
    monthly_attrition: float
    entries: dict[str, float]
    drawn_to: dict[str, float]
    leaks: tuple[Leak, ...]
    dayparts: tuple[float, float, float, float, float]
    weekend: float
    app_share: float
    order_value_median: float
    returns: float
    reviews: float
    referrals: float
    support_after_late: float
    leaves_after_late: float
    leaves_after_slow_help: float
    response_rate: float
    nps_mean: float
    csat_mean: float
    statements: dict[str, float] = field(default_factory=dict[str, float])


_EVERYWHERE = (Leak(at="checkout", because="delivery_cost", probability=0.05),)

PERSONAS: tuple[PlantedPersona, ...] = (
    PlantedPersona(
        name="bargain-hunter",
        title="Waits for the offer",
        share=0.45,
        likeness=0.17,
        visits_per_month=6,
        monthly_attrition=0.007,
        entries={
            "social_ad": 1.2,
            "search_ad": 1.5,
            "email": 2.9,
            "site_visit": 2.2,
            "app_open": 1.8,
            "store_visit": 1.0,
        },
        drawn_to={"offers_page": 3.95, "wishlist": 1.22},
        leaks=(Leak(at="checkout", because="delivery_cost", probability=0.3),),
        dayparts=(1.0, 1.6, 2.0, 2.0, 2.6),
        weekend=0.3,
        app_share=0.31,
        order_value_median=42,
        returns=0.14,
        reviews=0.06,
        referrals=0.03,
        support_after_late=0.4,
        leaves_after_late=0.015,
        leaves_after_slow_help=0.01,
        response_rate=0.25,
        nps_mean=6.8,
        csat_mean=3.5,
        statements={"lowest_price": 5.8, "delivery_costs": 5.6},
    ),
    PlantedPersona(
        name="careful-comparer",
        title="Compares before deciding",
        share=0.21,
        likeness=0.28,
        visits_per_month=6,
        monthly_attrition=0.007,
        entries={
            "social_ad": 1.2,
            "search_ad": 2.74,
            "email": 1.8,
            "site_visit": 3.05,
            "app_open": 1.12,
            "store_visit": 1.0,
        },
        drawn_to={"reviews_page": 3.34, "search": 1.79},
        leaks=(*_EVERYWHERE, Leak(at="reviews_page", because="missing_detail", probability=0.2)),
        dayparts=(1.0, 1.6, 2.0, 2.0, 2.6),
        weekend=0.34,
        app_share=0.19,
        order_value_median=76,
        returns=0.14,
        reviews=0.08,
        referrals=0.03,
        support_after_late=0.4,
        leaves_after_late=0.015,
        leaves_after_slow_help=0.015,
        response_rate=0.35,
        nps_mean=7.4,
        csat_mean=3.8,
        statements={"compare_first": 6, "trust_reviews": 5.6, "on_a_whim": 3},
    ),
    PlantedPersona(
        name="store-regular",
        title="Buys where it can be touched",
        share=0.12,
        likeness=0.8,
        visits_per_month=5.5,
        monthly_attrition=0.0056,
        entries={
            "social_ad": 1.2,
            "search_ad": 1.5,
            "email": 1.8,
            "site_visit": 2.2,
            "app_open": 1.12,
            "store_visit": 5.14,
        },
        drawn_to={"store_purchase": 1.67},
        leaks=(*_EVERYWHERE, Leak(at="basket", because="wants_to_see_it", probability=0.3)),
        dayparts=(0.77, 1.84, 2.48, 2.24, 1.91),
        weekend=0.34,
        app_share=0.19,
        order_value_median=58,
        returns=0.12,
        reviews=0.04,
        referrals=0.04,
        support_after_late=0.4,
        leaves_after_late=0.02,
        leaves_after_slow_help=0.015,
        response_rate=0.3,
        nps_mean=7.8,
        csat_mean=4.0,
        statements={"see_and_touch": 6.2, "late_hours": 3, "trust_reviews": 3.4},
    ),
    PlantedPersona(
        name="fit-doubter",
        title="Unsure whether it will fit",
        share=0.08,
        likeness=1.5,
        visits_per_month=6,
        monthly_attrition=0.0112,
        entries={
            "social_ad": 1.57,
            "search_ad": 1.74,
            "email": 1.57,
            "site_visit": 2.44,
            "app_open": 1.8,
            "store_visit": 0.77,
        },
        drawn_to={"size_guide": 3.95, "reviews_page": 1.67, "support_chat": 1.45},
        leaks=(*_EVERYWHERE, Leak(at="size_guide", because="size_doubt", probability=0.25)),
        dayparts=(1.0, 1.37, 1.77, 2.98, 2.37),
        weekend=0.32,
        app_share=0.19,
        order_value_median=71,
        returns=0.48,
        reviews=0.08,
        referrals=0.03,
        support_after_late=0.4,
        leaves_after_late=0.02,
        leaves_after_slow_help=0.02,
        response_rate=0.3,
        nps_mean=6.4,
        csat_mean=3.3,
        statements={"fit_doubt": 6.2, "trust_reviews": 5.2, "see_and_touch": 4.8},
    ),
    PlantedPersona(
        name="night-owl",
        title="Browses late on the phone",
        share=0.07,
        likeness=1.1,
        visits_per_month=6,
        monthly_attrition=0.014,
        entries={
            "social_ad": 2.19,
            "search_ad": 1.15,
            "email": 1.8,
            "site_visit": 1.73,
            "app_open": 3.81,
            "store_visit": 0.77,
        },
        drawn_to={"wishlist": 3.34, "offers_page": 1.67},
        leaks=(Leak(at="checkout", because="payment_steps", probability=0.22),),
        dayparts=(5.89, 0.81, 1.2, 1.43, 3.08),
        weekend=0.32,
        app_share=0.48,
        order_value_median=46,
        returns=0.22,
        reviews=0.06,
        referrals=0.05,
        support_after_late=0.4,
        leaves_after_late=0.02,
        leaves_after_slow_help=0.015,
        response_rate=0.2,
        nps_mean=7.0,
        csat_mean=3.7,
        statements={"late_hours": 6.2, "on_a_whim": 5.6, "compare_first": 3.4},
    ),
    PlantedPersona(
        name="loyal-advocate",
        title="Tells others about the shop",
        share=0.07,
        likeness=1.5,
        visits_per_month=6.6,
        monthly_attrition=0.0028,
        entries={
            "social_ad": 1.2,
            "search_ad": 1.38,
            "email": 2.9,
            "site_visit": 2.2,
            "app_open": 2.04,
            "store_visit": 1.0,
        },
        drawn_to={"support_chat": 3.95, "offers_page": 2.61, "basket": 1.22},
        leaks=(*_EVERYWHERE, Leak(at="support_chat", because="slow_support", probability=0.3)),
        dayparts=(1.0, 1.84, 2.0, 2.0, 2.37),
        weekend=0.3,
        app_share=0.37,
        order_value_median=51,
        returns=0.12,
        reviews=0.48,
        referrals=0.48,
        support_after_late=0.7,
        leaves_after_late=0.01,
        leaves_after_slow_help=0.02,
        response_rate=0.4,
        nps_mean=8.8,
        csat_mean=4.4,
        statements={"tell_friends": 6.2, "quick_help": 5.6, "lowest_price": 4.8},
    ),
)
