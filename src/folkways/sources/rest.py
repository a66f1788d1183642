"""Reading records from an address, page after page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from re import finditer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from folkways.errors import SourceError
from folkways.model.duration import SECOND_US, microseconds
from folkways.model.pull import Paging, Pull
from folkways.sources.outbound import Bounds, OutboundFailed, Reply, fetched

Record = Any
AGAIN = (429, 500, 502, 503, 504)
TRIES = 6
LONGEST_WAIT = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer: its body, the records in it, and where it came from."""

    address: str
    reply: Reply
    body: Any
    records: list[Record]


class Reader:
    """Asks one source's address for all pages, patiently, within its limits.

    `pause` waits some seconds; the time limit counts waiting too.
    """

    def __init__(
        self,
        source: str,
        pull: Pull,
        token: str | None,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        assert pull.url is not None
        self.source, self.pull, self.pause, self.clock = source, pull, pause, clock
        self.headers = {"Accept": "application/json"}
        if token is not None:
            self.headers[pull.token_header] = pull.token_prefix + token
        own = urlsplit(pull.url).hostname or ""
        self.hosts = frozenset([own, *pull.hosts])
        self.seconds = microseconds(pull.time_limit) / SECOND_US
        self.ends = self.clock() + self.seconds

    def pages(self, since: str | None) -> Generator[list[Record]]:
        """Give the records of each page, from a cursor on.

        Raises SourceError when an answer is not what was told, pages do not end, or a limit is reached.
        """
        pull = self.pull
        params = dict(pull.params)
        if pull.cursor_param and since is not None:
            params[pull.cursor_param] = since
        address: str | None = with_params(str(pull.url), {**params, **first_params(pull.paging)})
        asked: set[str] = set()
        while address is not None:
            if address in asked:
                raise self._wrong("the next page is one that was read already", "Check the paging.")
            if len(asked) >= pull.most_pages:
                raise self._wrong(f"there are more than {pull.most_pages:,} pages", "Raise most_pages.")
            asked.add(address)
            page = self._page(address)
            yield page.records
            address = next_address(page, pull.paging, len(asked))

    def _page(self, address: str) -> Page:
        reply = self._patiently(address)
        if reply.status != 200:
            hint = "Check the token." if reply.status in (401, 403) else "Check url, params and paging."
            raise self._wrong(f"the answer is HTTP {reply.status}", hint)
        try:
            body = json.loads(reply.body, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise self._wrong("the answer is not valid JSON", "Check the url.") from error
        records = inside(body, self.pull.records)
        if isinstance(records, dict) and not self.pull.records:
            keys = [key for key, value in records.items() if isinstance(value, list)]
            raise self._wrong(
                "the answer is an object, not a list of records",
                f'Say where they are: records = "{keys[0] if keys else "PLACE"}".',
            )
        if not isinstance(records, list):
            raise self._wrong(f"the answer has no list at {self.pull.records!r}", "Correct records.")
        return Page(address=address, reply=reply, body=body, records=records)

    def _patiently(self, address: str) -> Reply:
        """Ask, and ask again after a while where the other side is busy or out of order."""
        for number in range(TRIES):
            is_last = number == TRIES - 1
            try:
                reply = fetched(address, self.headers, self._bounds())
            except OutboundFailed:
                if is_last:
                    raise
                self._wait(2.0**number)
                continue
            if reply.status not in AGAIN or is_last:
                return reply
            self._wait(wanted_wait(reply.headers.get("retry-after"), 2.0**number))
        raise AssertionError("the last try returns or raises")

    def _wait(self, seconds: float) -> None:
        if self.clock() + seconds > self.ends:
            raise self._wrong(
                f"it is not done within {self.pull.time_limit}", "Try later, or raise time_limit."
            )
        self.pause(seconds)

    def _bounds(self) -> Bounds:
        left = self.ends - self.clock()
        if left <= 0:
            raise self._wrong(f"it is not done within {self.pull.time_limit}", "Raise time_limit.")
        return Bounds(
            hosts=self.hosts,
            allow_private=self.pull.allow_private,
            most_bytes=self.pull.most_bytes,
            seconds=min(60.0, left),
        )

    def _wrong(self, what: str, hint: str) -> SourceError:
        return SourceError(f"Source {self.source!r}: {what}.", hint=hint)


def inside(body: Any, place: str) -> Any:
    """What stands at a place such as `paging.next.after`; nothing when it does not lead there."""
    for name in place.split(".") if place else []:
        if isinstance(body, list) and name.isdigit() and int(name) < len(body):
            body = body[int(name)]
        elif isinstance(body, dict):
            body = body.get(name)
        else:
            return None
    return body


def with_params(address: str, params: Mapping[str, str]) -> str:
    """An address with these parameters, in the place of those of the same name."""
    place = urlsplit(address)
    kept = [
        (name, value) for name, value in parse_qsl(place.query, keep_blank_values=True) if name not in params
    ]
    return place._replace(query=urlencode([*kept, *params.items()])).geturl()


def first_params(paging: Paging | None) -> dict[str, str]:
    """The parameters of the first page."""
    told: dict[str, str] = {}
    if paging and paging.by == "page":
        told[str(paging.param)] = str(paging.first)
    if paging and paging.by == "offset":
        told[str(paging.param)] = "0"
    if paging and paging.size_param and paging.size:
        told[paging.size_param] = str(paging.size)
    return told


def next_address(page: Page, paging: Paging | None, read: int) -> str | None:
    """The address of the page after this one, the `read`-th; nothing after the last."""
    if paging is None:
        return None
    if paging.by in ("page", "offset"):
        if not page.records or (paging.size is not None and len(page.records) < paging.size):
            return None
        return with_params(page.address, {str(paging.param): _counted_on(page, paging, read)})
    if paging.by == "link":
        target = linked(page.reply.headers.get("link", ""))
        return urljoin(page.address, target) if target else None
    told = inside(page.body, str(paging.next))
    if told is None or told == "" or told is False:
        return None
    if paging.by == "token":
        return with_params(page.address, {str(paging.param): str(told)})
    return urljoin(page.address, str(told))


def _counted_on(page: Page, paging: Paging, read: int) -> str:
    if paging.by == "page":
        return str(paging.first + read)
    before = dict(parse_qsl(urlsplit(page.address).query))[str(paging.param)]
    return str(int(before) + len(page.records))


def linked(header: str) -> str | None:
    """The target with rel="next" in a Link header."""
    for found in finditer(r"<([^<>]*)>([^<]*)", header):
        if '"next"' in found[2] or "rel=next" in found[2]:
            return found[1]
    return None


def wanted_wait(told: str | None, otherwise: float) -> float:
    """How many seconds a Retry-After asks for, as a number or a date; never more than two minutes."""
    if told is None:
        return otherwise
    try:
        return min(LONGEST_WAIT, max(0.0, float(told)))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(told)
    except ValueError:
        return otherwise
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(LONGEST_WAIT, max(0.0, (then - datetime.now(UTC)).total_seconds()))


def _refuse(constant: str) -> None:
    raise ValueError(constant)
