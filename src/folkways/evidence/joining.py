"""Sets that grow together, except those that must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Joining:
    """Ids in sets that are joined step by step (union-find); a join of two ids told `apart` is refused."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._foes: dict[str, set[str]] = {}
        self.refused = 0
        for left, right in apart:
            self._foes.setdefault(left, set()).add(right)
            self._foes.setdefault(right, set()).add(left)

    def root(self, one: str) -> str:
        """The id that stands for the set of an id, for now."""
        parent = self._parent
        top = parent.setdefault(one, one)
        while parent[top] != top:
            top = parent[top]
        while parent[one] != top:
            parent[one], one = top, parent[one]
        return top

    def join(self, left: str, right: str) -> bool:
        """Unite two sets; False when they are one already, or must stay apart."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return False
        foes = self._foes.get(a, set())
        if any(self.root(foe) == b for foe in foes):
            self.refused += 1
            return False
        top, other = min(a, b), max(a, b)
        self._parent[other] = top
        if other in self._foes:
            self._foes[top] = self._foes.get(top, set()) | self._foes[other]
        return True

    def named(self, rank: Callable[[str], object]) -> dict[str, str]:
        """Each id with the name of its set: the id of the lowest rank in it."""
        names: dict[str, str] = {}
        for one in sorted(self._parent, key=rank):  # pyright: ignore[reportArgumentType, reportCallIssue]
            names.setdefault(self.root(one), one)
        return {one: names[self.root(one)] for one in self._parent}
