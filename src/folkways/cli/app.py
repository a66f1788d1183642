"""The `folkways` command and its groups; importing it imports no engine."""

from __future__ import annotations

import typer

from folkways.cli import asking, documents, faces, hearing, live, looking, making, numbers, privacy, surveys

app = typer.Typer(
    name="folkways",
    help="Evidence-backed personas and customer journeys from the data a business already has.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
)

for command in (
    making.init, looking.preview, making.build, making.demo,
    live.refresh,
    documents.personas, documents.journeys, documents.members, documents.check,
    numbers.measures, numbers.quality, numbers.gaps, numbers.care, numbers.aggregates,
    hearing.voices, hearing.searches, hearing.trends, hearing.findings,
    surveys.answers, surveys.drivers, surveys.kano, surveys.maxdiff, surveys.raking,
    faces.serve, faces.export,
    privacy.identities, privacy.link, privacy.subject, privacy.forget,
):  # fmt: skip
    app.command()(command)
app.add_typer(asking.app, name="ask")
app.add_typer(making.generate, name="generate")
app.add_typer(live.token, name="token")
