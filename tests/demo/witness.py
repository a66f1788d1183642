"""The witness: says of any number on any screen what it should be, from the source files alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import duckdb
from tests.demo import journey_sql, measure_sql, persona_sql, quality_sql
from tests.demo.displayed import Documents, Keys

Answer = tuple[float, int | None]
"""A value and, where the number is a rate, a mean or a quantile, what it is a rate of (n)."""


class NoWitness(LookupError):
    """A kind of number that nobody recomputes."""


class Witness:
    """Answers for one build. `con` holds the retold source with `mine`, `walk` and `feat`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, documents: Documents) -> None:
        self.con = con
        self.documents = documents
        self.kinds: dict[str, Callable[[Keys], Answer | None]] = {
            "persona.size": lambda keys: (self.people[keys["persona"]]["members"], self.everybody),
            "persona.share": lambda keys: (
                self.people[keys["persona"]]["members"] / self.everybody,
                self.everybody,
            ),
            "persona.value-share": lambda keys: (
                self.people[keys["persona"]]["money"]["share"],
                self.everybody,
            ),
            "persona.measure": self.measure,
            "persona.trait.here": lambda keys: self.side(keys, True),
            "persona.trait.elsewhere": lambda keys: self.side(keys, False),
            "persona.trait.difference": self.difference,
            "persona.trait.effect": self.effect,
            "persona.distribution.here": lambda keys: self.bar(keys, True),
            "persona.distribution.elsewhere": lambda keys: self.bar(keys, False),
            "persona.distribution.known": lambda keys: (self.known(keys, True), None),
            "persona.distribution.members": lambda keys: (self.people[keys["persona"]]["members"], None),
            "persona.prevalence.members": lambda keys: (self.prevalence(keys)[0], None),
            "persona.prevalence.others": lambda keys: (self.prevalence(keys)[1], None),
            "persona.stability": self.stability,
            "persona.cited": self.cited,
            "personas.cited": self.cited,
            "personas.count": self.count,
            "personas.candidate": lambda keys: None,
            "personas.rival": lambda keys: None,
            "journey.observation": self.observation,
            "journey.deviation": self.observation,
            "journey.leak": self.leak,
            "journey.n": lambda keys: (self.observation(keys)[1] or 0, None),
            "journey.card": self.card,
            "journey.severity": self.severity,
            "home.count": self.headline,
            "home.health": self.headline,
            "measure.value": lambda keys: self.measured.get(self.group(keys)),
            "quality.count": lambda keys: (self.check(keys)[0], None),
            "quality.of": lambda keys: (self.check(keys)[1] or 0, None),
            "quality.instant": self.instant,
            "care.figure": lambda keys: None,
            "care.claims": lambda keys: (self.claims(keys["document"])[keys["key"]], None),
            "care.unconfirmed": lambda keys: (self.unconfirmed(keys), None),
            "gap.count": lambda keys: (self.gap(keys), None),
            "gap.of": lambda keys: (self.everybody, None),
            "measure.minor": lambda keys: (round(self.measured[self.group(keys)][0] * 100), None),
        }

    def says(self, name: str, keys: Keys) -> Answer | None:
        """What this number should be; None where only the model can say it. Raises `NoWitness`."""
        if name not in self.kinds:
            raise NoWitness(f"{name} {keys}")
        try:
            return self.kinds[name](keys)
        except KeyError as unknown:
            raise NoWitness(f"{name} {keys}: nothing is known of {unknown}") from unknown

    def claims(self, document: str) -> Counter[str]:
        """How many claims of a document stand on what, read from its text; the demo asked nobody for a measure."""
        if document == "measures":
            told = len(
                [one for one in self.documents.read("measures.json")["values"] if "value" in one["figure"]]
            )
            return Counter({"of": told, "measured": told})
        text = (self.documents.root / f"{document}.json").read_text(encoding="utf-8")
        found = Counter(re.findall(r'"basis": "(\w+)"', text))
        return found + Counter({"of": found.total()})

    def unconfirmed(self, keys: Keys) -> int:
        """Every persona of the demo is a draft that nobody looked at."""
        if keys["what"] != "claims inferred or assumed":
            return len(self.people)
        pages = [name.removesuffix(".json") for name in self.documents.names if "/" in name]
        all_of_them = [self.claims(page) for page in [*pages, "measures"]]
        wanted = ("of",) if keys["key"] == "of" else ("inferred", "assumed")
        return sum(one[key] for one in all_of_them for key in wanted)

    def gap(self, keys: Keys) -> int:
        """How many customers a gap is about: of whom a trait is not known, or who were never seen before a purchase."""
        if keys["kind"] != "trait unknown":
            (count,) = self.con.execute(
                "SELECT count(DISTINCT customer_id) FROM ev WHERE file = 0"
            ).fetchall()[0]
            return count
        label = f'label = "{keys["about"]}"'
        lines = (
            (Path(__file__).parents[2] / "examples/complete-journey/folkways.toml").read_text().splitlines()
        )
        column = next(line for line in reversed(lines[: lines.index(label)]) if line.startswith("column = "))
        known = self.con.execute(f"SELECT count({column[10:-1]}) FROM demographics").fetchall()[0][0]
        return self.everybody - known

    @cached_property
    def everybody(self) -> int:
        return self.con.execute("SELECT count(*) FROM mine").fetchall()[0][0]

    @cached_property
    def people(self) -> dict[str, dict]:
        return persona_sql.sizes(self.con)

    # Personas

    @cached_property
    def means(self) -> dict[tuple, dict]:
        return {
            (one["persona"], one["key"], one["here"]): one
            for one in journey_sql.rows(self.con, "FROM versus")
        }

    @cached_property
    def levels(self) -> dict[tuple, dict]:
        found = journey_sql.rows(self.con, "FROM leveled")
        return {(one["persona"], one["key"], one["level"], one["here"]): one for one in found}

    @cached_property
    def bars(self) -> dict[tuple, int]:
        found = journey_sql.rows(self.con, "FROM barred")
        return {(one["persona"], one["key"], one["bar"], one["here"]): one["n"] for one in found}

    @cached_property
    def traits(self) -> dict[tuple[str, str], dict]:
        told = self.documents.told("personas")
        return {(one["id"], trait["key"]): trait for one in told for trait in one["observations"]["traits"]}

    def level(self, keys: Keys) -> str:
        """The level that a categorical trait is told by stands behind its label: `Age: 65+`."""
        return self.traits[keys["persona"], keys["key"]]["label"].rsplit(": ", 1)[1]

    def side(self, keys: Keys, here: bool) -> Answer:
        if not keys["key"].startswith("trait_"):
            one = self.means[keys["persona"], keys["key"], here]
            return one["mean"], one["n"]
        known = self.known(keys, here)
        return self.at_level(keys, self.level(keys), here) / known, known

    def at_level(self, keys: Keys, level: str, here: bool) -> int:
        return self.levels.get((keys["persona"], keys["key"], level, here), {"n": 0})["n"]

    def known(self, keys: Keys, here: bool) -> int:
        if not keys["key"].startswith("trait_"):
            return self.means[keys["persona"], keys["key"], here]["n"]
        return sum(
            one["n"]
            for (persona, key, _, side), one in self.levels.items()
            if (persona, key, side) == (keys["persona"], keys["key"], here)
        )

    def difference(self, keys: Keys) -> Answer:
        (here, n), (there, m) = self.side(keys, True), self.side(keys, False)
        return here - there, min(n or 0, m or 0)

    def effect(self, keys: Keys) -> Answer:
        if keys["key"].startswith("trait_"):
            return persona_sql.h_of(self.side(keys, True)[0], self.side(keys, False)[0]), None
        one, other = (self.means[keys["persona"], keys["key"], here] for here in (True, False))
        return persona_sql.d_of(one, other), None

    def in_bar(self, keys: Keys, here: bool) -> int:
        """How many are in a bar: by its level, or by its place among the ranges."""
        if keys["key"].startswith("trait_"):
            return self.at_level(keys, keys["label"], here)
        bars = self.traits[keys["persona"], keys["key"]]["distribution"]["bars"]
        place = [bar["label"] for bar in bars].index(keys["label"])
        return self.bars.get((keys["persona"], keys["key"], place, here), 0)

    def bar(self, keys: Keys, here: bool) -> Answer:
        known = self.known(keys, here)
        return self.in_bar(keys, here) / known, known

    def prevalence(self, keys: Keys) -> tuple:
        return self.curves[keys["persona"]][int(keys["k"])]

    @cached_property
    def curves(self) -> dict[str, dict[int, tuple]]:
        told = self.documents.told("personas")
        return {
            one["id"]: persona_sql.matching(self.con, one["id"], self.statements(one))
            for one in told
            if "prevalence" in one["observations"]
        }

    def statements(self, document: dict) -> list[tuple[str, str, float]]:
        """`Visits a week below 0.83` cuts at the middle of the two means, to three digits."""
        by_label = {trait["label"]: trait["key"] for trait in document["observations"]["traits"]}
        found = []
        for text in document["observations"]["prevalence"]["statements"]:
            label, word = re.fullmatch(r"(.*) (above|below) \S+", text).groups()  # type: ignore[union-attr]
            keys = {"persona": document["id"], "key": by_label[label]}
            middle = (self.side(keys, True)[0] + self.side(keys, False)[0]) / 2
            found.append((keys["key"], ">" if word == "above" else "<", persona_sql.short(middle, 3)))
        return found

    def measure(self, keys: Keys) -> Answer:
        one = self.people[keys["persona"]]
        hour, weekday = one["hour"], one["weekday"]
        return {
            "busiest_hour": (hour["busiest"], hour["timed"]),
            "busiest_hour_share": (hour["events"] / hour["timed"], hour["timed"]),
            "busiest_weekday": (weekday["busiest"], weekday["timed"]),
        }[keys["key"]]

    def stability(self, keys: Keys) -> Answer | None:
        one = self.people[keys["persona"]]
        found = {"meanPosterior": one["surely"], "shareAbove80": one["sure"]}.get(keys["key"])
        return None if found is None else (found, None)

    def cited(self, keys: Keys) -> Answer | None:
        """Figures that stand in sentences only: who is not covered; what a persona foretells only a fit can say."""
        if keys["key"] == "known_traits" and "persona" in keys:
            one = self.people[keys["persona"]]["traits"]
            return one["described"] / one["members"], one["members"]
        found = {
            "in_no_group": self.everybody - self.assigned,
            "known_traits": self.checks["demographics", "rows read", ""][0],
            "too_few_events": self.rarely,
        }.get(keys["key"])
        return None if found is None else (found, self.everybody)

    # The set of personas

    @cached_property
    def assigned(self) -> int:
        return sum(one["members"] for one in self.people.values())

    def count(self, keys: Keys) -> Answer:
        found = {"customers": self.everybody, "assigned": self.assigned}
        return found.get(keys["key"], self.everybody - self.assigned), None

    @cached_property
    def rarely(self) -> int:
        """Customers of whom no share of visits can be told: fewer than four."""
        few = "SELECT count(*) FROM feat WHERE weekend IS NULL"
        return self.con.execute(few).fetchall()[0][0]

    # Data and measures

    @cached_property
    def checks(self) -> dict[quality_sql.Check, quality_sql.Counted]:
        return quality_sql.counted(self.con)

    def check(self, keys: Keys) -> quality_sql.Counted:
        return self.checks[keys["source"], keys["check"], keys.get("column", "")]

    def headline(self, keys: Keys) -> Answer:
        """Home repeats checks of the data (`rows-loaded-baskets`) and measures (`visits`) of everybody."""
        for (source, check, column), (count, _, _) in self.checks.items():
            if keys["key"] == re.sub(r"[ _]", "-", "-".join(filter(None, (check, source, column)))):
                return count, None
        return self.measured[keys["key"], "overall", ""][0], None

    def instant(self, keys: Keys) -> Answer:
        which = {"firstAt": "min", "lastAt": "max"}[keys["key"]]
        return self.con.execute(f"SELECT {which}(at_us) FROM ev").fetchall()[0][0], None

    @cached_property
    def measured(self) -> dict[tuple[str, str, str], Answer]:
        return measure_sql.measured(self.con)

    def group(self, keys: Keys) -> tuple[str, str, str]:
        by = keys["by"]
        name = {"overall": "", "persona": keys.get("persona", ""), "month": keys.get("group", "")}[by]
        if (keys["measure"], by, name) not in self.measured:
            raise NoWitness(f"nothing was measured for {keys}")
        return keys["measure"], by, name

    # Journeys

    @cached_property
    def journeys(self) -> dict[str, dict]:
        return {one["id"]: one for one in self.documents.told("journeys")}

    @cached_property
    def numbers(self) -> dict[journey_sql.Place, Answer]:
        return journey_sql.numbers(self.con)

    @cached_property
    def steps(self) -> dict[tuple[str, str], tuple[str, str]]:
        """The stage and the touchpoint of each step of each journey."""
        found = {}
        for one in self.journeys.values():
            names = {told["id"]: told["match"]["where"]["touchpoint"] for told in one["touchpoints"]}
            for step in one["steps"]:
                (touchpoint,) = step["touchpoints"]
                found[one["id"], step["id"]] = (step["stage"].removeprefix("stg_"), names[touchpoint])
        return found

    def scope(self, journey: str) -> str:
        layers = self.journeys[journey].get("personas", [])
        return layers[0]["persona"] if layers else journey_sql.EVERYBODY

    def ends(self, journey: str, flow: str) -> tuple[str, ...]:
        told = next(one for one in self.journeys[journey]["flows"] if one["id"] == flow)
        return tuple(part for end in ("from", "to") if end in told for part in self.steps[journey, told[end]])

    def observation(self, keys: Keys) -> Answer:
        journey, measure = keys["journey"], keys["measure"].removeprefix("mea_")
        if measure.endswith("coverage"):
            return self.coverage(journey, measure)
        place = [self.scope(journey), measure]
        place += self.steps[journey, keys["step"]] if "step" in keys else ()
        place += [keys["stage"].removeprefix("stg_")] if "stage" in keys else []
        place += self.ends(journey, keys["flow"]) if "flow" in keys else ()
        place += [keys[key] for key in ("channel", "quantile") if key in keys]
        if tuple(place) not in self.numbers:
            raise NoWitness(f"nothing was counted for {place}")
        return self.numbers[tuple(place)]

    def coverage(self, journey: str, measure: str) -> Answer:
        """How much of what happened stands on the map, and how much of the going on takes a drawn flow."""
        scope, told = self.scope(journey), self.journeys[journey]
        if measure == "coverage":
            on_map = sum(self.numbers[scope, "visits", *step][0] for step in self.told_steps(journey))
            events = self.con.execute("SELECT events FROM whole WHERE scope = ?", [scope]).fetchall()[0][0]
            return on_map / events, events
        unsaid = {one["step"] for one in told["observations"]["values"] if "step" in one and "at" not in one
                  and one["measure"] in ("mea_goes-on", "mea_repeats")}  # fmt: skip
        counted = self.told_steps(journey, "goes-on") - {self.steps[journey, step] for step in unsaid}
        drawn = {self.ends(journey, flow["id"]) for flow in told["flows"] if "to" in flow}
        onward = [
            (tuple(row[:4]), row[4])
            for row in self.con.execute(
                "SELECT stage, touchpoint, to_stage, to_touchpoint, events FROM on_flow WHERE scope = ?",
                [scope],
            ).fetchall()
        ]
        on = sum(events for way, events in onward if way[:2] in counted)
        return sum(events for way, events in onward if way in drawn and way[:2] in counted) / on, on

    def shown_steps(self, journey: str) -> set[tuple[str, str]]:
        return {self.steps[journey, step["id"]] for step in self.journeys[journey]["steps"]}

    def told_steps(self, journey: str, measure: str = "visits") -> set[tuple[str, str]]:
        """Of the steps on the map those that stand there with this number."""
        values = self.journeys[journey]["observations"]["values"]
        return {
            self.steps[journey, one["step"]]
            for one in values
            if one["measure"] == f"mea_{measure}" and "at" in one
        }

    def leak(self, keys: Keys) -> Answer:
        """The largest drop-out among recorded steps whose told interval lies above that of all steps together."""
        journey = keys["journey"]
        scope, values = self.scope(journey), self.journeys[journey]["observations"]["values"]
        told = {step: self.numbers[scope, "dropout", *step] for step in self.told_steps(journey, "dropout")}
        usual = sum(value * (n or 0) for value, n in told.values()) / sum(n or 0 for _, n in told.values())
        sure = {
            self.steps[journey, one["step"]]
            for one in values
            if one["measure"] == "mea_dropout" and "at" in one and one["at"].get("lo", 0) > usual
        }
        worst = max(told[step][0] for step in sure & set(told) if step[1] not in journey_sql.INFERRED)
        here = told[self.steps[journey, keys["step"]]]
        assert here[0] == worst >= 0.01, f"{keys}: {worst} is a larger leak"
        return here

    def severity(self, keys: Keys) -> Answer:
        """How many times as often as after all steps together (that tell it) they stay away: 5 from twice on, then 4,
        3 and 2."""
        scope = self.scope(keys["journey"])
        told = [self.numbers[scope, "dropout", *step] for step in self.told_steps(keys["journey"], "dropout")]
        usual = sum(value * (n or 0) for value, n in told) / sum(n or 0 for _, n in told)
        times = self.observation(keys)[0] / usual
        return (5 if times >= 2 else 4 if times >= 1.5 else 3 if times >= 1.25 else 2), None

    def card(self, keys: Keys) -> Answer:
        journey = self.journeys[keys["journey"]]
        return len(journey[keys["key"]]), None
