"""What counts in a year: the accepted rows month by month, and who filed."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, type_coerce

from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.standing import MonthFiled, Report
from etl.domain.submission import IndicatorFigures
from etl.store.submissions import amounts_of
from etl.store.tables import figure, plan_revision, submission

Regions = Collection[str] | None
"""Whose rows are asked for, few of them; None for all."""


# So few rows that they are gone before the collector of cycles looks at them again and again:
# that would take as long as reading them.
_AT_ONCE = 200


def reports(connection: Connection, until: Month, regions: Regions = None) -> Iterator[Report]:
    """Yield the accepted rows of a year up to a month, month after month."""
    kinds = (figure.c.completed_total, figure.c.funds_total)
    # Whole parts, made exact numbers below: the same few numbers come again and again.
    parts = [type_coerce(column, BigInteger) for column in kinds]
    query = (
        select(submission.c.region, submission.c.month, submission.c.id, figure.c.indicator, *parts)
        .join(figure, figure.c.submission_id == submission.c.id)
        .where(*_accepted(until.year, regions), submission.c.month <= until.number)
        .order_by(submission.c.month)
    )
    people, money = (_Exact(column.type) for column in kinds)
    for rows in connection.execute(query).partitions(_AT_ONCE):
        for region, number, identifier, indicator, completed, funds in rows:
            yield region, number, identifier, indicator, people[completed], money[funds]


class _Exact(dict[int | None, Decimal | None]):
    """Exact numbers by their whole parts in the database, each made once."""

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, parts: int | None) -> Decimal | None:
        number: Decimal | None = self._kind.process_result_value(parts, None)
        self[parts] = number
        return number


def _accepted(year: int, regions: Regions = None) -> list[ColumnElement[bool]]:
    chosen = [submission.c.year == year, submission.c.state == "accepted"]
    return chosen if regions is None else [*chosen, submission.c.region.in_(regions)]


def months_filed(
    connection: Connection, year: int, regions: Regions = None
) -> tuple[MonthFiled, ...]:
    """Return which regions have an accepted submission of which month of a year."""
    query = (
        select(submission.c.region, submission.c.month, submission.c.as_of, submission.c.id)
        .where(*_accepted(year, regions))
        .order_by(submission.c.month, submission.c.region)
    )
    months = {number: Month(year, number) for number in range(1, 13)}
    return tuple(
        MonthFiled(region, months[number], as_of, identifier)
        for rows in connection.execute(query).partitions(_AT_ONCE)
        for region, number, as_of, identifier in rows
    )


def accepted_months(connection: Connection, year: int) -> tuple[Month, ...]:
    """Return the months of a year that have an accepted submission, in order."""
    query = select(submission.c.month).where(*_accepted(year)).distinct()
    return tuple(Month(year, number) for number in sorted(connection.execute(query).scalars()))


def as_of_days(connection: Connection, year: int, known: Container[str]) -> dict[int, date]:
    """Return each month's latest 截至日期 among the accepted submissions of known regions.

    One row a month leaves the database; whoever the plan does not know is looked for first.
    """
    filing = select(submission.c.region).where(*_accepted(year)).distinct()
    unknown = [code for code in connection.execute(filing).scalars() if code not in known]
    query = select(submission.c.month, func.max(submission.c.as_of)).where(
        *_accepted(year), submission.c.region.not_in(unknown), submission.c.as_of.is_not(None)
    )
    rows = connection.execute(query.group_by(submission.c.month))
    return {number: day for number, day in rows}  # noqa: C416


def plans_state(connection: Connection, year: int) -> tuple[str, ...]:
    """Return what changes with every plan loaded for a year: its revisions' hashes."""
    query = select(plan_revision.c.document_sha256).where(plan_revision.c.year == year)
    return tuple(connection.execute(query.order_by(plan_revision.c.revision)).scalars())


def latest_month(connection: Connection) -> Month | None:
    """Return the latest month with an accepted submission, in any year."""
    query = (
        select(submission.c.year, submission.c.month)
        .where(submission.c.state == "accepted")
        .order_by(submission.c.year.desc(), submission.c.month.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Month(row.year, row.month)


def filing_histories(
    connection: Connection, wanted: Collection[tuple[str, Month]]
) -> dict[tuple[str, Month], FilingHistory]:
    """Return, for regions each with a month, the accepted months of the region around it."""
    years = {year for _, month in wanted for year in (month.year, month.year - 1)}
    query = select(submission.c.id, submission.c.region, submission.c.year, submission.c.month)
    accepted = query.where(
        submission.c.region.in_({region for region, _ in wanted}),
        submission.c.year.in_(years),
        submission.c.state == "accepted",
    )
    found: dict[str, dict[Month, int]] = {}
    for row in connection.execute(accepted):
        found.setdefault(row.region, {})[Month(row.year, row.month)] = row.id
    asked = {key: _around(found.get(key[0], {}), key[1]) for key in wanted}
    figures = amounts_of(connection, {item for ids in asked.values() for item in ids.values()})
    return {
        (region, month): _history(month, {key: figures[item] for key, item in ids.items()})
        for (region, month), ids in asked.items()
    }


def _around(filed: Mapping[Month, int], month: Month) -> dict[Month, int]:
    """Return the months of the year and the same month of the year before."""
    return {
        key: identifier
        for key, identifier in filed.items()
        if key.year == month.year or key == month.a_year_before
    }


def _history(month: Month, filed: Mapping[Month, Mapping[str, IndicatorFigures]]) -> FilingHistory:
    accepted = {key: AcceptedMonth(key, figures) for key, figures in filed.items()}
    return FilingHistory(
        earlier=_ordered([item for key, item in accepted.items() if _before(key, month)]),
        later=_ordered([item for key, item in accepted.items() if key > month]),
        last_year=accepted.get(month.a_year_before),
        own=accepted.get(month),
    )


def _before(key: Month, month: Month) -> bool:
    return key.year == month.year and key < month


def _ordered(months: Sequence[AcceptedMonth]) -> tuple[AcceptedMonth, ...]:
    return tuple(sorted(months, key=lambda item: item.month))
