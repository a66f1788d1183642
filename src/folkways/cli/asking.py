"""`folkways ask KIND`: the questions, one command each."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows

app = typer.Typer(help="Ask a question of the journeys.", no_args_is_help=True)

By = Annotated[str | None, typer.Option("--by", help="persona, channel, or a trait's name.")]
From = Annotated[str | None, typer.Option("--from", help="First local day, YYYY-MM-DD.")]
To = Annotated[str | None, typer.Option("--to", help="Last local day, YYYY-MM-DD.")]


def _answer(kind: str, directory: Directory, shape: Format, words: dict[str, Any]) -> None:
    from folkways import workspace
    from folkways.workspace.asking import headed, in_currency, question_of

    with workspace.open(directory) as opened:
        answer, currency = opened.ask(question_of(kind, words)), opened.documents.home.currency
    shown = [headed(name, currency) for name in answer.table.column_names]
    rows = in_currency(answer.rows(), currency) if shape is Format.table else answer.rows()
    print_rows(answer.table.column_names, rows, shape, shown=shown)


@app.command()
def transitions(
    scope: Annotated[str, typer.Option(help="customer or session.")] = "customer",
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count each step from one touchpoint to the next, with dwell times."""
    _answer("transitions", directory, shape, {"scope": scope, "by": by, "date_from": from_, "date_to": to})


@app.command()
def sessions(
    gap: Annotated[str, typer.Option(help="A gap this long or longer begins a new session.")] = "30min",
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count sessions, their lengths and their durations."""
    _answer("sessions", directory, shape, {"gap": gap, "by": by, "date_from": from_, "date_to": to})


@app.command()
def funnel(
    step: Annotated[list[str], typer.Option("--step", help="A touchpoint; repeat in order.")],
    window: Annotated[str, typer.Option(help="Time allowed, for example 14d.")] = "14d",
    order: Annotated[str, typer.Option(help="ordered, strict or any.")] = "ordered",
    origin: Annotated[
        str, typer.Option(help="The window counts from the first or the previous step.")
    ] = "first",
    unit: Annotated[str, typer.Option(help="customer or session.")] = "customer",
    exclude: Annotated[list[str] | None, typer.Option("--exclude", help="A touchpoint; repeat.")] = None,
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count how many reach each step within the window."""
    words = {"steps": step, "window": window, "order": order, "window_from": origin, "unit": unit}
    words |= {"exclude": exclude, "by": by, "date_from": from_, "date_to": to}
    _answer("funnel", directory, shape, words)


@app.command()
def retention(
    period: Annotated[str, typer.Option(help="day, week or month.")] = "month",
    mode: Annotated[str, typer.Option(help="classic, unbounded or bracket.")] = "classic",
    cohort: Annotated[str, typer.Option(help="first or recurring.")] = "first",
    periods: Annotated[int, typer.Option(min=1, help="How many periods to follow.")] = 8,
    rolling: Annotated[
        bool, typer.Option("--rolling", help="Count from each customer's first event.")
    ] = False,
    bracket: Annotated[
        list[int] | None, typer.Option("--bracket", help="A bound in periods; repeat.")
    ] = None,
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Follow cohorts: who comes back in later periods. Every event counts; `measures` counts visits only."""
    words = {"period": period, "mode": mode, "cohort": cohort, "periods": periods, "rolling": rolling}
    words |= {"brackets": bracket}
    _answer("retention", directory, shape, words | {"by": by, "date_from": from_, "date_to": to})


@app.command()
def dropoff(
    silence: Annotated[str, typer.Option(help="No event for this long counts as gone.")] = "30d",
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count the last touchpoint before a silence; those still inside it are open."""
    _answer("dropoff", directory, shape, {"silence": silence, "by": by, "date_from": from_, "date_to": to})


@app.command()
def counts(
    of: Annotated[str, typer.Option(help="touchpoint or channel.")] = "touchpoint",
    by: By = None,
    from_: From = None,
    to: To = None,
    directory: Directory = Here,
    shape: Shape = Format.table,
) -> None:
    """Count events, customers and value at each touchpoint."""
    _answer("counts", directory, shape, {"of": of, "by": by, "date_from": from_, "date_to": to})


@app.command()
def channels(
    by: By = None, from_: From = None, to: To = None, directory: Directory = Here, shape: Shape = Format.table
) -> None:
    """Count who uses one channel and who several, and what both buy."""
    _answer("channels", directory, shape, {"by": by, "date_from": from_, "date_to": to})


@app.command()
def crossings(
    by: By = None, from_: From = None, to: To = None, directory: Directory = Here, shape: Shape = Format.table
) -> None:
    """Count each step from one channel to another, with the time it took."""
    _answer("crossings", directory, shape, {"by": by, "date_from": from_, "date_to": to})
