"""The ready `folkways.toml` of a sample shop."""

from __future__ import annotations

import json
from collections.abc import Iterable

from folkways.sampleshop.crm import AGE_BANDS, HOUSEHOLD_SIZES, INCOME_BANDS, TOWN_SIZES
from folkways.sampleshop.personas import STATEMENTS
from folkways.sampleshop.settings import TIMEZONE, SampleShop

_TITLES: dict[str, tuple[str, str, str]] = {
    "social_ad": ("I see an ad in a social network", "Marketing", "awareness"),
    "search_ad": ("I follow an ad in a search engine", "Marketing", "awareness"),
    "email": ("I open a newsletter", "Marketing", "awareness"),
    "site_visit": ("I come to the site", "Online shop", "consideration"),
    "app_open": ("I open the app", "Online shop", "consideration"),
    "store_visit": ("I go to the store", "Stores", "decision later retention"),
    "search": ("I search the shop", "Online shop", "consideration"),
    "offers_page": ("I look through the offers", "Online shop", "consideration"),
    "product_page": ("I look at a product", "Online shop", "consideration"),
    "size_guide": ("I read the size guide", "Online shop", "consideration"),
    "reviews_page": ("I read what others say", "Online shop", "consideration"),
    "wishlist": ("I keep it for later", "Online shop", "consideration"),
    "support_chat": ("I ask in the chat", "Customer service", "consideration later retention"),
    "basket": ("I put it into the basket", "Online shop", "decision"),
    "checkout": ("I go to the checkout", "Online shop", "decision"),
    "payment": ("I pay", "Online shop", "decision later retention"),
    "store_purchase": ("I buy in the store", "Stores", "decision later retention"),
    "product_video": ("I watch the video", "Online shop", "consideration"),
    "stock_check": ("I check what the stores have", "Online shop", "consideration"),
    "voucher_code": ("I enter a voucher", "Online shop", "decision"),
    "gift_option": ("I choose gift wrapping", "Online shop", "decision"),
    "pickup_choice": ("I choose a place to collect it", "Online shop", "decision"),
    "delivery_on_time": ("It comes on time", "Logistics", "retention"),
    "delivery_late": ("It comes late", "Logistics", "retention"),
    "support_call": ("I call for help", "Customer service", "retention"),
    "return": ("I send it back", "Logistics", "retention"),
    "review_written": ("I write a review", "Marketing", "advocacy"),
    "referral": ("I recommend the shop", "Marketing", "advocacy"),
}
_ASKED = {
    "lowest_price": "I look for the lowest price before anything else",
    "compare_first": "I compare several products before I decide",
    "see_and_touch": "I want to see and touch a thing before I buy it",
    "fit_doubt": "I often doubt whether something will fit",
    "late_hours": "Late evening is my time to look around",
    "tell_friends": "I like to tell friends about shops I like",
    "on_a_whim": "I often buy on a whim",
    "delivery_costs": "Delivery costs keep me from ordering",
    "trust_reviews": "I trust the reviews of other customers",
    "quick_help": "When I have a question I expect an answer within minutes",
    "cook_at_home": "I cook at home most days",
    "follow_news": "I follow the news every day",
    "like_quiet": "I like it quiet around me",
    "pay_by_invoice": "I prefer to pay by invoice",
}
_TRAITS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "age_band": ("ordinal", AGE_BANDS, "65+"),
    "household_size": ("ordinal", HOUSEHOLD_SIZES, "5+"),
    "income_band": ("ordinal", INCOME_BANDS, "100K+"),
    "region": ("nominal", (), ""),
    "town_size": ("ordinal", TOWN_SIZES, ""),
    "newsletter": ("boolean", (), ""),
    "loyalty_card": ("boolean", (), ""),
    "interests": ("multi", (), ""),
}


_SENSITIVE = ("age_band", "income_band")


def recipe(shop: SampleShop) -> str:
    """The text of `folkways.toml` over the files beside it."""
    return "\n".join(
        [
            _WORKSPACE.format(seed=shop.seed, timezone=TIMEZONE),
            _customers(shop),
            _ANSWERS,
            *_questions(),
            *([_TEXTS] if shop.texts else []),
            *([_ACQUAINTANCE] if shop.doubles else []),
            *_titles(),
        ]
    )


def _customers(shop: SampleShop) -> str:
    lines = [_CUSTOMERS, *([_NAMED] if shop.doubles else []), "[sources.traits]"]
    traits = _TRAITS | ({"experiment": ("nominal", (), "")} if shop.intervention_month else {})
    for name, (kind, order, open_top) in traits.items():
        parts = [f'column = "{name}"', f'kind = "{kind}"']
        parts += [f"order = {_listed(order)}"] if order else []
        parts += [f'open_top = "{open_top}"'] if open_top else []
        parts += ['separator = ";"'] if kind == "multi" else []
        parts += ['class = "sensitive"'] if name in _SENSITIVE else []
        lines.append(f"{name} = {{ {', '.join(parts)} }}")
    return "\n".join(lines) + "\n"


def _questions() -> list[str]:
    blocks = [
        _question("nps", "nps", "How likely are you to recommend us to a friend?", 0, 10),
        _question("csat", "csat", "How satisfied are you with us?", 1, 5),
    ]
    return blocks + [_question(name, "rating", _ASKED[name], 1, 7) for name in STATEMENTS]


def _question(column: str, kind: str, text: str, least: int, most: int) -> str:
    return (
        f'[[sources.questions]]\ncolumn = "{column}"\nkind = "{kind}"\ntext = "{text}"\n'
        f"scale_min = {least}\nscale_max = {most}\n"
    )


