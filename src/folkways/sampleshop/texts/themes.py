"""The planted themes: what hurts and what is wished for, where, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A pain or a wish, the touchpoint it belongs to, and what an interviewer asks about to hear of it.

    `dear_to` are personas that speak of it several times as often as others do.
    """

    name: str
    kind: Literal["pain", "wish"]
    touchpoint: str
    probe: str
    dear_to: tuple[str, ...]


THEMES: tuple[Theme, ...] = (
    Theme(
        name="delivery_cost",
        kind="pain",
        touchpoint="checkout",
        probe="checkout",
        dear_to=("bargain-hunter", "gift-giver"),
    ),
    Theme(
        name="missing_detail",
        kind="pain",
        touchpoint="reviews_page",
        probe="product",
        dear_to=("careful-comparer",),
    ),
    Theme(
        name="wants_to_see_it",
        kind="pain",
        touchpoint="basket",
        probe="product",
        dear_to=("store-regular",),
    ),
    Theme(
        name="size_doubt",
        kind="pain",
        touchpoint="size_guide",
        probe="product",
        dear_to=("fit-doubter",),
    ),
    Theme(
        name="payment_steps",
        kind="pain",
        touchpoint="checkout",
        probe="checkout",
        dear_to=("night-owl",),
    ),
    Theme(
        name="slow_support",
        kind="pain",
        touchpoint="support_chat",
        probe="service",
        dear_to=("loyal-advocate",),
    ),
    Theme(
        name="late_delivery",
        kind="pain",
        touchpoint="delivery_late",
        probe="parcel",
        dear_to=(),
    ),
    Theme(
        name="filters",
        kind="wish",
        touchpoint="search",
        probe="wish",
        dear_to=("careful-comparer",),
    ),
    Theme(
        name="store_pickup",
        kind="wish",
        touchpoint="checkout",
        probe="wish",
        dear_to=("store-regular",),
    ),
    Theme(
        name="gift_wrap",
        kind="wish",
        touchpoint="basket",
        probe="wish",
        dear_to=("loyal-advocate", "gift-giver"),
    ),
    Theme(
        name="dark_mode",
        kind="wish",
        touchpoint="app_open",
        probe="wish",
        dear_to=("night-owl",),
    ),
    Theme(
        name="restock_alert",
        kind="wish",
        touchpoint="wishlist",
        probe="wish",
        dear_to=("bargain-hunter", "fit-doubter"),
    ),
)
THEME = {theme.name: theme for theme in THEMES}
COMPETITORS = ("Kaufherz", "Modaluna", "Nordlager", "Stoffwerk 9", "Zettelhaus", "Trendkontor")
