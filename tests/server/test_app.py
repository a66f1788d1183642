"""The site: documents of the current snapshot, one envelope for every fault, and the guard before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.shop import SNAPSHOT, documents, lay_out

from folkways.server import app

HOST = "http://127.0.0.1"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path


@pytest.fixture
def client(shop: Path) -> TestClient:
    return TestClient(app(shop), base_url=HOST, raise_server_exceptions=False)


@pytest.mark.parametrize("path", sorted(documents()))
def test_every_document_is_served_as_it_lies_in_the_snapshot(
    path: str, client: TestClient, shop: Path
) -> None:
    answer = client.get(f"/api/{path.removesuffix('.json')}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == (shop / "snapshots" / SNAPSHOT / "documents" / path).read_bytes()


def test_a_document_bears_the_snapshots_id_and_is_sent_once(client: TestClient) -> None:
    tag = client.get("/api/home").headers["etag"]
    assert tag == f'"{SNAPSHOT}"'
    again = client.get("/api/home", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_snapshot_is_served_without_a_restart(client: TestClient, shop: Path) -> None:
    lay_out(shop, documents() | {"home.json": {"name": "Later"}}, snapshot="snp_laterlaterer")
    answer = client.get("/api/home", headers={"if-none-match": f'"{SNAPSHOT}"'})
    assert answer.json() == {"name": "Later"}
    assert answer.headers["etag"] == '"snp_laterlaterer"'


ENVELOPE = {"code", "problem", "hint"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/personas/psn_evening-tran", 404, "unknown-name"),
        ("GET", "/api/journeys/jny_none", 404, "unknown-name"),
        ("GET", "/api/personas/PSN", 404, "unknown-name"),
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/nothing.js", 404, "not-found"),
        ("POST", "/api/home", 405, "method-not-allowed"),
        ("DELETE", "/api/personas/psn_evening-tram", 405, "method-not-allowed"),
        ("PUT", "/", 405, "method-not-allowed"),
    ],
)
def test_every_fault_comes_in_one_envelope(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == ENVELOPE
    assert answer.json()["code"] == code


def test_a_name_that_is_nearly_right_gets_the_right_one_as_a_hint(client: TestClient) -> None:
    told = client.get("/api/personas/psn_evening-tran").json()
    assert told["problem"] == "No persona 'psn_evening-tran'."
    assert "Did you mean 'psn_evening-tram'?" in told["hint"]


@pytest.mark.parametrize("left", ["nothing", "no-current", "no-folder", "a-path"])
def test_without_a_finished_snapshot_the_hint_says_how_to_build_one(shop: Path, left: str) -> None:
    current = shop / "current"
    match left:
        case "nothing":
            current.unlink()
        case "no-current":
            current.write_text("")
        case "no-folder":
            current.write_text("snp_gone")
        case _:
            current.write_text("../../etc")
    answer = TestClient(app(shop), base_url=HOST).get("/api/home")
    assert answer.status_code == 503
    assert answer.json()["code"] == "no-snapshot"
    assert "folkways build" in answer.json()["hint"]


SECRET = "outside.json"


@pytest.mark.parametrize(
    "path",
    [
        f"/api/personas/..%2f..%2f..%2f..%2f{SECRET.removesuffix('.json')}",
        f"/api/personas/%2e%2e%2f{SECRET}",
        "/api/personas/..",
        "/api/personas/%00",
        "/api/personas/....//",
        "/api/journeys/..%5c..%5coutside",
        "/..%2f..%2f..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/assets/..%2f..%2fserver/app.py",
    ],
)
def test_no_path_leads_out_of_the_snapshot_or_the_pages(client: TestClient, shop: Path, path: str) -> None:
    (shop / SECRET).write_text('"secret"')
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert set(answer.json()) == ENVELOPE
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", ""]
)
def test_a_host_that_is_not_this_machine_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/home", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown-host"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8321", "localhost:1", "[::1]", "[::1]:8321"])
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/", "/api/home", "/api/nothing", "/healthz"])
def test_every_answer_holds_the_browser_back(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_unexpected_tells_its_kind_but_not_its_inside(client: TestClient, shop: Path) -> None:
    home = shop / "snapshots" / SNAPSHOT / "documents" / "home.json"
    (shop / "current").write_bytes(b"\xff\xfe")
    answer = client.get("/api/home")
    assert answer.status_code == 500
    assert answer.json()["code"] == "unexpected"
    assert str(home.parent) not in answer.text


def test_the_pages_of_an_api_browser_load_nothing_from_elsewhere(client: TestClient) -> None:
    assert client.get("/docs").status_code == 404
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/home", "/api/personas", "/api/personas/{name}", "/api/journeys", "/api/journeys/{name}",
        "/api/quality", "/api/measures", "/api/voices", "/api/surveys", "/api/answers", "/api/drivers",
        "/api/gaps", "/api/care", "/api/preview", "/healthz", "/v1/{kind}",
    }  # fmt: skip


def test_the_reference_names_every_address(client: TestClient, project: Path) -> None:
    page = (project / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    paths = client.get("/api/openapi.json").json()["paths"]
    assert [path for path in paths if f"| `{path}` |" not in page] == []
