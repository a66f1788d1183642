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
        share=0.27,
        likeness=0.4,
        visits_per_month=2.4,
        monthly_attrition=0.02,
        entries={
            "social_ad": 1,
            "search_ad": 1.2,
            "email": 4,
            "site_visit": 2,
            "app_open": 1.2,
            "store_visit": 0.7,
        },
        drawn_to={"offers_page": 3, "wishlist": 1.3, "reviews_page": 0.6, "size_guide": 0.6},
        leaks=(Leak(at="checkout", because="delivery_cost", probability=0.35),),
        dayparts=(0.8, 0.8, 2.5, 1.5, 3),
        weekend=0.28,
        app_share=0.35,
        order_value_median=38,
        returns=0.12,
        reviews=0.05,
        referrals=0.02,
        support_after_late=0.3,
        leaves_after_late=0.05,
        leaves_after_slow_help=0.05,
        response_rate=0.25,
        nps_mean=6.6,
        csat_mean=3.5,
        statements={
            "lowest_price": 6,
            "delivery_costs": 5.8,
            "on_a_whim": 4.6,
            "tell_friends": 3.4,
            "quick_help": 3.4,
        },
    ),
    PlantedPersona(
        name="careful-comparer",
        title="Compares before deciding",
        share=0.22,
        likeness=0.5,
        visits_per_month=2.6,
        monthly_attrition=0.02,
        entries={
            "social_ad": 0.5,
            "search_ad": 3.5,
            "email": 1,
            "site_visit": 3.5,
            "app_open": 0.8,
            "store_visit": 0.8,
        },
        drawn_to={
            "reviews_page": 2.6,
            "search": 1.8,
            "product_page": 1.2,
            "offers_page": 0.6,
            "wishlist": 0.8,
        },
        leaks=(*_EVERYWHERE, Leak(at="reviews_page", because="missing_detail", probability=0.2)),
        dayparts=(0.6, 2.5, 2, 2, 2),
        weekend=0.36,
        app_share=0.12,
        order_value_median=85,
        returns=0.1,
        reviews=0.12,
        referrals=0.03,
        support_after_late=0.4,
        leaves_after_late=0.05,
        leaves_after_slow_help=0.06,
        response_rate=0.35,
        nps_mean=7.4,
        csat_mean=3.8,
        statements={
            "compare_first": 6,
            "trust_reviews": 5.8,
            "on_a_whim": 2.4,
            "lowest_price": 4.6,
            "late_hours": 3.2,
        },
    ),
    PlantedPersona(
        name="store-regular",
        title="Buys where it can be touched",
        share=0.18,
        likeness=1,
        visits_per_month=2.2,
        monthly_attrition=0.015,
        entries={
            "social_ad": 0.5,
            "search_ad": 1,
            "email": 1.2,
            "site_visit": 3,
            "app_open": 0.6,
            "store_visit": 5,
        },
        drawn_to={"store_purchase": 1.6, "search": 1.2, "reviews_page": 0.6, "wishlist": 0.7},
        leaks=(*_EVERYWHERE, Leak(at="basket", because="wants_to_see_it", probability=0.4)),
        dayparts=(0.4, 2, 3, 2.5, 1.5),
        weekend=0.36,
        app_share=0.1,
        order_value_median=62,
        returns=0.08,
        reviews=0.03,
        referrals=0.04,
        support_after_late=0.3,
        leaves_after_late=0.08,
        leaves_after_slow_help=0.05,
        response_rate=0.3,
        nps_mean=7.8,
        csat_mean=4.0,
        statements={
            "see_and_touch": 6.2,
            "trust_reviews": 3,
            "late_hours": 2.4,
            "fit_doubt": 4.8,
            "delivery_costs": 4.8,
        },
    ),
    PlantedPersona(
        name="fit-doubter",
        title="Unsure whether it will fit",
        share=0.14,
        likeness=2,
        visits_per_month=2.4,
        monthly_attrition=0.03,
        entries={
            "social_ad": 2,
            "search_ad": 2,
            "email": 1,
            "site_visit": 3,
            "app_open": 2,
            "store_visit": 0.7,
        },
        drawn_to={"size_guide": 3.2, "reviews_page": 1.3, "support_chat": 1.8, "offers_page": 0.7},
        leaks=(*_EVERYWHERE, Leak(at="size_guide", because="size_doubt", probability=0.3)),
        dayparts=(0.8, 1, 1.5, 3, 2.5),
        weekend=0.26,
        app_share=0.35,
        order_value_median=72,
        returns=0.42,
        reviews=0.08,
        referrals=0.02,
        support_after_late=0.4,
        leaves_after_late=0.08,
        leaves_after_slow_help=0.1,
        response_rate=0.3,
        nps_mean=6.2,
        csat_mean=3.2,
        statements={
            "fit_doubt": 6.2,
            "see_and_touch": 5,
            "trust_reviews": 5,
            "quick_help": 5,
            "tell_friends": 3.6,
        },
    ),
    PlantedPersona(
        name="night-owl",
        title="Browses late on the phone",
        share=0.11,
        likeness=1,
        visits_per_month=2.8,
        monthly_attrition=0.04,
        entries={
            "social_ad": 3.5,
            "search_ad": 0.7,
            "email": 0.8,
            "site_visit": 1,
            "app_open": 4.5,
            "store_visit": 0.4,
        },
        drawn_to={"wishlist": 2.6, "offers_page": 1.2, "search": 0.7, "reviews_page": 0.8},
        leaks=(*_EVERYWHERE, Leak(at="checkout", because="payment_steps", probability=0.22)),
        dayparts=(5, 0.4, 0.8, 1, 3),
        weekend=0.32,
        app_share=0.75,
        order_value_median=48,
        returns=0.2,
        reviews=0.06,
        referrals=0.06,
        support_after_late=0.3,
        leaves_after_late=0.1,
        leaves_after_slow_help=0.08,
        response_rate=0.2,
        nps_mean=7.0,
        csat_mean=3.7,
        statements={
            "late_hours": 6.2,
            "on_a_whim": 5.8,
            "compare_first": 3,
            "tell_friends": 4.8,
            "see_and_touch": 2.8,
        },
    ),
    PlantedPersona(
        name="loyal-advocate",
        title="Tells others about the shop",
        share=0.08,
        likeness=2,
        visits_per_month=3.4,
        monthly_attrition=0.008,
        entries={
            "social_ad": 0.8,
            "search_ad": 0.5,
            "email": 3,
            "site_visit": 2,
            "app_open": 3,
            "store_visit": 1.6,
        },
        drawn_to={"basket": 1.7, "support_chat": 2.2, "search": 0.8, "wishlist": 1.2},
        leaks=(*_EVERYWHERE, Leak(at="support_chat", because="slow_support", probability=0.35)),
        dayparts=(0.6, 3, 2, 1.5, 2),
        weekend=0.28,
        app_share=0.5,
        order_value_median=64,
        returns=0.1,
        reviews=0.4,
        referrals=0.3,
        support_after_late=0.7,
        leaves_after_late=0.05,
        leaves_after_slow_help=0.2,
        response_rate=0.4,
        nps_mean=8.9,
        csat_mean=4.4,
        statements={
            "tell_friends": 6.2,
            "quick_help": 5.8,
            "lowest_price": 2.8,
            "delivery_costs": 2.6,
            "trust_reviews": 4.6,
        },
    ),
)
