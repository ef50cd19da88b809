"""The versions a county has filed."""

from __future__ import annotations

from etl.domain.submission import Filing
from etl.services.database import Database
from etl.store import submissions


def filings(database: Database, region: str, year: int) -> tuple[Filing, ...]:
    """Return all versions of a county's year, by month and version."""
    with database.read() as connection:
        return submissions.filings(connection, region, year)
