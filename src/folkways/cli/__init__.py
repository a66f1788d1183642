"""The command line: parse, one workspace call, print."""

from __future__ import annotations

import sys

from folkways.errors import FolkwaysError


def main() -> None:
    """Run `folkways`; a Folkways error becomes two lines on standard error and its branch's exit code."""
    from folkways.cli.app import app

    try:
        app()
    except FolkwaysError as error:
        print(f"folkways: {error.problem}", file=sys.stderr)
        if error.hint:
            print(error.hint, file=sys.stderr)
        sys.exit(error.exit_code)
