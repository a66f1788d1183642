"""A page's posts and comments, pulled from a network's own interface: numbers beside customers, and voices."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.build.small import tiny
from tests.cli.ran import ran
from tests.sources.stub_api import Asked, Told, answering

from folkways.workspace.refreshing import refreshed

pytestmark = pytest.mark.slow

CANARY = "canary-90be21"
HOWTO = Path(__file__).parents[2] / "docs/how-to/connect-marketing.md"
POSTS = [
    {
        "id": f"p{n}",
        "timestamp": f"2026-02-{1 + n % 27:02}T09:00:00+0000",
        "like_count": n * 3,
        "comments_count": n % 4,
        "media_product_type": "REELS" if n % 2 else "FEED",
    }
    for n in range(45)
]
COMMENTS = [
    {"id": f"k{n}", "timestamp": f"2026-02-{1 + n % 27:02}T10:00:00+0000", "text": f"Where is my parcel {n}?"}
    for n in range(12)
]


def network(asked: Asked) -> Told:
    """Answers as the networks' graph interfaces do: `data`, and where the next page begins."""
    if asked.headers.get("Authorization") != f"Bearer {CANARY}":
        return 401, {}, b"{}"
    told = POSTS if asked.path.endswith("/media") else COMMENTS
    start, size = int(asked.params.get("after", 0)), int(asked.params["limit"])
    page = told[start : start + size]
    cursors = {"paging": {"cursors": {"after": str(start + size)}}} if page else {}
    return 200, {}, json.dumps({"data": page, **cursors}).encode()


def sources(url: str) -> str:
    """The lines of the how-to, with the address of the test's own network."""
    lines = HOWTO.read_text(encoding="utf-8").split("```toml\n")[-1].split("```")[0]
    told = lines.replace("https://graph.example.com", url).replace('limit = "100"', 'limit = "20"')
    return told.replace('kind = "rest"', 'kind = "rest"\nallow_private = true')


def test_the_posts_and_comments_of_a_page_are_pulled_as_the_page_says(tmp_path: Path) -> None:
    tiny(tmp_path)
    with answering(network) as stub:
        with (tmp_path / "folkways.toml").open("a") as file:
            file.write(sources(stub.url))
        done = refreshed(tmp_path, None, environment={"NETWORK_TOKEN": CANARY}, progress=lambda *_: None)
    assert not done.failed
    rows = json.loads(ran("aggregates", "--by", "channel", "--dir", tmp_path, "--format", "json").stdout)
    sums = {row["metric"]: row["sum"] for row in rows if row["channel"] == "instagram"}
    assert sums == {
        "likes": sum(int(str(post["like_count"])) for post in POSTS),
        "comments": sum(int(str(post["comments_count"])) for post in POSTS),
    }
    (voices,) = tmp_path.glob("snapshots/*/evidence/voices.parquet")
    assert sorted(pq.read_table(voices)["text"].to_pylist()) == sorted(str(one["text"]) for one in COMMENTS)
    assert all(CANARY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
