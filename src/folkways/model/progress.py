"""How long work tells how far it is: a stage's name with what is done of the whole, or the two counts alone."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Takes the stage, how much of it is done, and how much there is."""
Counting = Callable[[int, int], None]
"""Takes how much of one stage is done, and how much there is."""


def silently(_stage: str, _done: int, _of: int) -> None:
    """Report no progress."""


def uncounted(_done: int, _of: int) -> None:
    """Report no progress within a stage."""
