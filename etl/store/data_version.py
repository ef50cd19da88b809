"""Two counters in one row: what tells a page of now from one made before."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from etl.domain.data_version import DataVersion
from etl.store.database import Database
from etl.store.tables import data_version

_BOTH = select(data_version.c.version, data_version.c.filings)
_BOTH_WRITTEN = str(_BOTH)


def current(connection: Connection) -> DataVersion:
    """Return both counters; one row."""
    row = connection.execute(_BOTH).one()
    return DataVersion(int(row.version), int(row.filings))


def latest(database: Database) -> DataVersion:
    """Return both counters, asked for outside any transaction: what each page asks first."""
    version, filings = database.row(_BOTH_WRITTEN)
    return DataVersion(int(version), int(filings))


def advance(connection: Connection) -> None:
    """Count up; part of the transaction that changes what counts."""
    connection.execute(update(data_version).values(version=data_version.c.version + 1))


def advance_filings(connection: Connection) -> None:
    """Count up; part of every transaction that adds a submission or changes a state."""
    connection.execute(update(data_version).values(filings=data_version.c.filings + 1))
