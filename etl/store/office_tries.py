"""Tries as they were kept for those who made them: looked at again, and gone on with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from etl.domain.finding import Finding, Outcome
from etl.domain.period import Month
from etl.store.attempts import findings_of
from etl.store.tables import attempt


@dataclass(frozen=True)
class StoredTry:
    """A try as it was kept; ``office`` is the county on whose page it was made.

    ``reasons`` were typed to its warnings by their keys when it could not be filed yet.
    """

    id: int
    at: datetime
    actor: str
    file_name: str
    sha256: str | None
    region: str | None
    month: Month | None
    outcome: Outcome
    submission: int | None
    office: str | None
    findings: tuple[Finding, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def by_id(connection: Connection, identifier: int) -> StoredTry | None:
    """Return a try with what was found."""
    row = connection.execute(select(attempt).where(attempt.c.id == identifier)).first()
    if row is None:
        return None
    return replace(
        _stored(row),
        findings=findings_of(connection, [identifier])[identifier],
        reasons=json.loads(row.typed) if row.typed else {},
    )


def keep_reasons(connection: Connection, identifier: int, reasons: Mapping[str, str]) -> None:
    """Keep what was typed to a try's warnings, so that nobody types it again."""
    typed = json.dumps(reasons, ensure_ascii=False)
    connection.execute(update(attempt).where(attempt.c.id == identifier).values(typed=typed))


def of_office(
    connection: Connection, office: str | None, month: Month, limit: int = 50
) -> tuple[StoredTry, ...]:
    """Return the newest tries of a county's page for a month, and those of no month."""
    own = attempt.c.office.is_(None) if office is None else attempt.c.office == office
    of_month = (attempt.c.year == month.year) & (attempt.c.month == month.number)
    query = select(attempt).where(own, or_(of_month, attempt.c.year.is_(None)))
    rows = connection.execute(query.order_by(attempt.c.id.desc()).limit(limit))
    return tuple(_stored(row) for row in rows)


def _stored(row: Row[Any]) -> StoredTry:
    month = Month(row.year, row.month) if row.month else None
    return StoredTry(
        row.id, row.at, row.actor, row.file_name, row.sha256, row.region, month, row.outcome,
        row.submission_id, row.office,
    )  # fmt: skip
