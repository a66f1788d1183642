"""What others lean on: the words of `--help`, the HTTP interface, the shape of documents, the frame of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from tests.fixtures.shop import documents
from tests.golden.kept import Skeleton, same_as_kept, shape, spelled
from tests.journeys.town import events, mapped
from tests.personas.invented import told
from tests.personas.speaking import both
from typer.core import TyperGroup

from folkways.cli.app import app
from folkways.export.html import TEMPLATE, report
from folkways.model.canonical import canonical_json
from folkways.server.app import app as site

pytestmark = pytest.mark.slow


def commands(context: typer.Context) -> Iterator[typer.Context]:
    """The command and, below it, every other."""
    yield context
    if isinstance(context.command, TyperGroup):
        for name, inner in sorted(context.command.commands.items()):
            yield from commands(typer.Context(inner, info_name=name, parent=context))


def test_the_help_of_every_command(golden: bool) -> None:
    root = typer.Context(typer.main.get_command(app), info_name="folkways", terminal_width=100)
    pages = [f"$ {context.command_path} --help\n{context.get_help()}\n" for context in commands(root)]
    same_as_kept("help.txt", "\n".join(pages), golden)


def test_the_http_interface(golden: bool, tmp_path: Path) -> None:
    same_as_kept("openapi.json", spelled(site(tmp_path).openapi()), golden)


def test_the_shape_of_persona_documents(golden: bool) -> None:
    found = told()
    whole = {"persona": [json.loads(canonical_json(one)) for one in [*found.personas, *both()]]}
    whole["set"] = [json.loads(canonical_json(one)) for one in found.set]
    same_as_kept("personas.json", spelled(shape(whole)), golden)


def test_the_shape_of_journey_documents(golden: bool) -> None:
    drawn = [json.loads(canonical_json(one)) for one in mapped(events()).journeys]
    same_as_kept("journeys.json", spelled(shape(drawn)), golden)


def test_the_frame_of_the_exported_report(golden: bool) -> None:
    """Without what each build of the pages makes anew: the hashes in the policy."""
    pages = {f"/api/{path.removesuffix('.json')}": page for path, page in documents().items()}
    frame = Skeleton(report(TEMPLATE.read_text(encoding="utf-8"), pages)).lines
    lines = [re.sub(r"'sha256-[^']+'", "'sha256-…'", line) for line in frame]
    kept = [*lines, "", *pages]
    same_as_kept("report.txt", "\n".join(kept) + "\n", golden)
