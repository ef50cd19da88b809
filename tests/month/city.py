"""The sample city before its August: seven months are there, nine counties owe the eighth."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread

from sqlalchemy import delete, select
from werkzeug.serving import make_server

from dashboard.factory import Access, create_server
from etl.domain.roles import Role, Visitor
from etl.services.accounts import Wanted, add_account
from etl.services.database import Database, connect
from etl.store import data_version
from etl.store.tables import attempt, figure, figure_cell, finding, submission
from tests.cities import SAMPLE_FILES, sample_copy, sqlite

MONTH = "2021-08"
PASSWORD = "Abcd-1234"
COUNTIES = {
    "130302": "海港区",
    "130303": "山海关区",
    "130304": "北戴河区",
    "130306": "抚宁区",
    "130321": "青龙满族自治县",
    "130322": "昌黎县",
    "130324": "卢龙县",
    "130371": "秦皇岛经济技术开发区",
    "130372": "北戴河新区",
}
CITY, SECOND = "市残联陈立", "市残联王丽"
OTHERS: dict[str, Role] = {
    CITY: "city",
    SECOND: "city",
    "李市长": "leadership",
    "新闻办赵敏": "press",
    "管理员": "admin",
}


def statistician(code: str) -> str:
    """The account of a county."""
    return f"{COUNTIES[code]}统计员"


def before_august(folder: Path) -> Database:
    """A database of one's own in which August is not filed, with everybody's account."""
    path = folder / "before-august.sqlite"
    shutil.copyfile(_made_once(), path)
    return connect(sqlite(path))


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="livelihood-month-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = without_months_from(8, folder)
    give_accounts(database)
    database.close()
    return Path(str(database.engine.url.database))


def without_months_from(months: int, folder: Path) -> Database:
    """A copy of the sample whose last months nobody has filed."""
    database = connect(sample_copy(folder))
    with database.write() as connection:
        gone = select(submission.c.id).where(submission.c.month >= months)
        tries = select(attempt.c.id).where(attempt.c.month >= months)
        connection.execute(delete(finding).where(finding.c.attempt_id.in_(tries)))
        connection.execute(delete(attempt).where(attempt.c.month >= months))
        for table in (figure, figure_cell):
            connection.execute(delete(table).where(table.c.submission_id.in_(gone)))
        connection.execute(delete(submission).where(submission.c.month >= months))
        data_version.advance(connection)
        data_version.advance_filings(connection)
    return database


def give_accounts(database: Database) -> None:
    by = Visitor("cli:测试")
    for code in COUNTIES:
        add_account(database, Wanted(statistician(code), "county", code, "", PASSWORD), by)
    for name, role in OTHERS.items():
        add_account(database, Wanted(name, role, "", "", PASSWORD), by)


def workbook(code: str, number: int = 8) -> Path:
    """A county's own workbook of a month of the sample."""
    (path,) = SAMPLE_FILES.glob(f"2021-{number:02d}/{COUNTIES[code]}2021年{number}月.xlsx")
    return path


@contextmanager
def served(database: Database) -> Iterator[str]:
    """The address of the site, served from a thread of this process."""
    application = create_server(database, Access("of the tests " * 3))
    server = make_server("127.0.0.1", 0, application, threaded=True)
    # Asked often whether to stop: else each test would wait for half a second at its end.
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def token_in(page: str) -> str:
    """The token that the forms of a page send."""
    (found, *_) = re.findall(r'<input name="csrf_token" type="hidden" value="([^"]+)">', page)
    return str(found)
