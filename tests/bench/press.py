"""From click to Word file, and what making, opening and writing out a release costs by size.

The clicks are a real Chromium's on a server of its own; times of papers are of one process, the
first with its imports and the best of the next. Fonts are what the Word file names.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from etl.domain.period import Month
from etl.services.briefing import Options, article_of
from etl.services.database import Database
from etl.services.papers import Asked, paper_file
from etl.services.released import open_release
from tests.bench.journeys import chromium, visitor
from tests.bench.large_city import MONTHS, YEAR, large_plan, store_city
from tests.bench.measuring import empty_database
from tests.bench.serving import as_started
from tests.month.city import give_accounts
from tests.month.journeys import Journey
from tests.release.journeys import to_a_word_file
from tests.release.months import closed_and_released, released, sample

PRESS = "新闻办赵敏"
PAPERS = [*(("press", kind) for kind in ("txt", "docx", "xlsx", "pptx")), ("bulletin", "docx"),
          ("supervision", "docx"), ("figures", "csv")]  # fmt: skip
SIZES = ((170, 0), (2850, 170))
AGAIN = 3


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with tempfile.TemporaryDirectory() as name:
        database = sample(Path(name))
        give_accounts(database)
        yield from _made(database, "sample, 9 counties")
        url = str(database.engine.url)
        yield from _written(database)
        database.close()
        yield from _clicked(url, Path(name))
    for submitting, between in SIZES:
        with empty_database() as (database, _):
            store_city(database, large_plan(submitting, between))
            yield from _made(database, f"{submitting:,} regions that file", Month(YEAR, MONTHS))


def _made(database: Database, what: str, month: Month | None = None) -> Iterator[str]:
    started = perf_counter()
    release = released(database, month) if month else closed_and_released(database)
    made = perf_counter() - started
    started = perf_counter()
    opened = open_release(database, release.id)
    thawed = perf_counter() - started
    started = perf_counter()
    article_of(opened.facts(), Options("full"))
    composed = perf_counter() - started
    yield (
        f"{what}: made in {made:.2f} s, holds {opened.size / 1000:,.0f} kB, opened in "
        f"{thawed:.2f} s, full text in {composed:.2f} s"
    )


def _written(database: Database) -> Iterator[str]:
    opened = open_release(database, "2021-08-1")
    for paper, kind in PAPERS:
        started = perf_counter()
        data = paper_file(database, opened, Asked(paper, kind))
        first = perf_counter() - started
        best = min(_again(database, opened, paper, kind) for _ in range(AGAIN))
        yield f"{paper}.{kind}: {len(data) / 1000:.1f} kB, first {first:.2f} s, then {best:.2f} s"
        if (paper, kind) == ("press", "docx"):
            yield f"fonts named in it, none embedded: {'、'.join(_fonts(data))}"


def _again(database: Database, opened: object, paper: str, kind: str) -> float:
    started = perf_counter()
    paper_file(database, opened, Asked(paper, kind))  # type: ignore[arg-type]
    return perf_counter() - started


def _fonts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".xml")
        )
    return sorted(set(re.findall(r'w:eastAsia="([^"]+)"', text)) - {"zh-CN"})


def _clicked(url: str, folder: Path) -> Iterator[str]:
    with ExitStack() as stack:
        base, _ = stack.enter_context(as_started(url))
        browser = stack.enter_context(chromium())
        journey = Journey(visitor(browser), base)
        to_a_word_file(journey, PRESS, folder)
        yield f"press, login to Word file: {journey.seconds:.1f} s, {journey.clicks} clicks"
        for what in ("again", "for one county"):
            if what == "for one county":
                journey.page.goto(f"{base}/briefing?release=2021-08-1&region=130322")
            started = perf_counter()
            journey.download("下载Word通稿")
            yield f"click to Word file {what}: {perf_counter() - started:.2f} s"
