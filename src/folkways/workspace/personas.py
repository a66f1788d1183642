"""The personas as rows and documents."""

from __future__ import annotations

from folkways.model.persona import Persona, PersonaSet
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table


class PersonasFace:
    """Iterate over personas, look one up by name or id, print them as a table."""

    columns = (
        "id", "name", "customers", "share", "share_lo", "share_hi", "value_share", "jaccard_mean", "jaccard_min",
        "tagline",
    )  # fmt: skip
    shown = ("name", "customers", "share", "share_lo", "share_hi", "value_share", "jaccard_mean")

    def __init__(self, documents: DocumentsFace) -> None:
        self._documents = documents

    @property
    def set(self) -> PersonaSet:
        return self._documents.persona_set

    @property
    def refusal(self) -> str | None:
        return self.set.refusal

    def rows(self) -> list[Row]:
        return [_row(one) for one in self._documents.personas]

    def __iter__(self):
        return iter(self._documents.personas)

    def __len__(self) -> int:
        return len(self._documents.personas)

    def __getitem__(self, wanted: str) -> Persona:
        return self._documents.persona(wanted)

    def _repr_html_(self) -> str:
        shown = ("name", "customers", "share", "share_lo", "share_hi", "tagline")
        return html_table(
            shown, self.rows(), self.refusal or f"{len(self)} personas, data to {self.set.as_of}"
        )


def _row(one: Persona) -> Row:
    seen = one.observations
    return {
        "id": one.id,
        "name": one.name,
        "customers": None if seen.size.value is None else int(seen.size.value),
        "share": seen.share.value,
        "share_lo": seen.share.lo,
        "share_hi": seen.share.hi,
        "value_share": seen.value_share.value if seen.value_share else None,
        "jaccard_mean": seen.stability.jaccard_mean,
        "jaccard_min": seen.stability.jaccard_min,
        "tagline": one.tagline.text,
    }
