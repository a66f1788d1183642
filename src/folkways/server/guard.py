"""What stands before every request: which hosts are answered, and the headers that hold a browser back."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from folkways.server.envelope import envelope

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def hostname(host: str) -> str:
    """`[::1]:8321` and `localhost:8321` without their ports."""
    end = host.find("]") if host.startswith("[") else host.rfind(":") - 1
    return host[: end + 1] if end >= 0 else host


SAFE = ("GET", "HEAD", "OPTIONS")


def from_elsewhere(headers: Headers) -> bool:
    """Say whether a browser sends this for a page of another site; what is no browser sends neither header."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    same = origin is None or origin.partition("://")[2] == headers.get("host", "")
    return not same or site not in (None, "same-origin", "none")


class Guard:
    """Answers only hosts it knows (a page elsewhere cannot rebind a name to this machine), and sets headers.

    What changes or takes in something is answered to pages of this site alone, and to what is no browser.
    """

    def __init__(self, inner: ASGIApp, hosts: Collection[str]) -> None:
        self.inner = inner
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._answer(scope["method"], Headers(scope=scope))(scope, receive, guarded)

    def _answer(self, method: str, headers: Headers) -> ASGIApp:
        host = hostname(headers.get("host", ""))
        if host not in self.hosts:
            return unknown_host(host, self.hosts)
        return elsewhere() if method not in SAFE and from_elsewhere(headers) else self.inner


def elsewhere() -> ASGIApp:
    return envelope(
        403, "foreign-origin", "A page of another site asks for this.", "Open the page of this server itself."
    )


def unknown_host(host: str, known: Collection[str]) -> ASGIApp:
    return envelope(
        400, "unknown-host", f"This server does not answer to {host!r}.", f"Use {sorted(known)[0]}."
    )
