"""Months that were closed and opened again, and leave to file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from etl.domain.closing import Extension, GapDecision, MonthAction, MonthEvent, MonthState
from etl.domain.period import Month
from etl.store import data_version
from etl.store.clock import now
from etl.store.tables import extension, month_event, month_gap


def state(connection: Connection, month: Month) -> MonthState:
    """Return how a month stands."""
    return states(connection, month.year, month.number)[month.number]


def states(connection: Connection, year: int, number: int | None = None) -> dict[int, MonthState]:
    """Return how the months of a year stand by number, or one of them."""
    asked = range(1, 13) if number is None else (number,)
    events: dict[int, list[MonthEvent]] = {item: [] for item in asked}
    query = select(month_event).where(month_event.c.year == year).order_by(month_event.c.id)
    found = [row for row in connection.execute(query) if row.month in events]
    gaps = _gaps(connection, [row.id for row in found])
    for row in found:
        events[row.month].append(
            MonthEvent(
                row.id, Month(year, row.month), row.action, row.at, row.by, row.reason,
                tuple(gaps[row.id]),
            )
        )  # fmt: skip
    leaves = extensions(connection, year)
    return {
        item: MonthState(
            Month(year, item),
            tuple(events[item]),
            tuple(leave for leave in leaves if leave.month.number == item),
        )
        for item in asked
    }


def _gaps(connection: Connection, events: list[int]) -> dict[int, list[GapDecision]]:
    found: dict[int, list[GapDecision]] = {identifier: [] for identifier in events}
    query = select(month_gap).where(month_gap.c.event_id.in_(events)).order_by(month_gap.c.region)
    for row in connection.execute(query) if events else ():
        found[row.event_id].append(GapDecision(row.region, row.decision, row.reason))
    return found


def add_event(
    connection: Connection,
    month: Month,
    action: MonthAction,
    by: str,
    reason: str,
    gaps: Iterable[GapDecision] = (),
) -> int:
    """Write a closing or reopening down."""
    values = {"year": month.year, "month": month.number, "action": action, "at": now(),
              "by": by, "reason": reason}  # fmt: skip
    made = connection.execute(insert(month_event).values(values).returning(month_event.c.id))
    identifier = int(made.scalar_one())
    rows = [
        {"event_id": identifier, "region": item.region, "decision": item.decision,
         "reason": item.reason}
        for item in gaps
    ]  # fmt: skip
    if rows:
        connection.execute(insert(month_gap), rows)
    data_version.advance_filings(connection)
    return identifier


def extensions(connection: Connection, year: int) -> tuple[Extension, ...]:
    """Return every leave that was given for months of a year, oldest first."""
    query = select(extension).where(extension.c.year == year).order_by(extension.c.id)
    return tuple(_extension(row) for row in connection.execute(query))


def extension_by_id(connection: Connection, identifier: int) -> Extension | None:
    """Return one leave."""
    row = connection.execute(select(extension).where(extension.c.id == identifier)).first()
    return None if row is None else _extension(row)


def add_extension(
    connection: Connection,
    region: str,
    month: Month,
    until: date,
    reason: str,
    asked_by: str,
    granted_by: str,
) -> int:
    """Give a county leave."""
    values = {
        "region": region, "year": month.year, "month": month.number, "until": until,
        "reason": reason, "asked_by": asked_by, "granted_by": granted_by, "granted_at": now(),
    }  # fmt: skip
    made = connection.execute(insert(extension).values(values).returning(extension.c.id))
    data_version.advance_filings(connection)
    return int(made.scalar_one())


def withdraw_extension(connection: Connection, identifier: int, by: str) -> None:
    """Take a leave back; it stays on record."""
    chosen = update(extension).where(extension.c.id == identifier)
    connection.execute(chosen.values(withdrawn_by=by, withdrawn_at=now()))
    data_version.advance_filings(connection)


def _extension(row: Row[Any]) -> Extension:
    return Extension(
        row.id, row.region, Month(row.year, row.month), row.until, row.reason, row.asked_by,
        row.granted_by, row.granted_at, row.withdrawn_by, row.withdrawn_at,
    )  # fmt: skip
