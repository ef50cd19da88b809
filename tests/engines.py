"""Both engines: every test that takes `url` or `database` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database, connect, prepare
from tests.cities import sqlite


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return sqlite(tmp_path / "data.sqlite")
    return str(request.getfixturevalue("postgres_database_url"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database with the present schema and nothing in it."""
    opened = connect(url)
    prepare(opened)
    yield opened
    opened.close()
