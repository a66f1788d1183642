"""The one way out: an address that the configuration names, checked before anything is sent there.

The host must be among those allowed; its name is resolved once, every address it has is checked, and the connection
goes to a checked one, so that a name cannot mean another machine a moment later. Redirects stay on the same host.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from folkways.errors import SourceError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
MOST_REDIRECTS = 3
METADATA = (ip_network("100.100.100.200/32"), ip_network("fd00:ec2::/32"))
_NAT64 = IPv6Network("64:ff9b::/96")


class OutboundRefused(SourceError):
    code = "outbound-refused"


class OutboundFailed(SourceError):
    code = "outbound-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Which hosts may be asked, and how much an answer may take."""

    hosts: frozenset[str]
    allow_private: bool = False
    most_bytes: int = 50_000_000
    seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolved(host: str, port: int) -> list[str]:
    """Every address of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def fetched(url: str, headers: Mapping[str, str], bounds: Bounds, resolve: Resolve = resolved) -> Reply:
    """GET an address within the bounds.

    Raises OutboundRefused when it may not be asked, OutboundFailed when nothing whole comes back.
    """
    place = checked(url, bounds)
    for _ in range(MOST_REDIRECTS + 1):
        reply = _asked(place, headers, bounds, resolve)
        if reply.status not in (301, 302, 303, 307, 308):
            return reply
        target = checked(urljoin(place.geturl(), reply.headers.get("location", "")), bounds)
        if (target.scheme, target.hostname, _port(target)) != (place.scheme, place.hostname, _port(place)):
            raise OutboundRefused(
                f"{shown(place)} sends us on to another host.", hint="Tell the address it leads to as url."
            )
        place = target
    raise OutboundFailed(f"{shown(place)} sends us on in a circle.", hint="Check the address.")


def checked(url: str, bounds: Bounds) -> SplitResult:
    """Take an address apart and see that its scheme and host may be asked."""
    try:
        place = urlsplit(url)
        host, _ = place.hostname, place.port
    except ValueError as error:
        raise OutboundRefused("That is not an address.", hint="Write https://HOST/PATH.") from error
    if place.scheme not in ("https", "http") or not host or place.username is not None:
        raise OutboundRefused(
            f"Only https addresses without a name or password are asked, not {place.scheme or 'such'} ones.",
            hint="Write https://HOST/PATH; a token belongs in token_env.",
        )
    if place.scheme == "http" and not bounds.allow_private:
        raise OutboundRefused(
            f"{shown(place)} is not encrypted.", hint="Use https; http is for allow_private = true only."
        )
    if plain_host(host) not in {plain_host(one) for one in bounds.hosts}:
        raise OutboundRefused(
            f"The host {host!r} is not one that this source may ask.", hint="Add it to the pull's hosts."
        )
    return place


def plain_host(host: str) -> str:
    """A host as it is compared: small letters, no final dot, names of other scripts as they are resolved."""
    try:
        return (
            host.lower().rstrip(".").encode("idna").decode("ascii")
            if not host.isascii()
            else host.lower().rstrip(".")
        )
    except UnicodeError:
        plain = host
    return plain.lower().rstrip(".")


def shown(place: SplitResult) -> str:
    """An address without its query, which may tell more than is meant to be read."""
    return f"{place.scheme}://{place.hostname}{place.path}"


def _asked(place: SplitResult, headers: Mapping[str, str], bounds: Bounds, resolve: Resolve) -> Reply:
    host = plain_host(place.hostname or "")
    address = _reachable(host, _port(place), bounds, resolve)
    try:
        return _exchanged(place, host, address, headers, bounds)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise OutboundFailed(
            f"{shown(place)} does not answer as it should ({type(error).__name__}).",
            hint="Try again later; check the address, and that this machine may reach it.",
        ) from error


def _reachable(host: str, port: int, bounds: Bounds, resolve: Resolve) -> str:
    """The address to connect to, after every address of the name was checked."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed(f"The host {host!r} has no address.", hint="Check its name.") from error
    for one in found:
        if not may_be_asked(ip_address(one.partition("%")[0]), allow_private=bounds.allow_private):
            raise OutboundRefused(
                f"The host {host!r} leads to {one}, an address inside this machine or network.",
                hint="If that is meant, say allow_private = true in the pull.",
            )
    if not found:
        raise OutboundFailed(f"The host {host!r} has no address.", hint="Check its name.")
    return found[0]


def may_be_asked(address: Address, *, allow_private: bool) -> bool:
    """Say whether an address may be asked; those that give out machines' credentials never are."""
    plain = _unwrapped(address)
    if (
        plain.is_link_local
        or plain.is_multicast
        or plain.is_unspecified
        or any(plain in net for net in METADATA)
    ):
        return False
    return allow_private or (plain.is_global and not plain.is_reserved)


def _unwrapped(address: Address) -> Address:
    """The address of the fourth version that one of the sixth stands for."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        return inner or address
    return address


def _port(place: SplitResult) -> int:
    return place.port or (443 if place.scheme == "https" else 80)


def _exchanged(
    place: SplitResult, host: str, address: str, headers: Mapping[str, str], bounds: Bounds
) -> Reply:
    """Ask and read within the time and size; a clock of its own ends what drips."""
    late = threading.Event()
    with _connected(place, host, address, bounds) as inner:
        clock = threading.Timer(bounds.seconds, _cut, [inner, late])
        clock.daemon = True
        clock.start()
        try:
            reply = _read(inner, place, host, headers, bounds)
        finally:
            clock.cancel()
    if late.is_set():
        raise TimeoutError
    return reply


def _connected(place: SplitResult, host: str, address: str, bounds: Bounds) -> socket.socket:
    plain = socket.create_connection((address, _port(place)), timeout=bounds.seconds)
    if place.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _read(
    inner: socket.socket, place: SplitResult, host: str, headers: Mapping[str, str], bounds: Bounds
) -> Reply:
    connection = http.client.HTTPConnection(host, _port(place), timeout=bounds.seconds)
    connection.sock = inner
    told = {"Host": place.netloc, "Accept-Encoding": "identity", "User-Agent": "folkways", **headers}
    try:
        connection.request("GET", _target(place), headers=told)
        with connection.getresponse() as answer:
            body = answer.read(bounds.most_bytes + 1)
            got = {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()
    if len(body) > bounds.most_bytes:
        raise OutboundRefused(
            f"{shown(place)} answers with more than {bounds.most_bytes:,} bytes.",
            hint="Ask for smaller pages, or raise most_bytes.",
        )
    if got.get("content-length", "").isdigit() and int(got["content-length"]) > len(body):
        raise http.client.IncompleteRead(body)
    if got.get("content-encoding", "identity") != "identity":
        raise ValueError("an encoding that was not asked for")
    return Reply(status=answer.status, headers=got, body=body)


def _target(place: SplitResult) -> str:
    path = quote(place.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{place.query}" if place.query else path


def _cut(open_socket: socket.socket, late: threading.Event) -> None:
    """End a connection from outside the thread that reads it: below TLS, whose state is the reader's own."""
    late.set()
    try:
        socket.socket.shutdown(open_socket, socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
