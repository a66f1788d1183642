"""The address where a file is looked at: nothing of it is loaded or kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from folkways.errors import FolkwaysError, writing_to
from folkways.server.envelope import envelope
from folkways.workspace.uploads import MOST_BYTES, looked_at, spooled, turn

SECONDS = 300.0


class FileTooLarge(FolkwaysError):
    code = "too-large"

    def __init__(self) -> None:
        super().__init__(
            f"The file is larger than {MOST_BYTES >> 20} MiB.",
            hint="Look at it on the machine where it lies: folkways preview FILE.",
        )


async def look(request: Request, name: str) -> Response:
    """Look at the file that is the body: what its columns are taken for, its first rows, and what would load it."""
    with turn(), spooled(name) as place:
        try:
            async with asyncio.timeout(SECONDS):
                await _spool(request, place)
        except FileTooLarge as error:
            return envelope(413, error.code, error.problem, error.hint)
        except TimeoutError:
            return envelope(408, "too-slow", "The file did not come in time.", "Send it again.")
        found = await run_in_threadpool(looked_at, place)
    return Response(found, media_type="application/json", headers={"Cache-Control": "no-store"})


async def _spool(request: Request, place: Path) -> None:
    """Write a body to its place, up to the limit; raises FileTooLarge as soon as it is known to be larger."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise FileTooLarge
    taken = 0
    with writing_to(place.parent), place.open("xb") as file:
        async for piece in request.stream():
            taken += len(piece)
            if taken > MOST_BYTES:
                raise FileTooLarge
            file.write(piece)


def take_looks(site: FastAPI) -> None:
    """Let a site look at files."""
    site.post("/api/preview", operation_id="look", summary="Look at a file")(look)
