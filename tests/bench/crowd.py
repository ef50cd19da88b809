"""Nine counties filing three months each at once while fifty readers read, by two server processes.

Every workbook goes the way of the page: upload and check, then file. Told are the answers'
times, and that nothing was lost and nothing is there twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from threading import Barrier, Event
from time import perf_counter
from typing import TypeVar

import requests

from etl.services.database import Database
from etl.services.filings import filings
from etl.services.verify import verify
from tests.bench.serving import waitress
from tests.month.city import COUNTIES, give_accounts, statistician, without_months_from, workbook
from tests.month.person import Person

READERS = 50
MONTHS = (6, 7, 8)
PAGES = (
    "/",
    "/project/rehabilitation",
    "/region/130322",
    "/trace?region=130322&indicator=rehab_adult",
)
Times = dict[str, list[float]]


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    for processes in (1, 2):
        yield from _with(processes)


def _with(processes: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        database = without_months_from(6, Path(name))
        give_accounts(database)
        url = str(database.engine.url)
        with waitress("month", url, processes) as (base, _):
            people = {code: Person(base, statistician(code)) for code in COUNTIES}
            times, wrong = _all_at_once(base, people)
        lost = [code for code in COUNTIES if not _is_whole(database, code)]
        problems = verify(database)
        database.close()
    filed = sum(len(_books(code)) for code in COUNTIES)
    label = f"{processes} server process{'es' if processes > 1 else ''}"
    yield (
        f"{label}: {filed} workbooks of {len(COUNTIES)} counties filed, lost or doubled: {len(lost)}, "
        f"verify: {len(problems)} problems, other answers than 200: {wrong}"
    )
    for name_of, found in times.items():
        yield (
            f"{label}, {name_of}: {len(found)} answers, median {median(found) * 1000:.0f} ms, "
            f"slowest {max(found) * 1000:.0f} ms"
        )


def _all_at_once(base: str, people: dict[str, Person]) -> tuple[Times, int]:
    times: Times = {
        "check of one county's workbooks": [],
        "filing of them": [],
        "reading a page": [],
    }
    wrong: list[int] = []
    together, done = Barrier(len(people)), Event()

    def send(code: str, person: Person) -> None:
        together.wait(60)
        page = _timed(times["check of one county's workbooks"], lambda: person.check(*_books(code)))
        numbers = page[1]
        answer = _timed(times["filing of them"], lambda: person.file(numbers, f"key-{code}"))
        if answer.status_code != 200:
            wrong.append(answer.status_code)

    def read() -> None:
        with requests.Session() as web:
            while not done.is_set():
                for path in PAGES:
                    answer = _timed(
                        times["reading a page"], partial(web.get, base + path, timeout=120)
                    )
                    if answer.status_code != 200:
                        wrong.append(answer.status_code)

    with ThreadPoolExecutor(len(people) + READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        senders = [pool.submit(send, code, person) for code, person in people.items()]
        try:
            for sender in senders:
                sender.result(300)
        finally:
            done.set()
        for reader in readers:
            reader.result(120)
    return times, len(wrong)


T = TypeVar("T")


def _timed(times: list[float], act: Callable[[], T]) -> T:
    started = perf_counter()
    answer = act()
    times.append(perf_counter() - started)
    return answer


def _books(code: str) -> list[Path]:
    found = []
    for number in MONTHS:
        try:
            found.append(workbook(code, number))
        except ValueError:
            continue
    return found


def _is_whole(database: Database, code: str) -> bool:
    found = filings(database, code, 2021)
    of_late = [item.version for item in found if item.month.number in MONTHS]
    return of_late == [1] * len(_books(code))
