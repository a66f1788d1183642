"""Running the site until somebody stops it."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from folkways.errors import AddressTaken
from folkways.server.guard import LOOPBACK


def listening(host: str, port: int) -> socket:
    """A socket that listens, so that whoever comes early waits; port 0 takes any free one."""
    place = socket(AF_INET6 if ":" in host else AF_INET, SOCK_STREAM)
    place.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        place.bind((host, port))
        place.listen(128)
    except OSError as error:
        place.close()
        raise AddressTaken(host, port) from error
    return place


def address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def newer_source(static: Path, web: Path) -> Path | None:
    """The newest source file of the pages, where it is newer than the pages; an installed package has no sources."""
    page = static / "index.html"
    sources = [file for file in (web / "src").rglob("*") if file.is_file()]
    newest = max(sources, key=lambda file: file.stat().st_mtime, default=None)
    if newest is None or not page.is_file():
        return None
    return newest if newest.stat().st_mtime > page.stat().st_mtime else None


def serve_forever(
    directory: Path | str, *, host: str = "127.0.0.1", port: int = 8321, browser: bool = False
) -> None:
    """Serve the workspace until interrupted; only names of this machine and `host` itself are answered."""
    import uvicorn

    from folkways.server.app import STATIC, app

    place = listening(host, port)
    url = address(host, place.getsockname()[1])
    named = f"[{host}]" if ":" in host else host
    server = uvicorn.Server(uvicorn.Config(app(directory, hosts={*LOOPBACK, named}), log_level="warning"))
    print(f"Serving {directory} at {url} (Ctrl-C stops it)", flush=True)
    if newer := newer_source(STATIC, STATIC.parents[2] / "web"):
        print(f"The pages are older than their source (web/src/{newer.name}): run make web.")
    if browser:
        webbrowser.open(url)
    # Ctrl-C is how serving ends; uvicorn raises it again after an orderly shutdown.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[place])
