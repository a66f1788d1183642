"""The web face, read-only for now: documents of the current snapshot and the built pages."""

from folkways.server.app import app
from folkways.server.serving import serve_forever

__all__ = ["app", "serve_forever"]
