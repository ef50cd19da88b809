"""Pages are kept while nothing changes, and made anew when a workbook only waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.factory import server_for
from dashboard.services import ServiceSource
from etl.domain.attention import Unreviewed
from etl.domain.data_version import DataVersion
from etl.domain.period import Month
from etl.services.database import Database, connect, data_version
from etl.services.submit import Order
from tests.cities import COUNTY, YEAR, city_copy, load_forms
from tests.services.filing import form

ADDRESS = f"/region/{COUNTY}"
MARCH = Month(YEAR, 3)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = connect(city_copy(tmp_path))
    yield database
    database.close()


def file(database: Database, order: Order) -> None:
    (result,) = load_forms(database, {"四月.xlsx": form(4)}, order)
    assert result.submission is not None, result.findings


def status(visitor: FlaskClient, tag: str) -> int:
    return visitor.get(ADDRESS, headers={"If-None-Match": tag}).status_code


def test_a_page_stays_the_visitors_until_something_is_filed(city: Database) -> None:
    visitor = server_for(ServiceSource(city)).test_client()
    before = data_version(city)
    tag = visitor.get(ADDRESS).headers["ETag"]
    assert [status(visitor, tag), status(visitor, tag)] == [304, 304]
    file(city, Order("cli:测试"))
    assert data_version(city) == DataVersion(before.figures, before.filings + 1)
    assert status(visitor, tag) == 200
    waiting = visitor.get(ADDRESS)
    assert "待审核" in waiting.text
    assert status(visitor, waiting.headers["ETag"]) == 304
    file(city, Order("cli:测试"))  # the same once more: nothing is stored, nothing changes
    assert status(visitor, waiting.headers["ETag"]) == 304


def test_pages_ask_for_what_needs_attention_of_one_region_and_month(city: Database) -> None:
    file(city, Order("cli:测试"))
    found = ServiceSource(city).attention(Month(YEAR, 4), COUNTY)
    assert (found.month, found.region) == (Month(YEAR, 4), COUNTY)
    assert [item.version for item in found.entries if isinstance(item, Unreviewed)] == [1]
