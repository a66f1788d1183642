"""`folkways.toml` as a value: the sources, their mapping, touchpoints, journeys, personas.

`docs/reference/folkways-toml.md` tells each key to people; `tests/golden` holds both to one example.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from folkways.model.noun import Noun
from folkways.model.privacy import Allowed, ColumnClass, Compared, Consent, IdentityConfig, PrivacyConfig
from folkways.model.pull import Pull
from folkways.model.tables import TableName

FileFormat = Literal[
    "csv", "parquet", "arrow", "jsonl", "json", "excel", "sqlite", "text", "docx", "captions", "xes", "ocel"
]
TraitKind = Literal["numeric", "ordinal", "nominal", "boolean", "multi"]
TraitRole = Literal["defining", "describing", "outcome", "forbidden"]
AnswerKind = Literal["nps", "csat", "ces", "rating", "choice", "multi", "ranking", "text"]
Stage = Literal["awareness", "consideration", "decision", "retention", "advocacy"]
Basis = Literal["measured", "reported", "observed", "inferred", "assumed", "simulated"]

PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
STAGES: tuple[Stage, ...] = ("awareness", "consideration", "decision", "retention", "advocacy")


class WorkspaceConfig(Noun):
    """Who this is about, and the settings that every number depends on."""

    name: str
    seed: int = 1
    timezone: str = "UTC"
    currency: str = "USD"
    min_cell: int = Field(default=10, ge=1)
    notice: str | None = None
    session_gap: str = "30min"
    silence: str = "30d"


class Lookup(Noun):
    """Columns fetched from another file by a shared key, as in a left join; a key without a match is an orphan.

    `key` names the column in both files; the looked-up file must hold each key once.
    """

    files: list[str]
    key: str
    columns: list[str]
    format: FileFormat | None = None


class Category(Noun):
    """A named group of lines: every column named in `where` must hold one of its values."""

    name: str
    where: dict[str, list[str]] = {}
    quantity: bool = True


class TouchpointRule(Noun):
    """Names an event by what its lines hold; the first rule that applies wins, one without conditions always does.

    `share_of_value` is the part of the event's value (of its lines, when it has no value) in the categories named;
    without it one line in any of them is enough. Values are in whole currency units.
    """

    touchpoint: str
    category: list[str] = []
    share_of_value: float | None = Field(default=None, gt=0, le=1)
    lines_at_least: int | None = None
    lines_at_most: int | None = None
    value_at_least: float | None = None
    value_at_most: float | None = None


class LinesConfig(Noun):
    """Rows that are lines of an event (a basket, an order): the rows of one `event_id` become one event.

    A line that no category takes is "Other"; one whose lookup found nothing is "Unknown". Without categories the
    rows only fold into events and the table of lines stays empty.
    """

    categories: list[Category] = []
    touchpoints: list[TouchpointRule] = []
    quantity: str | None = None


class Trait(Noun):
    """One column of a customer: its kind, its order, and what it may be used for.

    `labels` is the code book: what a code in the column means; without an `order` an ordinal has the labels' order.
    An `optional` trait is missing in files that do not have its column.
    """

    column: str
    kind: TraitKind
    labels: dict[str, str] = {}
    blank: list[str] = []
    label: str | None = None
    unit: str | None = None
    order: list[str] = []
    open_top: str | None = None
    role: TraitRole = "describing"
    sensitive: bool = False
    class_: ColumnClass | None = Field(default=None, alias="class")
    separator: str | None = None
    optional: bool = False

    @model_validator(mode="before")
    @classmethod
    def _ordered_by_the_code_book(cls, told: Any) -> Any:
        """An ordinal without an order of its own has the order of its labels."""
        if (
            isinstance(told, dict)
            and told.get("kind") == "ordinal"
            and told.get("labels")
            and not told.get("order")
        ):
            return {**told, "order": list(dict.fromkeys(told["labels"].values()))}
        return told

    @property
    def is_sensitive(self) -> bool:
        """Marked so, by either word."""
        return self.sensitive or self.class_ == "sensitive"


class Question(Noun):
    """One survey question: the column it stands in, or the columns of its options.

    `labels` says what a code means, `scores` what number an answer in words stands for. A multi-select stands in one
    cell (`separator`; `options` names those that hold the separator themselves) or in `columns`: a list of columns
    that each hold a code, or a table from column to option for columns that say yes or no. A ranking's `columns` go
    from column to item. An `optional` question is passed over in files that do not have its columns.
    """

    column: str | None = None
    columns: list[str] | dict[str, str] = []
    kind: AnswerKind
    text: str
    scale_min: float | None = None
    scale_max: float | None = None
    blank: list[str] = []
    labels: dict[str, str] = {}
    scores: dict[str, float] = {}
    options: list[str] = []
    separator: str | None = None
    optional: bool = False
    touchpoint: str | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Question:
        if (self.column is None) == (not self.columns):
            raise ValueError("a question stands in a column or in columns: tell one of them")
        if self.columns and self.kind not in ("multi", "ranking"):
            raise ValueError("only a multi or a ranking stands in several columns")
        return self


class Source(Noun):
    """Where rows come from, what they are, and which column plays which part.

    `columns` maps a role to a column (an id may be made of several); `constants` give a role one value for all rows.
    `A|B` is the first of the columns A and B that a file has, `@NAME` what the group NAME of `name_pattern` found in
    the file's name. `codebook` is a TOML file with further `questions` and `traits`, shared by several sources.
    `layout` names the export of another product, whose nested or odd rows are made plain before they are mapped;
    `sheet` is the sheet of a workbook or the table of a database file, `header_row` the sheet's row that names the
    columns. `repair` mends text: "mojibake" puts back UTF-8 that was read as Windows-1252, "bytes" reads broken bytes
    as "�". `metrics` (of aggregates) maps the name of a number to the column that holds it.
    `event` (of voices) is the touchpoint that writing or saying this is: a text of a known customer at a known time is
    an event there too.
    `repeats` says what several rows of one customer or account mean: "refuse" that
    they must agree, "latest" that each value is the last one told. `bots` says where events go that a program made.
    `identifiers` maps a kind (`email`, `phone`, `device` …) to the column that holds it: they are hashed, and join the
    ids of one person. `personal` names columns of direct personal data, which are never kept. Rows without `consent`,
    or older than `retention`, are not read. With a `pull` its files are those that `folkways refresh` landed.
    """

    name: str
    table: TableName
    files: list[str] = []
    pull: Pull | None = None
    format: FileFormat | None = None
    layout: str | None = None
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    timezone: str | None = None
    time_format: str | None = None
    day_only: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    repair: Literal["mojibake", "bytes"] | None = None
    decimal: Literal[".", ","] = "."
    missing: list[str] = []
    value_unit: Literal["major", "minor"] = "major"
    columns: dict[str, str | list[str]] = {}
    constants: dict[str, str] = {}
    attributes: list[str] = []
    lookups: list[Lookup] = []
    lines: LinesConfig | None = None
    traits: dict[str, Trait] = {}
    questions: list[Question] = []
    codebook: str | None = None
    name_pattern: str | None = None
    metrics: dict[str, str] = {}
    identifiers: dict[str, str] = {}
    compare: dict[Compared, str] = {}
    personal: list[str] = []
    consent: Consent | None = None
    retention: str | None = None
    rating_min: float = 1.0
    rating_max: float = 5.0
    event: str | None = None
    repeats: Literal["refuse", "latest"] = "refuse"
    bots: Literal["apart", "keep"] = "apart"
    bot_events_per_second: int | None = Field(default=None, ge=1)

    basis: Basis = "measured"

    @model_validator(mode="after")
    def _has_files(self) -> Source:
        if not self.files and self.pull is None:
            raise ValueError("a source has files, or a pull that lands them")
        if self.pull and not PLAIN_NAME.fullmatch(self.name):
            raise ValueError("a source with a pull is named with letters, digits, '-' and '_'")
        return self


class StageRule(Noun):
    """The stage of a touchpoint for a customer's first visit and for later ones."""

    first: Stage
    later: Stage


