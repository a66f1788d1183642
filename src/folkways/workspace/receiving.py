"""The inbox: events from many senders at once, written together and acknowledged when they are on the disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue

from folkways.errors import BusyError, CannotWrite
from folkways.sources.received import RECENT, append_lines, received_folder, recent_ids
from folkways.sources.sent_events import SentEvent

WAITING = 512
"""How many requests may wait to be written before further ones are turned away."""


class TooBusy(BusyError):
    code = "too-busy"

    def __init__(self) -> None:
        super().__init__("More events come than can be written.", hint="Send them again in a second.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivery:
    events: Sequence[SentEvent]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[int]


class Inbox:
    """Writes what comes while the disk was busy in one go (one fsync for all of it), in a thread of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._waiting: Queue[_Delivery | None] = Queue(maxsize=WAITING)
        self._known: dict[str, None] | None = None
        self._thread: threading.Thread | None = None

    async def take(self, events: Sequence[SentEvent]) -> int:
        """Keep events; returns how many of them are new, once all are on the disk.

        Raises TooBusy when too many wait, CannotWrite when the disk refuses: then none of them was kept.
        """
        loop = asyncio.get_running_loop()
        delivery = _Delivery(events=events, loop=loop, answer=loop.create_future())
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_all, name="inbox", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait(delivery)
        except Full as error:
            raise TooBusy from error
        return await delivery.answer

    def close(self) -> None:
        """Write what waits, then end."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def _write_all(self) -> None:
        while True:
            group = [self._waiting.get()]
            while True:
                try:
                    group.append(self._waiting.get_nowait())
                except Empty:
                    break
            self._write([one for one in group if one is not None])
            if None in group:
                return

    def _write(self, group: list[_Delivery]) -> None:
        """Write a group's new events and acknowledge all; a fault is every sender's answer, whatever it is."""
        try:
            folder = received_folder(self.directory)
            if self._known is None:
                self._known = recent_ids(folder)
            new: dict[str, bytes] = {}
            counts = [self._sift(one.events, self._known, new) for one in group]
            if new:
                append_lines(folder, b"".join(new.values()))
            self._remember(new, self._known)
        except OSError as error:
            told = CannotWrite(str(self.directory), error.strerror or str(error))
            for one in group:
                _tell(one, told)
            return
        except BaseException as error:  # the thread must answer and live on; the server's log has the rest
            for one in group:
                _tell(one, error)
            return
        for one, count in zip(group, counts, strict=True):
            _tell(one, count)

    def _sift(self, events: Sequence[SentEvent], known: dict[str, None], new: dict[str, bytes]) -> int:
        before = len(new)
        for event in events:
            if event.message_id not in known:
                new.setdefault(event.message_id, event.line)
        return len(new) - before

    def _remember(self, new: dict[str, bytes], known: dict[str, None]) -> None:
        known.update(dict.fromkeys(new))
        while len(known) > RECENT:
            del known[next(iter(known))]


def _tell(delivery: _Delivery, told: int | BaseException) -> None:
    def answer() -> None:
        if delivery.answer.done():
            return  # the sender has hung up
        if isinstance(told, BaseException):
            delivery.answer.set_exception(told)
        else:
            delivery.answer.set_result(told)

    try:
        delivery.loop.call_soon_threadsafe(answer)
    except RuntimeError:
        return  # the server is closing: nobody waits for the answer
