"""Looking at a file in the browser: chosen or dropped, told, refused; nothing of it stays."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Open
from tests.browser.test_access import violations

VISITS = "customer_id,Full Name,age,at,page\n" + "".join(
    f"{n % 9},Ann Smith,{30 + n % 40},2024-03-0{1 + n % 8}T10:00:00Z,page {n % 4}\n" for n in range(60)
)
DROP = """(element, [name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}"""


def section(page: Page) -> Locator:
    return page.get_by_role("region", name="Look at a file")


def test_a_chosen_file_is_told_and_its_lines_can_be_taken(open_screen: Open, project: Path) -> None:
    page = open_screen("data")
    chosen = {"name": "visits.csv", "mimeType": "text/csv", "buffer": (VISITS + "7,odd\n").encode()}
    section(page).get_by_label("Choose a file").set_input_files(chosen)
    told = section(page)
    expect(told.get_by_role("heading", name="visits: 61 rows, taken for events")).to_be_visible(
        timeout=60_000
    )
    expect(told).to_contain_text("60 would be loaded, 1 rows or values would not fit.")
    columns = told.get_by_role("group", name="Columns of visits")
    expect(columns.get_by_role("row", name="Full Name")).to_contain_text("personal")
    expect(columns.get_by_role("row", name="customer_id")).to_contain_text("identifies")
    told.get_by_text("First 50 rows").click()
    expect(told.get_by_role("group", name="First rows of visits").get_by_role("row")).to_have_count(51)
    expect(told).not_to_contain_text("Ann Smith")
    expect(told.get_by_role("group", name="Lines for folkways.toml")).to_contain_text(
        'files = ["visits.csv"]'
    )
    assert violations(page, project) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page, project) == []


def test_a_dropped_file_that_cannot_be_read_is_refused_with_a_reason(
    open_screen: Open, project: Path, faults: list[str]
) -> None:
    page = open_screen("data")
    section(page).locator(".drop").evaluate(DROP, ["nul.csv", "customer_id,at\n1,\0\0\n"])
    expect(section(page)).to_contain_text("holds NUL characters", timeout=60_000)
    assert violations(page, project) == []
    (told,) = faults  # the browser itself notes an answer of 400
    assert "400" in told
    faults.clear()
