"""Golden files: what the project promises to the letter, and one flag (`--golden`) that writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

FOLDER = Path(__file__).parent


def same_as_kept(name: str, text: str, rewrite: bool) -> None:
    """Compare with a golden file, or write it."""
    path = FOLDER / name
    if rewrite:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{name} is another; read why, then run with --golden"


def spelled(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def shape(document: object) -> dict[str, str]:
    """Every path in a JSON document with the types met there; the items of a list share one path."""
    found: dict[str, set[str]] = {}
    for path, kind in _leaves(document, ""):
        found.setdefault(path, set()).add(kind)
    return {path: " or ".join(sorted(kinds)) for path, kinds in sorted(found.items())}


def _leaves(part: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(part, list):
        yield path, "list"
        for inner in part:
            yield from _leaves(inner, f"{path}[]")
    else:
        yield path, _kind(part)


def _kind(leaf: object) -> str:
    if isinstance(leaf, bool) or leaf is None:
        return "boolean" if leaf is not None else "null"
    return "text" if isinstance(leaf, str) else "number"


class Skeleton(HTMLParser):
    """The elements of a page with their attributes, a line each, set in by their depth."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write(tag, attrs)
        self.depth += tag not in ("meta", "link", "br", "img")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def _write(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = "".join(f" {name}" if value is None else f' {name}="{value}"' for name, value in attrs)
        self.lines.append(f"{' ' * self.depth}<{tag}{words}>")
