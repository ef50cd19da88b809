"""Everything a database holds, and faults after its Nth statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from etl.services.database import Database
from etl.store.tables import metadata


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    with database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def all_but_the_log(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return the same without the audit, which also tells of what was refused."""
    found = everything(database)
    return {name: rows for name, rows in found.items() if not name.startswith("audit")}


def kept(database: Database, table: str) -> list[dict[str, Any]]:
    """Return the rows of one table as dictionaries, by their first column."""
    chosen = metadata.tables[table]
    with database.read() as connection:
        rows = connection.execute(select(chosen).order_by(*chosen.primary_key.columns))
        return [dict(row._mapping) for row in rows]


class Injected(Exception):
    """The fault that a test puts in."""


@contextmanager
def fault_after(database: Database, count: int) -> Iterator[Callable[[], int]]:
    """Let the `count`-th statement from now on be followed by a fault; 0 only counts them."""
    seen = 0

    def executed(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            raise Injected

    event.listen(database.engine, "after_cursor_execute", executed)
    try:
        yield lambda: seen
    finally:
        event.remove(database.engine, "after_cursor_execute", executed)
