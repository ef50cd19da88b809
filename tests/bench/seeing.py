"""What a visitor sees, and when: the overview beside a page written by hand, in one run.

The floor (``floor.py``) has the same content as bare HTML from the same server program; a plain
page of Dash (``tutorial.py``) shows the field. Views of the three alternate, so that whatever
else the machine does touches all alike; every ratio is of medians of the same run.
"""

from __future__ import annotations

import shutil
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dashboard.selection import address
from etl.services import completion, plans
from etl.services.database import Database
from tests.bench.measuring import empty_database, load_sample
from tests.bench.serving import as_started, waitress
from tests.bench.watching import Received, Seen, Site, Wire, told, visitor, watch
from tests.conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES

TIMES = 9
_SELDOM = 3  # the field is so far away that a few views show it
_ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
_TITLES = {
    "cold": "cold (new visitor)",
    "warm": "warm (second visit)",
    "reload": "reload",
    "before": "month by link, before the take-over",
    "after": "month by link, after the take-over",
}
Views = dict[tuple[str, str], list[Seen]]
"""(site, way of viewing) -> one view per round."""


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with empty_database() as (database, url), ExitStack() as stack:
        load_sample(database)
        ours, _ = stack.enter_context(as_started(url))
        floor, _ = stack.enter_context(waitress("floor", url))
        tutorial, _ = stack.enter_context(waitress("tutorial", url))
        sites = _sites(database, {"ours": ours, "floor": floor, "plain Dash": tutorial})
        browser = stack.enter_context(_chromium())
        yield from _sizes(browser, sites)
        yield from _project_page(browser, database, ours)
        views = _rounds(browser, sites, _other_month(database))
    yield from _table(views)
    yield from _steadiness(views)


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        raise FileNotFoundError("Chromium is not installed")
    rules = [item for item in CHROMIUM_ARGUMENTS if "host-resolver" not in item]
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=Path(found), args=[*rules, _ONLY_HERE])
        yield browser
        browser.close()


def _sites(database: Database, addresses: Mapping[str, str]) -> list[Site]:
    month = completion.latest_month(database)
    found = plans.plan_in_force(database, month) if month else None
    if found is None:
        raise LookupError("no figures")
    projects = len(found.plan.projects)
    regions = len(found.plan.tree.children(found.plan.root))
    rows = (
        f'count(".progress tbody tr") >= {projects} && count(".matrix tbody tr") >= {regions}'
        ' && document.readyState !== "loading"'
    )
    drawn = (
        f'count(".barlayer .point path") >= {2 * projects}'
        f' && count(".heatmaplayer image, .imagelayer image") > 0'
    )
    return [
        Site("ours", addresses["ours"] + "/", rows, taken=True),
        Site("floor", addresses["floor"] + "/", rows),
        Site("plain Dash", addresses["plain Dash"] + "/", drawn),
    ]


