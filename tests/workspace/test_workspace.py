"""The library's face: `fw.open`, questions, frames, notebooks."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import folkways as fw

pytestmark = pytest.mark.slow


def test_public_names_are_sorted_and_there() -> None:
    assert fw.__all__ == sorted(fw.__all__)
    assert all(getattr(fw, name) is not None for name in fw.__all__)
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = fw.nothing_here


def test_a_workspace_has_few_faces() -> None:
    public = [name for name in vars(fw.Workspace) if not name.startswith("_")]
    assert len(public) <= 15


def test_an_opened_workspace_answers_questions(shop: Path) -> None:
    with fw.open(shop) as workspace:
        answer = workspace.ask(fw.Funnel(steps=["product_page", "basket", "checkout"], window="14d"))
        levels = [row["n"] for row in answer.rows()]
        assert len(levels) == 3
        assert levels == sorted(levels, reverse=True)
        assert workspace.ask(fw.Counts(by="persona")).rows()


def test_personas_and_journeys_show_themselves_in_notebooks(shop: Path) -> None:
    with fw.open(shop) as workspace:
        html = workspace.personas._repr_html_()
        assert html.startswith("<table>")
        assert all(persona.name in html for persona in workspace.personas)
        assert "<script" not in workspace.journeys._repr_html_()
        assert workspace._repr_html_() == html
        assert "<table>" in workspace.measures._repr_html_()


def test_a_single_persona_a_journey_and_an_answer_show_themselves_too(shop: Path) -> None:
    with fw.open(shop) as workspace:
        persona = next(iter(workspace.personas))
        page = persona._repr_html_()
        assert all(escape(words) in page for words in (persona.name, *(one.text for one in persona.story)))
        assert all(escape(trait.label) in page for trait in persona.observations.traits)
        journey = next(iter(workspace.journeys))
        assert all(escape(step.title) in journey._repr_html_() for step in journey.steps)
        assert "checkout" in workspace.ask(fw.Counts())._repr_html_()


def test_personas_and_journeys_are_found_by_name(shop: Path) -> None:
    with fw.open(shop) as workspace:
        first = next(iter(workspace.personas))
        assert workspace.personas[first.name] == workspace.personas[first.id] == first
        with pytest.raises(fw.FolkwaysError, match="No persona 'Nobody'"):
            workspace.personas["Nobody"]
        journey = next(iter(workspace.journeys))
        assert workspace.journeys[journey.id] == journey
        with pytest.raises(fw.FolkwaysError, match="No journey"):
            workspace.journeys["nowhere"]


def test_frames_become_a_workspace(tmp_path: Path) -> None:
    when = pd.date_range("2026-01-01", periods=600, freq="7h", tz="UTC")
    events = pd.DataFrame(
        {"customer_id": [f"c{n % 40}" for n in range(600)], "timestamp": when, "event": "visit"}
    )
    events.loc[events.index % 3 == 0, "event"] = "order"
    workspace = fw.from_frames(events=events, to=tmp_path)
    counts = {row["name"]: row["events"] for row in workspace.ask(fw.Counts()).rows()}
    assert counts == {"order": 200, "visit": 400}
    assert workspace.personas.refusal


def test_something_that_is_no_frame_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(fw.FolkwaysError, match="is a list, not a data frame"):
        fw.from_frames(events=[1, 2, 3], to=tmp_path)  # pyright: ignore[reportArgumentType]


def test_tables_of_the_evidence_are_read_by_name(shop: Path) -> None:
    with fw.open(shop) as workspace:
        assert isinstance(workspace.evidence.table("events"), pa.Table)
        assert {"events", "customers", "answers", "features", "members", "steps"} <= set(
            workspace.evidence.tables
        )
        with pytest.raises(fw.FolkwaysError, match="Did you mean 'events'"):
            workspace.evidence.table("event")
