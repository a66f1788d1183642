"""The site: every document, two pages' files, and a sign of life."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from folkways.server.envelope import wrap_errors
from folkways.server.guard import LOOPBACK, Guard
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


def home(request: Request, now: Now) -> Response:
    """The home page's document."""
    return document(request, now, now.page("home.json"))


def personas(request: Request, now: Now) -> Response:
    """The set of personas: how many were found, and how."""
    return document(request, now, now.page("personas.json"))


def persona(request: Request, now: Now, name: str) -> Response:
    """One persona."""
    return document(request, now, now.one("personas", name))


def journeys(request: Request, now: Now) -> Response:
    """All journeys as cards."""
    return document(request, now, now.page("journeys.json"))


def journey(request: Request, now: Now, name: str) -> Response:
    """One journey."""
    return document(request, now, now.one("journeys", name))


def quality(request: Request, now: Now) -> Response:
    """The quality report of the load."""
    return document(request, now, now.page("quality.json"))


def measures(request: Request, now: Now) -> Response:
    """The measures: value, interval, n, denominator."""
    return document(request, now, now.page("measures.json"))


def voices(request: Request, now: Now) -> Response:
    """What customers say: themes, ways of speaking, quotes, and how sentiment was scaled."""
    return document(request, now, now.page("voices.json"))


def surveys(request: Request, now: Now) -> Response:
    """The questions of surveys, raking, Kano features and MaxDiff items."""
    return document(request, now, now.page("surveys.json"))


def answers(request: Request, now: Now) -> Response:
    """The answers to every question: shares, bands, scores, by wave and persona."""
    return document(request, now, now.page("answers.json"))


def drivers(request: Request, now: Now) -> Response:
    """What drives the outcomes of surveys."""
    return document(request, now, now.page("drivers.json"))


def gaps(request: Request, now: Now) -> Response:
    """What the data cannot tell yet, and which research would."""
    return document(request, now, now.page("gaps.json"))


def care(request: Request, now: Now) -> Response:
    """Where these documents can do harm, who is left out, what nobody has confirmed."""
    return document(request, now, now.page("care.json"))


def healthz() -> dict[str, str]:
    """A sign of life; it says nothing about what was built."""
    return {"status": "ok"}


ROUTES = (
    ("/api/home", home),
    ("/api/personas", personas),
    ("/api/personas/{name}", persona),
    ("/api/journeys", journeys),
    ("/api/journeys/{name}", journey),
    ("/api/quality", quality),
    ("/api/measures", measures),
    ("/api/voices", voices),
    ("/api/surveys", surveys),
    ("/api/answers", answers),
    ("/api/drivers", drivers),
    ("/api/gaps", gaps),
    ("/api/care", care),
    ("/healthz", healthz),
)


def app(directory: Path | str, *, hosts: Collection[str] = LOOPBACK, static: Path = STATIC) -> FastAPI:
    """The site over one workspace's folder; each request reads the snapshot that is current when it comes."""
    site = FastAPI(title="Folkways", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    site.state.directory = Path(directory)
    for path, answer in ROUTES:
        site.get(path, operation_id=answer.__name__)(answer)
    take_events(site, site.state.directory)
    wrap_errors(site)
    site.add_middleware(Guard, hosts=hosts)
    if static.is_dir():
        site.mount("/", StaticFiles(directory=static, html=True))
    return site
