"""From settings to a directory of files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from folkways.errors import writing_to
from folkways.sampleshop.acquaintance import write_acquaintance
from folkways.sampleshop.files import write_answers, write_customers, write_events
from folkways.sampleshop.plan import write_plan
from folkways.sampleshop.recipe import recipe
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.shop import STAGE, STAGES, Progress, invented
from folkways.sampleshop.texts.written import write_texts
from folkways.sampleshop.truth import write_customer_truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was written: `events` are rows of the file, re-delivered ones included."""

    directory: Path
    customers: int
    events: int
    responses: int
    texts: int

    def __str__(self) -> str:
        return (
            f"{self.customers:,} customers, {self.events:,} events, {self.responses:,} survey responses "
            f"and {self.texts:,} texts in {self.directory}"
        )


def generate(shop: SampleShop, directory: Path | str, progress: Progress | None = None) -> Summary:
    """Invent a shop and write its events, CRM records, survey answers, `folkways.toml` and truth.

    The same settings give the same bytes. Existing files of these names are replaced. `progress` is called with
    a stage, how much of it is done, and its total.
    """
    to = Path(directory)
    tell = progress or _silently
    with writing_to(to):
        to.mkdir(parents=True, exist_ok=True)
        found = invented(shop, tell)
        events = write_events(found, to / "events.parquet")
        if shop.doubles:
            write_acquaintance(found, to)
        else:
            write_customers(found, to / "customers.csv")
        responses = write_answers(found, to / "answers.csv")
        texts = write_texts(found, to) if shop.texts else 0
        (to / "folkways.toml").write_text(recipe(shop), encoding="utf-8")
        write_customer_truth(found, to / "truth.parquet")
        write_plan(found, to / "truth.json")
    tell(STAGE, STAGES, STAGES)
    return Summary(directory=to, customers=shop.customers, events=events, responses=responses, texts=texts)


def _silently(_stage: str, _done: int, _total: int) -> None: ...
