"""`folkways voices`, `searches`, `trends` and `findings`: what customers say and look for, and all that was found."""

from __future__ import annotations

from typing import Annotated

import typer

from folkways.cli import nothing
from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows

FINDINGS_SHOWN = 25
"""So many findings a table shows unless told otherwise."""


def voices(
    directory: Directory = Here,
    by: Annotated[
        str | None, typer.Option("--by", help="month, kind, source, channel, touchpoint or persona.")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="A theme's id or name.")] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Verbatim quotes with their places.")] = False,
    speech: Annotated[
        bool, typer.Option("--speech", help="Pains, praise, wishes, questions, competitors, emotions.")
    ] = False,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Names and sentences by the language model in folkways.toml, checked."),
    ] = False,
    shape: Shape = Format.table,
) -> None:
    """List what customers speak of: themes with figures, in groups, or in their own words."""
    from folkways import workspace

    found = workspace.open(directory).voices
    scale = found.document.sentiment.says
    if draft:
        print_rows(found.draft_columns, found.draft_rows(theme), shape)
    elif quotes:
        print_rows(found.quote_columns, found.quote_rows(theme), shape, scale, found.shown_quotes)
    elif by:
        print_rows(found.group_columns, found.group_rows(by, theme), shape, scale)
    elif speech:
        print_rows(found.speech_columns, found.speech_rows(), shape, scale)
    else:
        print_rows(found.columns, found.rows(theme), shape, scale, found.shown)


def searches(
    directory: Directory = Here,
    by: Annotated[str, typer.Option("--by", help="overall or persona.")] = "overall",
    said: Annotated[
        bool, typer.Option("--said", help="What those who have not bought yet wish, ask and complain of.")
    ] = False,
    shape: Shape = Format.table,
) -> None:
    """List what customers search, and how many of them buy later."""
    from folkways import workspace
    from folkways.workspace.searches import SAID_COLUMNS, TERM_COLUMNS, said_rows, searches_known, term_rows

    with workspace.open(directory) as opened:
        least = opened.documents.home.min_cell
        if said:
            print_rows(SAID_COLUMNS, said_rows(opened), shape, nothing=nothing.SAID_EARLY.format(least=least))
        else:
            why = nothing.SEARCHED_BY_FEW.format(least=least) if searches_known(opened) else nothing.SEARCHES
            print_rows(TERM_COLUMNS, term_rows(opened, by), shape, nothing=why)


def findings(
    directory: Directory = Here,
    about: Annotated[str, typer.Option("--about", help="Words that a finding must hold, in any case.")] = "",
    kind: Annotated[
        str | None, typer.Option("--kind", help="trait, leak, drop-out, theme, pain, wish, note, gap …")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many; a table shows 25 unless told, others all.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    shape: Shape = Format.table,
) -> None:
    """List what was found, what matters first, each with its interval, its source and where it stands."""
    from folkways import workspace

    with workspace.open(directory) as opened:
        face = opened.findings
        rows = face.rows(about=about, kind=kind)
    most = len(rows) if everything else limit or (FINDINGS_SHOWN if shape is Format.table else len(rows))
    print_rows(face.columns, rows[:most], shape, shown=face.shown, nothing=nothing.FINDINGS)
    if shape is Format.table and len(rows) > most:
        print(f"{len(rows) - most:,} more: --all shows every one, --kind those of one kind.")


def trends(
    directory: Directory = Here,
    last: Annotated[
        str, typer.Option("--last", help="How long the present period is, as 28d or 4w.")
    ] = "28d",
    shape: Shape = Format.table,
) -> None:
    """List what is searched, spoken of and counted more, or less, in the last weeks than before."""
    from folkways import workspace
    from folkways.workspace.searches import TREND_COLUMNS, trend_rows

    with workspace.open(directory) as opened:
        why = nothing.TRENDS.format(last=last)
        print_rows(TREND_COLUMNS, trend_rows(opened, last), shape, nothing=why)
