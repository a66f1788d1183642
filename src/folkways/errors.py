"""The one tree of errors.

FolkwaysError                  exit 1
├── ConfigError                exit 2   folkways.toml or a command's words are off
├── SourceError                exit 3   what was to be read cannot be read as asked
├── EvidenceError              exit 4   evidence, snapshot or store is missing or damaged
├── TooLittleData              exit 5   the question is fine, the data do not carry an answer
├── DocumentError              exit 6   a persona or journey document is not valid
├── BusyError                  exit 7   somebody else is writing
└── Cancelled                  exit 130 somebody pressed Ctrl-C

A constructor takes facts; the text says what is wrong (`problem`), then what to do (`hint`).
Each branch's concrete errors live below it in this file, so that one look shows them all; one that a single module
raises may stand there instead.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from os import PathLike, fspath
from typing import ClassVar


class FolkwaysError(Exception):
    """Anything Folkways refuses to do, with what is wrong and what to do next."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{problem} {hint}".strip())
        self.problem = problem
        self.hint = hint


def nearest(wanted: str, found: Sequence[str]) -> str:
    """Say `Did you mean 'x'? ` when a known name is near, else nothing."""
    near = get_close_matches(wanted, list(found), n=1)
    return f"Did you mean {near[0]!r}? " if near else ""


@contextmanager
def writing_to(place: str | PathLike[str]) -> Generator[None]:
    """Tell the system's refusal to write there as CannotWrite."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(fspath(place), error.strerror or str(error)) from error


class ConfigError(FolkwaysError):
    code = "config"
    exit_code = 2


class UnknownName(ConfigError):
    code = "unknown-name"

    def __init__(self, kind: str, wanted: str, found: Sequence[str]) -> None:
        shown = ", ".join(found[:20]) + (", …" if len(found) > 20 else "")
        known = f"There are: {shown}." if shown else f"There is no {kind} at all."
        super().__init__(f"No {kind} {wanted!r}.", hint=f"{nearest(wanted, found)}{known}")


class SettingOutOfRange(ConfigError):
    code = "setting-out-of-range"

    def __init__(self, setting: str, value: float, least: float, most: float) -> None:
        super().__init__(
            f"The setting {setting!r} is {value:,}.", hint=f"It can be from {least:,} to {most:,}."
        )


class TooManyNames(ConfigError):
    code = "too-many-names"

    def __init__(self, kind: str, found: int, most: int) -> None:
        super().__init__(
            f"The data name {found:,} different {kind}s; {most:,} are the most.",
            hint=f"Map several of them to one {kind} in folkways.toml.",
        )


class CannotWrite(ConfigError):
    code = "cannot-write"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"Cannot write in {place!r} ({reason}).",
            hint="Choose another place, or make room and leave to write.",
        )


class QueryRefused(ConfigError):
    code = "query-refused"

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem, hint=hint)


class AddressTaken(ConfigError):
    code = "address-taken"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}.", hint="Take another port: --port 0 finds a free one."
        )


class SourceError(FolkwaysError):
    code = "source"
    exit_code = 3


class ColumnMissing(SourceError):
    code = "column-missing"

    def __init__(self, source: str, wanted: str, found: Sequence[str]) -> None:
        super().__init__(
            f"No column {wanted!r} in source {source!r}.",
            hint=f"{nearest(wanted, found)}Columns present: {', '.join(found)}.",
        )


class EvidenceError(FolkwaysError):
    code = "evidence"
    exit_code = 4


class StoreDamaged(EvidenceError):
    code = "store-damaged"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"The journey store at {place} cannot be read: {reason}.", hint="Build the workspace again."
        )


class NoSnapshot(EvidenceError):
    code = "no-snapshot"

    def __init__(self, directory: str) -> None:
        super().__init__(
            f"No finished build in {directory!r}.", hint="Build it with `folkways build`, or `folkways demo`."
        )


class SnapshotDamaged(EvidenceError):
    code = "snapshot-damaged"

    def __init__(self, snapshot: str, file: str, fault: str) -> None:
        super().__init__(
            f"The snapshot {snapshot} is damaged: {file} {fault}.",
            hint="Nothing in it is to be trusted; build again, or restore the folder from a backup.",
        )


class SnapshotOutdated(EvidenceError):
    code = "snapshot-outdated"

    def __init__(self, document: str) -> None:
        super().__init__(
            f"The snapshot's {document} is absent or in another form: another version of Folkways built it.",
            hint="Build the workspace again.",
        )


class PagesMissing(EvidenceError):
    code = "pages-missing"

    def __init__(self, page: str) -> None:
        super().__init__(f"The built page {page} is missing.", hint="Build the pages: make web.")


class RakingFailed(EvidenceError):
    code = "raking-failed"


class TooLittleData(FolkwaysError):
    code = "too-little-data"
    exit_code = 5


class NothingSaid(TooLittleData):
    code = "nothing-said"

    def __init__(self) -> None:
        super().__init__(
            "No source of this workspace holds words of customers.",
            hint="Add reviews, tickets, interviews or open answers to folkways.toml and build again.",
        )


class DocumentError(FolkwaysError):
    code = "document"
    exit_code = 6


class ModelSilent(FolkwaysError):
    code = "model-silent"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"The language model at {url!r} gave no answer: {reason}.",
            hint="Look at [voices.model] in folkways.toml; everything else works without a model.",
        )


class NoModel(ConfigError):
    code = "no-model"

    def __init__(self) -> None:
        super().__init__(
            "No language model is set up.",
            hint="Name one under [voices.model] in folkways.toml, or do without.",
        )


class BusyError(FolkwaysError):
    code = "busy"
    exit_code = 7


class WorkspaceBusy(BusyError):
    code = "workspace-busy"

    def __init__(self, directory: str, process: str) -> None:
        super().__init__(
            f"Another build is writing to {directory!r} (process {process}).",
            hint="Wait until it is done, or stop it; readers are not disturbed.",
        )


class Cancelled(FolkwaysError):
    code = "cancelled"
    exit_code = 130