def _other_month(database: Database) -> str:
    """Return the address of the overview of a month in the middle of what there is."""
    latest = completion.latest_month(database)
    months = completion.accepted_months(database, latest.year) if latest else ()
    return address("/", months[len(months) // 2])


# ---- bytes


def _sizes(browser: Browser, sites: Sequence[Site]) -> Iterator[str]:
    for site in sites:
        with visitor(browser) as page:
            wire = Wire(page)
            page.goto(site.address)
            page.wait_for_load_state("networkidle")
            cold, many = wire.total, len(wire.received)
            own = sum(item.size for item in wire.received if item.url == site.address) / 1000
            yield f"{site.name}: {cold / 1000:.1f} kB in {many} answers, cold; document {own:.1f} kB"
            before = len(wire.received)
            page.reload()
            page.wait_for_load_state("networkidle")
            again = wire.received[before:]
            yield f"  reload of the unchanged page: {_reloaded(again, site)}"


def _reloaded(again: Sequence[Received], site: Site) -> str:
    status = next((item.status for item in again if item.url == site.address), 0)
    size = sum(item.size for item in again)
    return f"status {status}, {size / 1000:.1f} kB over the wire in all"


def _project_page(browser: Browser, database: Database, ours: str) -> Iterator[str]:
    """Count what comes before the first script that only charts need."""
    found = plans.newest_plan(database)
    if found is None:
        return
    with visitor(browser) as page:
        wire = Wire(page)
        page.goto(f"{ours}/project/{found.plan.projects[0].code}")
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(1000)
        page.wait_for_load_state("networkidle")
    charts = [item for item in wire.received if "plotly" in item.url]
    before = sum(item.size for item in wire.received if item not in charts)
    words = f"then {sum(item.size for item in charts) / 1000:.1f} kB" if charts else "no chart yet"
    yield f"a project's page: {before / 1000:.1f} kB without plotly.js, {words}, cold"


# ---- time


def _rounds(browser: Browser, sites: Sequence[Site], month: str) -> Views:
    """View every site in every way, round by round; the first round warms up and is dropped."""
    views: Views = defaultdict(list)
    for number in range(TIMES + 1):
        for site in sites:
            if site.name == "plain Dash" and number % _SELDOM != 1:
                continue
            for way, seen in _visit(browser, site, month):
                if number:
                    views[site.name, way].append(seen)
    return views


def _visit(browser: Browser, site: Site, month: str) -> Iterator[tuple[str, Seen]]:
    with visitor(browser) as page:
        watch(page, site)
        page.goto(site.address, wait_until="commit")
        yield "cold", told(page)
        page.goto("about:blank")
        page.goto(site.address, wait_until="commit")
        yield "warm", told(page)
        page.reload(wait_until="commit")
        yield "reload", told(page)
    if site.name == "plain Dash":
        return
    for way, moment in (("before", "whole"), ("after", "taken")):
        with visitor(browser) as page:
            watch(page, site, moment, f'nav a[href="{month}"]')
            page.goto(site.address, wait_until="commit")
            yield way, told(page, left=True)


def _table(views: Views) -> Iterator[str]:
    """Yield the lines of time; a busy machine spoils medians more than the fastest view."""
    yield f"milliseconds until all content is painted, medians of {TIMES} (fastest):"
    for way, title in _TITLES.items():
        ours, floor = views["ours", way], views["floor", way]
        middle = _median(ours, _painted) / _median(floor, _painted)
        fastest = min(map(_painted, ours)) / min(map(_painted, floor))
        line = f"{title}: ours {_range(ours, _painted)}, floor {_range(floor, _painted)}"
        line += f": {middle:.2f} x ({fastest:.2f} x); taken over {_range(ours, _taken)}"
        if tutorial := views.get(("plain Dash", way)):
            line += f"; plain Dash {_range(tutorial, _painted)} of {len(tutorial)}"
        yield line


def _painted(seen: Seen) -> float:
    return seen.painted


def _taken(seen: Seen) -> float:
    return seen.taken


def _median(seen: Sequence[Seen], value: Callable[[Seen], float]) -> float:
    return statistics.median(map(value, seen))


def _range(seen: Sequence[Seen], value: Callable[[Seen], float]) -> str:
    return f"{_median(seen, value):.0f} ({min(map(value, seen)):.0f})"


def _steadiness(views: Views) -> Iterator[str]:
    for name in dict.fromkeys(name for name, _ in views):
        seen = [item for (own, _), items in views.items() if own == name for item in items]
        shifts = [value for item in seen for value in item.shifts]
        yield (
            f"{name}: {len(seen)} views, {sum(item.frames for item in seen)} frames since the "
            f"conclusion, {sum(item.without for item in seen)} without it, "
            f"{sum(item.doubled for item in seen)} with two; {len(shifts)} shifts of layout, "
            f"largest {max(shifts, default=0):.5f}"
        )
