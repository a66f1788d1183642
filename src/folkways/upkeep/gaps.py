"""Knowledge gaps: touchpoints nobody speaks of, personas nobody heard, traits of few, stages without data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from folkways.measures.sql import Query, listed, text
from folkways.model.config import Config
from folkways.model.gap import Gap, Gaps
from folkways.model.journey import Journey

MET_BY = 0.05
"""A touchpoint is worth asking about when this share of customers meets it."""
ENOUGH_VOICES = 30
"""So few voices of a persona say little: 30 answers leave an interval of about ±18 points."""
KNOWN_OF = 0.6
"""A trait known of fewer customers than this share describes only them."""
SOURCES = {
    "answers": ("survey answers", "survey", "Ask customers: a short survey with NPS and one open question."),
    "voices": ("what customers say", "interviews", "Bring reviews, tickets or interviews (table voices)."),
    "documents": ("market and competitor notes", "data source", "Keep reports and notes beside the data (documents)."),
    "aggregates": ("ad, e-mail or social figures", "data source", "Bring the exports of those platforms (aggregates)."),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Tables that are there and the SQL relation of everything a customer said: `customer_id`, `touchpoint`.

    A sentence speaks of the touchpoint that it was linked to, beside the one that its text was left at.
    """

    tables: frozenset[str]

    @property
    def said(self) -> str:
        told = [
            f"SELECT customer_id, touchpoint FROM {table}"
            for table in ("answers", "voices", "mentions")
            if table in self.tables
        ]
        nothing = "SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS touchpoint WHERE false"
        return f"({' UNION ALL '.join(told) or nothing})"


def knowledge_gaps(
    query: Query,
    tables: frozenset[str],
    config: Config,
    *,
    personas: Sequence[tuple[str, str]],
    journeys: Sequence[Journey],
    as_of: str,
    run: str,
) -> Gaps:
    """Find what the data of a build do not tell; `personas` are (id, name) of the `persona`s in `members`."""
    heard, least = Heard(tables=tables), config.workspace.min_cell
    found = [
        *_sources(query, tables),
        *_stages(journeys),
        *_unheard(query, heard, config, personas),
        *_traits(query, config, tables),
        *_prospects(query, config),
    ]
    shown = [_hidden(gap, least) for gap in found]
    ranked = sorted(shown, key=lambda gap: (-(gap.count or 0), gap.kind, gap.about))
    return Gaps(as_of=as_of, run=run, min_cell=least, gaps=ranked)


def _hidden(gap: Gap, least: int) -> Gap:
    """A count of fewer than `least` people, or one that leaves fewer, is not told."""
    if gap.count is None or (gap.count >= least and not 0 < (gap.of or gap.count) - gap.count < least):
        return gap
    return gap.model_copy(update={"count": None, "of": None, "unit": None, "query": None})


def _count(query: Query, sql: str) -> int:
    return int(query(sql).column(0)[0].as_py() or 0)


def _sources(query: Query, tables: frozenset[str]) -> Iterator[Gap]:
    for table, (words, research, advice) in SOURCES.items():
        if table in tables and _count(query, f"SELECT count(*) FROM {table}"):
            continue
        yield Gap.model_validate(
            {
                "kind": "no such data",
                "about": words,
                "problem": f"Nothing is known from {words}.",
                "research": research,
                "advice": advice,
            }
        )


def _stages(journeys: Sequence[Journey]) -> Iterator[Gap]:
    """Stages of everybody's map that no step stands in."""
    for journey in journeys[:1]:
        seen = {step.stage for step in journey.steps}
        for stage in journey.stages:
            if stage.id not in seen:
                yield Gap(
                    kind="stage unseen",
                    about=stage.title,
                    problem=f"No recorded step shows the stage “{stage.title}”.",
                    research="data source",
                    advice="Bring a source that records it, or ask how customers went through it in interviews.",
                )


def _unheard(
    query: Query, heard: Heard, config: Config, personas: Sequence[tuple[str, str]]
) -> Iterator[Gap]:
    """Who and what is not spoken of; when nobody said anything, that one gap says it all."""
    if not _count(query, f"SELECT count(*) FROM {heard.said}"):
        return
    yield from _touchpoints(query, heard, config)
    if "members" in heard.tables:
        yield from _personas(query, heard, personas)


