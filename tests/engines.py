"""Both engines: every test that takes `url` or `database` runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database, connect, prepare
from tests.cities import prepared_file, sqlite

_FILE = "data.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database: empty, but with the present schema for who takes `database`.

    The schema is made once and copied; that it can be made is asked elsewhere.
    """
    prepared = "database" in request.fixturenames
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url")) if prepared else _sqlite(tmp_path)
    wanted = "prepared_postgres_url" if prepared else "postgres_database_url"
    return str(request.getfixturevalue(wanted))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database with the present schema.

    For tests of what is done with a database's answers; the answers are compared elsewhere.
    """
    shutil.copyfile(prepared_file(), tmp_path / _FILE)
    return _sqlite(tmp_path)


def _sqlite(folder: Path) -> str:
    return sqlite(folder / _FILE)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database with the present schema and nothing in it."""
    opened = connect(url)
    prepare(opened)
    yield opened
    opened.close()
