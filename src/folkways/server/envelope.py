"""One shape for everything that goes wrong: `{code, problem, hint}`."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from folkways.errors import BusyError, CannotWrite, EvidenceError, FolkwaysError, UnknownName

STATUS: tuple[tuple[type[FolkwaysError], int], ...] = (
    (UnknownName, HTTPStatus.NOT_FOUND),
    (EvidenceError, HTTPStatus.SERVICE_UNAVAILABLE),
    (CannotWrite, HTTPStatus.SERVICE_UNAVAILABLE),
    (BusyError, HTTPStatus.TOO_MANY_REQUESTS),
    (FolkwaysError, HTTPStatus.BAD_REQUEST),
)


def envelope(status: int, code: str, problem: str, hint: str = "") -> JSONResponse:
    return JSONResponse({"code": code, "problem": problem, "hint": hint}, status_code=status)


async def refused(_: Request, error: Exception) -> JSONResponse:
    """What Folkways itself refuses, with the status of its branch."""
    assert isinstance(error, FolkwaysError)
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    answer = envelope(status, error.code, error.problem, error.hint)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = "1"
    return answer


async def no_such_page(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    problem = f"{phrase}: {request.method} {request.url.path}"
    hint = "The pages begin at /, the documents at /api/home."
    answer = envelope(error.status_code, phrase.lower().replace(" ", "-"), problem, hint)
    answer.headers.update(error.headers or {})
    return answer


async def not_understood(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
    return envelope(422, "request", f"The request is not understood: {places}.", "See /api/openapi.json.")


async def unexpected(_: Request, error: Exception) -> JSONResponse:
    """Name the kind of fault, never its inside; the server's log has the rest."""
    problem = f"Something unexpected went wrong ({type(error).__name__})."
    return envelope(500, "unexpected", problem, "The log of the server has the details.")


def wrap_errors(site: FastAPI) -> None:
    """Give every answer that is no success the one envelope."""
    site.add_exception_handler(FolkwaysError, refused)
    site.add_exception_handler(HTTPException, no_such_page)
    site.add_exception_handler(RequestValidationError, not_understood)
    site.add_exception_handler(Exception, unexpected)
