"""Pairs of ids that are probably one person, in `links.csv` beside the configuration: delete a line to undo it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from folkways.errors import ConfigError
from folkways.evidence.snapshots import write_whole

LINKS = "links.csv"
Link = tuple[str, str, float]


def links_in(directory: Path) -> tuple[Link, ...]:
    """Read the links of a workspace, none without the file; raises ConfigError naming the line that is off."""
    path = directory / LINKS
    if not path.exists():
        return ()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))[1:]
    return tuple(_link(row, number, path) for number, row in enumerate(rows, 2) if row)


def write_links(directory: Path, links: Sequence[Link]) -> None:
    """Write the links whole; no links, no file."""
    if not links:
        (directory / LINKS).unlink(missing_ok=True)
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["left", "right", "probability"])
    writer.writerows([left, right, f"{probability:.6f}"] for left, right, probability in links)
    write_whole(directory / LINKS, text.getvalue())


def _link(row: list[str], number: int, path: Path) -> Link:
    try:
        left, right, told = row
        probability = float(told)
    except ValueError as error:
        raise ConfigError(
            f"{path.name}, line {number}: not two ids and a probability.",
            hint="Each line is LEFT,RIGHT,PROBABILITY.",
        ) from error
    if not 0 <= probability <= 1:
        raise ConfigError(
            f"{path.name}, line {number}: {told} is no probability.", hint="It lies from 0 to 1."
        )
    return left, right, probability
