"""Ctrl-C ends long work, also where what it raised was swallowed."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import pytest

from folkways.cli.progress import shown_progress
from folkways.errors import Cancelled


def deaf(words: list[int]) -> None:
    """Work that tells its progress and swallows what Ctrl-C raises within it."""
    with shown_progress() as progress:
        for done in range(5):
            progress("Counting", done, 5)
            words.append(done)
            with suppress(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_that_was_swallowed_ends_the_work_at_its_next_word() -> None:
    before = signal.getsignal(signal.SIGINT)
    words: list[int] = []
    with pytest.raises(Cancelled):
        deaf(words)
    assert words == [0]
    assert signal.getsignal(signal.SIGINT) is before
