"""A shop of three customers in two small files, and a build of it that can be slowed down and killed."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from folkways.evidence.building import build_key, building_folder, is_done, mark_done, writing
from folkways.evidence.load import load
from folkways.evidence.snapshots import Snapshot, publish
from folkways.sources.config_file import read_config

TOML = """
[workspace]
name = "Corner shop"
timezone = "Europe/Berlin"
currency = "EUR"

[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
timezone = "Europe/Berlin"
columns = { customer_id = "who", at = "when", touchpoint = "what", value = "paid", event_id = "no" }

[[sources]]
name = "people"
table = "customers"
files = ["people.csv"]
columns = { customer_id = "who" }
traits.age = { column = "age", kind = "numeric" }
"""
VISITS = """no,who,when,what,paid
1,17,2024-03-01 10:00,Visit,
2,17,2024-03-02 11:30,Purchase,12.50
3,18,2024-03-02 12:00,Visit,
4,19,2024-03-03 09:15,Purchase,3.99
"""
PEOPLE = "who,age\n17,41\n18,\n"


def written_shop(folder: Path, visits: str = VISITS, toml: str = TOML) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "folkways.toml").write_text(toml, encoding="utf-8")
    (folder / "visits.csv").write_text(visits, encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return folder


def built(directory: Path, pause: float = 0.0, seed: int = 0) -> Snapshot:
    """Build in steps as a real build does, waiting up to `pause` seconds at each stop."""
    chance = random.Random(seed)

    def stop(*_progress: object) -> None:
        time.sleep(chance.random() * pause)

    with writing(directory):
        config = read_config(directory, {})
        key = build_key(config, directory, code="fixed")
        folder = building_folder(directory, key)
        stop()
        if not is_done(folder, "load"):
            load(config, directory, folder / "evidence", stop)
            stop()
            mark_done(folder, "load", ["evidence"])
        for number in range(3):
            if not is_done(folder, f"tell{number}"):
                document = folder / "documents" / f"{number}.json"
                document.parent.mkdir(exist_ok=True)
                document.write_text("{}" * (number + 1))
                stop()
                mark_done(folder, f"tell{number}", [f"documents/{number}.json"])
        stop()
        return publish(directory, folder, run=key, as_of=0)


if __name__ == "__main__":
    print("started", flush=True)
    print(built(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])).id, flush=True)
