"""Commands that show a workspace: serve it, or export it as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.options import Directory, Here


def serve(
    directory: Directory = Here,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8321,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = False,
) -> None:
    """Serve the web workspace."""
    from folkways import workspace
    from folkways.server import serve_forever
    from folkways.workspace.tokens import takes_events

    if not takes_events(directory):
        workspace.open(directory)
    serve_forever(directory, host=host, port=port, browser=browser)


def export(
    to: Annotated[Path, typer.Option(help="The file to write, for example report.html.")],
    directory: Directory = Here,
) -> None:
    """Write all screens into one HTML file that works offline."""
    from folkways import workspace

    written = workspace.open(directory).exports.html(to)
    print(f"Wrote {written} ({written.stat().st_size:,} bytes).")
