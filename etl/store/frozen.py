"""What counted in a month as a document of its own, and that document as a database to read.

A release holds the very rows that the services read: plans, accepted submissions with their
cells, what was asked about them. Put into an empty database they answer every question as the
live one did on that day, and nothing that happens later can reach them.
"""

from __future__ import annotations

import base64
import gzip
import json
import uuid
import weakref
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    LargeBinary,
    Select,
    Table,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.pool import QueuePool

from etl.domain.period import Month
from etl.store.column_types import Count, UtcTime, Yuan
from etl.store.database import Database, begin_sqlite
from etl.store.tables import (
    attempt,
    data_version,
    figure,
    figure_cell,
    finding,
    metadata,
    original,
    plan_revision,
    submission,
)

_LEVEL = 6
_AT_ONCE = 500

Rows = dict[str, dict[str, Any]]
"""Table -> its columns, and its rows as lists in the order of the key."""


def freeze(connection: Connection, month: Month, plans: Sequence[int]) -> Rows:
    """Return the rows that a month's figures are made of.

    ``plans`` are the ids of the plan revisions that count. Of the year up to the month there
    are all submissions, so that versions can be told apart, but only the figures of accepted
    ones; of the year before those that counted up to the same month (同期).
    """
    known = _known_submissions(month)
    counted = known & (submission.c.state == "accepted")
    counting = select(submission.c.id).where(counted)
    this_year = submission.c.year == month.year
    tries = select(attempt.c.id).where(attempt.c.submission_id.in_(counting))
    workbooks = select(plan_revision.c.original_sha256).where(plan_revision.c.id.in_(plans))
    return {
        table.name: _rows(connection, table, condition)
        for table, condition in (
            (original, original.c.sha256.in_(workbooks)),
            (plan_revision, plan_revision.c.id.in_(plans)),
            (submission, known & (this_year | counted)),
            (figure, figure.c.submission_id.in_(counting)),
            (figure_cell, figure_cell.c.submission_id.in_(counting)),
            (attempt, attempt.c.submission_id.in_(counting)),
            (finding, finding.c.attempt_id.in_(tries)),
        )
    }


def _known_submissions(month: Month) -> ColumnElement[bool]:
    return submission.c.year.in_((month.year, month.year - 1)) & (
        submission.c.month <= month.number
    )


def _rows(connection: Connection, table: Table, condition: ColumnElement[bool]) -> dict[str, Any]:
    query: Select[Any] = select(table).where(condition).order_by(*table.primary_key.columns)
    found = connection.execute(query).partitions(_AT_ONCE)
    rows = [[_written(value) for value in row] for part in found for row in part]
    return {"columns": [column.name for column in table.columns], "rows": rows}


def _written(value: Any) -> Any:
    """Return a value as JSON has it; numbers as text, so that none loses a digit."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def text_of(rows: Rows) -> bytes:
    """Return rows as JSON, the same bytes for the same rows."""
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pack(text: bytes) -> bytes:
    """Return a document compressed; the checksum is over what was there before."""
    return gzip.compress(text, _LEVEL, mtime=0)


def unpack(packed: bytes) -> bytes:
    """Return the document as it was; ValueError for bytes that are none."""
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError) as error:
        raise ValueError("not a packed document") from error


# ---------------------------------------------------------------- to be read again


def thaw(text: bytes) -> Database:
    """Return a database in memory that holds the rows of a document and nothing else.

    It lives as long as whoever holds it. Tables of a later schema are filled by the names of
    their columns; a migration that gives columns another meaning has to see to old releases.
    """
    rows: Rows = json.loads(text)
    database = _in_memory()
    with database.write() as connection:
        metadata.create_all(connection)
        connection.execute(insert(data_version).values(id=1, version=1, filings=1))
        for table in metadata.sorted_tables:
            found = list(_records(table, rows.get(table.name)))
            if found:
                connection.execute(insert(table), found)
    return database


def _records(table: Table, held: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    if held is None:
        return
    columns = [table.columns.get(name) for name in held["columns"]]
    for row in held["rows"]:
        pairs = zip(columns, row, strict=True)
        yield {column.name: _read(column, value) for column, value in pairs if column is not None}


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Count | Yuan):
        return Decimal(value)
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value


def _in_memory() -> Database:
    """Return an empty database that several threads can read at once."""
    url = f"sqlite:///file:release-{uuid.uuid4().hex}?mode=memory&cache=shared&uri=true"
    engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})

    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        # Nothing is written after the start, so that readers need not wait for each other.
        connection.execute("PRAGMA read_uncommitted=1")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_sqlite)
    database = Database(engine)
    anchor = engine.raw_connection()  # the data are gone with the last connection
    weakref.finalize(database, _let_go, anchor, engine)
    return database


def _let_go(anchor: Any, engine: Any) -> None:
    anchor.close()
    engine.dispose()
