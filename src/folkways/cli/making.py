"""Commands that make a workspace: init, build, demo, generate."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from folkways.cli.progress import shown_progress

generate = typer.Typer(help="Invent data whose truth is known.", no_args_is_help=True)

Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")]


def init(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Data files; default: those in this folder.")
    ] = None,
    to: Annotated[Path, typer.Option(help="Where to write.")] = Path("folkways.toml"),
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    repair: Annotated[
        Literal["bytes"] | None, typer.Option(help='Read broken bytes of UTF-8 as "�".')
    ] = None,
) -> None:
    """Look into data files and write a commented folkways.toml with guessed roles."""
    from folkways.workspace.making import write_config

    for left in write_config(files or [], to, force=force, repair=repair):
        print(f"Left out {left.path}: {left.problem} {left.hint}", file=sys.stderr)
    print(f"Wrote {to}. Read it, correct what was guessed, then run: folkways build")


def build(
    config: Annotated[
        Path | None,
        typer.Argument(help="A folkways.toml, or a folder with one; default: the one in --dir, else here."),
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Where the files it names lie.")] = None,
    directory: Annotated[
        Path | None,
        typer.Option(
            "--dir", envvar="FOLKWAYS_DIR", help="The workspace's folder; default: that of the folkways.toml."
        ),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="The day (UTC) that periods of retention end with."
        ),
    ] = None,
) -> None:
    """Load, check, segment, tell and map: from data to personas and journeys."""
    from folkways.workspace.making import built

    with shown_progress() as progress:
        snapshot = built(config, directory, data=data, as_of=as_of, progress=progress)
    print(snapshot)
    beside = config or Path()
    home = directory or (beside if beside.is_dir() else beside.parent)
    where = "" if home == Path() else f" --dir {home}"
    print(f"Next: folkways quality{where}, then folkways serve{where}", file=sys.stderr)


def demo(
    directory: Annotated[Path, typer.Option("--dir", help="Where to build.")] = Path("demo-workspace"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when built.")] = True,
    port: Port = 8321,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Build a workspace from The Complete Journey (1.47 million purchase lines) and serve it."""
    from folkways.workspace.making import demo_built

    with shown_progress() as progress:
        snapshot = demo_built(directory, progress=progress)
    print(f"{directory}: snapshot {snapshot}")
    if serve:
        from folkways.server import serve_forever

        serve_forever(directory, host="127.0.0.1", port=port, browser=browser)


@generate.command("sample-shop")
def sample_shop(
    to: Annotated[Path, typer.Option(help="The folder to write into.")],
    customers: Annotated[int, typer.Option(min=1)] = 5000,
    seed: Annotated[int, typer.Option()] = 1,
    months: Annotated[int, typer.Option(min=1, max=60)] = 12,
    changes: Annotated[str, typer.Option(help="none, or names with commas between.")] = "none",
    duplicates: Annotated[float, typer.Option(min=0, max=0.5, help="Share of events delivered twice.")] = 0.0,
    intervene: Annotated[str, typer.Option(help="checkout or none.")] = "none",
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Reviews, tickets, comments, interviews.")
    ] = True,
    doubles: Annotated[
        float, typer.Option(min=0, max=1, help="Share of customers with a second record in the CRM.")
    ] = 0.0,
) -> None:
    """Invent a shop whose personas, leaks and changes are known."""
    from folkways.sampleshop import SampleShop
    from folkways.sampleshop import generate as generate_shop

    shop = SampleShop(
        customers=customers,
        seed=seed,
        months=months,
        changes=() if changes == "none" else tuple(changes.split(",")),
        duplicates=duplicates,
        intervene=None if intervene == "none" else intervene,
        texts=texts,
        doubles=doubles,
    )
    with shown_progress() as progress:
        summary = generate_shop(shop, to, progress)
    print(summary)
    print(f"Next: folkways build {to}", file=sys.stderr)
