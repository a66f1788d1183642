"""Care as a document: all that one build has to say of the harm that its documents may do."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from folkways.care.bases import claim_counts, unconfirmed
from folkways.care.decisions import decisions
from folkways.care.divides import divides
from folkways.care.guards import guards
from folkways.care.left_out import absent, left_out
from folkways.care.looked import Looked, looked
from folkways.care.thin import small, telling_quotes
from folkways.care.thresholds import THRESHOLDS
from folkways.care.unequal import unequal
from folkways.measures.sql import Query
from folkways.model.canonical import settled
from folkways.model.care import Care
from folkways.model.config import Config
from folkways.model.evidence import Evidence, Window
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona
from folkways.model.quality import QualityReport
from folkways.model.voice import Voices

TEXTS = {
    "voices": "SELECT coalesce(customer_id, source || ' ' || voice_id) AS person, text FROM voices",
    "answers": "SELECT respondent_id AS person, text FROM answers WHERE kind = 'text' AND text IS NOT NULL",
}


def tell_care(
    query: Query,
    tables: frozenset[str],
    config: Config,
    *,
    personas: Sequence[Persona],
    journeys: Sequence[Journey],
    quality: QualityReport,
    measures: Measures,
    voices: Voices,
    links: int,
    window: Window,
    as_of: str,
    run: str,
) -> Care:
    """Look for harm in what a build made.

    `query` runs SQL over its tables; `links` counts pairs of ids that were joined because they are probably one person.
    """
    named = [(one.id, one.name) for one in personas]
    found = looked(query, tables, config, personas=named, window=window)
    divided, unchecked = divides(found)
    claims = claim_counts(personas, journeys, measures, voices)
    draft = Care(
        as_of=as_of,
        run=run,
        min_cell=found.least,
        thresholds=THRESHOLDS,
        divides=divided,
        unchecked=unchecked,
        absent=absent(found, quality),
        left_out=left_out(found),
        unequal=unequal(found, journeys),
        claims=claims,
        decisions=decisions(config, links),
        unconfirmed=unconfirmed(personas, claims, voices, links),
        checks=guards(config),
        small=small(personas, found.least),
        quotes=telling_quotes(voices, _texts(found), found.least),
    )
    cited = [*found.ledger.cited(), *_borrowed(personas, draft)]
    return settled(draft.model_copy(update={"evidence": cited}))


def _texts(found: Looked) -> list[pa.Table]:
    return [found.query(sql) for table, sql in TEXTS.items() if table in found.tables]


def _borrowed(personas: Sequence[Persona], draft: Care) -> list[Evidence]:
    """The records of sizes that small personas cite from their own documents."""
    wanted = {one.members.evidence for one in draft.small}
    kept = {record.id: record for one in personas for record in one.evidence if record.id in wanted}
    return [kept[one] for one in sorted(kept)]
