"""A server process that takes in events, and a client that sends them and notes what was acknowledged."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkways.sources.received import OPEN, received_folder


@contextmanager
def serving(directory: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run the server over a workspace; gives its process and its port."""
    code = f"from folkways.server import serve_forever; serve_forever({str(directory)!r}, port=0)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield (
                process,
                int(process.stdout.readline().split(" at ")[1].split(" ")[0].rstrip("/").rpartition(":")[2]),
            )
        finally:
            process.kill()


def send_batches(port: int, token: str, prefix: str, acknowledged: set[str], size: int = 20) -> None:
    """Send batches until the server is gone; what it answered with 200 is acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    number = 0
    try:
        while True:
            ids = [f"{prefix}-{number}-{place}" for place in range(size)]
            number += 1
            events = [
                {"type": "track", "event": "Visits", "userId": f"c{place}", "messageId": one}
                for place, one in enumerate(ids)
            ]
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            connection.request("POST", "/v1/batch", json.dumps({"batch": events}), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                acknowledged.update(ids)
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()


def stored_ids(directory: Path) -> list[str]:
    """The ids in the landing, in their order; a last line without an end does not count."""
    folder = received_folder(directory)
    files = sorted(path for path in folder.glob("*.jsonl") if path.name != OPEN)
    lines = [
        line
        for path in [*files, folder / OPEN]
        if path.exists()
        for line in path.read_bytes().splitlines(True)
    ]
    return [json.loads(line)["messageId"] for line in lines if line.endswith(b"\n")]
