"""When customers said what they said themselves: texts and open answers, without what staff noted of them."""

from __future__ import annotations

from collections.abc import Collection

from folkways.measures.sql import text

OBSERVED = "observed"
"""The basis of notes by staff: what they saw counts elsewhere, and is nobody's own word."""
OWN = f"basis <> {text(OBSERVED)}"
_DATED = {
    "voices": 'SELECT source, voice_id, "at" FROM voices WHERE "at" IS NOT NULL',
    "answers": (
        'SELECT source, answer_id AS voice_id, "at" FROM answers WHERE "at" IS NOT NULL AND kind = \'text\''
    ),
}


def dated(tables: Collection[str]) -> str | None:
    """The SQL relation of `source`, `voice_id`, `at` of every text with a time; None where no table holds any."""
    told = [sql for table, sql in _DATED.items() if table in tables]
    return f"({' UNION ALL '.join(told)})" if told else None
