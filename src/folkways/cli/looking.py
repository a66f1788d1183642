"""The command that looks at a file before it is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkways.cli.options import Shape
from folkways.cli.output import Format, Row, print_rows


def preview(
    place: Annotated[Path, typer.Argument(help="A data file, a folkways.toml, or a folder with one.")],
    source: Annotated[str | None, typer.Option(help="Which source; default: the first.")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Where the files it names lie.")] = None,
    shape: Shape = Format.table,
) -> None:
    """Show fifty rows, what each column is taken for, what stays unknown, and which rows would not be loaded."""
    from folkways.workspace.preview import previewed

    found = previewed(place, source, data=data)
    names = [one.column for one in found.columns]
    if shape is Format.json:
        print(found.model_dump_json(indent=2))
        return
    if shape is Format.csv:
        print_rows(names, found.first, shape)
        return
    print(f"{found.file}: {found.rows:,} rows, taken for {found.table or 'nothing that is known'}")
    for key, told in found.read_as.items():
        print(f"  read with {key} = {told!r}")
    for remark in found.remarks:
        print(f"  {remark}")
    columns: list[Row] = [
        {
            "column": one.column,
            "plays": one.role,
            "filled": one.filled,
            "distinct": one.distinct,
            "such as": " | ".join(one.examples),
        }
        for one in found.columns
    ]
    print_rows(["column", "plays", "filled", "distinct", "such as"], columns, shape, "Columns")
    print_rows(names, found.first, shape, f"First {len(found.first)} rows")
    if found.problem:
        print(f"It would not be loaded: {found.problem}")
    elif not found.rejected:
        print(f"All would be loaded: {found.loaded:,} rows.")
    else:
        kept = ["row", "column", "value", "reason"]
        print_rows(
            kept, [one.model_dump() for one in found.rejects], shape, f"{found.rejected:,} would not fit"
        )
