"""The few numbers that the home page begins with: what was loaded, what did not fit, what the business measures."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.model.evidence import Evidence, Figure, Window
from folkways.model.home import Headline, Headlines
from folkways.model.measure import Measures
from folkways.model.quality import QualityReport, QualityRow

FIRST = ("customers", "events", "visits", "value_total", "repeat_rate")
"""The measures of the whole business that the home page begins with, where the data give them."""
UNITS = {"customers": "customers", "customers with events": "customers", "customers described": "customers"}


def headlines(quality: QualityReport, measures: Measures, window: Window) -> Headlines:
    """Choose the first numbers from the quality report and the measures; none is computed anew."""
    counts = [_line(row, words, window) for row, words in _counted(quality)]
    health = [_line(row, words, window) for row, words in _doubtful(quality)]
    measured = list(_measured(measures))
    evidence = {one.id: one for _, one in (*counts, *health)} | {one.id: one for one in measures.evidence}
    return Headlines(
        window=window,
        counts=[line for line, _ in counts] + measured,
        health=[line for line, _ in health],
        evidence=list(evidence.values()),
    )


def _counted(quality: QualityReport) -> Iterator[tuple[QualityRow, str]]:
    """The rows of the largest source."""
    loaded = [row for row in quality.rows if row.check == "rows loaded"]
    if loaded:
        largest = max(loaded, key=lambda row: row.count)
        yield largest, f"rows of {largest.source} read and kept"


def _doubtful(quality: QualityReport) -> Iterator[tuple[QualityRow, str]]:
    words = {
        "rows rejected": "rows of {source} in quarantine",
        "orphans": "rows of {source} whose {column} is unknown",
        "customers described": "customers described by {source}",
        "future dates": "events of {source} in the future",
    }
    for row in quality.rows:
        if row.check in words and (row.count or row.check == "customers described"):
            yield row, words[row.check].format(source=row.source, column=row.column)


def _line(row: QualityRow, words: str, window: Window) -> tuple[Headline, Evidence]:
    key = "-".join(
        word for word in (row.check.replace(" ", "-"), slug(row.source), slug(row.column or "")) if word
    )
    unit = UNITS.get(row.check, "rows" if "rows" in row.check or row.check == "orphans" else "events")
    evidence = Evidence(
        id=f"evd_q-{key}"[:44],
        kind="table",
        title=f"{row.check} ({row.source})",
        n=row.of,
        unit=unit,
        denominator=f"{unit} that were checked" if row.of else None,
        window=window,
        method="count",
        query=row.query,
        note=row.detail or (None if row.query else "Counted while the source files were read."),
    )
    return Headline(
        key=key, label=words, figure=Figure(value=row.count, unit=unit, n=row.of, evidence=evidence.id)
    ), evidence


def slug(name: str) -> str:
    """A name as it may stand in an id."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip(
        "-"
    )


def _measured(measures: Measures) -> Iterator[Headline]:
    names = {one.key: one.name for one in measures.definitions}
    for key in FIRST:
        found = measures.found(key)
        if found and not found.figure.suppressed:
            yield Headline(key=key, label=names.get(key, key), figure=found.figure)
