"""Commands that print what surveys told: shares of answers, key drivers, Kano features, MaxDiff items, raking."""

from __future__ import annotations

from typing import Annotated

import typer

from folkways.cli import nothing
from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows


def drivers(
    outcome: Annotated[str, typer.Option(help="The question about the whole, by its text or column.")],
    yes: Annotated[
        list[str] | None, typer.Option("--yes", help="An answer in words that counts as yes; repeat.")
    ] = None,
    driver: Annotated[
        list[str] | None, typer.Option("--driver", help="A rated question to weigh; repeat. Default: all.")
    ] = None,
    method: Annotated[str, typer.Option(help="shapley (LMG) or johnson.")] = "shapley",
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Weigh what drives an outcome: importance, performance and opportunity of each rated touchpoint."""
    from folkways import workspace
    from folkways.workspace.surveys import driver_rows

    face = workspace.open(directory).surveys
    found = face.drivers(outcome, yes=yes or (), drivers=driver or (), method=method)
    print_rows(face.driver_columns, driver_rows(found), shape, shown=face.driver_shown)
    explained = found.r_squared
    typer.echo(
        f"R² {explained.value:.3f} ({explained.lo:.3f} to {explained.hi:.3f}) of {explained.n:,} responses; "
        f"{found.method}.",
        err=True,
    )


def answers(
    question: Annotated[str | None, typer.Option(help="One question, by its text. Default: all.")] = None,
    by: Annotated[str, typer.Option(help="overall, wave or persona.")] = "overall",
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Tell the share of each answer to the questions of surveys."""
    from folkways import workspace

    face = workspace.open(directory).surveys
    rows = face.answer_rows(question, by=by)
    print_rows(face.answer_columns, rows, shape, shown=face.answer_shown(by, rows), nothing=nothing.ANSWERS)


def kano(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Place features by their pairs of Kano questions."""
    from folkways import workspace

    face = workspace.open(directory).surveys
    print_rows(face.kano_columns, face.kano_rows(), shape, nothing=nothing.KANO)


def maxdiff(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Score the items of MaxDiff tasks, best minus worst."""
    from folkways import workspace

    face = workspace.open(directory).surveys
    print_rows(face.maxdiff_columns, face.maxdiff_rows(), shape, nothing=nothing.MAXDIFF)


def raking(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Report how answers were weighted to look like the population."""
    from folkways import workspace

    face = workspace.open(directory).surveys
    print_rows(face.raking_columns, face.raking_rows(), shape, nothing=nothing.RAKING)
