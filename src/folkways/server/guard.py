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


class Guard:
    """Answers only hosts it knows (a page elsewhere cannot rebind a name to this machine), and sets headers."""

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

        host = hostname(Headers(scope=scope).get("host", ""))
        answer = self.inner if host in self.hosts else unknown_host(host, self.hosts)
        await answer(scope, receive, guarded)


def unknown_host(host: str, known: Collection[str]) -> ASGIApp:
    return envelope(
        400, "unknown-host", f"This server does not answer to {host!r}.", f"Use {sorted(known)[0]}."
    )
