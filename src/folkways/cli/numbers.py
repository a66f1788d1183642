"""Commands that print measures, the quality report, what is not known yet, and where harm can be done."""

from __future__ import annotations

from typing import Annotated

import typer

from folkways.cli import nothing
from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows


def measures(
    by: Annotated[str, typer.Option(help="overall, persona, month or wave.")] = "overall",
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """List the measures: value, interval, n, denominator, method. Retention counts visits, `ask retention` events."""
    from folkways import workspace

    found = workspace.open(directory).measures
    print_rows(found.columns, found.rows(by), shape, shown=found.shown)


def quality(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Report what was loaded, what did not fit and why, what is missing or strange."""
    from folkways import workspace

    found = workspace.open(directory).evidence
    print_rows(found.quality_columns, found.quality_rows(), shape)


def aggregates(
    by: Annotated[
        str, typer.Option("--by", help="channel, campaign, item, metric, month or source.")
    ] = "channel",
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Add up the numbers that name no customers: ad spend, mailings, searches, pages."""
    from folkways import workspace

    found = workspace.open(directory).aggregates
    print_rows(found.columns(by), found.rows(by), shape, nothing=nothing.AGGREGATES)


def gaps(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """List what the data cannot tell yet, and what research would: the biggest gaps first."""
    from folkways import workspace

    found = workspace.open(directory).evidence
    print_rows(found.gap_columns, found.gap_rows(), shape, shown=found.gap_shown, nothing=nothing.GAPS)


def care(
    part: Annotated[
        str,
        typer.Option(
            "--part",
            help="findings, proxies, absent, left-out, unequal, claims, decisions, unconfirmed, checks, small, quotes.",
        ),
    ] = "findings",
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """List where the map can do harm, who is left out, and what nobody has confirmed."""
    from folkways import workspace

    found = workspace.open(directory).care
    print_rows(
        found.columns(part),
        found.rows(part),
        shape,
        found.title(part),
        found.shown(part),
        nothing=nothing.CARE,
    )
