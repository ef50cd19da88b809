"""From a question to a Word file: the press officer's clicks, counted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.month.journeys import Journey


def to_a_word_file(journey: Journey, name: str, folder: Path) -> Path:
    """Log in and take the Word text of the latest release; return where it lies."""
    journey.login(name)
    journey.page.goto(f"{journey.base}/briefing")
    expect(journey.page.locator("h1")).to_contain_text("新闻材料")
    taken = journey.download("下载Word通稿")
    target = folder / taken.suggested_filename
    taken.save_as(target)
    return target


def to_the_origin_of_a_number(journey: Journey, number: str) -> str:
    """Click a number of the text; return the title of the page that explains it."""
    journey.clicks += 1
    journey.page.locator(".article").get_by_role("link", name=number, exact=True).first.click()
    expect(journey.page.locator("h1")).to_contain_text("从哪里来")
    return journey.page.locator("h1").inner_text()
