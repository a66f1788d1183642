"""A level that a distribution hides for protection is told nowhere else: neither as a trait nor in a sentence."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from tests.personas.invented import told

from folkways.personas.contrast import contrasts
from folkways.personas.feature import Feature, Words
from folkways.personas.sheet import Sheet
from folkways.personas.spread import hidden_levels, levels, tables

HOME = Feature(
    key="home",
    label="Home",
    title="where they live",
    topic="demographics",
    unit="share",
    group="traits",
    source="customers",
    expression="any_value(home)",
    words=Words(sentences=("{here}, {there}.",), more="live so", less="live otherwise"),
    kind="nominal",
)
OWNS, RENTS, PERHAPS = 0, 1, 2


def sheet_of(here: list[int], there: list[int]) -> tuple[Sheet, np.ndarray]:
    codes = np.repeat([OWNS, RENTS, PERHAPS] * 2, here + there).astype(np.float64)
    groups = np.repeat([0, 1], [sum(here), sum(there)])
    sheet = Sheet(
        customers=pa.array([f"c{number}" for number in range(len(codes))]),
        features=(HOME,),
        columns={"home": codes},
        levels={"home": ("owns", "rents", "perhaps rents")},
        rows={},
    )
    return sheet, groups


def test_a_level_hidden_to_protect_another_is_no_trait() -> None:
    """Of 92, 77 own, 13 rent, 2 perhaps do: with 84% and 14% told, the two would be too."""
    sheet, groups = sheet_of([77, 13, 2], [300, 20, 30])
    hidden = hidden_levels(tables(levels(sheet, HOME), groups, 2), 0, 10)
    assert hidden.tolist() == [False, True, True]
    free = contrasts(sheet, groups == 0, [HOME], 10, {"home": np.zeros(3, dtype=np.bool_)})
    assert [one.level for one in free] == ["rents"], "it has the strongest effect"
    told_ = contrasts(sheet, groups == 0, [HOME], 10, {"home": hidden})
    assert [one.level for one in told_] == ["owns"]


def test_no_trait_of_an_invented_shop_names_a_level_that_its_distribution_hides() -> None:
    looked = 0
    for persona in told().personas:
        for trait in persona.observations.traits:
            bars = trait.distribution.bars if trait.distribution else []
            hidden = {bar.label for bar in bars if bar.suppressed}
            looked += len(bars)
            assert not any(trait.label.endswith(f": {label}") for label in hidden), trait.label
    assert looked > 20