def _touchpoints(query: Query, heard: Heard, config: Config) -> Iterator[Gap]:
    """Touchpoints that many meet and that neither a rating nor a voice is about."""
    everybody = _count(query, "SELECT count(DISTINCT customer_id) FROM events")
    met = query(
        "SELECT touchpoint, count(DISTINCT customer_id) AS customers FROM events "
        f"WHERE touchpoint NOT IN (SELECT touchpoint FROM {heard.said} WHERE touchpoint IS NOT NULL) "
        "GROUP BY touchpoint ORDER BY customers DESC, touchpoint"
    ).to_pylist()
    for row in met:
        name, customers = row["touchpoint"], row["customers"]
        if customers < MET_BY * everybody:
            continue
        title = (config.touchpoints[name].title if name in config.touchpoints else None) or name
        yield Gap(
            kind="touchpoint unheard",
            about=title,
            count=customers,
            of=everybody,
            unit="customers who meet it",
            problem=f"Customers meet “{title}”, but no rating and no voice is about it.",
            research="survey",
            advice="Rate it in the next survey, or bring feedback that names it (role touchpoint).",
            query=f"SELECT count(DISTINCT customer_id) AS value FROM events WHERE touchpoint = {text(name)}",
        )


def _personas(query: Query, heard: Heard, personas: Sequence[tuple[str, str]]) -> Iterator[Gap]:
    for id_, name in personas:
        members = f"(SELECT customer_id FROM members WHERE persona = {text(id_)})"
        silent = (
            f"SELECT count(*) AS value FROM {members} WHERE customer_id NOT IN "
            f"(SELECT customer_id FROM {heard.said} WHERE customer_id IS NOT NULL)"
        )
        of, count = _count(query, f"SELECT count(*) FROM {members}"), _count(query, silent)
        if of - count < ENOUGH_VOICES:
            yield Gap(
                kind="persona unheard",
                about=name,
                persona=id_,
                count=count,
                of=of,
                unit="its customers who never said a thing",
                problem=f"Fewer than {ENOUGH_VOICES} customers of “{name}” are heard.",
                research="interviews",
                advice="Interview five to eight of them, or ask them in a survey: `folkways members --reveal-ids`.",
                query=silent,
            )


def _traits(query: Query, config: Config, tables: frozenset[str]) -> Iterator[Gap]:
    if "customers" not in tables:
        return
    there = query("SELECT * FROM customers LIMIT 0").column_names
    everybody = _count(query, "SELECT count(*) FROM customers")
    for name, trait in config.traits_of("customers").items():
        if name not in there or trait.role == "forbidden" or trait.is_sensitive:
            continue
        missing = f'SELECT count(*) AS value FROM customers WHERE "{name}" IS NULL'
        count = _count(query, missing)
        if everybody - count < KNOWN_OF * everybody:
            label = trait.label or name
            yield Gap(
                kind="trait unknown",
                about=label,
                count=count,
                of=everybody,
                unit="customers of whom it is not known",
                problem=f"“{label}” is not known of most customers; what it says is true of the others only.",
                research="survey",
                advice="Ask for it where customers tell it gladly, or weigh those known to the population (raking).",
                query=missing,
            )


def _prospects(query: Query, config: Config) -> Iterator[Gap]:
    """Whether anybody is seen before the first purchase: else the way to it is unknown."""
    bought = (
        'SELECT customer_id, min("at") AS bought FROM events WHERE value IS NOT NULL GROUP BY customer_id'
    )
    aside = listed([name for name, known in config.touchpoints.items() if not known.visit])
    blind = (
        f"SELECT count(*) AS value FROM ({bought}) WHERE customer_id NOT IN (SELECT e.customer_id FROM events e "
        f'JOIN ({bought}) b USING (customer_id) WHERE e."at" < b.bought AND e.touchpoint NOT IN {aside})'
    )
    of = _count(query, f"SELECT count(*) FROM ({bought})")
    count = _count(query, blind)
    if of and count > (1 - MET_BY) * of:
        yield Gap(
            kind="prospects unseen",
            about="the way to the first purchase",
            count=count,
            of=of,
            unit="customers first seen at a purchase",
            problem="Hardly anybody is seen before the first purchase: how prospects find and compare is unknown.",
            research="data source",
            advice="Bring web or app analytics, or ask new customers how they found you.",
            query=blind,
        )
