"""Who is no person: rules that tell the traffic of programs, so that it can be kept apart and counted.

A rule is named in the reason (`bot: user agent`), so that everybody can see why a row was kept apart.
"""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

REASON = "bot: "
BY_AGENT = "user agent"
BY_DATACENTRE = "datacentre"
SECOND_US = 1_000_000

_AGENTS = (
    r"bot($|[^a-z])", r"crawl", r"spider", r"slurp", r"scrap(er|y)", r"headless", r"phantomjs", r"selenium",
    r"puppeteer", r"playwright", r"lighthouse", r"pagespeed", r"gtmetrix", r"pingdom", r"uptime", r"statuscake",
    r"site24x7", r"datadog", r"newrelic", r"synthetic", r"monitor(ing)?($|[^a-z])", r"facebookexternalhit",
    r"mediapartners", r"adsbot", r"archive\.org", r"ia_archiver", r"python-(requests|urllib)", r"aiohttp",
    r"(^|[^a-z])httpx?/", r"curl/", r"wget/", r"libwww", r"go-http-client", r"java/\d", r"apache-httpclient",
    r"node-fetch", r"axios/",
    r"postmanruntime", r"embedly", r"link ?preview", r"feedfetcher", r"validator", r"bytespider", r"petalbot",
)  # fmt: skip
_NOT = ("cubot",)
_DATACENTRES = (
    "amazon", "aws", "google cloud", "google llc", "microsoft azure", "microsoft corporation", "digitalocean",
    "digital ocean", "ovh", "hetzner", "linode", "akamai connected cloud", "vultr", "choopa", "contabo", "leaseweb",
    "scaleway", "alibaba cloud", "tencent cloud", "oracle cloud", "m247", "datacamp",
)  # fmt: skip


def is_bot_agent(agent: str) -> str:
    """Tell as SQL whether a user agent (SQL text) is that of a program that says so."""
    return _matches(agent, "|".join(_AGENTS)) + "".join(
        f" AND NOT contains(lower({agent}), '{word}')" for word in _NOT
    )


def is_datacentre(owner: str) -> str:
    """Tell as SQL whether the owner of an address (SQL text: provider or organisation) rents out computers."""
    return _matches(owner, "|".join(rf"(^|[^a-z]){re.escape(name)}($|[^a-z])" for name in _DATACENTRES))


def first_rule(rules: dict[str, str]) -> str:
    """Tell as SQL the name of the first rule that holds (conditions as SQL), else NULL."""
    cases = " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in rules.items())
    return f"(CASE {cases} END)" if cases else "CAST(NULL AS VARCHAR)"


def too_fast(events: pa.Table, most: int) -> list[int]:
    """The `order` of all events of customers who ever had more than `most` of them within one second.

    Seconds are those of the clock. Events known only by day have no second.
    """
    con = duckdb.connect(":memory:")
    try:
        con.register("given", events.select(["customer_id", "at", "day", "order"]))
        found = con.execute(
            'SELECT "order" FROM given WHERE customer_id IN ('
            f'SELECT customer_id FROM given WHERE NOT "day" GROUP BY customer_id, "at" // {SECOND_US} '
            f'HAVING count(*) > {most}) ORDER BY "order"'
        ).fetchall()
        return [order for (order,) in found]
    finally:
        con.close()


def _matches(text: str, pattern: str) -> str:
    return f"coalesce(regexp_matches(lower({text}), '{pattern}'), false)"
