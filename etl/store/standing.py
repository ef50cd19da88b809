"""What counts in a month: accepted figures, each carried forward from its last report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.standing import MonthFiled, StandingFigure
from etl.domain.submission import IndicatorFigures
from etl.store.submissions import amounts_of
from etl.store.tables import figure, submission


def _latest(month: Month, column: Any) -> Select[Any]:
    """Select, per region and indicator, the last accepted row in which the column is set."""
    newest_first = func.row_number().over(
        partition_by=(submission.c.region, figure.c.indicator),
        order_by=submission.c.month.desc(),
    )
    ranked = (
        select(
            submission.c.region,
            submission.c.month,
            submission.c.id.label("submission_id"),
            figure.c.indicator,
            column.label("amount"),
            newest_first.label("place"),
        )
        .join(figure, figure.c.submission_id == submission.c.id)
        .where(
            submission.c.year == month.year,
            submission.c.month <= month.number,
            submission.c.state == "accepted",
            column.is_not(None),
        )
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


def standing_figures(connection: Connection, month: Month) -> tuple[StandingFigure, ...]:
    """Return the figures that stand in a month, also those carried forward from before."""
    funds = {
        (row.region, row.indicator): (row.amount, row.month, row.submission_id)
        for row in connection.execute(_latest(month, figure.c.funds_total))
    }
    standing: dict[tuple[str, str], StandingFigure] = {}
    for row in connection.execute(_latest(month, figure.c.completed_total)):
        key = (row.region, row.indicator)
        amount, funds_month, funds_submission = funds.pop(key, (None, None, None))
        standing[key] = StandingFigure(
            region=row.region,
            indicator=row.indicator,
            completed=row.amount,
            month=Month(month.year, row.month),
            submission=row.submission_id,
            funds=amount,
            funds_month=Month(month.year, funds_month) if funds_month else None,
            funds_submission=funds_submission,
        )
    for (region, indicator), (amount, number, identifier) in funds.items():
        from_month = Month(month.year, number)
        standing[region, indicator] = StandingFigure(
            region, indicator, None, None, None, amount, from_month, identifier
        )
    return tuple(standing.values())


def months_filed(connection: Connection, year: int) -> tuple[MonthFiled, ...]:
    """Return which regions have an accepted submission of which month of a year."""
    query = (
        select(submission.c.region, submission.c.month, submission.c.as_of, submission.c.id)
        .where(submission.c.year == year, submission.c.state == "accepted")
        .order_by(submission.c.month, submission.c.region)
    )
    return tuple(
        MonthFiled(row.region, Month(year, row.month), row.as_of, row.id)
        for row in connection.execute(query)
    )


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
