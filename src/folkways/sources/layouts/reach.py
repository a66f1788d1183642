"""What reaches people without naming them: ad spend, search terms, pages on social media, mailings as a whole.

Each row of such an export is a day (or a post, or a mailing) and its numbers; the numbers become metrics.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from folkways.sources.guess_roles import is_time, words_of
from folkways.sources.layouts.layout import Layout
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

DAY = (
    "day", "date", "reporting starts", "publish time", "publish date", "created date", "video publish time",
    "send date", "send time", "week", "month",
)  # fmt: skip
CAMPAIGN = ("campaign", "campaign name", "ad set name", "title", "subject")
ITEM = (
    "search term", "query", "top queries", "search keyword", "keyword", "ad name", "post title", "post id", "permalink",
    "content", "video title", "page", "top pages", "landing page", "ad group",
)  # fmt: skip
CURRENCY = ("currency", "currency code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One kind of export: words that must be among its columns, one of `any_of` besides, and the channel it is."""

    name: str
    title: str
    channel: str
    needs: frozenset[str]
    any_of: frozenset[str] = field(default_factory=frozenset)


EXPORTS = (
    Export(
        name="meta-ads",
        title="ad spend of Meta",
        channel="meta ads",
        needs=frozenset({"campaign name", "impressions"}),
        any_of=frozenset({"amount spent", "amount spent usd", "amount spent eur", "amount spent gbp"}),
    ),
    Export(
        name="google-ads",
        title="campaigns or search terms of Google Ads",
        channel="google ads",
        needs=frozenset({"campaign", "clicks", "cost"}),
        any_of=frozenset({"impr", "impressions"}),
    ),
    Export(
        name="search-console",
        title="queries or pages of Google Search Console",
        channel="organic search",
        needs=frozenset({"clicks", "impressions", "ctr", "position"}),
    ),
    Export(
        name="site-search",
        title="searches on a site",
        channel="site search",
        needs=frozenset({"search term", "searches"}),
    ),
    Export(
        name="linkedin-page",
        title="posts of a LinkedIn page",
        channel="linkedin",
        needs=frozenset({"post title", "impressions", "clicks", "likes"}),
    ),
    Export(
        name="youtube",
        title="videos of a YouTube channel",
        channel="youtube",
        needs=frozenset({"views", "video title"}),
    ),
    Export(
        name="meta-page",
        title="posts of a Facebook or Instagram page",
        channel="meta",
        needs=frozenset({"post id", "reach"}),
        any_of=frozenset({"permalink", "publish time"}),
    ),
    Export(
        name="mailings",
        title="mailings as a whole",
        channel="email",
        needs=frozenset({"subject", "opens", "clicks"}),
        any_of=frozenset({"total recipients", "recipients", "successful deliveries", "sent", "send date"}),
    ),
)


def _recognised(export: Export, profile: FileProfile) -> bool:
    words = {words_of(name) for name in profile.names}
    told = words >= export.needs and (not export.any_of or bool(words & export.any_of))
    return told and _day(profile) is not None


def _day(profile: FileProfile) -> ColumnProfile | None:
    times = {words_of(column.name): column for column in profile.columns if is_time(column)}
    return next((times[name] for name in DAY if name in times), None)


def _named(profile: FileProfile, names: tuple[str, ...], taken: set[str]) -> ColumnProfile | None:
    by_words = {words_of(column.name): column for column in profile.columns if column.name not in taken}
    return next((by_words[name] for name in names if name in by_words), None)


def _guesses(export: Export, profile: FileProfile) -> list[SourceGuess]:
    guess = SourceGuess(profile=profile, table="aggregates", name=profile.path.stem)
    guess.constants = {"channel": export.channel}
    day = _day(profile)
    taken: set[str] = set()
    if day:
        guess.columns["at"] = day.name
        taken.add(day.name)
        guess.time_format = day.formats[0] if day.formats else None
        guess.wall_clock = day.wall_times > 0 or "%H" in (guess.time_format or "")
    for role, names in (("item", ITEM), ("campaign", CAMPAIGN), ("currency", CURRENCY)):
        column = _named(profile, names, taken)
        if column:
            guess.columns[role] = column.name
            taken.add(column.name)
    for column in profile.columns:
        if column.name in taken or is_time(column):
            continue
        if 2 * column.numbers > column.filled and not words_of(column.name).endswith("id"):
            guess.metrics[words_of(column.name)] = column.name
        else:
            guess.unknown[column.name] = "no number" if column.filled else "always empty"
    return [guess]


def _layout(export: Export) -> Layout:
    return Layout(
        name=export.name,
        title=export.title,
        shape=lambda relation, _types: f"SELECT * FROM {relation}",
        recognised=lambda profile: _recognised(export, profile),
        guesses=lambda profile: _guesses(export, profile),
    )


LAYOUTS = tuple(_layout(export) for export in EXPORTS)
