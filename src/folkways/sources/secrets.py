"""Secrets, which stand in the environment and nowhere that Folkways writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from folkways.errors import ConfigError


def secret(name: str, environment: Mapping[str, str]) -> str:
    """Read the secret in the variable NAME, else in the file that NAME_FILE names; its text is never told."""
    told = environment.get(name)
    if told is None and (file := environment.get(f"{name}_FILE")) is not None:
        try:
            told = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"The file that {name}_FILE names cannot be read.", hint="Check its path and permissions."
            ) from error
    if told is None or not told.strip():
        raise ConfigError(
            f"The environment variable {name} is not set.",
            hint=f"Set it, or {name}_FILE to a file that holds it; it never belongs in folkways.toml.",
        )
    return told.strip()
