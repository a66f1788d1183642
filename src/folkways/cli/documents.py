"""Commands that print personas, journeys and who belongs to whom, and check a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows
from folkways.errors import DocumentError


def personas(
    quotes: Annotated[bool, typer.Option("--quotes", help="Their quotes, with file and place.")] = False,
    said: Annotated[bool, typer.Option("--said", help="What they speak of, complain of, wish for.")] = False,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """List the personas: size with interval, value share, stability, and a quote of each."""
    from folkways import workspace

    found = workspace.open(directory).personas
    if quotes:
        print_rows(found.quote_columns, found.quote_rows(), shape, shown=found.shown_quotes)
        return
    if said:
        print_rows(found.said_columns, found.said_rows(), shape, shown=found.shown_said)
        return
    print_rows(found.columns, found.rows(), shape, found.refusal or "", found.shown)
    if shape is Format.table:
        print("\n".join(found.quoted()))


def journeys(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """List every journey's steps: how many come, go on, leave, and how long they stay."""
    from folkways import workspace

    found = workspace.open(directory).journeys
    print_rows(found.columns, found.rows(), shape, shown=found.shown)


def members(
    persona: Annotated[str | None, typer.Argument(help="A persona's id or name; default: all.")] = None,
    reveal_ids: Annotated[
        bool, typer.Option("--reveal-ids", help="List customer ids; this is logged.")
    ] = False,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count the members of personas, or list them with --reveal-ids."""
    from folkways import workspace

    people = workspace.open(directory).people
    if reveal_ids:
        print_rows(people.columns, people.revealed(persona), shape)
    else:
        print_rows(["persona", "customers"], people.counted(persona), shape)


def check(
    file: Annotated[Path, typer.Argument(help="A journey or persona document (JSON).")],
    shape: Shape = Format.table,
) -> None:
    """Name every fault of a journey or persona document with its place."""
    from folkways.workspace.documents import faults_in

    faults = faults_in(file)
    errors = [f for f in faults if f["level"] == "error"]
    if faults or shape is not Format.table:
        print_rows(["level", "place", "problem", "hint"], faults, shape)
    if errors:
        raise DocumentError(
            f"{file} has {len(errors)} fault{'s' * (len(errors) != 1)}.", hint="Mend each place named."
        )
    if shape is Format.table:
        print(f"{file} is a valid document.")
