"""The site: every document, two pages' files, and a sign of life."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from folkways.server.envelope import wrap_errors
from folkways.server.guard import LOOPBACK, Guard
from folkways.server.looking import take_looks
from folkways.server.receiving import take_events
from folkways.server.snapshot import Snapshot, current

STATIC = Path(__file__).parent.parent / "static"


def snapshot_now(request: Request) -> Snapshot:
    return current(request.app.state.directory)


Now = Annotated[Snapshot, Depends(snapshot_now)]


def document(request: Request, snapshot: Snapshot, body: bytes) -> Response:
    """A document, or 304 when the asker already holds this snapshot's."""
    headers = {"ETag": f'"{snapshot.id}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


PAGES = {
    "home": "The home page's document.",
    "personas": "The set of personas: how many were found, and how.",
    "journeys": "All journeys as cards.",
    "quality": "The quality report of the load.",
    "measures": "The measures: value, interval, n, denominator.",
    "voices": "What customers say: themes, ways of speaking, quotes, and how sentiment was scaled.",
    "surveys": "The questions of surveys, raking, Kano features and MaxDiff items.",
    "answers": "The answers to every question: shares, bands, scores, by wave and persona.",
    "drivers": "What drives the outcomes of surveys.",
    "gaps": "What the data cannot tell yet, and which research would.",
    "care": "Where these documents can do harm, who is left out, what nobody has confirmed.",
}
"""The documents of which a snapshot has one, `NAME.json` at `/api/NAME`, and what each is."""


def page_of(name: str) -> Callable[[Request, Snapshot], Response]:
    """The answer that gives one of the `PAGES`."""

    def page(request: Request, now: Now) -> Response:
        return document(request, now, now.page(f"{name}.json"))

    return page


def persona(request: Request, now: Now, name: str) -> Response:
    """One persona."""
    return document(request, now, now.one("personas", name))


def journey(request: Request, now: Now, name: str) -> Response:
    """One journey."""
    return document(request, now, now.one("journeys", name))


def healthz() -> dict[str, str]:
    """A sign of life; it says nothing about what was built."""
    return {"status": "ok"}


ROUTES = (
    ("/api/personas/{name}", persona),
    ("/api/journeys/{name}", journey),
    ("/healthz", healthz),
)


def app(directory: Path | str, *, hosts: Collection[str] = LOOPBACK, static: Path = STATIC) -> FastAPI:
    """The site over one workspace's folder; each request reads the snapshot that is current when it comes."""
    site = FastAPI(title="Folkways", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    site.state.directory = Path(directory)
    for name, what in PAGES.items():
        get = site.get(f"/api/{name}", operation_id=name, summary=name.capitalize(), description=what)
        get(page_of(name))
    for path, answer in ROUTES:
        site.get(path, operation_id=answer.__name__)(answer)
    take_looks(site)
    take_events(site, site.state.directory)
    wrap_errors(site)
    site.add_middleware(Guard, hosts=hosts)
    if static.is_dir():
        site.mount("/", StaticFiles(directory=static, html=True))
    return site
