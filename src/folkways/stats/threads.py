"""One BLAS thread: for products of this size more threads are many times slower, and sums must not depend on them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """Hold BLAS to one thread inside a `with`."""
    return _controller().limit(limits=1, user_api="blas")


@cache
def _controller() -> ThreadpoolController:
    """Looking for the loaded libraries takes ten milliseconds, so it is done once."""
    return ThreadpoolController()
