from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.exports import TakenIn, taken_in

PEOPLE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML; like Gecko) Chrome/124.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; CUBOT P30) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile Safari/604.1",
    "Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7) okhttp/4.9",
)
PROGRAMS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML; like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/124.0 Safari/537.36",
    "python-requests/2.31.0",
    "curl/8.5.0",
    "facebookexternalhit/1.1",
    "Baiduspider/2.0",
)


def visits(folder: Path, rows: list[str], edit: dict[str, str] | None = None) -> TakenIn:
    path = folder / "visits.csv"
    path.write_text("\n".join(["user_id,event,timestamp,User Agent", *rows]) + "\n", encoding="utf-8")
    return taken_in([path], folder, edit)


def test_user_agents_that_say_so_are_kept_apart_and_people_are_not(tmp_path: Path) -> None:
    agents = [*PEOPLE, *PROGRAMS, ""]
    rows = [
        f'u{number},visit,2024-05-01T10:00:0{number % 10}Z,"{agent}"' for number, agent in enumerate(agents)
    ]
    found = visits(tmp_path, rows)
    assert found.source("events").columns["user_agent"] == "User Agent"
    assert [row["customer_id"] for row in found.tables["events"]] == ["u0", "u1", "u11", "u2", "u3"]
    assert found.reasons("events") == {"bot: user agent": len(PROGRAMS)}
    assert found.fared("events") == (12, 5, 7, 0)
    told = {row["value"] for row in found.tables["quarantine"]}
    assert told == set(PROGRAMS)


def test_bots_may_be_kept(tmp_path: Path) -> None:
    rows = [f'u{number},visit,2024-05-01T10:00:00Z,"{agent}"' for number, agent in enumerate(PROGRAMS)]
    found = visits(tmp_path, rows, {"[[sources]]\n": '[[sources]]\nbots = "keep"\n'})
    assert len(found.tables["events"]) == len(PROGRAMS)


@pytest.mark.parametrize(("most", "kept"), [(3, 4), (4, 9)])
def test_who_does_too_much_within_a_second_is_kept_apart_whole(tmp_path: Path, most: int, kept: int) -> None:
    rush = [f"fast,click,2024-05-01T10:00:00.{number}00Z," for number in range(4)]
    calm = [f"calm,click,2024-05-01T10:00:0{number}Z," for number in range(4)]
    rows = [*rush, *calm, "fast,visit,2024-05-02T08:00:00Z,"]
    found = visits(tmp_path, rows, {"[[sources]]\n": f"[[sources]]\nbot_events_per_second = {most}\n"})
    assert len(found.tables["events"]) == kept
    reason = f"bot: more than {most} events in a second"
    assert found.reasons("events") == ({reason: 5} if most == 3 else {})
