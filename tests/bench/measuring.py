"""Clocks and temporary databases for the measurements."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.services.database import Database, connect, prepare
from etl.services.files import sources
from etl.services.plans import import_plan
from etl.services.submit import Order, load_files

DATA = Path(__file__).parents[2] / "data"
PLAN = DATA / "plan" / "2021.xlsx"
SUBMISSIONS = DATA / "submissions"


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], times: int) -> float:
    """Return the median wall time of several calls."""
    return statistics.median(seconds(work) for _ in range(times))


@contextmanager
def empty_database() -> Iterator[tuple[Database, str]]:
    """Give a prepared SQLite database in a folder of its own, with its URL."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        database = connect(url)
        prepare(database)
        try:
            yield database, url
        finally:
            database.close()


def load_sample(database: Database) -> None:
    """Load the sample plan and file its workbooks, as the first start does."""
    import_plan(database, PLAN, "bench")
    load_files(database, sources([str(SUBMISSIONS)]), Order("bench", accept=True))
