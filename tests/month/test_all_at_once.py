"""Nine counties filing three months each at once, while others read: nothing lost, nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import requests

from etl.domain.roles import Visitor
from etl.services.accounts import make_token
from etl.services.database import Database
from etl.services.filings import filings
from etl.services.verify import verify
from tests.month.city import (
    COUNTIES,
    give_accounts,
    served,
    statistician,
    without_months_from,
    workbook,
)

MONTHS = (6, 7, 8)
READ = ("/", "/project/rehabilitation", "/region/130322", "/help", "/api/v1/completion")
READERS = 2


def sent(base: str, token: str, code: str, together: Barrier) -> list[dict[str, object]]:
    """Send three months in one request, together with everybody else; twice, as if unsure."""
    paths = [workbook(code, number) for number in MONTHS if _there(code, number)]
    files = [("file", (path.name, path.read_bytes())) for path in paths]
    head = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"once-{code}"}
    together.wait(30)
    answers = [
        requests.post(f"{base}/api/v1/submissions", files=files, headers=head, timeout=120)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200], answers[0].text
    first, again = (answer.json()["results"] for answer in answers)
    assert [item["submission"] for item in first] == [item["submission"] for item in again]
    assert all(item["unchanged"] for item in again)
    return list(first)


def _there(code: str, number: int) -> bool:
    try:
        workbook(code, number)
    except ValueError:
        return False
    return True


def read(base: str, until: Event) -> set[int]:
    """Read pages one after another until all is filed; return the statuses that came."""
    seen: set[int] = set()
    with requests.Session() as web:
        while not until.is_set():
            for path in READ:
                seen.add(web.get(base + path, timeout=120).status_code)
    return seen


def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    city = without_months_from(6, tmp_path)
    give_accounts(city)
    by = Visitor("cli:测试")
    tokens = {code: make_token(city, statistician(code), by) for code in COUNTIES}
    together, done = Barrier(len(COUNTIES)), Event()
    with served(city) as base, ThreadPoolExecutor(len(COUNTIES) + READERS) as pool:
        readers = [pool.submit(read, base, done) for _ in range(READERS)]
        senders = [pool.submit(sent, base, token, code, together) for code, token in tokens.items()]
        try:
            results = [sender.result(180) for sender in senders]
        finally:
            done.set()
        assert set().union(*(reader.result(60) for reader in readers)) == {200}
    assert all(item["submission"] for result in results for item in result), results
    _one_of_each(city)
    assert verify(city) == []
    city.close()


def _one_of_each(city: Database) -> None:
    for code in COUNTIES:
        found = filings(city, code, 2021)
        of_late = [(item.month.number, item.version) for item in found if item.month.number >= 6]
        wanted = [(number, 1) for number in MONTHS if _there(code, number)]
        assert of_late == wanted, COUNTIES[code]
