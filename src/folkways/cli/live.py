"""Commands for what keeps coming: refresh the sources, and say who may send events."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows
from folkways.cli.progress import shown_progress

token = typer.Typer(help="Say who may send events to the server.", no_args_is_help=True)


def refresh(
    config: Annotated[Path, typer.Argument(help="A folkways.toml, or a folder with one.")] = Here,
    source: Annotated[str | None, typer.Option(help="Only this source; default: every one.")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Where the files it names lie.")] = None,
    directory: Annotated[
        Path | None, typer.Option("--dir", envvar="FOLKWAYS_DIR", help="The workspace's folder.")
    ] = None,
    shape: Shape = Format.table,
) -> None:
    """Pull what is new from databases, addresses and the inbox; then build, if anything changed."""
    from folkways.workspace.refreshing import COLUMNS, SHOWN, PullFailed, refreshed

    with shown_progress() as progress:
        done = refreshed(config, directory, data=data, only=source, progress=progress)
    print_rows(COLUMNS, done.rows, shape, shown=SHOWN)
    if done.snapshot:
        print(f"{'New snapshot' if done.is_new else 'Nothing changed'}: {done.snapshot}", file=sys.stderr)
    if done.failed:
        raise PullFailed(done.failed)


@token.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Who will send: web-shop, app, till.")],
    directory: Directory = Here,
) -> None:
    """Make a token and print it; it is shown this once, only its hash is kept."""
    from folkways.workspace.tokens import new_token

    print(new_token(directory, name))


@token.command("list")
def list_names(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Name the tokens there are."""
    from folkways.workspace.tokens import COLUMNS, token_names

    print_rows(COLUMNS, [{"name": name} for name in token_names(directory)], shape)


@token.command("revoke")
def revoke(name: Annotated[str, typer.Argument()], directory: Directory = Here) -> None:
    """Let a token count no more, from the next request on."""
    from folkways.workspace.tokens import revoke_token

    revoke_token(directory, name)
    print(f"{name} may send no more.")
