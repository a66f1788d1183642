"""The ledger: every displayed number leaves here a record of what was counted and the query that repeats it."""

from __future__ import annotations

from dataclasses import dataclass, field

from folkways.model.canonical import canonical_json
from folkways.model.evidence import Evidence, EvidenceKind, Figure, Id, Window
from folkways.model.ids import identity
from folkways.stats.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number is, in words: title, unit of `n`, denominator, method, and the query that repeats it."""

    title: str
    query: str | None
    unit: str
    denominator: str
    method: str
    kind: EvidenceKind = "events"
    note: str | None = None
    sensitive: bool = False


@dataclass(slots=True)
class Ledger:
    """Gathers evidence, each record once; its id is a hash of its content."""

    window: Window
    records: dict[Id, Evidence] = field(default_factory=dict[str, Evidence])

    def record(self, counted: Counted, n: int | None) -> Id:
        """Write a record down and give its id."""
        return self._kept(counted, n)

    def verbatim(self, counted: Counted, quote: str, locator: str) -> Id:
        """Write down somebody's own words with the place where they stand, and give the record's id."""
        return self._kept(counted, None, quote=quote, locator=locator)

    def _kept(self, counted: Counted, n: int | None, **words: str) -> Id:
        told = {
            "kind": counted.kind,
            "title": counted.title,
            "n": n,
            "unit": counted.unit,
            "denominator": counted.denominator,
            "window": self.window,
            "method": counted.method,
            "query": counted.query,
            "note": counted.note,
            "sensitive": counted.sensitive,
            **words,
        }
        evidence = Evidence(id=identity(0, "evd", "record", canonical_json(told)), **told)  # type: ignore[arg-type]
        self.records.setdefault(evidence.id, evidence)
        return evidence.id

    def figure(self, counted: Counted, value: float | None, unit: str, *, n: int | None = None) -> Figure:
        """A number without an interval; None is a suppressed one."""
        return Figure(
            value=value,
            unit=unit,
            n=n,
            method=counted.method,
            suppressed=value is None,
            evidence=self.record(counted, n),
        )

    def estimate(self, counted: Counted, found: Interval, unit: str, *, n: int | None = None) -> Figure:
        """A number with its interval."""
        people = round(found.n) if n is None else n
        return Figure(
            value=found.value,
            unit=unit,
            n=people,
            lo=found.lo,
            hi=found.hi,
            method=found.method,
            evidence=self.record(counted, people),
        )

    def cited(self, ids: set[Id] | None = None) -> list[Evidence]:
        """The records (those with these ids), by id."""
        return [self.records[one] for one in sorted(self.records) if ids is None or one in ids]
