"""The report: one file, nothing in it can break out of its place, nothing asks the network."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixtures.shop import documents, every_text, lay_out

from folkways.errors import EvidenceError, PagesMissing
from folkways.export.html import TEMPLATE, embedded, pages, policy, report, write_report

SMALL = """<!doctype html><html><head><meta charset="utf-8"><style>p{}</style>
<script type="module" crossorigin>run()</script></head><body><div id="app"></div>
<script id="folkways-report" type="application/json"></script></body></html>"""
ATTACKS = ("</script><script>alert(1)</script>", "<!--<script>", "-->", "]]>", "<b>&amp;\u2028", "'\"`${x}")


class Elements(HTMLParser):
    """The tags of a page and the text inside its scripts, as a browser's parser splits them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script":
            self.inside.append(data)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.html"
    path.write_text(SMALL)
    return path


def data_of(text: str) -> object:
    place = re.search(r'<script id="folkways-report" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert place is not None
    return json.loads(place[1])


def test_every_document_stands_under_the_path_that_the_server_gives_it(
    tmp_path: Path, template: Path
) -> None:
    written = write_report(lay_out(tmp_path), tmp_path / "out" / "report.html", template)
    found = data_of(written.read_text(encoding="utf-8"))
    assert found == {f"/api/{path.removesuffix('.json')}": page for path, page in documents().items()}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_ends_its_element_or_begins_another(tmp_path: Path, template: Path, attack: str) -> None:
    poisoned = every_text(documents(), lambda _, text: text + attack)
    written = write_report(lay_out(tmp_path, poisoned), tmp_path / "report.html", template)
    text = written.read_text(encoding="utf-8")
    assert Elements(text).tags == ["html", "head", "meta", "meta", "style", "script", "body", "div", "script"]
    assert data_of(text) == pages(tmp_path / "snapshots" / "snp_inventedshop" / "documents")


@given(st.dictionaries(st.text(), st.text()))
def test_whatever_is_embedded_reads_back_and_holds_no_markup(found: dict[str, object]) -> None:
    text = embedded(found)
    assert json.loads(text) == found
    assert not set("<>&\u2028\u2029") & set(text)


def test_the_policy_allows_the_files_own_script_and_style_only() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy(SMALL).split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert len(rules["script-src"].split()) == len(rules["style-src"].split()) == 1
    assert "connect-src" not in rules


def test_the_built_page_names_no_address_that_a_browser_would_fetch() -> None:
    if not TEMPLATE.is_file():
        pytest.fail("The pages are not built: make web.")
    text = report(TEMPLATE.read_text(encoding="utf-8"), {"/api/home": {}})
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', text) == []
    assert re.findall(r"url\((?!['\"]?data:)", text) == []


def test_an_older_report_is_replaced_whole_and_nothing_is_left_beside_it(
    tmp_path: Path, template: Path
) -> None:
    target = tmp_path / "out" / "report.html"
    target.parent.mkdir()
    target.write_text("an older report")
    write_report(lay_out(tmp_path), target, template)
    assert "an older report" not in target.read_text()
    assert [file.name for file in target.parent.iterdir()] == ["report.html"]


def test_two_exports_are_the_same_bytes(tmp_path: Path, template: Path) -> None:
    folder = lay_out(tmp_path)
    first, second = (
        write_report(folder, tmp_path / name, template).read_bytes() for name in ("a.html", "b.html")
    )
    assert first == second


def test_missing_pages_and_missing_documents_are_told(tmp_path: Path, template: Path) -> None:
    with pytest.raises(PagesMissing) as told:
        write_report(lay_out(tmp_path), tmp_path / "report.html", tmp_path / "none.html")
    assert "make web" in told.value.hint
    with pytest.raises(EvidenceError, match="no documents"):
        write_report(tmp_path / "nowhere", tmp_path / "report.html", template)
