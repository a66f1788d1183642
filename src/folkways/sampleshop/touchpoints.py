"""The shop's touchpoints: where a visit can go from each, and how much an average customer is drawn there."""

from __future__ import annotations

WALKED = (
    "social_ad", "search_ad", "email", "site_visit", "app_open", "store_visit", "search", "offers_page", "product_page",
    "size_guide", "reviews_page", "wishlist", "support_chat", "basket", "checkout", "payment", "store_purchase",
    "product_video", "stock_check", "voucher_code", "gift_option", "pickup_choice",
)  # fmt: skip
AFTERWARDS = ("delivery_on_time", "delivery_late", "support_call", "return", "review_written", "referral")
TOUCHPOINTS = WALKED + AFTERWARDS
CODE = {name: code for code, name in enumerate(TOUCHPOINTS)}
END = len(WALKED)
ENTRIES = WALKED[:6]

CHANNELS = ("web", "app", "store", "email", "social", "phone")
CHANNEL = {name: code for code, name in enumerate(CHANNELS)}
FIXED_CHANNEL = {
    "social_ad": "social",
    "search_ad": "web",
    "email": "email",
    "store_visit": "store",
    "store_purchase": "store",
    "delivery_on_time": "email",
    "delivery_late": "email",
    "support_call": "phone",
    "referral": "social",
}
STORES = ("Berlin", "Hamburg", "Köln", "Leipzig", "München")

# Detours on the step from one touchpoint to the next. Half of the customers take one for this share of such steps, the
# others never do, whatever their persona.
DETOURS: dict[str, tuple[str, str, float]] = {
    "product_video": ("product_page", "product_page", 0.35),
    "stock_check": ("product_page", "basket", 0.4),
    "voucher_code": ("basket", "checkout", 0.35),
    "gift_option": ("basket", "checkout", 0.2),
    "pickup_choice": ("checkout", "payment", 0.45),
}

# An average customer's pull from each touchpoint to the next, detours apart; "END" is leaving for no reason of the
# shop's.
PULL: dict[str, dict[str, float]] = {
    "social_ad": {"site_visit": 2, "product_page": 5, "offers_page": 1.5, "END": 4},
    "search_ad": {"site_visit": 2, "product_page": 5, "search": 2, "END": 3},
    "email": {"offers_page": 3, "product_page": 4, "site_visit": 2, "END": 4},
    "site_visit": {"search": 4, "product_page": 3, "offers_page": 2, "wishlist": 0.6, "support_chat": 0.4, "END": 3},
    "app_open": {"search": 3, "product_page": 3, "offers_page": 2, "wishlist": 0.8, "support_chat": 0.4, "END": 3},
    "store_visit": {"store_purchase": 6, "END": 8},
    "search": {"product_page": 7, "search": 1.5, "offers_page": 0.8, "END": 2.4},
    "offers_page": {"product_page": 6, "search": 1, "wishlist": 0.6, "END": 3},
    "product_page": {
        "product_page": 2, "search": 1.2, "size_guide": 1, "reviews_page": 1.4, "wishlist": 0.7, "support_chat": 0.3,
        "basket": 4, "END": 3.6,
    },
    "size_guide": {"product_page": 3, "reviews_page": 0.8, "support_chat": 0.4, "basket": 4.5, "END": 2},
    "reviews_page": {"product_page": 3.5, "size_guide": 0.6, "wishlist": 0.5, "basket": 4, "END": 2.4},
    "wishlist": {"product_page": 3, "basket": 2.7, "END": 5},
    "support_chat": {"product_page": 3, "basket": 3.6, "END": 5},
    "basket": {"checkout": 9, "product_page": 1.6, "offers_page": 0.4, "END": 2.4},
    "checkout": {"payment": 8, "basket": 0.7, "END": 1.4},
    "payment": {"END": 1},
    "store_purchase": {"END": 1},
}  # fmt: skip
