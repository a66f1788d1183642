"""What people decided, as `folkways.toml` holds it."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.model.care import Decision
from folkways.model.config import Config, Source
from folkways.model.privacy import HIDDEN
from folkways.sources.guess_roles import looks_sensitive


def decisions(config: Config, links: int) -> list[Decision]:
    """Decisions about people first, then about identity, personas, traits, journeys, voices and surveys."""
    return [
        *_allowed(config),
        *_joined(config, links),
        *_personas(config),
        *(one for source in config.sources for one in _of_source(source)),
        *_words(config),
    ]


def _allowed(config: Config) -> Iterator[Decision]:
    for one in config.personas.allow_sensitive:
        yield Decision(
            what="a sensitive trait may form personas",
            about=one.trait,
            who=one.who,
            reason=one.reason,
            line="[[personas.allow_sensitive]]",
        )
    if set(config.privacy.redact) != set(HIDDEN):
        kept = sorted(set(HIDDEN) - set(config.privacy.redact))
        yield Decision(what="not blotted out of texts", about=", ".join(kept), line="[privacy] redact")


def _joined(config: Config, links: int) -> Iterator[Decision]:
    for words, count, line in (
        ("ids joined by hand", len(config.identity.together), "[identity] together"),
        ("ids parted by hand", len(config.identity.apart), "[identity] apart"),
        ("ids linked by probability", links, "links.csv"),
    ):
        if count:
            yield Decision(what=words, about=f"{count} pair{'s' if count > 1 else ''}", line=line)


def _personas(config: Config) -> Iterator[Decision]:
    told = config.personas
    if told.k is not None:
        yield Decision(what="how many personas", about=str(told.k), line="[personas] k")
    for what, features, line in (
        ("features left out", told.exclude, "[personas] exclude"),
        ("features that only describe", told.describe_only, "[personas] describe_only"),
    ):
        if features:
            yield Decision(what=what, about=", ".join(features), line=line)


def _of_source(source: Source) -> Iterator[Decision]:
    for name, trait in source.traits.items():
        line = f"[sources.traits.{name}]"
        if trait.role in ("outcome", "forbidden"):
            yield Decision(what=f"a trait of role {trait.role}", about=name, line=f"{line} role")
        if not trait.is_sensitive and trait.class_ is not None and looks_sensitive(trait.column):
            yield Decision(
                what="a trait that looks sensitive and is not called so",
                about=name,
                line=f"{line} class",
            )
    if source.consent:
        yield Decision(what="only rows with consent", about=source.name, line="[[sources]] consent")
    if source.retention:
        yield Decision(
            what=f"rows kept for {source.retention}", about=source.name, line="[[sources]] retention"
        )


def _words(config: Config) -> Iterator[Decision]:
    placed = [name for name, told in config.touchpoints.items() if told.stage]
    for what, names, line in (
        ("touchpoints put into stages", placed, "[touchpoints.NAME] stage"),
        ("themes taught", list(config.voices.themes), "[voices.themes]"),
        ("competitors named", config.voices.competitors, "[voices] competitors"),
        ("answers weighed to a population", [one.trait for one in config.survey.raking], "[[survey.raking]]"),
    ):
        if names:
            yield Decision(what=what, about=", ".join(names), line=line)
