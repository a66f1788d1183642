"""A served shop and a page that tells every fault of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import ConsoleMessage, Page
from tests.fixtures.shop import lay_out

from folkways.server import app
from folkways.server.app import STATIC
from folkways.server.serving import listening

PERSONA = "psn_evening-tram"
JOURNEY = "jny_evening-tram"
SCREENS = {
    "home": "#/home",
    "personas": "#/personas",
    "persona": f"#/personas/{PERSONA}",
    "journeys": "#/journeys",
    "journey": f"#/journeys/{JOURNEY}",
    "voices": "#/voices",
    "surveys": "#/surveys",
    "question": "#/surveys/How%20likely%20are%20you%20to%20recommend%20us%3F",
    "gaps": "#/gaps",
    "care": "#/care",
    "data": "#/data",
}

Open = Callable[[str], Page]


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """The address of a site over a folder, as long as the block lasts."""
    if not (STATIC / "index.html").is_file():
        pytest.fail("The pages are not built: make web.")
    place = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app(directory), log_level="warning", ws="none", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{place.getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)
    place.close()


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the invented shop."""
    directory = tmp_path_factory.mktemp("shop")
    lay_out(directory)
    with served(directory) as address:
        yield address


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the page complains of: errors of scripts, refused loads, broken policies. None may stay."""
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            told.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield told
    assert told == []


@pytest.fixture
def open_screen(page: Page, shop: str, faults: list[str]) -> Open:
    """Opens a screen of the shop and waits until it is there."""

    def opened(screen: str) -> Page:
        page.goto("about:blank")
        page.goto(shop + SCREENS[screen])
        arrived(page)
        return page

    return opened


def arrived(page: Page) -> None:
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("() => !document.querySelector('.loading')")
