"""The source as the architecture tests read it: files, functions, imports and strings, without importing any."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
SOURCE = PROJECT / "src" / "folkways"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(PROJECT).as_posix()

    @property
    def package(self) -> str:
        """The layer a source file belongs to: `kernels` for src/folkways/kernels/funnel.py, `build` for build.py."""
        return self.path.relative_to(SOURCE).parts[0].removesuffix(".py")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.place)

    @property
    def length(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def classes(self) -> Iterator[ast.ClassDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    @cached_property
    def imports(self) -> list[str]:
        """Dotted names of all that is imported, in functions and for types too."""
        named: list[str] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                named += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                named += [f"{node.module}.{alias.name}" for alias in node.names]
        return named

    def strings(self) -> Iterator[ast.Constant]:
        """String constants of the code; docstrings are prose and left out."""
        prose = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                yield node


@cache
def modules(folder: Path) -> list[Module]:
    """Every Python file below a folder, in the order of its path."""
    return [Module(path) for path in sorted(folder.rglob("*.py"))]


def code_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    is_prose = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    prose = (first.end_lineno or 0) - first.lineno + 1 if is_prose else 0
    return (function.end_lineno or 0) - function.lineno + 1 - prose


def kept_files(*suffixes: str) -> list[Path]:
    """Files that git tracks (or would), of the given suffixes; of all when none is given."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=PROJECT, capture_output=True, check=True, text=True).stdout
    paths = (PROJECT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes))
