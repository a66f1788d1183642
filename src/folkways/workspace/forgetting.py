"""Forgetting a person: kept out, rebuilt without, cleaned, dropped, looked for in every byte, certified.

Each step may be done again; `forgetting.json` says that the work is not over, so that a killed process is followed by
the next run of the command.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from folkways.build import build
from folkways.errors import ConfigError, EvidenceError, TooLittleData
from folkways.evidence.byte_scan import Traces, scanned, traces_of
from folkways.evidence.cleaning import clean
from folkways.evidence.erased import ERASED, FORGETTING, add_erased, erased_in
from folkways.evidence.holding import drop_others
from folkways.evidence.key import KEY, workspace_key
from folkways.evidence.log import append_log
from folkways.evidence.sieve import erased_hash
from folkways.evidence.snapshots import CURRENT, SNAPSHOTS, open_snapshot, snapshot_ids, write_whole
from folkways.evidence.subject import (
    Subject,
    evidence_rows,
    names_in,
    source_rows,
    subject_of,
    texts_in,
)
from folkways.evidence.texts import TEXTS
from folkways.model.config import Config
from folkways.model.progress import Progress
from folkways.sources.config_file import read_config
from folkways.sources.identifiers import keyed_hash
from folkways.sources.rows import lookup_files, source_files
from folkways.voices.cache import dropped as dropped_from
from folkways.voices.cache import hashes_of
from folkways.voices.sentences import sentences
from folkways.workspace.rows import Row

CERTIFICATES = "certificates"
LEAST_TEXT = 20
"""A shorter sentence ("Fine") is no trace of anybody."""
STEPS = ("keep out", "clean", "rebuild", "drop", "scan", "certify")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What is known of the person: ids and identifiers, texts, their sentences, and the source files that tell them."""

    names: frozenset[str]
    texts: frozenset[str]
    pieces: frozenset[str]
    sources: tuple[str, ...]


