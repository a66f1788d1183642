"""Looking at a source before it is loaded: fifty rows, what each column plays, what would not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from folkways.errors import ConfigError, FolkwaysError, UnknownName
from folkways.evidence.erased import erased_in
from folkways.evidence.key import workspace_key
from folkways.evidence.load import tried
from folkways.evidence.redaction import redacted
from folkways.evidence.sieve import Keeping, sieve_of
from folkways.model.config import Config, Source
from folkways.model.preview import Look, Preview, PreviewColumn, PreviewReject, PrivacyClass
from folkways.sources.config_file import NAME, config_from_text, read_config
from folkways.sources.guess import guessed_sources
from folkways.sources.guess_profile import Opening, file_profiles, first_rows, source_profile
from folkways.sources.guess_text import config_text, sources_text
from folkways.sources.profile import ColumnProfile, FileProfile
from folkways.sources.rows import opened_rows
from folkways.workspace.preview_privacy import PERSONAL, privacy_of, shown_cell, shown_row

ROWS = 50
EXAMPLES = 3
MOST_SOURCES = 12


def previewed(place: Path, source: str | None = None, *, data: Path | None = None) -> Preview:
    """Look at a data file with guessed roles, or at a source of a `folkways.toml` (or of the folder that holds one).

    Raises UnknownName when no source is called so; what the load of it would refuse stands in `problem`.
    """
    if place.suffix.lower() == ".toml" or (place / NAME).is_file():
        beside = place if place.is_dir() else place.parent
        config = read_config(place)
        told = _chosen(config.sources, source)
        keeping = _keeping(beside)
        opened = _opening(config, told, data or beside, keeping)
        profile = source_profile(told, data or beside, opened)
        found = _preview(profile, told, config, data or beside, keeping, opened)
        return _with_others(found, config.sources)
    if not place.exists():
        raise ConfigError(f"No file {str(place)!r}.", hint="Name a data file, or a folkways.toml.")
    return _guessed(place.resolve(), source)


def looked(file: Path) -> Look:
    """Look at every table of a file with guessed roles, and tell the lines of a `folkways.toml` that load them."""
    guesses = [guess for profile in file_profiles(file) for guess in guessed_sources(profile)]
    known = [guess for guess in guesses if guess.table is not None]
    base = file.parent
    if known:
        config = config_from_text(config_text(known, base))
        pairs = zip([guess.profile for guess in known[:MOST_SOURCES]], config.sources, strict=False)
        previews = [_preview(_as_read(profile, told, base), told, config, base) for profile, told in pairs]
    else:
        previews = [_preview(guesses[0].profile, None, None, base)]
    return Look(file=file.name, found=len(known), toml=sources_text(guesses, base), sources=previews)


def looked_json(place: str) -> bytes:
    """What `looked` tells, as a limited process answers it."""
    return looked(Path(place)).model_dump_json(by_alias=True).encode()


def _chosen(sources: list[Source], wanted: str | None) -> Source:
    if wanted is None:
        return sources[0]
    found = next((one for one in sources if one.name == wanted), None)
    if found is None:
        raise UnknownName("source", wanted, [one.name for one in sources])
    return found


def _guessed(file: Path, wanted: str | None) -> Preview:
    guesses = [guess for profile in file_profiles(file) for guess in guessed_sources(profile)]
    known = [guess for guess in guesses if guess.table is not None]
    if not known:
        return _preview(guesses[0].profile, None, None, file.parent)
    config = config_from_text(config_text(known, file.parent))
    told = _chosen(config.sources, wanted)
    profile = next(g.profile for g, one in zip(known, config.sources, strict=True) if one.name == told.name)
    found = _preview(_as_read(profile, told, file.parent), told, config, file.parent)
    return _with_others(found, config.sources)


def _with_others(found: Preview, sources: Sequence[Source]) -> Preview:
    """A preview that says first which other sources there are."""
    others = [one.name for one in sources if one.name != found.source]
    if not others:
        return found
    many = f"{len(others)} more source{'s' if len(others) > 1 else ''}"
    named = ", ".join(others[:MOST_SOURCES]) + (", …" if len(others) > MOST_SOURCES else "")
    return found.model_copy(update={"remarks": [f"{many}: {named}; --source NAME shows it", *found.remarks]})


def _as_read(profile: FileProfile, source: Source, base: Path) -> FileProfile:
    """The columns as the source reads them: those of a layout, and of a document, are other ones than the file's."""
    if source.layout is None and source.table != "documents":
        return profile
    return replace(source_profile(source, base), settings=profile.settings, notes=profile.notes)


