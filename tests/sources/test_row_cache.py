"""An unchanged file is not read again; what is kept of it is sealed, and goes when somebody is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.small import PEOPLE, VISITS, written_shop

from folkways.evidence.load import load
from folkways.evidence.sieve import Keeping
from folkways.sources import formats
from folkways.sources.config_file import read_config

PATTERN = ('files = ["visits.csv"]', 'files = ["visits*.csv"]')


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really read, in order."""
    seen: list[str] = []
    opener = formats.OPENERS["csv"]

    def counted(con: object, source: object, file: object, name: str) -> formats.Opened:
        seen.append(file.name)  # type: ignore[attr-defined]
        return opener(con, source, file, name)  # type: ignore[arg-type]

    monkeypatch.setitem(formats.OPENERS, "csv", counted)
    return seen


def loaded(folder: Path, keeping: Keeping | None = None) -> dict[str, bytes]:
    load(
        read_config(folder, {}),
        folder,
        folder / "evidence",
        keeping=keeping,
        kept=folder / "cache" / "sources",
    )
    return {path.name: path.read_bytes() for path in (folder / "evidence").iterdir()}


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_is(tmp_path: Path, reads: list[str]) -> None:
    written_shop(tmp_path)
    first = loaded(tmp_path)
    assert reads == ["visits.csv", "people.csv"]
    assert loaded(tmp_path) == first
    assert reads == ["visits.csv", "people.csv"]
    (tmp_path / "people.csv").write_text(PEOPLE + "19,33\n", encoding="utf-8")
    assert loaded(tmp_path) != first
    assert reads == ["visits.csv", "people.csv", "people.csv"]


def test_of_many_files_only_the_new_one_is_read(tmp_path: Path, reads: list[str]) -> None:
    written_shop(tmp_path)
    toml = (tmp_path / "folkways.toml").read_text(encoding="utf-8").replace(*PATTERN)
    (tmp_path / "folkways.toml").write_text(toml, encoding="utf-8")
    loaded(tmp_path)
    (tmp_path / "visits-2.csv").write_text(VISITS.replace("2024-03", "2024-04"), encoding="utf-8")
    loaded(tmp_path)
    assert reads == ["visits.csv", "people.csv", "visits-2.csv"]


def test_what_is_read_otherwise_is_read_again(tmp_path: Path, reads: list[str]) -> None:
    written_shop(tmp_path)
    loaded(tmp_path)
    toml = (tmp_path / "folkways.toml").read_text(encoding="utf-8")
    (tmp_path / "folkways.toml").write_text(
        toml.replace("[sources]]", "[sources]]\nmissing = ['-']", 1), encoding="utf-8"
    )
    loaded(tmp_path)
    assert reads == ["visits.csv", "people.csv", "visits.csv"]


def test_rejected_rows_and_remarks_are_kept_too(tmp_path: Path, reads: list[str]) -> None:
    written_shop(tmp_path, VISITS.replace(",", ";") + "5;20\n")
    first = loaded(tmp_path)
    assert loaded(tmp_path)["quarantine.parquet"] == first["quarantine.parquet"]
    assert reads == ["visits.csv", "people.csv"]


def test_what_is_kept_cannot_be_read_and_old_entries_go(tmp_path: Path) -> None:
    written_shop(tmp_path)
    loaded(tmp_path)
    kept = tmp_path / "cache" / "sources"
    before = {path.name for path in kept.iterdir()}
    assert len(before) == 3
    assert not any(b"Purchase" in path.read_bytes() for path in kept.iterdir())
    (tmp_path / "people.csv").write_text(PEOPLE + "19,33\n", encoding="utf-8")
    loaded(tmp_path)
    after = {path.name for path in kept.iterdir()}
    assert (len(after), len(after & before)) == (3, 2)


def test_a_damaged_entry_is_read_anew(tmp_path: Path, reads: list[str]) -> None:
    written_shop(tmp_path)
    first = loaded(tmp_path)
    for path in (tmp_path / "cache" / "sources").glob("*.rows"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
    assert loaded(tmp_path) == first
    assert reads == ["visits.csv", "people.csv"] * 2


@pytest.mark.parametrize(
    "told",
    [
        'personal = ["age"]',
        'identifiers = { phone = "age" }',
        'consent = { column = "who", yes = ["17", "18", "19"] }',
    ],
)
def test_rows_that_tell_who_somebody_is_are_not_kept(tmp_path: Path, reads: list[str], told: str) -> None:
    written_shop(tmp_path)
    toml = (tmp_path / "folkways.toml").read_text(encoding="utf-8")
    toml = toml.replace('files = ["people.csv"]', f'files = ["people.csv"]\n{told}')
    if not told.startswith("consent"):
        toml = toml.replace('traits.age = { column = "age", kind = "numeric" }', "")
    (tmp_path / "folkways.toml").write_text(toml, encoding="utf-8")
    keeping = Keeping(key=b"k" * 32)
    assert loaded(tmp_path, keeping) == loaded(tmp_path, keeping)
    assert (reads.count("people.csv"), reads.count("visits.csv")) == (2, 1)


def test_once_somebody_was_erased_nothing_is_kept(tmp_path: Path) -> None:
    written_shop(tmp_path)
    loaded(tmp_path)
    loaded(tmp_path, Keeping(key=b"k" * 32, erased=frozenset({"somebody"})))
    assert not (tmp_path / "cache" / "sources").exists()
