"""The limits of the process that they are set in, and whether they are: what runs within them starts no further one."""

from __future__ import annotations

_SET: list[tuple[int, int]] = []


def limit(memory: int, cpu: int) -> None:
    """Take away from this process what parsing does not need; on Windows only the parent's clock limits it."""
    _SET.append((memory, cpu))
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def limited() -> bool:
    """Say whether this process has its limits already."""
    return bool(_SET)
