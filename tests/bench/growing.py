"""What a page costs in a small city and in a large one: made anew, from memory, over the wire.

A view from memory should cost the same everywhere; making a page anew should not grow with
counties times months. The first view after a change of the data pays for the page alone: the
program has been running for a while. All is CPU time of the one process, database included,
so that a busy machine changes little.
"""

from __future__ import annotations

import cProfile
import gzip
import pstats
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard.selection import address, project_path, region_path
from etl.domain.period import Month
from etl.services.database import Database
from tests.bench.large_city import (
    FIRST_PROJECT,
    MONTHS,
    YEAR,
    between_code,
    change,
    county_code,
    large_plan,
    store_city,
)
from tests.bench.measuring import empty_database
from tests.reading import open_server

SIZES = ((9, 0), (170, 0), (2850, 170))
FIRST, AGAIN, TOP = 3, 100, 20
SLOW = 5.0  # seconds, above which a view is not made anew again and again
PROFILED = 170


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds of a view made anew, in a year's first month and its latest, and from memory.

    ``size`` is the compressed document in bytes, ``layout`` what Dash's client fetches of it.
    """

    january: float
    anew: float
    memory: float
    size: int
    layout: int


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    costs: dict[tuple[int, str], Cost] = {}
    for submitting, between in SIZES:
        with empty_database() as (database, _):
            stored = cpu(partial(store_city, database, large_plan(submitting, between)))
            yield f"{submitting} counties, {MONTHS} months: stored in {stored:.1f} s"
            client = open_server(database).test_client()
            client.get("/help")
            for name, path in _paths(between).items():
                cost = _cost(database, client, path)
                costs[submitting, name] = cost
                yield _line(costs, submitting, name)
            if submitting == PROFILED:
                profiles = _profiles(database, client, _paths(between))
    yield from profiles


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _paths(between: int) -> Mapping[str, str]:
    """Return the pages to view by name; with three levels also one in the middle."""
    middle = {"region between": region_path(between_code(1))} if between else {}
    return {
        "overview": "/",
        "project": project_path(FIRST_PROJECT),
        "county": region_path(county_code(1)),
        **middle,
    }


def _cost(database: Database, client: Any, path: str) -> Cost:
    first = _anew(database, client, path)
    times = 1 if first > SLOW else FIRST
    memory = [cpu(partial(client.get, path)) for _ in range(AGAIN)]
    layout = client.get("/_dash-layout", query_string={"page": path}).get_data()
    size = len(gzip.compress(client.get(path).get_data()))
    january = [_anew(database, client, address(path, Month(YEAR, 1))) for _ in range(times)]
    more = [_anew(database, client, path) for _ in range(times - 1)]
    return Cost(
        january=1000 * statistics.median(january),
        anew=1000 * statistics.median([first, *more]),
        memory=1000 * statistics.fmean(memory),
        size=size,
        layout=len(gzip.compress(layout)),
    )


def _anew(database: Database, client: Any, path: str) -> float:
    change(database)
    return cpu(partial(_view, client, path))


def _view(client: Any, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path}: status {status}")


def _line(costs: Mapping[tuple[int, str], Cost], submitting: int, name: str) -> str:
    cost, small = costs[submitting, name], costs.get((SIZES[0][0], name))
    line = (
        f"{submitting} counties, {name}: anew {cost.anew:.0f} ms (January {cost.january:.0f}), "
        f"from memory {cost.memory:.2f} ms, {cost.size / 1000:.1f} kB and layout "
        f"{cost.layout / 1000:.1f} kB"
    )
    if small is None or small is cost:
        return line
    return line + (
        f"; to {SIZES[0][0]} counties: anew {cost.anew / small.anew:.1f} x, "
        f"from memory {cost.memory / small.memory:.2f} x, size {cost.size / small.size:.1f} x"
    )


def _profiles(database: Database, client: Any, paths: Mapping[str, str]) -> list[str]:
    """Return where the time goes: our functions by their time with what they call."""
    lines = []
    for name, path in paths.items():
        change(database)
        profile = cProfile.Profile()
        profile.runcall(_view, client, path)
        lines.append(f"{name} of {PROFILED} counties made anew, by the profiler:")
        lines += _top(pstats.Stats(profile))
    return lines


def _top(stats: pstats.Stats) -> Iterator[str]:
    table: Mapping[Any, Any] = stats.stats  # type: ignore[attr-defined]
    own = [item for item in table.items() if any(part in item[0][0] for part in _OWN)]
    for (file, _, function), (_, calls, inside, total, _) in sorted(
        own, key=lambda item: item[1][3], reverse=True
    )[:TOP]:
        place = "/".join(file.rsplit("/", 3)[-3:])
        yield f"  {total:.2f} s ({inside:.2f} itself), {calls} calls: {place} {function}"


_OWN = ("/dashboard/", "/etl/")
