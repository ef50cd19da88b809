"""The month as its people do it in a browser: each step a click, and the clicks are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Download, Page, expect

from tests.month.city import PASSWORD, statistician, workbook


@dataclass
class Journey:
    """Somebody at a page; ``clicks`` counts what the hand does, ``started`` when he came."""

    page: Page
    base: str
    clicks: int = 0
    started: float = field(default_factory=perf_counter)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.started

    def login(self, name: str) -> None:
        self.page.goto(f"{self.base}/login")
        self.page.get_by_label("账号").fill(name)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.press("登录")
        expect(self.page.locator(".signed")).to_contain_text(name)

    def press(self, words: str, within: str = "main") -> None:
        self.clicks += 1
        self.page.locator(within).get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words: str) -> None:
        self.clicks += 1
        self.page.locator("main").get_by_role("link", name=words).first.click()

    def upload(self, *paths: Path) -> None:
        """Choose workbooks in the file dialogue and have them checked."""
        self.clicks += 1
        self.page.locator("input[type=file]").set_input_files([str(path) for path in paths])
        self.press("检查")
        self.page.wait_for_url("**check=**")
        expect(self.page.locator("main")).to_contain_text("检查结果")

    def download(self, words: str) -> Download:
        with self.page.expect_download() as told:
            self.follow(words)
        return told.value


def file_a_right_workbook(journey: Journey, code: str) -> str:
    """Log in, upload, file; return the number of the receipt."""
    journey.login(statistician(code))
    journey.upload(workbook(code))
    expect(journey.page.locator(".ready")).to_contain_text("个数字将改变")
    journey.press("报送8月月报")
    expect(journey.page.locator(".receipt")).to_contain_text("等市残联审核")
    return journey.page.locator(".receipt dd b").first.inner_text()


def be_told_every_wrong_cell(journey: Journey, code: str, wrong: Path, folder: Path) -> Path:
    """Log in, upload a wrong workbook, take the marked copy; return where it lies."""
    journey.login(statistician(code))
    journey.upload(wrong)
    expect(journey.page.locator(".ready")).to_contain_text("不能报送")
    copy = journey.download("下载批注工作簿")
    target = folder / copy.suggested_filename
    copy.save_as(target)
    return target


def file_the_mended_workbook(journey: Journey, mended: Path) -> str:
    """Upload the mended copy and file it; return the number of the receipt."""
    journey.upload(mended)
    expect(journey.page.locator(".checked")).to_contain_text("已改")
    journey.press("报送8月月报")
    return journey.page.locator(".receipt dd b").first.inner_text()


def review_everything_and_close(journey: Journey, reviewer: str, lacking: int = 0) -> int:
    """Log in, take every version that waits, close the month; return how many were taken."""
    journey.login(reviewer)
    taken = 0
    while journey.page.locator(".queue a").count():
        journey.press("采用第1版")
        expect(journey.page.locator(".said")).to_contain_text("已采用")
        taken += 1
    for place in range(lacking):
        journey.clicks += 1
        journey.page.locator(".closing input[type=text]").nth(place).fill("统计员换人，9月补报")
    journey.press("8月关账")
    expect(journey.page.locator(".closing h2")).to_contain_text("8月已关账")
    return taken
