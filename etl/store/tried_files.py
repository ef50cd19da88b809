"""Which tried files were filed as they were, and which tries nobody can place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, or_, select

from etl.domain.codes_file import FILE_CODES
from etl.domain.period import Month
from etl.store.tables import attempt, finding

_PERSONAL = tuple(code for code in FILE_CODES if "-PERSONAL-" in code)


@dataclass(frozen=True)
class Unplaced:
    """A try whose month is not known; ``sha256`` is None when the bytes were not to be kept.

    ``personal``: it held personal data, so that nothing is kept but codes and cells.
    """

    at: datetime
    sha256: str | None
    personal: bool


def filed(
    connection: Connection, year: int, regions: Collection[str] | None = None
) -> Collection[tuple[str | None, Month, str]]:
    """Return region, month and hash of the files that became a submission at some try."""
    query = select(attempt.c.region, attempt.c.month, attempt.c.sha256).where(
        attempt.c.year == year,
        attempt.c.submission_id.is_not(None),
        attempt.c.sha256.is_not(None),
    )
    if regions is not None:
        query = query.where(attempt.c.region.in_(regions))
    return {
        (row.region, Month(year, row.month), row.sha256)
        for row in connection.execute(query.distinct())
    }


def unplaced(connection: Connection, regions: Collection[str] | None = None) -> list[Unplaced]:
    """Return the tries of no month; with regions those of nobody's and those of their own."""
    about_people = exists().where(
        finding.c.attempt_id == attempt.c.id, finding.c.code.in_(_PERSONAL)
    )
    query = select(attempt.c.at, attempt.c.sha256, about_people.label("personal")).where(
        attempt.c.year.is_(None)
    )
    if regions is not None:
        query = query.where(or_(attempt.c.region.is_(None), attempt.c.region.in_(regions)))
    return [
        Unplaced(row.at, row.sha256, bool(row.personal))
        for row in connection.execute(query.order_by(attempt.c.id))
    ]
