"""Reading `folkways.toml`: every fault told with its place in the file and the nearest known name."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from folkways.errors import ConfigError, nearest
from folkways.model.config import Config, Source, WorkspaceConfig
from folkways.model.duration import microseconds
from folkways.model.tables import NEEDED, ROLES
from folkways.sources.layouts import layout_named
from folkways.sources.zones import checked_zone_name

PREFIX = "FOLKWAYS_"
NAME = "folkways.toml"
DATED = ("events", "answers", "voices", "deals", "aggregates", "documents", "identities")
RESERVED = ("customer_id", "first_at", "row", "place", "order", "file", "us", "time_kind")
RESERVED_OF_ACCOUNTS = ("account_id", "name", "parent_id", "attributes", "source")


def read_config(path: Path, environment: Mapping[str, str] | None = None) -> Config:
    """Read a `folkways.toml` (or the one in a directory), environment `FOLKWAYS_*` above the file's `[workspace]`."""
    file = path / NAME if path.is_dir() else path
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"No file {str(file)!r}.", hint="Write one with `folkways init FILES…`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{str(file)!r} cannot be read: {error}.", hint="It must be a UTF-8 text file."
        ) from error
    return config_from_text(
        text, str(file), os.environ if environment is None else environment, folder=file.parent
    )


def config_from_text(
    text: str, name: str = NAME, environment: Mapping[str, str] | None = None, folder: Path = Path()
) -> Config:
    """Read the text of a `folkways.toml`; unknown keys are refused with the nearest known name.

    Code books are looked for relative to `folder`; their questions and traits become the sources' own.
    """
    tables = _toml(text, name)
    for source in tables.get("sources", []) if isinstance(tables.get("sources"), list) else []:
        if isinstance(source, dict) and isinstance(source.get("codebook"), str):
            _add_codebook(source, folder / source["codebook"])
    workspace = tables.get("workspace")
    if isinstance(workspace, dict):
        workspace.update(_overrides(environment or {}))
    try:
        config = Config.model_validate(tables)
    except ValidationError as error:
        raise _told(error, name, tables) from error
    _check_settings(config, name)
    _check_sources(config.sources, name)
    _check_allowed(config, name)
    return config


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{name} is not valid TOML: {error}.", hint="The place is given in the message."
        ) from error


def _add_codebook(source: dict[str, Any], file: Path) -> None:
    """Give a source what its code book tells: questions to answers, traits to customers, each optional there."""
    try:
        told = _toml(file.read_bytes().decode("utf-8-sig"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The code book {str(file)!r} cannot be read ({error}).",
            hint="It is a TOML file beside the folkways.toml with [[questions]] and [traits.NAME].",
        ) from error
    for key in told:
        if key not in ("questions", "traits"):
            raise ConfigError(
                f"{file}: {key} is not a known key.",
                hint="A code book holds [[questions]] and [traits.NAME].",
            )
    if source.get("table") == "answers":
        asked = [{"optional": True, **question} for question in told.get("questions", [])]
        source["questions"] = [*source.get("questions", []), *asked]
    else:
        traits = {name: {"optional": True, **trait} for name, trait in told.get("traits", {}).items()}
        source["traits"] = {**traits, **source.get("traits", {})}


def _overrides(environment: Mapping[str, str]) -> dict[str, str]:
    keys = WorkspaceConfig.model_fields
    named = {key: environment.get(PREFIX + key.upper()) for key in keys}
    return {key: value for key, value in named.items() if value is not None}


def _told(error: ValidationError, name: str, tables: dict[str, Any]) -> ConfigError:
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    place = _place(first["loc"], tables)
    more = f" ({error.error_count() - 1} more faults follow.)" if error.error_count() > 1 else ""
    if first["type"] != "extra_forbidden":
        return ConfigError(
            f"{name}: {place}: {first['msg']}.", hint=f"See docs/reference/folkways-toml.md.{more}"
        )
    known = _known_keys(first["loc"][:-1])
    wanted = str(first["loc"][-1])
    return ConfigError(
        f"{name}: {place} is not a known key.",
        hint=f"{nearest(wanted, known)}Known there: {', '.join(known)}.{more}",
    )


def _place(loc: Sequence[int | str], tables: dict[str, Any]) -> str:
    """Say where in the file: `sources[2] "campaigns" › lines › …`."""
    words: list[str] = []
    inside: Any = tables
    for part in loc:
        try:
            inside = inside[part]
        except (KeyError, IndexError, TypeError):
            inside = None
        if not isinstance(part, int):
            words.append(part)
            continue
        title = inside.get("name") or inside.get("touchpoint") if isinstance(inside, dict) else None
        words[-1] += f"[{part + 1}]" + (f" {title!r}" if isinstance(title, str) else "")
    return " › ".join(words)


def _known_keys(loc: Sequence[int | str]) -> list[str]:
    annotation: Any = Config
    for part in loc:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and isinstance(part, str):
            annotation = annotation.model_fields[part].annotation
        else:
            annotation = get_args(annotation)[-1]
        annotation = _without_none(annotation)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return list(annotation.model_fields) if is_model else []


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) not in (UnionType, Union):
        return annotation
    kept = [each for each in get_args(annotation) if each is not type(None)]
    models = [each for each in kept if isinstance(each, type) and issubclass(each, BaseModel)]
    return (models or kept)[0]