class StillThere(EvidenceError):
    code = "still-there"

    def __init__(self, places: list[str]) -> None:
        shown = ", ".join(places[:5]) + (", …" if len(places) > 5 else "")
        super().__init__(
            f"The person was erased, but {len(places)} file{'s' if len(places) != 1 else ''} still name them: {shown}.",
            hint="Delete or mend these files, then run: folkways forget --resume",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """One person being forgotten: where, with which sources, why, and by which hashes they are known."""

    directory: Path
    base: Path
    config: Config
    key: bytes
    hashes: frozenset[str]
    reason: str
    progress: Progress

    def skipped(self) -> frozenset[Path]:
        """Files that are somebody else's (the sources) or that must name the erased in hashes."""
        own = [self.directory / name for name in (KEY, ERASED, FORGETTING)]
        found = [
            file.path
            for source in self.config.sources
            for files in [source_files(source, self.base), *lookup_files(source, self.base)]
            for file in files
        ]
        return frozenset(path.resolve() for path in [*own, *found])


def forget(
    customer: str | None,
    directory: Path,
    *,
    reason: str = "",
    config: Path | None = None,
    data: Path | None = None,
    wait_s: float = 10.0,
    progress: Progress,
) -> Row:
    """Forget a customer, or (without one) go on where an earlier run was stopped; returns the certificate's row.

    Raises ConfigError when there is nothing to go on with, UnknownName for an unknown customer, SnapshotsHeld while
    readers hold old snapshots, StillThere when the scan finds anything.
    """
    told = read_config(config or directory)
    key = workspace_key(directory)
    pending = _pending(directory)
    if customer is None and pending is None:
        raise ConfigError("Nobody is being forgotten here.", hint="Name a customer: folkways forget CUSTOMER")
    if pending is not None:
        work = Forgetting(
            directory=directory,
            base=data or directory,
            config=told,
            key=key,
            hashes=pending[0],
            reason=pending[1],
            progress=progress,
        )
        row = _done(work, Subject(ids=frozenset(), hashes=work.hashes), wait_s)
        if customer is None or _is_forgotten(customer, directory, key):
            return row
    assert customer is not None
    subject = _subject(customer, directory, key)
    work = Forgetting(
        directory=directory,
        base=data or directory,
        config=told,
        key=key,
        hashes=subject.hashes,
        reason=reason,
        progress=progress,
    )
    _begin(work)
    return _done(work, subject, wait_s)


def _subject(customer: str, directory: Path, key: bytes) -> Subject:
    return subject_of(customer, open_snapshot(directory).path / "evidence", key)


def _is_forgotten(customer: str, directory: Path, key: bytes) -> bool:
    return erased_hash(key, keyed_hash(key, "customer", customer)) in erased_in(directory)


def _pending(directory: Path) -> tuple[frozenset[str], str] | None:
    """The hashes and the reason of a forgetting that was stopped."""
    path = directory / FORGETTING
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    return frozenset(told["hashes"]), told["reason"]


def _begin(work: Forgetting) -> None:
    told = {"hashes": sorted(work.hashes), "reason": work.reason}
    write_whole(work.directory / FORGETTING, json.dumps(told) + "\n")
    os.chmod(work.directory / FORGETTING, 0o600)


def _done(work: Forgetting, subject: Subject, wait_s: float) -> Row:
    """All steps in their order; each leaves the same behind however often it is done."""
    directory, skip = work.directory, work.skipped()
    held = _held(work, subject)
    work.progress("Forgetting", 0, len(STEPS))
    add_erased(directory, frozenset(erased_hash(work.key, one) for one in work.hashes))
    work.progress("Forgetting", 1, len(STEPS))
    dropped_from(directory / "cache", hashes_of(held.texts))
    gone = clean(directory, _traces(held), traces_of(held.names), skip)
    work.progress("Forgetting", 2, len(STEPS))
    snapshot = _rebuilt(work)
    work.progress("Forgetting", 3, len(STEPS))
    dropped = drop_others(directory, snapshot, wait_s)
    work.progress("Forgetting", 4, len(STEPS))
    traces = _traces(held, _others(directory) if snapshot else "")
    scan = scanned(directory, traces, skip)
    work.progress("Forgetting", 5, len(STEPS))
    if scan.found:
        raise StillThere(scan.found)
    row: Row = {
        "snapshot": snapshot,
        "snapshots_dropped": len(dropped),
        "files_deleted": gone["files"],
        "lines_deleted": gone["lines"],
        "files_scanned": scan.files,
        "bytes_scanned": scan.bytes,
        "traces": len(traces.anywhere) + len(traces.cells),
        "found": 0,
        "still_in_sources": ", ".join(held.sources) or None,
        "certificate": _certify(work, snapshot, scan.files, scan.bytes, traces, held.sources),
    }
    (directory / FORGETTING).unlink()
    work.progress("Forgetting", 6, len(STEPS))
    return row


def _held(work: Forgetting, subject: Subject) -> _Held:
    """What would give the person away, from the sources and from the snapshots that are still there."""
    sources = {source.name: source for source in work.config.sources}
    names, texts, files = set(subject.ids) | set(work.hashes), set[str](), set[str]()
    for row in source_rows(work.config, work.base, work.key, work.hashes):
        names.update(names_in(sources[row.source], row.cells))
        texts.update(texts_in(sources[row.source], row.cells))
        files.add(Path(row.file).name)
    for one in snapshot_ids(work.directory):
        for name, table in evidence_rows(work.directory / SNAPSHOTS / one, names):
            if name in TEXTS:
                texts.update(text for text in table["text"].to_pylist() if text)
    pieces = {span.of(text) for text in texts for span in sentences(text)} | texts
    return _Held(
        names=frozenset(names),
        texts=frozenset(texts),
        pieces=frozenset(piece.rstrip(" .!?") for piece in pieces if len(piece) >= LEAST_TEXT),
        sources=tuple(sorted(files)),
    )


def _traces(held: _Held, others: str = "") -> Traces:
    """What to look for; a sentence that others wrote too is no trace, nor is what the cache calls it."""
    own = {piece for piece in held.pieces if piece not in others}
    texts = {text for text in held.texts if not any(span.of(text) in others for span in sentences(text))}
    plain = traces_of(held.names | own)
    return Traces(anywhere=plain.anywhere | hashes_of(texts), cells=plain.cells)


def _others(directory: Path) -> str:
    """All texts of the snapshot without the person, one after the other."""
    found: list[str] = []
    for name in TEXTS:
        path = open_snapshot(directory).path / "evidence" / f"{name}.parquet"
        if path.exists():
            found += [text for text in pq.read_table(path, columns=["text"])["text"].to_pylist() if text]
    return "\n".join(found)


def _rebuilt(work: Forgetting) -> str | None:
    """The id of the snapshot without the person; None when too few are left to build one: then nothing is current."""
    shutil.rmtree(work.directory / "building", ignore_errors=True)
    try:
        return build(work.config, work.base, work.directory, work.progress).id
    except TooLittleData:
        (work.directory / CURRENT).unlink(missing_ok=True)
        return None


def _certify(
    work: Forgetting, snapshot: str | None, files: int, size: int, traces: Traces, held_by: tuple[str, ...]
) -> str:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    hashes = sorted(erased_hash(work.key, one) for one in work.hashes)
    certificate = {
        "format": "folkways.certificate",
        "at": at,
        "reason": work.reason,
        "erased": hashes,
        "snapshot": snapshot,
        "looked_for": len(traces.anywhere) + len(traces.cells),
        "files_scanned": files,
        "bytes_scanned": size,
        "found": [],
        "still_in_sources": list(held_by),
    }
    path = work.directory / CERTIFICATES / f"erasure-{hashes[0][:12]}.json"
    path.parent.mkdir(exist_ok=True)
    write_whole(path, json.dumps(certificate, ensure_ascii=False, indent=1) + "\n")
    append_log(work.directory, "customer forgotten", certificate=path.name, reason=work.reason)
    return path.name
