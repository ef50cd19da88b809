"""The chained rows of the audit: appended, read, and pruned after their time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy import Row as Record

from etl.domain.audit import Entry, Row, chained
from etl.store.tables import audit, audit_head

_AT_ONCE = 500


@dataclass(frozen=True)
class Head:
    """Where the chain ends, and up to where it was pruned; numbers with their hashes."""

    last: int
    hash: str
    pruned: int
    pruned_hash: str


def head(connection: Connection) -> Head:
    """Return the ends of the chain as they were written down beside it."""
    row = connection.execute(select(audit_head)).one()
    return Head(row.last, row.hash, row.pruned, row.pruned_hash)


def append(connection: Connection, entry: Entry) -> int:
    """Add a row; part of a writing transaction, so that rows come one after another."""
    before = head(connection)
    number = before.last + 1
    own = chained(number, entry, before.hash)
    connection.execute(
        insert(audit).values(
            id=number, at=entry.at, actor=entry.actor, role=entry.role, address=entry.address,
            action=entry.action, subject=entry.subject, result=entry.result, detail=entry.detail,
            previous=before.hash, hash=own,
        )
    )  # fmt: skip
    connection.execute(update(audit_head).values(last=number, hash=own))
    return number


def rows(
    connection: Connection, after: int = 0, until: int | None = None
) -> Generator[Row, None, None]:
    """Yield the rows in the order of their numbers, those after one, up to another."""
    query = select(audit).where(audit.c.id > after).order_by(audit.c.id)
    if until is not None:
        query = query.where(audit.c.id <= until)
    with closing(connection.execute(query.execution_options(yield_per=_AT_ONCE))) as found:
        for part in found.partitions():
            yield from (_row(record) for record in part)


def newest(
    connection: Connection, limit: int, before: int | None = None, action: str = ""
) -> list[Row]:
    """Return the newest rows, latest first; of one action, or older than a number."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    if action:
        query = query.where(audit.c.action == action)
    return [_row(record) for record in connection.execute(query)]


def last_before(connection: Connection, moment: datetime) -> int:
    """Return the last number up to which every row is older than a moment, 0 without any.

    A clock that went back may have left younger rows before older ones.
    """
    younger = connection.execute(select(func.min(audit.c.id)).where(audit.c.at >= moment)).scalar()
    return head(connection).last if younger is None else younger - 1


def prune(connection: Connection, until: int) -> None:
    """Delete the rows up to a number, whose hash stays written down."""
    found = connection.execute(select(audit.c.hash).where(audit.c.id == until)).scalar_one()
    connection.execute(update(audit_head).values(pruned=until, pruned_hash=found))
    connection.execute(delete(audit).where(audit.c.id <= until))


def _row(record: Record[Any]) -> Row:
    entry = Entry(
        record.at, record.actor, record.role, record.address, record.action, record.subject,
        record.result, record.detail,
    )  # fmt: skip
    return Row(record.id, entry, record.previous, record.hash)
