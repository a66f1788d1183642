"""Commands about people themselves: who is one person, what is held of somebody, and forgetting."""

from __future__ import annotations

from folkways.cli.options import Directory, Here, Shape
from folkways.cli.output import Format, print_rows


def identities(directory: Directory = Here, shape: Shape = Format.table) -> None:
    """Report which identifiers joined ids into one person, and which were cut."""
    from folkways import workspace
    from folkways.workspace.identities import COLUMNS, identity_rows

    print_rows(COLUMNS, identity_rows(workspace.open(directory).evidence), shape)