def _check_settings(config: Config, name: str) -> None:
    places = {"workspace › timezone": config.workspace.timezone}
    places |= {f"source {source.name!r} › timezone": source.timezone or "UTC" for source in config.sources}
    for place, zone in places.items():
        try:
            checked_zone_name(zone)
        except ConfigError as error:
            raise ConfigError(f"{name}: {place}: {error.problem}", hint=error.hint) from error
    durations = {"session_gap": config.workspace.session_gap, "silence": config.workspace.silence}
    durations |= {
        f"journeys.{key} › already_customers": j.already_customers or "1d"
        for key, j in config.journeys.items()
    }
    for place, duration in durations.items():
        try:
            microseconds(duration)
        except ConfigError as error:
            raise ConfigError(f"{name}: {place}: {error.problem}", hint=error.hint) from error


def _check_allowed(config: Config, name: str) -> None:
    """A trait that is allowed to form personas must be there, and be sensitive, lest a word of consent stand idle."""
    known = {key: trait for source in config.sources for key, trait in source.traits.items()}
    for allowed in config.personas.allow_sensitive:
        if allowed.trait not in known or not known[allowed.trait].is_sensitive:
            raise ConfigError(
                f"{name}: personas › allow_sensitive: {allowed.trait!r} is no sensitive trait.",
                hint=f"{nearest(allowed.trait, list(known))}Name a trait with sensitive = true.",
            )


def _check_sources(sources: Sequence[Source], name: str) -> None:
    seen: set[str] = set()
    traits: dict[tuple[str, str], str] = {}
    for number, source in enumerate(sources, start=1):
        place = f"{name}: sources[{number}] {source.name!r}"
        if source.name in seen:
            raise ConfigError(f"{place}: two sources have this name.", hint="Give each source its own name.")
        seen.add(source.name)
        _check_roles(source, place)
        for trait in source.traits:
            if trait in RESERVED or (source.table == "accounts" and trait in RESERVED_OF_ACCOUNTS):
                raise ConfigError(
                    f"{place}: a trait cannot be called {trait!r}.", hint="Give it another name."
                )
            told_by = traits.setdefault((source.table, trait), source.name)
            if told_by != source.name:
                raise ConfigError(
                    f"{place}: trait {trait!r} is already told by source {told_by!r}.",
                    hint="A trait comes from one source; rename one of them.",
                )


