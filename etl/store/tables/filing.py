"""Plans, submissions with their cells, tries with their findings."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from etl.store.column_types import Count, UtcTime, Yuan
from etl.store.tables.metadata import metadata

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
)
"""The bytes of every file that was filed or tried, as sent."""

plan_revision = Table(
    "plan_revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("document", Text, nullable=False),
    Column("document_sha256", String(64), nullable=False),
    Column("effective_from", Date),
    Column("file_name", Text, nullable=False),
    Column("original_sha256", ForeignKey("original.sha256"), nullable=False),
    Column("loaded_by", Text, nullable=False),
    Column("loaded_at", UtcTime, nullable=False),
    UniqueConstraint("year", "revision"),
)
"""Plans are read and replaced whole, so a revision is one document; none is ever changed."""

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String(32), nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("as_of", Date),
    Column("template", Text),
    Column("file_name", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("original_sha256", ForeignKey("original.sha256"), nullable=False),
    Column("figures_sha256", String(64), nullable=False),
    Column("filed_by", Text, nullable=False),
    Column("filed_at", UtcTime, nullable=False),
    Column("accepted_by", Text),
    Column("accepted_at", UtcTime),
    Column("backfilled", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("on_behalf", Boolean, nullable=False, server_default=false()),
    Column("extension", Integer),
    Column("returned_by", Text),
    Column("returned_at", UtcTime),
    Column("return_reason", Text, nullable=False, server_default=""),
    UniqueConstraint("region", "year", "month", "version"),
    CheckConstraint("state in ('submitted','accepted','returned','superseded')", name="state"),
)
Index(
    "uq_submission_one_that_counts",
    submission.c.region,
    submission.c.year,
    submission.c.month,
    unique=True,
    sqlite_where=text("state = 'accepted'"),
    postgresql_where=text("state = 'accepted'"),
)
Index("ix_submission_year_month_state", submission.c.year, submission.c.month, submission.c.state)

figure = Table(
    "figure",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("indicator", String(64), primary_key=True),
    Column("completed_month", Count),
    Column("completed_total", Count),
    Column("funds_month", Yuan),
    Column("funds_total", Yuan),
    Column("note", Text, nullable=False),
)
"""The figures of a submission; null is not reported, never 0."""

figure_cell = Table(
    "figure_cell",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("indicator", String(64), primary_key=True),
    Column("field", String(24), primary_key=True),
    Column("sheet", Text, nullable=False),
    Column("cell", String(12), nullable=False),
    Column("raw", Text),
    Column("computed", Boolean, nullable=False),
)
"""Where each figure stood in the sender's file, and what was written there."""

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64)),
    Column("region", String(32)),
    Column("year", Integer),
    Column("month", Integer),
    Column("outcome", String(16), nullable=False),
    Column("submission_id", ForeignKey("submission.id")),
    Column("office", String(32)),
    Column("typed", Text),
)
"""Every try to file, also one that was refused; without hash where personal data was found.

``office`` is the county on whose page it was tried, whatever the workbook says; ``typed`` the
reasons that were typed when it could not be filed yet."""
Index("ix_attempt_region_year_month", attempt.c.region, attempt.c.year, attempt.c.month)
Index("ix_attempt_submission_id", attempt.c.submission_id)
Index("ix_attempt_office", attempt.c.office)

finding = Table(
    "finding",
    metadata,
    Column("attempt_id", ForeignKey("attempt.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("severity", String(8), nullable=False),
    Column("code", String(40), nullable=False),
    Column("sheet", Text),
    Column("cells", Text, nullable=False),
    Column("row", Integer),
    Column("field", String(24)),
    Column("indicator", String(64)),
    Column("raw", Text),
    Column("message", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
)
"""What was found at each try; ``cells`` are addresses separated by blanks, ``reason`` is what
the sender wrote to a warning."""

remark = Table(
    "remark",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sheet", Text, nullable=False),
    Column("cell", String(12), nullable=False),
    Column("text", Text, nullable=False),
)
"""The reasons for which a submission was returned, each pinned to a cell of its workbook."""

answered_request = Table(
    "answered_request",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("answer", Text, nullable=False),
)
"""What a form that changes something was answered, so that it does so once however often sent."""

data_version = Table(
    "data_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("filings", Integer, nullable=False, server_default="1"),
)
"""One row: ``version`` counts up whenever an accepted figure or a plan changes, ``filings``
whenever a submission is added or its state changes."""
