"""What the quality report says of people: ids joined, identifiers cut, and sensitive traits that somebody allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from folkways.evidence.identity import People
from folkways.evidence.persons import across_channels
from folkways.model.config import Config
from folkways.model.quality import Check, QualityRow

WHY: dict[str, tuple[Check, str]] = {
    "too common": ("identifier cut", "an identifier of more ids than the limit joins nobody"),
    "shared": ("identifier shared", "an identifier of people whom others tell apart joins nobody"),
}


def identity_rows(people: People, ids: int) -> Iterator[QualityRow]:
    """Tell how many ids each kind of identifier joined, how many identifiers were not used and for how many ids."""
    for kind, count in people.joined_by.items():
        detail = "by a link that is probable" if kind == "link" else "by the same identifier"
        yield QualityRow(
            source="identities", check="ids joined", column=kind, count=count, of=ids, detail=detail
        )
    for (why, kind), count in sorted(Counter((cut.why, cut.kind) for cut in people.cut).items()):
        check, meaning = WHY[why]
        most = max(cut.ids for cut in people.cut if (cut.why, cut.kind) == (why, kind))
        detail = f"{meaning}; the commonest has {most:,} ids"
        yield QualityRow(source="identities", check=check, column=kind, count=count, detail=detail)
    if people.refused:
        detail = "joins left out because a person told two ids apart"
        yield QualityRow(source="identities", check="ids kept apart", count=people.refused, detail=detail)


def across_rows(people: People, before: int, events: pa.Table) -> Iterator[QualityRow]:
    """Tell how many people are seen on more than one channel, and how many ids were before they were joined."""
    if not people.person_of:
        return
    of = len(events["customer_id"].unique())
    detail = f"people on more than one channel; before ids were joined these were {before:,} ids"
    after = across_channels([events])
    yield QualityRow(source="identities", check="seen across channels", count=after, of=of, detail=detail)


def allowed_rows(config: Config) -> Iterator[QualityRow]:
    """Tell which sensitive traits may form personas, who said so, and why."""
    for one in config.personas.allow_sensitive:
        detail = f"{one.who}: {one.reason}"
        yield QualityRow(
            source="customers", check="sensitive trait allowed", column=one.trait, count=1, detail=detail
        )