_WORDS = {
    "checkout": (
        "delivery fee", "delivery costs", "delivery cost", "shipping", "shipping costs", "postage", "pay", "paying",
        "Versandkosten", "Versand", "Porto", "bezahlen", "frais de port", "expédition", "payer",
    ),
    "basket": ("cart", "gift wrap", "wrapped", "wrapping", "Warenkorb", "Geschenkpapier", "panier", "emballage cadeau"),
    "size_guide": ("size", "sizes", "sizing", "fits", "Größe", "taille"),
    "reviews_page": ("reviews", "description", "pictures", "photos", "details", "Beschreibung", "Bilder"),
    "delivery_late": ("late", "delayed", "overdue", "promised day", "verspätet", "zu spät", "en retard"),
    "delivery_on_time": ("on time", "pünktlich", "à l'heure"),
    "support_chat": ("chat", "reply", "answered", "nobody answers", "Antwort", "réponse"),
    "support_call": ("hotline", "on the phone", "call centre"),
    "search": ("filter", "filters", "narrow", "filtrer"),
    "app_open": ("app", "dark mode", "Dunkelmodus", "mode sombre"),
    "wishlist": ("wish list", "back in stock", "restock", "in stock again", "wieder da"),
    "return": ("send it back", "sent it back", "return label", "refund", "Rücksendung"),
    "email": ("newsletter",),
}  # fmt: skip
"""What names a touchpoint in what customers write; chosen from the themes and by looking at the texts of seed 1."""


def _titles() -> list[str]:
    return [_touchpoint(name, *words) for name, words in _TITLES.items()]


def _touchpoint(name: str, title: str, department: str, stage: str) -> str:
    first, _, later = stage.partition(" later ")
    told = f'{{ first = "{first}", later = "{later}" }}' if later else f'"{first}"'
    lines = [f"[touchpoints.{name}]", f'title = "{title}"', f'department = "{department}"', f"stage = {told}"]
    lines += [f"words = {_listed(_WORDS[name])}"] if name in _WORDS else []
    return "\n".join(lines + (["visit = false"] if name.startswith("delivery_") else [])) + "\n"


def _listed(words: Iterable[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


_WORKSPACE = """\
# A sample shop: invented customers of a shop that sells online, in an app and in five stores.

[workspace]
name = "Sample shop"
seed = {seed}
timezone = "{timezone}"
currency = "EUR"
notice = "Invented customers. Every event, record and answer was drawn at random."

[[sources]]
name = "events"
table = "events"
files = ["events.parquet"]
timezone = "UTC"
columns = {{ event_id = "event_id", customer_id = "customer_id", at = "at", touchpoint = "touchpoint", channel = "channel", value = "value", case_id = "case_id" }}
attributes = ["delivery_fee", "wait_minutes", "store"]
"""  # noqa: E501

_CUSTOMERS = """\
[[sources]]
name = "crm"
table = "customers"
files = ["customers.csv"]
timezone = "UTC"
columns = { customer_id = "customer_id", first_at = "first_at" }"""
_NAMED = """\
identifiers = { email = "email", phone = "phone" }
personal = ["first_name", "last_name", "birth_date", "street"]"""

_ANSWERS = """\
[[sources]]
name = "survey"
table = "answers"
files = ["answers.csv"]
timezone = "UTC"
columns = { answer_id = "answer_id", customer_id = "customer_id", wave = "wave", at = "at" }
constants = { survey = "How we are doing" }
basis = "reported"
"""

_TEXTS = """\
[[sources]]
name = "comments"
table = "answers"
files = ["comments.csv"]
timezone = "UTC"
columns = { answer_id = "answer_id", customer_id = "customer_id", wave = "wave", at = "at" }
constants = { survey = "How we are doing" }
basis = "reported"

[[sources.questions]]
column = "improve"
kind = "text"
text = "What should we do better?"

[[sources]]
name = "reviews"
table = "voices"
files = ["reviews.csv"]
timezone = "UTC"
columns = { voice_id = "review_id", customer_id = "customer_id", at = "at", rating = "stars", language = "language", text = "text" }
constants = { kind = "review", touchpoint = "review_written" }
rating_min = 1
rating_max = 5
basis = "reported"

[[sources]]
name = "tickets"
table = "voices"
files = ["tickets.csv"]
timezone = "UTC"
columns = { voice_id = "ticket_id", customer_id = "customer_id", at = "at", channel = "channel", rating = "satisfaction", language = "language", text = "text" }
constants = { kind = "ticket" }
rating_min = 1
rating_max = 5
basis = "reported"

[[sources]]
name = "interviews"
table = "voices"
files = ["interviews/*"]
timezone = "UTC"
columns = { customer_id = "customer", speaker = "speaker", locator = "locator", at = "date", text = "text" }
constants = { kind = "interview" }
basis = "reported"

[voices]
interviewers = ["Interviewer", "Mara Vogt", "Jonas Reber", "Helena Kuhn"]
"""  # noqa: E501

_ACQUAINTANCE = """\
[[sources]]
name = "cards"
table = "events"
files = ["card_events.csv"]
timezone = "UTC"
columns = { event_id = "event_id", customer_id = "customer_id", at = "at", touchpoint = "touchpoint", channel = "channel", value = "value" }
attributes = ["store"]

[[sources]]
name = "nameless"
table = "events"
files = ["anonymous.csv"]
timezone = "UTC"
columns = { event_id = "event_id", at = "at", touchpoint = "touchpoint", channel = "channel" }
identifiers = { device = "device_id" }

[[sources]]
name = "devices"
table = "identities"
files = ["identities.csv"]
timezone = "UTC"
columns = { kind = "kind", value = "value", customer_id = "customer_id", at = "at" }
"""  # noqa: E501
