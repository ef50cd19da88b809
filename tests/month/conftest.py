"""One city for the questions that only look, one of their own for those that change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database
from tests.month.city import before_august, served
from tests.month.person import Person


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = before_august(tmp_path)
    yield database
    database.close()


@pytest.fixture
def site(city: Database) -> Iterator[str]:
    with served(city) as base:
        yield base


@pytest.fixture
def changli(site: str) -> Person:
    return Person(site, "昌黎县统计员")


@pytest.fixture
def reviewer(site: str) -> Person:
    return Person(site, "市残联陈立")
