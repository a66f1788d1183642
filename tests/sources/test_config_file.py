from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

from folkways.errors import ConfigError
from folkways.model.config import Config
from folkways.sources.config_file import config_from_text, read_config

PROJECT = Path(__file__).parents[2]
REFERENCE = PROJECT / "docs" / "reference" / "folkways-toml.md"
TEMPLATE = PROJECT / "src" / "folkways" / "templates" / "complete-journey.toml"
EXAMPLE = PROJECT / "examples" / "complete-journey" / "folkways.toml"

PLAIN = """
[workspace]
name = "Shop"
[[sources]]
name = "visits"
table = "events"
files = ["a.csv"]
columns = { customer_id = "who", at = "when", touchpoint = "what" }
"""


def documented() -> str:
    found = re.search(r"```toml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def keys_of(model: type[BaseModel]) -> set[str]:
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(field.alias or name)
        for place, part in re.findall(
            r"(folkways\.model\.(?:config|privacy|pull))\.(\w+)", repr(field.annotation)
        ):
            keys |= keys_of(getattr(import_module(place), part))
    return keys


def test_the_reference_is_a_valid_file() -> None:
    config = config_from_text(documented())
    assert [source.table for source in config.sources] == [
        "events",
        "customers",
        "answers",
        "voices",
        "aggregates",
        "events",
        "voices",
        "events",
    ]
    assert config.workspace.notice == "Invented for a manual."


def test_the_reference_shows_every_key() -> None:
    text = documented()
    missing = [key for key in sorted(keys_of(Config)) if not re.search(rf"\b{key}\b", text)]
    assert missing == []


def test_the_example_is_the_template_that_ships() -> None:
    assert EXAMPLE.read_bytes() == TEMPLATE.read_bytes()
    assert read_config(EXAMPLE, {}).workspace.timezone == "America/New_York"


def test_a_folder_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "folkways.toml").write_text(PLAIN, encoding="utf-8")
    assert read_config(tmp_path, {}).workspace.name == "Shop"


def test_the_environment_stands_above_the_file() -> None:
    config = config_from_text(
        PLAIN, environment={"FOLKWAYS_MIN_CELL": "25", "FOLKWAYS_NAME": "Other", "HOME": "/"}
    )
    assert config.workspace.min_cell == 25
    assert config.workspace.name == "Other"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            PLAIN.replace('name = "Shop"', 'name = "Shop"\ntimezon = "UTC"'),
            "workspace › timezon is not a known key",
        ),
        (PLAIN.replace('name = "Shop"', 'name = "Shop"\ntimezon = "UTC"'), "Did you mean 'timezone'"),
        (PLAIN + 'encodding = "x"\n', r"sources\[1\] 'visits' › encodding is not a known key"),
        (PLAIN + '[[sources.lookups]]\nfiles = []\nkey = "a"\ncolumn = []\n', "Did you mean 'columns'"),
        (
            PLAIN.replace("touchpoint =", "touchpiont ="),
            "'touchpiont' is not a role in table 'events'.*'touchpoint'",
        ),
        (PLAIN.replace("at = ", "value = "), "no column for 'at'"),
        (PLAIN.replace(', touchpoint = "what"', ""), "nothing names its touchpoint"),
        (PLAIN.replace('table = "events"', 'table = "event"'), "sources.1. 'visits' › table"),
        (PLAIN.replace('[workspace]\nname = "Shop"', ""), "workspace: Field required"),
        (PLAIN + PLAIN[PLAIN.index("[[sources]]") :], "two sources have this name"),
        (PLAIN + 'constants = { touchpoint = "x" }\n', "'touchpoint' is both a column and a constant"),
        ("[workspace\n", "is not valid TOML.*line 1"),
        (PLAIN.replace('name = "Shop"', 'name = "Shop"\nmin_cell = 0'), "min_cell: Input should be greater"),
        (PLAIN.replace('name = "Shop"', 'name = "Shop"\ntimezone = "Berlin"'), "No time zone 'Berlin'"),
        (PLAIN + 'timezone = "Mars"\n', "No time zone 'Mars'"),
        (PLAIN.replace('name = "Shop"', 'name = "Shop"\nsession_gap = "soon"'), "'soon' is not a duration"),
        (
            PLAIN.replace(', touchpoint = "what"', "")
            + '[[sources.lines.touchpoints]]\ntouchpoint = "Big"\nlines_at_least = 9\n',
            "End lines.touchpoints with a rule that has no conditions",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_nearest_name(text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        config_from_text(text)


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="folkways init"):
        read_config(tmp_path / "nowhere.toml", {})


def test_a_trait_comes_from_one_source() -> None:
    people = """
[[sources]]
name = "{name}"
table = "customers"
files = ["p.csv"]
columns = {{ customer_id = "who" }}
traits.age = {{ column = "age", kind = "numeric" }}
"""
    with pytest.raises(ConfigError, match="trait 'age' is already told by source 'a'"):
        config_from_text(PLAIN + people.format(name="a") + people.format(name="b"))


def test_the_template_is_read_by_any_toml_reader() -> None:
    assert tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))["workspace"]["currency"] == "USD"
