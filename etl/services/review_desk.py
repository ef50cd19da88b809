"""What the reviewer looks at: everything waiting, how timely counties are, versions compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.domain.period import Month
from etl.domain.submission import Filing, IndicatorFigures
from etl.services.database import Database
from etl.store import standing, submissions


@dataclass(frozen=True)
class Compared:
    """One version's figures in a comparison; ``filing`` is None where there is no such version."""

    filing: Filing | None
    rows: Mapping[str, IndicatorFigures]


_NONE = Compared(None, {})


def year_filings(database: Database, year: int) -> tuple[Filing, ...]:
    """Return every version of every county of a year, by month, region and version."""
    with database.read() as connection:
        return submissions.filings_of_year(connection, year)


def compared(database: Database, identifiers: Sequence[int | None]) -> tuple[Compared, ...]:
    """Return versions with their figures and cells, in the order asked for."""
    with database.read() as connection:
        wanted = [item for item in identifiers if item is not None]
        filings = submissions.filings_by_id(connection, wanted)
        figures = submissions.figures_of(connection, wanted)
    return tuple(
        Compared(filings[item], figures[item]) if item in filings else _NONE for item in identifiers
    )


def last_month_of(database: Database, filing: Filing) -> int | None:
    """Return the submission that counts for the county's last accepted month before."""
    with database.read() as connection:
        filed = standing.months_filed(connection, filing.month.year, [filing.region])
    before: dict[Month, int] = {
        item.month: item.submission for item in filed if item.month < filing.month
    }
    return before[max(before)] if before else None
