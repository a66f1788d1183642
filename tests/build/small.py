"""A tiny business in one CSV file, for builds that take a few seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

TOML = """\
[workspace]
name = "Tiny"
seed = 5
timezone = "Europe/Berlin"
currency = "EUR"

[[sources]]
name = "log"
table = "events"
files = ["log.csv"]
columns = { customer_id = "who", at = "when", touchpoint = "what", value = "paid" }
"""


def tiny(
    folder: Path, *, customers: int = 70, touchpoints: int = 4, prefix: str = "c", alike: bool = False
) -> Path:
    """Write `folkways.toml` and `log.csv`: each customer comes about a dozen times within ninety days."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "folkways.toml").write_text(TOML, encoding="utf-8")
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    lines = ["who,when,what,paid"]
    for customer in range(customers):
        own = 0 if alike else customer
        for visit in range(8 if alike else 8 + customer % 7):
            at = start + timedelta(days=visit * (7 + own % 3), hours=own % 9, minutes=visit)
            lines.append(
                f"{prefix}{customer},{at.isoformat()},thing {(own + visit) % touchpoints},{own % 20 + visit}.50"
            )
    (folder / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
