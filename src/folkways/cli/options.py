"""The options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.output import Format

Directory = Annotated[Path, typer.Option("--dir", envvar="FOLKWAYS_DIR", help="The workspace's folder.")]
Shape = Annotated[Format, typer.Option("--format", help="How to print rows.")]
Here = Path(".")
