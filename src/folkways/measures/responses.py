"""Survey answers side by side: one row for each response, which is what one respondent told in one wave of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.measures.sql import Query, listed, text
from folkways.model.config import Config

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
RESPONSE = "respondent_id, coalesce(survey, '') AS survey, coalesce(wave, '') AS wave"
_KEY = "respondent_id, survey, wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Responses in the order of their respondents: `people` codes respondents, `sql` is the relation they came from.

    Column `q0`, `q1`, … of `sql` and of `table` holds the score (or text) of the question at that place.
    """

    table: pa.Table
    sql: str

    @property
    def weights(self) -> Floats:
        return self.table["weight"].to_numpy()

    @property
    def people(self) -> Codes:
        codes = self.table["respondent_id"].combine_chunks().dictionary_encode().indices
        return codes.to_numpy(zero_copy_only=False).astype(np.int64)

    def scores(self, place: int) -> Floats:
        """The scores of the question at this place; NaN where there is none."""
        column = self.table[f"q{place}"].cast(pa.float64())
        return column.to_numpy().astype(np.float64)

    def texts(self, place: int) -> list[str | None]:
        """What was answered to the question at this place, in words; numbers as they are written."""
        return self.table[f"q{place}"].to_pylist()


def responses(query: Query, tables: frozenset[str], cells: Sequence[tuple[str, str]]) -> Responses:
    """Bring questions side by side; `cells` are (question, SQL of its value over `score` and `text`).

    Of several answers of one respondent to one question in one wave the last counts. Weights are the raked ones where
    there are any, else those given, else 1.
    """
    asked = sorted({question for question, _ in cells})
    values = ", ".join(
        f"max({value}) FILTER (WHERE question = {text(question)}) AS q{place}"
        for place, (question, value) in enumerate(cells)
    )
    raked = f"LEFT JOIN weights USING ({_KEY}) " if "weights" in tables else ""
    weight = "coalesce(raked, given, 1.0)" if raked else "coalesce(given, 1.0)"
    sql = (
        f"(SELECT *, {weight} AS weight FROM (SELECT {_KEY}, max(weight) AS given, {values} FROM (SELECT {RESPONSE}, "
        f"question, score, text, weight FROM answers WHERE question IN {listed(asked)} QUALIFY row_number() OVER "
        "(PARTITION BY respondent_id, coalesce(survey, ''), coalesce(wave, ''), question "
        f'ORDER BY "at" DESC NULLS LAST, answer_id DESC) = 1) GROUP BY {_KEY}) {raked})'
    )
    return Responses(table=query(f"SELECT * FROM {sql} ORDER BY {_KEY}"), sql=sql)


def question_named(config: Config, wanted: str) -> str:
    """The text of the question that stands in this column; another name is a text already."""
    by_column = {one.column: one.text for source in config.sources for one in source.questions}
    texts = {one.text for source in config.sources for one in source.questions}
    return wanted if wanted in texts else by_column.get(wanted, wanted)
