"""The month's journeys in a real browser, by role: how long, how many clicks; no person's thinking.

The workbook with twelve errors is mended in a real LibreOffice between the two uploads; that
time is told apart, since it is the office suite's.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

import openpyxl
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.serving import as_started
from tests.conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES
from tests.month import mend_in_office
from tests.month.city import CITY, COUNTIES, before_august, workbook
from tests.month.journeys import (
    Journey,
    be_told_every_wrong_cell,
    file_a_right_workbook,
    file_the_mended_workbook,
    review_everything_and_close,
)
from tests.month.test_journeys import TWELVE, wrong_workbook

CHANGLI = "130322"
SYSTEM_PYTHON = "/usr/bin/python3"
_ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        database = before_august(folder)
        url = str(database.engine.url)
        database.close()
        base, _ = stack.enter_context(as_started(url))
        browser = stack.enter_context(chromium())
        yield from _counties(browser, base, folder)
        yield from _city(browser, base)


def _counties(browser: Browser, base: str, folder: Path) -> Iterator[str]:
    journey = Journey(visitor(browser), base)
    file_a_right_workbook(journey, "130302")
    yield f"county, a right workbook: {journey.seconds:.1f} s, {journey.clicks} clicks after login's"
    journey = Journey(visitor(browser), base)
    marked = be_told_every_wrong_cell(journey, CHANGLI, wrong_workbook(folder), folder)
    told = journey.page.locator(".findings tbody tr").count()
    at = perf_counter()
    mended = _mended(marked, folder)
    office = perf_counter() - at
    file_the_mended_workbook(journey, mended)
    yield (
        f"county, {len(TWELVE)} errors ({told} lines told), mended in LibreOffice: "
        f"{journey.seconds - office:.1f} s and {office:.1f} s of LibreOffice, {journey.clicks} clicks"
    )
    started = perf_counter()
    rest = [code for code in COUNTIES if code not in ("130302", CHANGLI)]
    for code in rest:
        file_a_right_workbook(Journey(visitor(browser), base), code)
    yield f"the other {len(rest)} counties one after another: {perf_counter() - started:.1f} s"


def _city(browser: Browser, base: str) -> Iterator[str]:
    journey = Journey(visitor(browser), base)
    taken = review_everything_and_close(journey, CITY)
    yield (
        f"city, {taken} counties taken one by one and the month closed: "
        f"{journey.seconds:.1f} s, {journey.clicks} clicks"
    )


def _mended(marked: Path, folder: Path) -> Path:
    """Type what is right into the cells that were told, in LibreOffice."""
    right = openpyxl.load_workbook(workbook(CHANGLI))["月报"]
    cells = [f"{cell}={'' if right[cell].value is None else right[cell].value}" for cell in TWELVE]
    target = folder / "改好.xlsx"
    subprocess.run(
        [SYSTEM_PYTHON, mend_in_office.__file__, str(marked), str(target), *cells],
        check=True,
        timeout=300,
    )
    return target


def visitor(browser: Browser) -> Page:
    """Return a page of somebody who has not been there before."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    return context.new_page()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium, which reaches this machine only."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        raise SystemExit("Chromium is not installed")
    arguments = [item for item in CHROMIUM_ARGUMENTS if "host-resolver" not in item]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*arguments, _ONLY_HERE])
        yield browser
        browser.close()
