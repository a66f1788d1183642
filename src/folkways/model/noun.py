"""What every noun that crosses a process border has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Noun(BaseModel):
    """A frozen value whose unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class DocumentPart(Noun):
    """A noun in a document of a snapshot; the document spells its keys in camelCase (`min_cell` is `minCell`)."""

    model_config = ConfigDict(alias_generator=to_camel)