class Touchpoint(Noun):
    """What a touchpoint is called in the customer's words, who owns it, and where it stands in the journey.

    At one that `compares`, a product or a category is looked at: two of them in one visit are a comparison.
    `words` name it in what customers say, `said` are sentences that speak of it.
    """

    title: str | None = None
    department: str | None = None
    stage: Stage | StageRule | None = None
    visit: bool = True
    compares: bool = False
    basis: Basis = "measured"
    note: str | None = None
    words: list[str] = []
    said: list[str] = []


class JourneyConfig(Noun):
    """One kind of journey: whose it is and how its stages are told."""

    unit: Literal["customer", "case", "account"] = "customer"
    title: str = "My journey with {name}"
    goal: str | None = None
    template: Literal["classic-five"] = "classic-five"
    already_customers: str | None = None


class PersonasConfig(Noun):
    """How personas are sought: how many, and which features stay out of their definition."""

    k: int | None = Field(default=None, ge=1, le=12)
    k_min: int = 2
    k_max: int = 9
    exclude: list[str] = []
    describe_only: list[str] = []
    allow_sensitive: list[Allowed] = []


class RakingMargin(Noun):
    """How one trait of customers, or one question, stands in the population: a share or a count for each level."""

    trait: str
    targets: dict[str, float] = Field(min_length=2)


