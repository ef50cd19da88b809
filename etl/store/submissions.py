"""Submissions, their figures, and the cells the figures came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from etl.domain.period import Month
from etl.domain.submission import (
    FIELDS,
    CellRef,
    Field,
    Filing,
    IndicatorFigures,
    Value,
)
from etl.store import data_version
from etl.store.clock import now
from etl.store.tables import figure, figure_cell, submission

COLUMN_OF: dict[Field, str] = {
    "completed_month": "completed_month",
    "completed_total": "completed_total",
    "funds_month_yuan": "funds_month",
    "funds_total_yuan": "funds_total",
}


@dataclass(frozen=True)
class NewSubmission:
    """What is filed: one county's figures of one month."""

    region: str
    month: Month
    as_of: date | None
    template: str | None
    file_name: str
    sheet: str
    original_sha256: str
    figures: Sequence[IndicatorFigures]
    actor: str
    reason: str = ""
    backfilled: bool = False


def figures_digest(figures: Iterable[IndicatorFigures], as_of: date | None) -> str:
    """Return a hash over all that is reported, so that a re-saved file is known again."""
    lines = [f"as_of={as_of}"]
    for row in sorted(figures, key=lambda item: item.indicator):
        amounts = (row.amount(name) for name in FIELDS)
        shown = (("" if amount is None else f"{amount.normalize():f}") for amount in amounts)
        lines.append("\t".join((row.indicator, *shown, row.note)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def add(connection: Connection, new: NewSubmission) -> int:
    """File a submission as the next version of its county and month; return its id."""
    identifier = connection.execute(
        insert(submission)
        .values(
            region=new.region,
            year=new.month.year,
            month=new.month.number,
            version=_next_version(connection, new.region, new.month),
            state="submitted",
            as_of=new.as_of,
            template=new.template,
            file_name=new.file_name,
            sheet=new.sheet,
            original_sha256=new.original_sha256,
            figures_sha256=figures_digest(new.figures, new.as_of),
            filed_by=new.actor,
            filed_at=now(),
            backfilled=new.backfilled,
            reason=new.reason,
        )
        .returning(submission.c.id)
    ).scalar_one()
    connection.execute(insert(figure), [_figure(identifier, row) for row in new.figures])
    cells = [cell for row in new.figures for cell in _cells(identifier, row)]
    if cells:
        connection.execute(insert(figure_cell), cells)
    return int(identifier)


def _next_version(connection: Connection, region: str, month: Month) -> int:
    query = select(func.max(submission.c.version)).where(*_of(region, month))
    return (connection.execute(query).scalar() or 0) + 1


def _of(region: str, month: Month) -> tuple[Any, ...]:
    return (
        submission.c.region == region,
        submission.c.year == month.year,
        submission.c.month == month.number,
    )


def _figure(identifier: int, row: IndicatorFigures) -> dict[str, Any]:
    values = {COLUMN_OF[name]: row.amount(name) for name in FIELDS}
    return {
        "submission_id": identifier,
        "indicator": row.indicator,
        "note": row.note,
        **values,
    }


def _cells(identifier: int, row: IndicatorFigures) -> Iterator[dict[str, Any]]:
    values: dict[str, Value] = {name: row[name] for name in FIELDS}
    values["note"] = Value(None, row.note or None, row.note_cell)
    for name, value in values.items():
        if value.cell is not None:
            yield {
                "submission_id": identifier,
                "indicator": row.indicator,
                "field": name,
                "sheet": value.cell.sheet,
                "cell": value.cell.address,
                "raw": value.raw,
                "computed": value.computed,
            }


def accept(connection: Connection, identifier: int, actor: str) -> None:
    """Make a submission the one that counts; the one that counted is superseded."""
    chosen = connection.execute(select(submission).where(submission.c.id == identifier)).one()
    others = _of(chosen.region, Month(chosen.year, chosen.month))
    connection.execute(
        update(submission)
        .where(*others, submission.c.state.in_(("accepted", "submitted")))
        .where(submission.c.id != identifier)
        .values(state="superseded")
    )
    connection.execute(
        update(submission)
        .where(submission.c.id == identifier)
        .values(state="accepted", accepted_by=actor, accepted_at=now())
    )
    data_version.advance(connection)


def that_counts(connection: Connection, region: str, month: Month) -> Row[Any] | None:
    """Return the accepted submission, else the newest waiting for review, else None."""
    query = select(submission).where(
        *_of(region, month), submission.c.state.in_(("accepted", "submitted"))
    )
    rows = list(connection.execute(query.order_by(submission.c.version.desc())))
    accepted = [row for row in rows if row.state == "accepted"]
    return next(iter(accepted or rows), None)


def waiting(connection: Connection, region: str, month: Month) -> Row[Any] | None:
    """Return the newest submission that waits for review, None when none does."""
    query = select(submission).where(*_of(region, month), submission.c.state == "submitted")
    return connection.execute(query.order_by(submission.c.version.desc()).limit(1)).first()


def filings(connection: Connection, region: str, year: int) -> tuple[Filing, ...]:
    """Return all versions of a county's year, by month and version."""
    query = _filing_query().where(submission.c.region == region, submission.c.year == year)
    rows = connection.execute(query.order_by(submission.c.month, submission.c.version))
    return tuple(_filing(row) for row in rows)


def filing(connection: Connection, identifier: int) -> Filing | None:
    """Return one submission, None when there is none of this id."""
    row = connection.execute(_filing_query().where(submission.c.id == identifier)).first()
    return None if row is None else _filing(row)


def _filing_query() -> Select[Any]:
    return select(submission)


def _filing(row: Row[Any]) -> Filing:
    return Filing(
        id=row.id,
        region=row.region,
        month=Month(row.year, row.month),
        version=row.version,
        state=row.state,
        as_of=row.as_of,
        file_name=row.file_name,
        sha256=row.original_sha256,
        filed_by=row.filed_by,
        filed_at=row.filed_at,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
        backfilled=row.backfilled,
        template=row.template,
        reason=row.reason,
    )


def figures_of(connection: Connection, identifiers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return id -> indicator -> row of ``figure``."""
    found: dict[int, dict[str, Any]] = {identifier: {} for identifier in identifiers}
    query = select(figure).where(figure.c.submission_id.in_(identifiers))
    for row in connection.execute(query):
        found[row.submission_id][row.indicator] = row
    return found


def indicator_figures(row: Row[Any], cells: dict[str, Value] | None = None) -> IndicatorFigures:
    """Return a stored row in the domain's form, with its cells where they are given."""
    values: dict[Field, Value] = {}
    for name in FIELDS:
        place = (cells or {}).get(name, Value(None))
        amount = getattr(row, COLUMN_OF[name])
        values[name] = Value(amount, place.raw, place.cell, place.computed)
    note = (cells or {}).get("note", Value(None))
    return IndicatorFigures(row.indicator, values, row.note, note.cell)


def cells_of(connection: Connection, identifier: int) -> dict[str, dict[str, Value]]:
    """Return indicator -> field -> where it stood, of one submission."""
    found: dict[str, dict[str, Value]] = {}
    query = select(figure_cell).where(figure_cell.c.submission_id == identifier)
    for row in connection.execute(query):
        place = Value(None, row.raw, CellRef(row.sheet, row.cell), row.computed)
        found.setdefault(row.indicator, {})[row.field] = place
    return found
