"""A small business whose customers are known by several ids, wrote texts, and left traces beside the snapshots."""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from folkways.workspace.forgetting import forget

TOML = """
[workspace]
name = "Tea shop"
seed = 5
timezone = "Europe/Berlin"
currency = "EUR"

[[sources]]
name = "visits"
table = "events"
files = ["sources/visits.csv"]
columns = { customer_id = "who", at = "when", touchpoint = "what", value = "paid" }
identifiers = { device = "device" }

[[sources]]
name = "crm"
table = "customers"
files = ["sources/crm.csv"]
columns = { customer_id = "no" }
identifiers = { email = "mail" }
personal = ["name"]
traits.town = { column = "town", kind = "nominal" }

[[sources]]
name = "reviews"
table = "voices"
files = ["sources/reviews.csv"]
columns = { text = "text", customer_id = "who" }
constants = { kind = "review" }
"""
WANTED, OTHER_ID = "customer-0007", "web-7777777"
MAIL = "wanda.sevenfold@example.org"
TEXT = "The lapsang tasted of campfire and I shall remember that for years"


def tea_shop(folder: Path, customers: int = 60) -> Path:
    """Write the sources; customer 7 came by a device, has a second id in the CRM, and wrote a review."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    (folder / "folkways.toml").write_text(TOML, encoding="utf-8")
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    visits = ["who,device,when,what,paid", f",device-7,{start.isoformat()},Looks,"]
    crm = ["no,mail,name,town"]
    for number in range(customers):
        one = f"customer-{number:04d}"
        for visit in range(6 + number % 7):
            at = start + timedelta(days=visit * (5 + number % 3), hours=1 + number % 9)
            what = f"thing {(number + visit) % 4}"
            visits.append(f"{one},device-{number},{at.isoformat()},{what},{number % 20 + visit}.50")
        mail = MAIL if one == WANTED else f"c{number}@example.org"
        crm.append(f"{one},{mail},Person N{number},{'North' if number % 2 else 'South'}")
    crm.append(f"{OTHER_ID},{MAIL.upper()},Wanda Sevenfold,North")
    reviews = ["who,text", f"{OTHER_ID},{TEXT}.", "customer-0001,Good tea and quick to come"]
    for name, lines in (("visits", visits), ("crm", crm), ("reviews", reviews)):
        (sources / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def traces_left(folder: Path) -> None:
    """What other parts of the workspace may keep: caches, landed events, payloads of jobs, links, logs."""
    for name, text in {
        "cache/sources/a.json": json.dumps({"rows": [{"mail": MAIL}]}),
        "cache/embeddings/b.bin": f"\x00\x01{TEXT}\x02",
        "cache/embeddings/keep.bin": "nothing of the kind",
        "landing/2026.jsonl": json.dumps({"userId": WANTED})
        + "\n"
        + json.dumps({"userId": "customer-0001"})
        + "\n",
        "jobs/1.json": json.dumps({"audience": [OTHER_ID]}),
        "links.csv": f"left,right,probability\n{WANTED},{OTHER_ID},0.990000\nother-0001,other-0002,0.100000\n",
        "runs/old.log": f"seen {WANTED}\nseen customer-0001\n",
        "building/0123/evidence/x.txt": MAIL,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def killed_at(point: int, folder: Path) -> None:
    """Forget, and die without a word at the given one of the calls that change the folder."""
    seen = 0

    def counted(name: str, _arguments: object) -> None:
        nonlocal seen
        if name in ("os.rename", "os.remove", "shutil.rmtree", "os.mkdir", "os.replace"):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), 9)

    sys.addaudithook(counted)
    forget(WANTED, folder, reason="asked", progress=lambda *_: None)
    print(seen)


if __name__ == "__main__":
    random.seed(0)
    killed_at(int(sys.argv[1]), Path(sys.argv[2]))
