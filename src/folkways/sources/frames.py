"""Messages between a parsing process and its parent: a letter, a length, a body."""

from __future__ import annotations

import struct
from typing import IO

HEAD = struct.Struct("<cQ")


def write_frame(pipe: IO[bytes], kind: bytes, body: bytes | memoryview) -> None:
    """Send a message."""
    pipe.write(HEAD.pack(kind, len(body)))
    pipe.write(body)


def read_frame(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Receive a message; None when the other side has ended. Raises EOFError when it ended inside one."""
    head = pipe.read(HEAD.size)
    if not head:
        return None
    if len(head) < HEAD.size:
        raise EOFError
    kind, length = HEAD.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return kind, body
