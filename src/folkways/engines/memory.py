"""What the C library does with the memory that kernels give back."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 256 << 20
_LARGEST_MAP = 32 << 20
"""glibc takes no larger value."""


@cache
def keep_freed_memory() -> None:
    """Let glibc keep up to 256 MB for the next kernel, because page faults on fresh memory are half a kernel's time.

    Other C libraries are left as they are.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _LARGEST_MAP)
