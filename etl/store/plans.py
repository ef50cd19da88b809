"""Plan revisions: one document each, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select

from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.store import data_version, originals
from etl.store.clock import now
from etl.store.tables import plan_revision

_ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_DECODER = msgspec.json.Decoder(Plan)


def document(plan: Plan) -> str:
    """Return the plan as JSON, the same text for an equal plan."""
    return _ENCODER.encode(plan).decode()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def add(
    connection: Connection, plan: Plan, file_name: str, content: bytes, actor: str
) -> tuple[int, bool]:
    """Store a plan and the bytes of its workbook as the year's next revision.

    Return (revision, whether it is new): a plan equal to the newest revision makes none.
    """
    text = document(plan)
    sha256 = _sha256(text)
    newest = select(plan_revision.c.revision, plan_revision.c.document_sha256).where(
        plan_revision.c.year == plan.year
    )
    row = connection.execute(newest.order_by(plan_revision.c.revision.desc()).limit(1)).first()
    if row is not None and row.document_sha256 == sha256:
        return int(row.revision), False
    revision = 1 if row is None else int(row.revision) + 1
    connection.execute(
        insert(plan_revision).values(
            year=plan.year,
            revision=revision,
            sample=plan.sample,
            document=text,
            document_sha256=sha256,
            effective_from=plan.effective,
            file_name=file_name,
            original_sha256=originals.keep(connection, content),
            loaded_by=actor,
            loaded_at=now(),
        )
    )
    data_version.advance(connection)
    return revision, True


@dataclass(frozen=True)
class LoadedFile:
    """The workbook a plan revision was loaded from."""

    file_name: str
    sha256: str
    loaded_by: str
    loaded_at: datetime


def loaded_file(connection: Connection, month: Month) -> LoadedFile | None:
    """Return the workbook of the revision in force for a month, None without one."""
    identifier = identifier_in_force(connection, month)
    if identifier is None:
        return None
    query = select(plan_revision).where(plan_revision.c.id == identifier)
    row = connection.execute(query).one()
    return LoadedFile(row.file_name, row.original_sha256, row.loaded_by, row.loaded_at)


def in_force(connection: Connection, month: Month) -> PlanRevision | None:
    """Return the newest revision whose targets are in force by the month's end, else the oldest.

    None when the month's year has no plan.
    """
    identifier = identifier_in_force(connection, month)
    return None if identifier is None else _by_id(connection, identifier)


def identifier_in_force(connection: Connection, month: Month) -> int | None:
    """Return the id of the same revision."""
    query = (
        select(plan_revision.c.id, plan_revision.c.effective_from)
        .where(plan_revision.c.year == month.year)
        .order_by(plan_revision.c.revision.desc())
    )
    rows = connection.execute(query).all()
    if not rows:
        return None
    from_then = (
        row for row in rows if not row.effective_from or row.effective_from <= month.last_day
    )
    return int(next(from_then, rows[-1]).id)


def newest(connection: Connection, year: int | None = None) -> PlanRevision | None:
    """Return the newest revision of a year, or of the newest year; None without any."""
    query = select(plan_revision.c.id)
    if year is not None:
        query = query.where(plan_revision.c.year == year)
    order = (plan_revision.c.year.desc(), plan_revision.c.revision.desc())
    found = connection.execute(query.order_by(*order).limit(1)).scalar()
    return None if found is None else _by_id(connection, found)


def _by_id(connection: Connection, identifier: int) -> PlanRevision:
    query = select(plan_revision).where(plan_revision.c.id == identifier)
    return _revision(connection.execute(query).one())


def _revision(row: Row[Any]) -> PlanRevision:
    plan = _DECODER.decode(row.document)
    return PlanRevision(plan, int(row.revision), row.loaded_at, row.loaded_by)


def years(connection: Connection) -> tuple[int, ...]:
    """Return the years that have a plan, earliest first."""
    query = select(plan_revision.c.year).distinct().order_by(plan_revision.c.year)
    return tuple(int(year) for year in connection.execute(query).scalars())


def sample_kinds(connection: Connection) -> set[bool]:
    """Return whether the stored plans are sample data or real; never both."""
    return set(connection.execute(select(plan_revision.c.sample).distinct()).scalars())
