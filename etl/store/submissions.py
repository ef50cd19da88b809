"""Submissions, their figures, and the cells the figures came from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from etl.domain.period import Month
from etl.domain.submission import (
    FIELDS,
    NOT_REPORTED,
    CellRef,
    Field,
    Filing,
    IndicatorFigures,
    State,
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
    on_behalf: bool = False
    extension: int | None = None


@dataclass(frozen=True)
class Version:
    """A stored version of a county's month, as far as a new filing is held against it."""

    id: int
    version: int
    state: State
    original_sha256: str
    figures_sha256: str
    extension: int | None = None


def figures_digest(figures: Iterable[IndicatorFigures], as_of: date | None) -> str:
    """Return a hash over all that is reported, so that a re-saved file is known again."""
    lines = [f"as_of={as_of}"]
    for row in sorted(figures, key=lambda item: item.indicator):
        amounts = (row.amount(name) for name in FIELDS)
        shown = (("" if amount is None else f"{amount.normalize():f}") for amount in amounts)
        lines.append("\t".join((row.indicator, *shown, row.note)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def add(connection: Connection, new: NewSubmission) -> int:
    """File a submission as the next version of its county and month; return its id.

    A version that still waits is superseded by it: what counts stays what it is.
    """
    connection.execute(
        update(submission)
        .where(*of_month(new.region, new.month), submission.c.state == "submitted")
        .values(state="superseded")
    )
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
            on_behalf=new.on_behalf,
            extension=new.extension,
        )
        .returning(submission.c.id)
    ).scalar_one()
    connection.execute(insert(figure), [_amounts(identifier, row) for row in new.figures])
    cells = [cell for row in new.figures for cell in _cells(identifier, row)]
    if cells:
        connection.execute(insert(figure_cell), cells)
    data_version.advance_filings(connection)
    return int(identifier)


def _next_version(connection: Connection, region: str, month: Month) -> int:
    query = select(func.max(submission.c.version)).where(*of_month(region, month))
    return (connection.execute(query).scalar() or 0) + 1


def of_month(region: str, month: Month) -> tuple[Any, ...]:
    """Return the conditions that choose the versions of a county's month."""
    return (
        submission.c.region == region,
        submission.c.year == month.year,
        submission.c.month == month.number,
    )


def _amounts(identifier: int, row: IndicatorFigures) -> dict[str, Any]:
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


def standing_versions(
    connection: Connection, wanted: Collection[tuple[str, Month]]
) -> dict[tuple[str, Month], tuple[Version, ...]]:
    """Return, for regions each with a month, the accepted version and the newest that waits.

    Either may not be there; the accepted one comes first.
    """
    newest: dict[tuple[str, Month], dict[State, Version]] = {key: {} for key in wanted}
    query = select(submission).where(
        submission.c.region.in_({region for region, _ in wanted}),
        submission.c.year.in_({month.year for _, month in wanted}),
        submission.c.state.in_(("accepted", "submitted")),
    )
    for row in connection.execute(query.order_by(submission.c.version)):
        key = (row.region, Month(row.year, row.month))
        if key in newest:
            newest[key][row.state] = Version(
                row.id, row.version, row.state, row.original_sha256, row.figures_sha256,
                row.extension,
            )  # fmt: skip
    return {key: tuple(found[state] for state in sorted(found)) for key, found in newest.items()}


def filings(connection: Connection, region: str, year: int) -> tuple[Filing, ...]:
    """Return all versions of a county's year, by month and version."""
    query = select(submission).where(submission.c.region == region, submission.c.year == year)
    rows = connection.execute(query.order_by(submission.c.month, submission.c.version))
    return tuple(_filing(row) for row in rows)


def filings_of_year(connection: Connection, year: int) -> tuple[Filing, ...]:
    """Return all versions of all counties of a year, by month, region and version."""
    query = select(submission).where(submission.c.year == year)
    ordered = query.order_by(submission.c.month, submission.c.region, submission.c.version)
    return tuple(_filing(row) for row in connection.execute(ordered))


def filings_of_month(
    connection: Connection, month: Month, regions: Collection[str] | None = None
) -> tuple[Filing, ...]:
    """Return all versions of a month by region and version, of all regions or a few."""
    query = select(submission).where(
        submission.c.year == month.year, submission.c.month == month.number
    )
    if regions is not None:
        query = query.where(submission.c.region.in_(regions))
    rows = connection.execute(query.order_by(submission.c.region, submission.c.version))
    return tuple(_filing(row) for row in rows)


def standing_filings(
    connection: Connection,
    year: int,
    month: int | None = None,
    regions: Collection[str] | None = None,
) -> tuple[Filing, ...]:
    """Return what counts and what waits in a year, or in a month or some regions of it."""
    query = select(submission).where(
        submission.c.year == year, submission.c.state.in_(("accepted", "submitted"))
    )
    if month is not None:
        query = query.where(submission.c.month == month)
    if regions is not None:
        query = query.where(submission.c.region.in_(regions))
    ordered = query.order_by(submission.c.month, submission.c.region, submission.c.version)
    return tuple(_filing(row) for row in connection.execute(ordered))


def digest_of(connection: Connection, identifier: int) -> str | None:
    """Return the hash over the stored figures of a submission."""
    query = select(submission.c.figures_sha256).where(submission.c.id == identifier)
    return connection.execute(query).scalar_one_or_none()


def filings_by_id(connection: Connection, identifiers: Collection[int]) -> dict[int, Filing]:
    """Return submissions by their ids; an id that does not exist is left out."""
    query = select(submission).where(submission.c.id.in_(list(identifiers)))
    return {row.id: _filing(row) for row in connection.execute(query)}


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
        on_behalf=row.on_behalf,
        extension=row.extension,
        returned_by=row.returned_by,
        returned_at=row.returned_at,
        return_reason=row.return_reason,
    )


Figures = dict[int, dict[str, IndicatorFigures]]
"""Submission -> indicator -> its row."""


def amounts_of(connection: Connection, identifiers: Collection[int]) -> Figures:
    """Return the figures of submissions without the cells they came from."""
    return _figures(connection, identifiers, {})


def figures_of(connection: Connection, identifiers: Collection[int]) -> Figures:
    """Return the figures of submissions, each with the cell it came from."""
    cells: dict[tuple[int, str, str], Value] = {}
    query = select(figure_cell).where(figure_cell.c.submission_id.in_(list(identifiers)))
    for row in connection.execute(query):
        place = Value(None, row.raw, CellRef(row.sheet, row.cell), row.computed)
        cells[row.submission_id, row.indicator, row.field] = place
    return _figures(connection, identifiers, cells)


def _figures(
    connection: Connection,
    identifiers: Collection[int],
    cells: Mapping[tuple[int, str, str], Value],
) -> Figures:
    found: Figures = {identifier: {} for identifier in identifiers}
    query = select(figure).where(figure.c.submission_id.in_(list(identifiers)))
    for row in connection.execute(query):
        key = (row.submission_id, row.indicator)
        values = {
            name: replace(cells.get((*key, name), NOT_REPORTED), value=getattr(row, column))
            for name, column in COLUMN_OF.items()
        }
        note = cells.get((*key, "note"), NOT_REPORTED)
        found[row.submission_id][row.indicator] = IndicatorFigures(
            row.indicator, values, row.note, note.cell
        )
    return found
