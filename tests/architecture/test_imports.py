"""Who may lean on whom. The layers themselves are import-linter's; here is what a layers contract cannot say."""

from __future__ import annotations

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib.util import find_spec

import grimp
import pytest
from tests.architecture.house import SOURCE, modules

ONLY_IN = {
    "duckdb": {"engines", "sources", "store"},
    "pyspark": {"engines", "sources"},
    "sqlalchemy": {"store", "sources"},
    "fastapi": {"server"},
    "starlette": {"server"},
    "uvicorn": {"server", "cli"},
    "typer": {"cli"},
    "rich": {"cli"},
    "pandas": {"sources", "workspace"},
}
"""A library of the left belongs to the packages of the right alone."""

NEVER_IN = {
    "model": {"pyarrow", "numpy", "scipy", "sklearn", "os", "pathlib", "sqlite3"},
    "errors": {"pyarrow", "numpy", "pydantic"},
    "stats": {"pyarrow"},
    "templates": {"pyarrow", "numpy"},
    "cli": {"pyarrow", "numpy"},
}

ENGINES = {
    "duckdb",
    "pyarrow",
    "numpy",
    "numba",
    "scipy",
    "sklearn",
    "pandas",
    "fastapi",
    "uvicorn",
    "sqlalchemy",
}

TRUTH_FILE = re.compile(r"(?<![a-z])truth(?=[._/]|$)")


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    strangers = [
        module.place
        for module in modules(SOURCE)
        if module.package not in ONLY_IN[library]
        and any(name.split(".")[0] == library for name in module.imports)
    ]
    assert strangers == []


@pytest.mark.parametrize("package", sorted(NEVER_IN))
def test_a_lower_layer_stays_free_of_machines(package: str) -> None:
    found = [
        f"{module.place} imports {name}"
        for module in modules(SOURCE)
        if module.package == package
        for name in module.imports
        if name.split(".")[0] in NEVER_IN[package]
    ]
    assert found == []


def test_no_modules_import_each_other_in_a_circle_not_even_for_types() -> None:
    graph = grimp.build_graph("folkways", exclude_type_checking_imports=False, cache_dir=None)
    order = TopologicalSorter({one: graph.find_modules_directly_imported_by(one) for one in graph.modules})
    order.prepare()  # raises CycleError, which names the circle
    assert order.is_active()


def test_the_sample_shop_is_imported_by_the_cli_alone() -> None:
    importers = {
        module.place
        for module in modules(SOURCE)
        if module.package not in ("sampleshop", "cli")
        and any(f"{name}.".startswith("folkways.sampleshop.") for name in module.imports)
    }
    assert importers == set()


def test_the_sample_shop_knows_nothing_of_the_house_but_its_errors() -> None:
    known = {
        name
        for module in modules(SOURCE / "sampleshop")
        for name in module.imports
        if name.startswith("folkways.") and not name.startswith(("folkways.sampleshop", "folkways.errors"))
    }
    assert known == set()


def test_nothing_but_the_generator_names_the_truth_it_wrote() -> None:
    readers = [
        f"{module.place}:{string.lineno}"
        for module in modules(SOURCE)
        if module.package not in ("sampleshop", "cli")
        for string in module.strings()
        if TRUTH_FILE.search(string.value)
    ]
    assert readers == []


@pytest.mark.skipif(find_spec("folkways.cli") is None, reason="there is no command line yet")
def test_help_imports_no_engine() -> None:
    script = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print('loaded:', sorted({ENGINES!r} & set(sys.modules))))\n"
        "sys.argv = ['folkways', '--help']\n"
        "from folkways.cli import main\n"
        "main()\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == "loaded: []"
