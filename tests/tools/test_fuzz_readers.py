"""What a fuzzer that sees the readers' branches makes of them: rows or an error of ours, whatever the bytes."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.test_fuzz import SEEDS

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is for Linux only"),
]
READERS = {
    "csv": ("csv", "csv16"),
    "json": ("json",),
    "jsonl": ("jsonl",),
    "text": ("interview", "chat", "note"),
    "captions": ("vtt", "srt"),
    "docx": ("docx",),
    "sqlite": ("sqlite",),
    "excel": ("xlsx", "ods"),
}
"""What a reader begins with: good files, by their names among the seeds."""
RUNS_OF_ROUND_0, RUNS = 500, 20_000


@pytest.mark.parametrize("reader", READERS)
def test_no_bytes_make_a_reader_fall(
    reader: str, project: Path, tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    for name in READERS[reader]:
        (tmp_path / name).write_bytes(SEEDS[name][1])
    runs = RUNS if seed else RUNS_OF_ROUND_0
    words = [f"-runs={runs}", f"-seed={seed + 1}", "-max_len=4096", "-rss_limit_mb=2048"]
    done = subprocess.run(
        [sys.executable, project / "tools" / "fuzz_readers.py", reader, *words, tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    counted = re.search(r"Done (\d+) runs", done.stderr)
    assert counted
    record_property("inputs", int(counted[1]))
    assert int(counted[1]) >= runs
