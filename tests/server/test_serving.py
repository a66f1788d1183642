"""Listening for requests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from folkways.errors import AddressTaken
from folkways.server.serving import address, listening, newer_source

pytestmark = pytest.mark.slow


def test_port_0_finds_a_free_one() -> None:
    with listening("127.0.0.1", 0) as place:
        assert place.getsockname()[1] > 0


def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    with listening("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"Cannot listen on 127.0.0.1:{port}") as told:
            listening("127.0.0.1", port)
    assert "--port 0" in told.value.hint


def test_addresses_of_the_sixth_version_stand_in_brackets() -> None:
    assert address("::1", 80) == "http://[::1]:80/"
    assert address("127.0.0.1", 8321) == "http://127.0.0.1:8321/"


def test_ctrl_c_ends_serving_in_peace(tmp_path: Path) -> None:
    code = f"from folkways.server import serve_forever; serve_forever({str(tmp_path)!r}, port=0)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as serving:
        try:
            assert serving.stdout is not None
            told = serving.stdout.readline().decode()
            with urlopen(told.split(" at ")[1].split(" ")[0] + "healthz", timeout=30) as answer:
                assert answer.status == 200
            serving.send_signal(signal.SIGINT)
            _, complaints = serving.communicate(timeout=30)
        finally:
            serving.kill()
    assert "http://127.0.0.1:" in told
    assert (serving.returncode, complaints) == (0, b"")


def test_pages_older_than_their_source_are_told(tmp_path: Path) -> None:
    static, source = tmp_path / "static", tmp_path / "web" / "src" / "views"
    assert newer_source(static, tmp_path / "web") is None, "an installed package has no sources"
    static.mkdir()
    source.mkdir(parents=True)
    page, view = static / "index.html", source / "care.tsx"
    for file in (page, view):
        file.write_text("", encoding="utf-8")
    os.utime(page, (2_000, 2_000))
    os.utime(view, (1_000, 1_000))
    assert newer_source(static, tmp_path / "web") is None
    os.utime(view, (3_000, 3_000))
    assert newer_source(static, tmp_path / "web") == view
