"""Each role's own way through the month in a real Chromium, first click to last."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from etl.services.database import Database
from etl.services.filings import filings
from tests.browser.axe import bring_axe, violations
from tests.month.city import CITY, COUNTIES, SECOND, workbook
from tests.month.journeys import (
    Journey,
    be_told_every_wrong_cell,
    file_a_right_workbook,
    file_the_mended_workbook,
    review_everything_and_close,
)
from tests.month.person import Person

CHANGLI = "130322"
TWELVE: dict[str, str | int | float] = {
    "G7": "约86", "H8": 1203.5, "H9": 20, "H10": 300, "G11": "十一", "G12": "x", "H13": "（214）",
    "H14": 40, "J15": "23.5元", "G16": -7, "G17": "?", "H18": "无数",
}  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, object]:
    size = getattr(request, "param", (1440, 900))
    return {"locale": "zh-CN", "viewport": {"width": size[0], "height": size[1]}}


def no_violations(page: Page) -> None:
    bring_axe(page)
    assert violations(page, ".nothing-is-repeated") == []


def wrong_workbook(folder: Path) -> Path:
    book = openpyxl.load_workbook(workbook(CHANGLI))
    for cell, value in TWELVE.items():
        book["月报"][cell] = value
    path = folder / "昌黎县8月.xlsx"
    book.save(path)
    return path


def mend(marked: Path, folder: Path) -> Path:
    """Put right what the marked copy points at, as its owner would."""
    right = openpyxl.load_workbook(workbook(CHANGLI))["月报"]
    book = openpyxl.load_workbook(marked)
    for cell in TWELVE:
        book["月报"][cell] = right[cell].value
    path = folder / "昌黎县8月改好.xlsx"
    book.save(path)
    return path


def test_a_right_workbook_is_filed_with_four_clicks(page: Page, site: str, city: Database) -> None:
    journey = Journey(page, site)
    assert file_a_right_workbook(journey, CHANGLI) == "130322-202108-01"
    assert journey.clicks == 4
    no_violations(page)


def test_twelve_errors_are_known_after_one_upload_and_mended_after_one_more(
    page: Page, site: str, city: Database, tmp_path: Path
) -> None:
    journey = Journey(page, site)
    marked = be_told_every_wrong_cell(journey, CHANGLI, wrong_workbook(tmp_path), tmp_path)
    told = page.locator(".findings tbody tr").count()
    assert told == len(TWELVE)
    no_violations(page)
    page.reload()
    assert page.locator(".findings tbody tr").count() == told, "a check survives a reload"
    assert file_the_mended_workbook(journey, mend(marked, tmp_path)) == "130322-202108-01"
    assert [item.state for item in filings(city, CHANGLI, 2021)][-1] == "submitted"


def test_the_reviewer_takes_what_waits_and_closes_the_month(
    page: Page, site: str, city: Database
) -> None:
    for code in list(COUNTIES)[:3]:
        person = Person(site, f"{COUNTIES[code]}统计员")
        _, number = person.check(workbook(code))
        person.file(number)
    journey = Journey(page, site)
    journey.login(CITY)
    no_violations(page)
    page.locator("a[data-pin]").first.click()
    expect(page.locator(".pins textarea")).to_be_focused()
    page.locator(".pins textarea").fill("请核对")
    page.locator(".pins").get_by_role("button", name="取下").click()
    expect(page.locator(".pins textarea")).to_have_count(0)
    assert review_everything_and_close(journey, SECOND, lacking=6) == 3
    no_violations(page)


@pytest.mark.parametrize("context_options", [(390, 844)], indirect=True)
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("昌黎县统计员", "/submit"),
        (CITY, "/review"),
        ("管理员", "/admin"),
        ("新闻办赵敏", "/briefing"),
    ],
)
def test_the_pages_fit_a_phone_and_are_accessible_there(
    page: Page, site: str, city: Database, who: str, path: str
) -> None:
    if path == "/review":
        person = Person(site, "昌黎县统计员")
        person.file(person.check(workbook(CHANGLI))[1])
    Journey(page, site).login(who)
    page.goto(site + path)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, f"{path} is {width} wide"
    no_violations(page)


def test_the_filing_page_works_without_scripts(
    browser: object, site: str, city: Database, new_visitor: Callable[..., Page]
) -> None:
    page = new_visitor(java_script_enabled=False)
    journey = Journey(page, site)
    assert file_a_right_workbook(journey, CHANGLI) == "130322-202108-01"


@pytest.fixture
def new_visitor(browser):
    made = []

    def of(**options: object) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        made.append(context)
        return context.new_page()

    yield of
    for context in made:
        context.close()
