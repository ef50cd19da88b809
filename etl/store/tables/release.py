"""Frozen copies of months."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from etl.store.tables.metadata import metadata

release = Table(
    "release",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""``head`` is JSON, ``rows`` compressed JSON of what counted; ``sha256`` is over both. None is
ever changed or deleted: triggers see to that. Without a rowid there is one key only, and no
INSERT OR REPLACE finds a second way to a row."""
Index("ix_release_year_month", release.c.year, release.c.month)
