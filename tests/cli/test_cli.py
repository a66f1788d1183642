"""The command line as people and programs use it: real processes over a real, small workspace."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from tests.cli.ran import ran
from typer.core import TyperGroup

from folkways.cli.app import app
from folkways.cli.progress import shown_progress
from folkways.errors import Cancelled

pytestmark = pytest.mark.slow


def test_help_lists_every_command_and_one_command_tells_its_own() -> None:
    told = ran("--help").stdout
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in [*names, "ask", "generate"] if f"  {name} " not in told] == []
    assert "folkways members [OPTIONS]" in ran("members", "--help").stdout


def test_every_command_is_told_in_the_reference(project: Path) -> None:
    page = (project / "docs/reference/commands.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"`folkways {command.callback.__name__}" in page


SHARED = {"--dir", "--format", "--help", "--install-completion", "--show-completion"}
"""Options that the page tells once, above the tables."""
CHOICES = re.compile(r"[a-z-]+(?:, [a-z-]+)*(?:,| or) [a-z-]+\.")
"""A help text that lists all words which an option takes: `overall, wave or persona.`"""


def commands_of(group: TyperGroup, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands_of(command, f"{name} ")
        else:
            yield f"{before}{name}", command


def told_of(name: str, page: str) -> str:
    """The rows of the page that tell of a command; those of questions also have what is said above their table."""
    group, _, own = name.rpartition(" ")
    if group == "ask":
        asking = page[page.index("## Asking") :]
        rows = [line for line in asking.splitlines() if line.startswith((f"| `{own}`", "`folkways ask"))]
    else:
        head = f"| `folkways {group}" if group == "token" else f"| `folkways {name}"
        rows = [line for line in page.splitlines() if line.startswith((f"{head} ", f"{head}`"))]
    return "\n".join(rows)


def test_every_option_and_each_word_that_it_takes_is_told_beside_its_command(project: Path) -> None:
    page = (project / "docs/reference/commands.md").read_text(encoding="utf-8")
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    untold: set[str] = set()
    for name, command in commands_of(root):
        told = told_of(name, page)
        assert told, name
        for option in command.params:
            names = [one for one in (*option.opts, *option.secondary_opts) if one.startswith("--")]
            if names and SHARED.isdisjoint(names) and not any(one in told for one in names):
                untold.add(f"{name} {names[0]}")
            words = str(getattr(option, "help", None) or "")
            if CHOICES.fullmatch(words):
                chosen = re.findall(r"[a-z-]{3,}", words)
                untold |= {
                    f"{name} {names[0]} {word}" for word in chosen if not re.search(rf"\b{word}\b", told)
                }
    assert untold == set()


@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_personas_come_in_three_shapes(shop: Path, shape: str) -> None:
    told = ran("personas", "--dir", shop, "--format", shape).stdout
    names = [row["name"] for row in json.loads(ran("personas", "--dir", shop, "--format", "json").stdout)]
    assert names
    assert all(name in told for name in names)


def test_members_are_counted_freely_but_named_only_when_asked(shop: Path) -> None:
    counted = json.loads(ran("members", "--dir", shop, "--format", "json").stdout)
    assert "customer_id" not in counted[0]
    log = shop / "log.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    named = list(
        csv.DictReader(io.StringIO(ran("members", "--dir", shop, "--reveal-ids", "--format", "csv").stdout))
    )
    assert len(named) == 1500
    of = {row["persona"]: row["customers"] for row in counted}
    assert sum(of.values()) <= len(named)
    assert len(log.read_text().splitlines()) == before + 1


def test_members_of_one_persona_are_found_by_name(shop: Path) -> None:
    one = json.loads(ran("members", "--dir", shop, "--format", "json").stdout)[0]
    named = json.loads(
        ran("members", one["persona"], "--reveal-ids", "--dir", shop, "--format", "json").stdout
    )
    assert len(named) == one["customers"]


@pytest.mark.parametrize(
    "words",
    [
        ("transitions", "--scope", "session"),
        ("sessions",),
        ("funnel", "--step", "product_page", "--step", "basket", "--step", "checkout"),
        ("retention", "--period", "month", "--periods", "4"),
        ("dropoff", "--silence", "30d"),
        ("channels",),
        ("counts",),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("by", [None, "persona", "channel", "region"])
def test_every_kind_of_question_is_answered(shop: Path, words: tuple[str, ...], by: str | None) -> None:
    asked = [*words, *(["--by", by] if by else [])]
    rows = json.loads(ran("ask", *asked, "--dir", shop, "--format", "json").stdout)
    assert rows
    assert by is None or by in rows[0]


def test_a_question_with_a_wrong_word_says_what_is_possible(shop: Path) -> None:
    told = ran("ask", "funnel", "--step", "chekout", "--dir", shop, exit_code=2).stderr
    assert "chekout" in told
    assert "Did you mean 'checkout'?" in told
    told = ran("ask", "counts", "--by", "regoin", "--dir", shop, exit_code=2).stderr
    assert "Did you mean 'region'?" in told
    told = ran("ask", "funnel", "--step", "checkout", "--window", "soon", "--dir", shop, exit_code=2).stderr
    assert "14d" in told


def test_journeys_measures_and_quality_print_their_promised_columns(shop: Path, project: Path) -> None:
    page = (project / "docs/reference/commands.md").read_text(encoding="utf-8")
    for command in ("personas", "journeys", "measures", "quality"):
        rows = json.loads(ran(command, "--dir", shop, "--format", "json").stdout)
        line = next(line for line in page.splitlines() if line.startswith(f"| `folkways {command}"))
        assert ", ".join(rows[0]) in line


def test_a_folder_without_a_workspace_says_what_to_run(tmp_path: Path) -> None:
    told = ran("personas", "--dir", tmp_path, exit_code=4).stderr
    assert "folkways build" in told


def test_check_names_faults_with_their_place(shop: Path, tmp_path: Path) -> None:
    good = next((shop / "snapshots").glob("*/documents/journeys/*.json"))
    assert "valid" in ran("check", good).stdout
    broken = json.loads(good.read_text())
    broken["flows"][0]["from"] = "stp_nowhere"
    (tmp_path / "broken.json").write_text(json.dumps(broken))
    told = ran("check", tmp_path / "broken.json", "--format", "json", exit_code=6)
    assert any(
        "flows" in fault["place"] and "stp_nowhere" in fault["problem"] for fault in json.loads(told.stdout)
    )


def test_the_exported_report_is_one_file(shop: Path, tmp_path: Path) -> None:
    ran("export", "--to", tmp_path / "report.html", "--dir", shop)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert "Sample shop" in text


def test_where_nothing_can_be_written_the_place_is_told_and_nothing_is_left(
    shop: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    told = ran("export", "--to", tmp_path, "--dir", shop, exit_code=2).stderr
    assert f"Cannot write in {str(tmp_path)!r} (Is a directory)" in told
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}*"))
    assert "File exists" in ran("generate", "sample-shop", "--to", tmp_path / "file", exit_code=2).stderr
    assert "File exists" in ran("build", shop, "--dir", tmp_path / "file", exit_code=2).stderr


def test_a_stage_without_a_beginning_began_when_the_last_one_ended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with shown_progress() as progress:
        progress("Whole", 0, 2)
        time.sleep(0.11)
        progress("Reading", 5_000, 5_000)
        progress("Whole", 2, 2)
    told = re.findall(r"(.+): ([\d,]+) \((\d\.\d) s\)", capsys.readouterr().err)
    assert [(stage, count) for stage, count, _ in told] == [("Reading", "5,000"), ("Whole", "2")]
    assert all(float(seconds) >= 0.1 for _, _, seconds in told)


def test_an_error_that_compiled_code_makes_of_ctrl_c_is_a_cancellation() -> None:
    def ends_by_an_error(*, interrupted: bool) -> None:
        with shown_progress():
            with contextlib.suppress(KeyboardInterrupt):
                if interrupted:
                    signal.raise_signal(signal.SIGINT)
            raise RuntimeError("Query interrupted")

    with pytest.raises(Cancelled):
        ends_by_an_error(interrupted=True)
    with pytest.raises(RuntimeError):
        ends_by_an_error(interrupted=False)


def test_a_workspace_is_built_and_read_by_the_same_word(tmp_path: Path) -> None:
    lines = [
        "user,when,page",
        *(f"u{n % 7},2026-01-{1 + n % 9:02}T10:00:00Z,page {n % 3}" for n in range(40)),
    ]
    (tmp_path / "visits.csv").write_text("\n".join(lines) + "\n")
    ran("init", tmp_path / "visits.csv", "--to", tmp_path / "folkways.toml")
    assert ran("build", "--dir", tmp_path).stdout == ran("build", tmp_path).stdout
    assert "visits" in ran("quality", "--dir", tmp_path).stdout


def test_init_writes_a_configuration_that_builds(tmp_path: Path) -> None:
    lines = ["user,when,page,price"]
    lines += [
        f"u{n % 70},2026-0{1 + n % 6}-1{n % 10} 1{n % 10}:00:00Z,page {n % 5},{n % 90}.5" for n in range(900)
    ]
    (tmp_path / "orders.csv").write_text("\n".join(lines) + "\n")
    ran("init", tmp_path / "orders.csv", "--to", tmp_path / "folkways.toml")
    assert "exists already" in ran("init", "--to", tmp_path / "folkways.toml", exit_code=2).stderr
    ran("build", tmp_path)
    rows = json.loads(ran("quality", "--dir", tmp_path, "--format", "json").stdout)
    counts = {row["check"]: row["count"] for row in rows if row["source"] == "orders"}
    assert counts["rows read"] == 900 == counts["rows loaded"] + counts["duplicates"]
    assert counts["events"] == counts["rows loaded"] == 630


def test_init_tells_the_files_that_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text(
        "user,when,page\n1,2026-01-01T10:00:00Z,a\n2,2026-01-02T10:00:00Z,b\n"
    )
    (tmp_path / "empty.csv").write_bytes(b"")
    told = ran("init", tmp_path / "visits.csv", tmp_path / "empty.csv", "--to", tmp_path / "folkways.toml")
    assert f"Left out {tmp_path / 'empty.csv'}: " in told.stderr
    assert "is empty. Export it again." in told.stderr
    assert "# left out: empty.csv: " in (tmp_path / "folkways.toml").read_text()


def test_ctrl_c_cancels_a_build_and_the_next_run_takes_it_up(tmp_path: Path) -> None:
    ran("generate", "sample-shop", "--customers", "900", "--months", "6", "--to", tmp_path)
    command = [sys.executable, "-m", "folkways", "build", str(tmp_path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("building/*/evidence.done")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "last good state" in told
    assert not (tmp_path / "current").exists()
    finished = {marker.name for marker in tmp_path.glob("building/*/*.done")}
    assert "evidence.done" in finished
    before = next(tmp_path.glob("building/*/evidence/events.parquet")).stat().st_mtime_ns
    ran("build", tmp_path)
    after = next(tmp_path.glob("snapshots/*/evidence/events.parquet")).stat().st_mtime_ns
    assert before == after
