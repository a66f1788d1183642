"""Sensitive traits: they describe; they define only when a person said so, with a reason, and it is logged."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from folkways.build import log_allowed
from folkways.errors import ConfigError
from folkways.evidence.identity_quality import allowed_rows
from folkways.evidence.log import logged
from folkways.model.config import Config
from folkways.personas.ground import _traits  # pyright: ignore[reportPrivateUsage]
from folkways.sources.config_file import config_from_text

TOML = """
[workspace]
name = "Shop"
[[sources]]
name = "people"
table = "customers"
files = ["people.csv"]
columns = { customer_id = "who" }
traits.age = { column = "age", kind = "numeric", class = "sensitive", role = "defining" }
traits.town = { column = "town", kind = "nominal", class = "plain", role = "defining" }
traits.card = { column = "card", kind = "nominal", class = "identifier", role = "defining" }
"""
ALLOWED = """
[[personas.allow_sensitive]]
trait = "%s"
who = "A. Meier"
reason = "Advice differs by age, assessed"
"""


def roles(config: Config) -> dict[str, str]:
    empty = pa.table({"customer_id": ["1"], "age": [1.0], "town": ["x"], "card": ["y"]})
    return {name: trait.role for name, trait in _traits(lambda _sql: empty, config).items()}


def test_a_sensitive_trait_forms_personas_only_when_a_person_says_so() -> None:
    assert roles(config_from_text(TOML)) == {"age": "describing", "town": "defining"}
    assert roles(config_from_text(TOML + ALLOWED % "age")) == {"age": "defining", "town": "defining"}


def test_who_allowed_it_and_why_is_logged_once_and_told_with_the_quality(tmp_path: Path) -> None:
    config = config_from_text(TOML + ALLOWED % "age")
    log_allowed(config, tmp_path)
    log_allowed(config, tmp_path)
    (line,) = logged(tmp_path)
    assert (line["trait"], line["who"]) == ("age", "A. Meier")
    (row,) = allowed_rows(config)
    assert row.detail == "A. Meier: Advice differs by age, assessed"


def test_nobody_allows_what_is_not_sensitive_or_gives_no_reason() -> None:
    with pytest.raises(ConfigError, match="town"):
        config_from_text(TOML + ALLOWED % "town")
    with pytest.raises(ConfigError, match="reason"):
        config_from_text(TOML + (ALLOWED % "age").replace("Advice differs by age, assessed", "yes"))
