"""What becomes of a filed version: accepted, returned with remarks, superseded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, or_, select, update

from etl.domain.period import Month
from etl.domain.submission import CellRef
from etl.store import data_version
from etl.store.clock import now
from etl.store.submissions import of_month
from etl.store.tables import remark, submission


@dataclass(frozen=True)
class Remark:
    """A reviewer's reason, pinned to a cell of the sender's workbook."""

    cell: CellRef
    text: str


def accept(connection: Connection, identifier: int, actor: str) -> None:
    """Make a submission the one that counts; the one that counted is superseded.

    So are earlier versions that still wait; a later one goes on waiting.
    """
    chosen = connection.execute(select(submission).where(submission.c.id == identifier)).one()
    waits_before = and_(submission.c.state == "submitted", submission.c.version < chosen.version)
    connection.execute(
        update(submission)
        .where(*of_month(chosen.region, Month(chosen.year, chosen.month)))
        .where(or_(submission.c.state == "accepted", waits_before))
        .where(submission.c.id != identifier)
        .values(state="superseded")
    )
    connection.execute(
        update(submission)
        .where(submission.c.id == identifier)
        .values(state="accepted", accepted_by=actor, accepted_at=now())
    )
    data_version.advance(connection)
    data_version.advance_filings(connection)


def give_back(
    connection: Connection,
    identifier: int,
    actor: str,
    reason: str,
    remarks: Iterable[Remark] = (),
) -> None:
    """Return a waiting submission to its county, with reasons pinned to cells."""
    connection.execute(
        update(submission)
        .where(submission.c.id == identifier)
        .values(state="returned", returned_by=actor, returned_at=now(), return_reason=reason)
    )
    rows = [
        {"submission_id": identifier, "position": position, "sheet": item.cell.sheet,
         "cell": item.cell.address, "text": item.text}
        for position, item in enumerate(remarks)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(remark), rows)
    data_version.advance_filings(connection)


def remarks_of(connection: Connection, identifier: int) -> tuple[Remark, ...]:
    """Return the reasons pinned to the cells of a returned submission."""
    query = select(remark).where(remark.c.submission_id == identifier).order_by(remark.c.position)
    return tuple(
        Remark(CellRef(row.sheet, row.cell), row.text) for row in connection.execute(query)
    )