def _check_roles(source: Source, place: str) -> None:
    if source.files and source.pull:
        raise ConfigError(
            f"{place}: it has files and a pull.",
            hint="The files of a pull are those it lands: take files away.",
        )
    if source.layout is not None:
        layout_named(source.layout)
    known = ROLES[source.table]
    for role in [*source.columns, *source.constants]:
        if role not in known:
            raise ConfigError(
                f"{place}: {role!r} is not a role in table {source.table!r}.",
                hint=f"{nearest(role, known)}Roles: {', '.join(known)}.",
            )
    both = sorted(set(source.columns) & set(source.constants))
    if both:
        raise ConfigError(
            f"{place}: {both[0]!r} is both a column and a constant.", hint="Take one of them away."
        )
    for role in _needed(source):
        if role not in source.columns and role not in source.constants:
            raise ConfigError(
                f"{place}: no column for {role!r}.", hint=f'Add columns.{role} = "NAME OF THE COLUMN".'
            )
    _check_several(source, place)
    _check_touchpoints(source, place)
    _check_keeping(source, place)
    _check_event(source, place)


def _check_several(source: Source, place: str) -> None:
    """Ids and words are joined and amounts of events multiplied; no other role can be made of several columns."""
    for role, column in source.columns.items():
        single = role in ("at", "first_at", "weight", "score") or (
            role == "value" and source.table != "events"
        )
        if isinstance(column, list) and (single or not column):
            raise ConfigError(
                f"{place}: {role!r} is made of {len(column)} columns.", hint="Name one column for it."
            )


def _needed(source: Source) -> tuple[str, ...]:
    if source.table == "answers":
        if source.questions:
            return ()
        return (*NEEDED["answers"], "score") if "text" not in source.columns else NEEDED["answers"]
    if source.table == "aggregates" and source.metrics:
        return ("at",)
    known = ("customer_id",) if source.identifiers else ()
    return tuple(role for role in NEEDED[source.table] if role not in known)


def _check_keeping(source: Source, place: str) -> None:
    """Identifiers need customers to identify; a period of retention needs something that happened at a time."""
    if source.identifiers and "customer_id" not in ROLES[source.table]:
        raise ConfigError(
            f"{place}: table {source.table!r} has no customers to identify.", hint="Take identifiers away."
        )
    if source.identifiers and source.table == "identities":
        raise ConfigError(
            f"{place}: an identities source names its identifiers by the roles kind and value.",
            hint="Take identifiers away.",
        )
    if source.retention is None:
        return
    try:
        microseconds(source.retention)
    except ConfigError as error:
        raise ConfigError(f"{place} › retention: {error.problem}", hint=error.hint) from error
    if source.table not in DATED or not ({"at"} & {*source.columns, *source.constants}):
        raise ConfigError(
            f"{place}: retention counts from a row's time, and there is none.",
            hint="Map columns.at, or take retention away.",
        )


def _check_event(source: Source, place: str) -> None:
    """Only what somebody said at some time can be an event of their journey."""
    if source.event is None:
        return
    if source.table != "voices":
        raise ConfigError(
            f"{place}: event says at which touchpoint voices are events, and these are {source.table}.",
            hint="Take event away.",
        )
    mapped = {*source.columns, *source.constants, *(["customer_id"] if source.identifiers else [])}
    for role in ("customer_id", "at"):
        if role not in mapped:
            raise ConfigError(
                f"{place}: nothing tells {role}, so no text can be an event.",
                hint=f"Map columns.{role}, or take event away.",
            )


def _check_touchpoints(source: Source, place: str) -> None:
    if source.table != "events" or "touchpoint" in source.columns or "touchpoint" in source.constants:
        return
    rules = source.lines.touchpoints if source.lines else []
    if not rules:
        raise ConfigError(
            f"{place}: nothing names its touchpoint.",
            hint='Add columns.touchpoint, constants.touchpoint = "…" or rules under lines.touchpoints.',
        )
    last = rules[-1].model_dump(exclude={"touchpoint"}, exclude_defaults=True)
    if last:
        raise ConfigError(
            f"{place}: an event that no rule fits would have no touchpoint.",
            hint="End lines.touchpoints with a rule that has no conditions.",
        )
