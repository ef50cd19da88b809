"""One number that changes exactly when an accepted figure or a plan changes."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from etl.store.tables import data_version


def current(connection: Connection) -> int:
    """Return the version; one indexed row."""
    return int(connection.execute(select(data_version.c.version)).scalar_one())


def advance(connection: Connection) -> None:
    """Count up; part of the transaction that changes what counts."""
    connection.execute(update(data_version).values(version=data_version.c.version + 1))
