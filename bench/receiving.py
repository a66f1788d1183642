"""How many events a second the server takes in, on the disk before each answer; batches of 100 from four senders."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from tests.server.sender import send_batches, serving

from folkways.sources.tokens import new_token

SENDERS, BATCH, SECONDS = 4, 100, 10.0


def events_per_second(directory: Path) -> float:
    """Acknowledged events a second; the senders run in this process, on the same processors."""
    directory.mkdir()
    token = new_token(directory, "bench")
    acknowledged: set[str] = set()
    with serving(directory) as (process, port):
        senders = [
            threading.Thread(target=send_batches, args=(port, token, str(number), acknowledged, BATCH))
            for number in range(SENDERS)
        ]
        begun = time.perf_counter()
        for sender in senders:
            sender.start()
        time.sleep(SECONDS)
        found = len(acknowledged) / (time.perf_counter() - begun)
        process.kill()
        for sender in senders:
            sender.join()
    return found