def _keeping(workspace: Path) -> Keeping:
    """Who was erased in the workspace beside the configuration; their rows are not shown, nor counted."""
    erased = erased_in(workspace)
    return Keeping(key=workspace_key(workspace), erased=erased) if erased else Keeping()


def _opening(config: Config, source: Source, base: Path, keeping: Keeping) -> Opening:
    if not keeping.erased:
        return opened_rows
    told = [one for one in config.sources if one.pull is None or one is source]
    return sieve_of(config.model_copy(update={"sources": told}), base, keeping).unerased


def _preview(
    profile: FileProfile,
    source: Source | None,
    config: Config | None,
    base: Path,
    keeping: Keeping | None = None,
    opened: Opening = opened_rows,
) -> Preview:
    roles = dict(_roles(source)) if source else {}
    classes: dict[str, PrivacyClass] = {one.name: privacy_of(one, source) for one in profile.columns}
    loaded, rejects, problem = _tried(config, source, base, keeping or Keeping())
    return Preview(
        source=source.name if source else profile.path.stem,
        table=source.table if source else None,
        file=profile.path.name,
        rows=profile.rows,
        loaded=loaded,
        rejected=len(rejects),
        read_as=dict(profile.settings),
        remarks=list(profile.notes),
        columns=[
            PreviewColumn(
                column=one.name,
                role=roles.get(one.name),
                type=one.type,
                filled=one.filled,
                distinct=one.distinct,
                privacy=classes[one.name],
                examples=_examples(one, classes[one.name]),
            )
            for one in profile.columns
        ],
        first=[shown_row(row, classes) for row in first_rows(profile, source, base, ROWS, opened)],
        rejects=[_shown(reject, classes) for reject in rejects[:ROWS]],
        problem=problem,
    )


def _examples(column: ColumnProfile, privacy: PrivacyClass) -> list[str]:
    shown = (shown_cell(level, privacy) or "" for level in column.levels[:EXAMPLES])
    return list(dict.fromkeys(text[:60] for text in shown))


def _shown(reject: PreviewReject, classes: Mapping[str, PrivacyClass]) -> PreviewReject:
    """A reject with its value as it may be shown; of a whole row it is not known which column holds what."""
    if not reject.column and "personal" in classes.values():
        return reject.model_copy(update={"value": reject.value and PERSONAL})
    value = (
        redacted(reject.value).text
        if reject.value and not reject.column
        else shown_cell(reject.value, classes.get(reject.column, "plain"))
    )
    return reject.model_copy(update={"value": value})


def _roles(source: Source) -> Iterator[tuple[str, str]]:
    """Which part each column plays, in words; a column may be told more than once, then the first counts."""
    for column in [*source.attributes]:
        yield column, "attribute"
    for name, trait in source.traits.items():
        yield trait.column, f"trait {name}"
    for question in source.questions:
        for column in [question.column] if question.column else list(question.columns):
            yield column, f"question ({question.kind})"
    for name, column in source.metrics.items():
        yield column, f"metric {name}"
    for kind, column in source.identifiers.items():
        yield column, f"identifier {kind}"
    for column in source.personal:
        yield column, "personal, never kept"
    for role, told in source.columns.items():
        for column in [told] if isinstance(told, str) else told:
            yield from ((name, role) for name in (column, *column.split("|")))


def _tried(
    config: Config | None, source: Source | None, base: Path, keeping: Keeping
) -> tuple[int | None, list[PreviewReject], str | None]:
    if config is None or source is None:
        return None, [], "nothing says what these rows are about"
    try:
        tally = tried(config, source, base, keeping)
    except FolkwaysError as error:
        return None, [], f"{error.problem} {error.hint}".strip()
    rejects = [
        PreviewReject(file=row.file, row=row.row, column=row.column, value=row.value, reason=row.reason)
        for row in sorted(tally.rejected, key=lambda row: (row.file, row.row, row.column))
    ]
    return tally.loaded, rejects, None
