"""Commands about people themselves: who is one person, what is held of somebody, and forgetting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli import nothing
from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows
from folkways.cli.progress import shown_progress


def identities(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Report which identifiers joined ids into one person, and which were cut."""
    from folkways import workspace
    from folkways.workspace.identities import COLUMNS, identity_rows

    print_rows(COLUMNS, identity_rows(workspace.open(directory).evidence), shape, nothing=nothing.IDENTITIES)


def link(
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what thresholds would do, write nothing.")
    ] = False,
    threshold: Annotated[float, typer.Option(min=0.5, max=1, help="The least probability.")] = 0.9,
    undo: Annotated[bool, typer.Option("--undo", help="Take all links back.")] = False,
    config: Annotated[
        Path | None, typer.Option("--config", help="The folkways.toml; default: the workspace's.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Where the files it names lie.")] = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Find records that are probably one person; the next build joins them."""
    from folkways.workspace.linking import COLUMNS, linked, previewed, unlinked

    if undo:
        unlinked(directory)
        return
    rows = previewed(directory, config, data) if preview else linked(directory, config, data, threshold)
    print_rows(COLUMNS, rows, shape)


def forget(
    customer: Annotated[str | None, typer.Argument(help="A customer's id, any of them.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for the certificate.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run was stopped.")] = False,
    config: Annotated[
        Path | None, typer.Option("--config", help="The folkways.toml; default: the workspace's.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Where the files it names lie.")] = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for readers of old snapshots.")] = 10.0,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Erase a person from every snapshot, cache and log, look for them in every byte, and write a certificate."""
    from folkways.workspace.forgetting import forget as forgotten

    with shown_progress() as progress:
        row = forgotten(
            None if resume else customer,
            directory,
            reason=reason,
            config=config,
            data=data,
            wait_s=wait,
            progress=progress,
        )
    print_rows(list(row), [row], shape, shown=[name for name in row if name != "still_in_sources"])
    left = str(row["still_in_sources"] or "").split(", ")
    if any(left):
        typer.echo(
            f"Still in {len(left)} of your files, which Folkways does not change: {', '.join(left)}. "
            "Erase them there too.",
            err=True,
        )


def subject(
    customer: Annotated[str, typer.Argument(help="A customer's id, any of them.")],
    to: Annotated[Path, typer.Option(help="The JSON file to write; the same as CSV goes beside it.")],
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Export what is held of a person: every row, their persona, the quotes that are theirs. This is logged."""
    from folkways import workspace
    from folkways.workspace.subject import exported

    row = exported(workspace.open(directory), customer, to)
    print_rows(list(row), [row], shape)