class KanoPair(Noun):
    """The two questions about one feature: how one would feel with it, and without it."""

    feature: str
    functional: str
    dysfunctional: str


class MaxDiffTask(Noun):
    """One task: the questions that hold the best and the worst item, and what was shown (default: every item).

    `shown_in` names a question whose answer lists what this respondent was shown, cut at `;`.
    """

    best: str
    worst: str
    shown: list[str] = []
    shown_in: str | None = None


class MaxDiffConfig(Noun):
    """A MaxDiff exercise: its items, spelled as in the answers, and its tasks."""

    name: str
    items: list[str] = Field(min_length=2)
    tasks: list[MaxDiffTask] = Field(min_length=1)


class DriversConfig(Noun):
    """An outcome whose drivers the build tells; `yes` are the answers in words that count as 1.

    Without `drivers` every rated question of its surveys that names a touchpoint takes part.
    """

    outcome: str
    yes: list[str] = []
    drivers: list[str] = []


class SurveyConfig(Noun):
    """What surveys are held against: the population they stand for, and questions asked in pairs or tasks.

    Questions are named by their column or by their text.
    """

    raking: list[RakingMargin] = []
    trim: tuple[float, float] | None = None
    kano_scale: list[str] = Field(default=[], max_length=5)
    kano: list[KanoPair] = []
    maxdiff: list[MaxDiffConfig] = []
    drivers: list[DriversConfig] = []


class VoiceModel(Noun):
    """A language model at an OpenAI-compatible endpoint; its key is in the environment under `key_env`."""

    url: str
    name: str
    key_env: str = "FOLKWAYS_MODEL_KEY"


class VoicesConfig(Noun):
    """What to listen for in what customers say: competitors by name, themes by example sentences.

    `interviewers` are speakers of interviews and focus groups who ask: the evidence calls each of them
    `Interviewer`, and what they say is nobody's voice.
    """

    competitors: list[str] = []
    interviewers: list[str] = ["Interviewer", "Moderator", "Facilitator", "Researcher"]
    themes: dict[str, list[str]] = {}
    quotes: int = Field(default=3, ge=0, le=20)
    model: VoiceModel | None = None


class Config(Noun):
    """A whole `folkways.toml`."""

    workspace: WorkspaceConfig
    sources: list[Source] = Field(min_length=1)
    touchpoints: dict[str, Touchpoint] = {}
    journeys: dict[str, JourneyConfig] = {"customer": JourneyConfig()}
    personas: PersonasConfig = PersonasConfig()
    identity: IdentityConfig = IdentityConfig()
    privacy: PrivacyConfig = PrivacyConfig()
    survey: SurveyConfig = SurveyConfig()
    voices: VoicesConfig = VoicesConfig()

    @field_validator("journeys")
    @classmethod
    def _customers_have_one(cls, told: dict[str, JourneyConfig]) -> dict[str, JourneyConfig]:
        own = any(journey.unit == "customer" for journey in told.values())
        return told if own else {"customer": JourneyConfig(), **told}

    @property
    def main_journey(self) -> str:
        """The journey of customers that numbers without a journey's name are about."""
        own = [name for name, journey in self.journeys.items() if journey.unit == "customer"]
        return "customer" if "customer" in own else own[0]

    def traits_of(self, table: TableName) -> dict[str, Trait]:
        """The traits that all sources of a table (`customers`, `accounts`) tell, by name."""
        return {
            name: trait
            for source in self.sources
            if source.table == table
            for name, trait in source.traits.items()
        }
