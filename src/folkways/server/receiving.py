"""The address where events are sent to: who sends is checked, then what, then it is kept, then it is answered."""

from __future__ import annotations

import asyncio
import base64
import binascii
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from folkways.errors import FolkwaysError
from folkways.server.envelope import envelope
from folkways.sources.sent_events import CALLS, MOST_BYTES, checked_events
from folkways.sources.tokens import TOKENS, Tokens, token_name, tokens_in
from folkways.workspace.receiving import Inbox

KINDS = (*CALLS, "batch")
SECONDS = 30.0


class TooLarge(FolkwaysError):
    code = "too-large"

    def __init__(self) -> None:
        super().__init__(f"The body is larger than {MOST_BYTES:,} bytes.", hint="Send smaller batches.")


class Door:
    """Knows who may send to one workspace; a token that was made or revoked counts from the next request on."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.inbox = Inbox(directory)
        self._read: tuple[object, Tokens] = (None, Tokens())

    def tokens(self) -> Tokens:
        state: object = None
        with suppress(FileNotFoundError):
            told = (self.directory / TOKENS).stat()
            state = (told.st_mtime_ns, told.st_ino, told.st_size)
        if state != self._read[0]:
            self._read = (state, tokens_in(self.directory))
        return self._read[1]


async def receive(request: Request, kind: str) -> Response:
    """Take in events as the Segment spec has them sent, alone or in a batch; on the disk before the answer."""
    door: Door = request.app.state.door
    tokens = door.tokens()
    if kind not in KINDS or not tokens.sha256:
        hint = f"Events are sent to /v1/{', /v1/'.join(KINDS)}, once there is a token: folkways token create NAME."
        return envelope(HTTPStatus.NOT_FOUND, "not-found", f"Not Found: POST /v1/{kind}", hint)
    if token_name(tokens, told_token(request.headers.get("authorization", ""))) is None:
        answer = envelope(
            401, "unauthorized", "That is no token of this workspace.", "folkways token create NAME."
        )
        answer.headers["WWW-Authenticate"] = 'Basic realm="folkways"'
        return answer
    try:
        async with asyncio.timeout(SECONDS):
            body = await whole_body(request)
    except TooLarge as error:
        return envelope(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error.code, error.problem, error.hint)
    except TimeoutError:
        return envelope(
            HTTPStatus.REQUEST_TIMEOUT, "too-slow", "The body did not come in time.", "Send it again."
        )
    received_at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    events = checked_events(kind, body, received_at)
    new = await door.inbox.take(events)
    return JSONResponse({"success": True, "received": len(events), "new": new})


def told_token(header: str) -> str:
    """The token of a header: `Bearer TOKEN`, or as Segment's libraries do, `Basic` with the token as name."""
    scheme, _, told = header.partition(" ")
    if scheme.lower() == "bearer":
        return told.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(told.strip(), validate=True).decode("utf-8").partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


async def whole_body(request: Request) -> bytes:
    """Read a body up to the limit; raises TooLarge as soon as it is known to be larger."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise TooLarge
    return bytes(body)


def take_events(site: FastAPI, directory: Path) -> None:
    """Let a site take in events."""
    site.state.door = Door(directory)
    site.post("/v1/{kind}", operation_id="receive")(receive)
    site.router.on_shutdown.append(site.state.door.inbox.close)
