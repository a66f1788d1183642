"""The one way out: which addresses are asked, and which never."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from tests.sources.stub_api import Asked, Told, answering

from folkways.sources.outbound import Bounds, OutboundFailed, OutboundRefused, fetched, may_be_asked

HERE = Bounds(hosts=frozenset({"127.0.0.1"}), allow_private=True)


def fine(_: Asked) -> Told:
    return 200, {}, b"[]"


INSIDE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "100.100.100.200", "2001:db8::1",
]  # fmt: skip
NEVER = ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "fd00:ec2::254",
         "100.100.100.200", "64:ff9b::a9fe:a9fe"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_machine_or_network_are_not_asked(address: str) -> None:
    assert not may_be_asked(ip_address(address), allow_private=False)


@pytest.mark.parametrize("address", NEVER)
def test_what_gives_out_a_machines_credentials_is_never_asked(address: str) -> None:
    assert not may_be_asked(ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "8.8.8.8"])
def test_public_addresses_are_asked(address: str) -> None:
    assert may_be_asked(ip_address(address), allow_private=False)


HOSTS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "LOCALHOST.", "[::1]", "0",
    "[::ffff:127.0.0.1]", "169.254.169.254", "[fe80::1]", "127。0。0。1", "①②⑦.0.0.1", "[64:ff9b::7f00:1]",
]  # fmt: skip
ODD = [
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/", "ftp://127.0.0.1:{port}/", "https://user:word@127.0.0.1:{port}/",
    "https://127.0.0.1:{port}@evil.example/", "//127.0.0.1:{port}/", "https:///x", "https://[::1", "", "http://",
    "https://127.0.0.1:99999/", "javascript:alert(1)", "http://127.0.0.1:{port}/",
]  # fmt: skip


@pytest.mark.parametrize("url", [*(f"https://{host}:{{port}}/" for host in HOSTS), *ODD])
def test_no_spelling_of_this_machine_is_asked_even_when_its_host_is_allowed(url: str) -> None:
    hosts = frozenset(host.strip("[]") for host in HOSTS)
    with answering(fine) as stub:
        with pytest.raises((OutboundRefused, OutboundFailed)) as told:
            fetched(url.replace("{port}", stub.url.rpartition(":")[2]), {}, Bounds(hosts=hosts, seconds=5))
        assert stub.asked == []
    assert isinstance(told.value, OutboundRefused) or "has no address" in told.value.problem


def test_a_host_that_was_not_told_is_not_asked() -> None:
    with answering(fine) as stub, pytest.raises(OutboundRefused, match="not one that this source may ask"):
        fetched(stub.url, {}, Bounds(hosts=frozenset({"api.example.com"}), allow_private=True))
    assert stub.asked == []


def test_a_name_that_leads_inside_is_refused_even_among_public_addresses() -> None:
    bounds = Bounds(hosts=frozenset({"rebind.example"}))
    for found in (["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["93.184.215.14", "::ffff:127.0.0.1"]):
        with pytest.raises(OutboundRefused, match="inside this machine or network"):
            fetched("https://rebind.example/", {}, bounds, resolve=lambda _host, _port, found=found: found)


def test_a_name_is_resolved_once_so_that_it_cannot_change_its_meaning() -> None:
    calls: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) == 1 else ["169.254.169.254"]

    with answering(fine) as stub:
        port = stub.url.rpartition(":")[2]
        bounds = Bounds(hosts=frozenset({"name.example"}), allow_private=True)
        assert fetched(f"http://name.example:{port}/", {}, bounds, resolve).status == 200
        assert stub.asked[0].headers["Host"] == f"name.example:{port}"
    assert calls == ["name.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "//evil.example/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(target: str) -> None:
    with answering(lambda _: (302, {"Location": target}, b"")) as stub:
        with pytest.raises(OutboundRefused):
            fetched(stub.url, {"Authorization": "Bearer x"}, HERE)
        assert len(stub.asked) == 1


def test_a_redirect_to_another_port_is_another_host() -> None:
    with answering(fine) as other, answering(lambda _: (302, {"Location": other.url}, b"")) as stub:
        with pytest.raises(OutboundRefused, match="another host"):
            fetched(stub.url, {}, HERE)
        assert other.asked == []


def test_a_redirect_on_the_same_host_is_followed_but_not_in_a_circle() -> None:
    def answer(asked: Asked) -> Told:
        return fine(asked) if asked.path == "/there" else (307, {"Location": "/there"}, b"")

    with answering(answer) as stub:
        assert fetched(stub.url + "/here", {}, HERE).body == b"[]"
    with (
        answering(lambda _: (302, {"Location": "/again"}, b"")) as stub,
        pytest.raises(OutboundFailed, match="circle"),
    ):
        fetched(stub.url, {}, HERE)


def test_an_answer_beyond_the_size_is_refused() -> None:
    small = Bounds(hosts=HERE.hosts, allow_private=True, most_bytes=1000)
    with (
        answering(lambda _: (200, {}, b"x" * 1001)) as stub,
        pytest.raises(OutboundRefused, match="1,000 bytes"),
    ):
        fetched(stub.url, {}, small)


def test_an_answer_that_drips_ends_with_the_time() -> None:
    def drip(_: Asked) -> Told:
        time.sleep(0.2)
        return 200, {}, b"[]"

    with answering(drip) as stub, pytest.raises(OutboundFailed, match="does not answer"):
        fetched(stub.url, {}, Bounds(hosts=HERE.hosts, allow_private=True, seconds=0.05))


def test_an_answer_that_was_cut_off_is_no_answer() -> None:
    with answering(lambda _: (200, {"Content-Length": "100"}, b"[")) as stub, pytest.raises(OutboundFailed):
        fetched(stub.url, {}, HERE)


def test_a_header_with_a_line_break_is_never_sent() -> None:
    with answering(fine) as stub, pytest.raises(OutboundFailed) as told:
        fetched(stub.url, {"Authorization": "Bearer a\r\nHost: b"}, HERE)
    assert "Bearer" not in str(told.value)
    assert stub.asked == []


def test_the_query_of_an_address_is_not_told_in_errors() -> None:
    with pytest.raises(OutboundRefused) as told:
        fetched("http://api.example.com/v1?key=canary", {}, Bounds(hosts=frozenset({"api.example.com"})))
    assert "canary" not in str(told.value)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for `localhost` that nobody has signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return folder / "cert.pem", folder / "key.pem"


def test_a_certificate_is_checked_against_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(fine, certificate=certificate(tmp_path)) as stub:
        url = stub.url.replace("127.0.0.1", "localhost")
        bounds = Bounds(hosts=frozenset({"localhost", "other.example"}), allow_private=True)
        with pytest.raises(OutboundFailed):
            fetched(url, {}, bounds)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        assert fetched(url, {}, bounds, lambda _host, _port: ["127.0.0.1"]).status == 200
        with pytest.raises(OutboundFailed):
            fetched(url.replace("localhost", "other.example"), {}, bounds, lambda _host, _port: ["127.0.0.1"])
        assert len(stub.asked) == 1
