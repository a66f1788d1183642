"""What may be asked of the sample shop, and what is asked: checked once, here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from folkways.errors import SettingOutOfRange, UnknownName

TIMEZONE = "Europe/Berlin"
FIRST_DAY = date(2024, 1, 1)
CHANGES = ("night-owls-split", "checkout-fee", "store-closes", "new-persona", "customers-move")
INTERVENTIONS = ("checkout",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """A named change and the month (from 1) at whose start it happens."""

    name: str
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleShop:
    """One sample shop: the same settings give the same files, byte for byte.

    `changes` are names, or names with a month as in `night-owls-split@7`; `duplicates` is the share of events
    that are delivered twice; `texts` says whether customers write and talk as well; `doubles` is the share of
    customers with a second record in the CRM.
    """

    customers: int = 5_000
    seed: int = 1
    months: int = 12
    changes: tuple[str, ...] = ()
    duplicates: float = 0.0
    intervene: str | None = None
    texts: bool = True
    doubles: float = 0.0

    def __post_init__(self) -> None:
        _within("customers", self.customers, 1, 5_000_000)
        _within("seed", self.seed, 0, 2**63 - 1)
        _within("months", self.months, 1, 60)
        _within("duplicates", self.duplicates, 0, 1)
        _within("doubles", self.doubles, 0, 1)
        if self.intervene is not None and self.intervene not in INTERVENTIONS:
            raise UnknownName("intervention", self.intervene, INTERVENTIONS)
        _ = self.planned

    @property
    def planned(self) -> tuple[PlannedChange, ...]:
        """The changes in the order of their names' list, each with its month."""
        found = {change.name: change for change in (_planned(word, self.months) for word in self.changes)}
        return tuple(found[name] for name in CHANGES if name in found)

    def month_of(self, change: str) -> int | None:
        """The month of a change, or None when it is not planned."""
        return next((plan.month for plan in self.planned if plan.name == change), None)

    @property
    def intervention_month(self) -> int | None:
        """The month of the intervention (the one after half of the time), or None without one."""
        return self.months // 2 + 1 if self.intervene == "checkout" else None


def first_of_month(month: int) -> date:
    """The first day of a month of the window, counted from 1."""
    years, months = divmod(month - 1, 12)
    return date(FIRST_DAY.year + years, months + 1, 1)


def _planned(word: str, months: int) -> PlannedChange:
    name, _, month = word.strip().partition("@")
    if name not in CHANGES:
        raise UnknownName("change", name, CHANGES)
    if month and not month.isdigit():
        raise UnknownName("month", month, [str(known + 1) for known in range(months)])
    planned = int(month) if month else months * 7 // 12 + 1
    _within(f"month of {name}", planned, 1, months)
    return PlannedChange(name=name, month=planned)


def _within(setting: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise SettingOutOfRange(setting, value, least, most)
