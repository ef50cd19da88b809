"""The month as a period that is closed and opened again, and leave to file after that."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from etl.store.column_types import UtcTime
from etl.store.tables.metadata import metadata

month_event = Table(
    "month_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("action", String(8), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("action in ('close','reopen')", name="action"),
)
"""Closings (关账) and reopenings in their order: the last one says how a month stands.

None is ever changed or deleted; triggers see to that."""
Index("ix_month_event_year_month", month_event.c.year, month_event.c.month)

month_gap = Table(
    "month_gap",
    metadata,
    Column("event_id", ForeignKey("month_event.id"), primary_key=True),
    Column("region", String(32), primary_key=True),
    Column("decision", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("decision in ('carried_forward','not_reported')", name="decision"),
)
"""What stands for a county that had not filed when a month was closed, and why."""

extension = Table(
    "extension",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String(32), nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", UtcTime, nullable=False),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", UtcTime),
)
"""Leave (延期) for one county to file a month up to a day, closed or not."""
Index("ix_extension_year_month", extension.c.year, extension.c.month)
