"""Releases: frozen copies of months that the database refuses to change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from etl.store.migrations.guards import forbid_changes, forbid_replacing_by_rowid

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and its triggers; close a second way to replace rows of closings."""
    op.create_table(
        "release",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_release")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_release_year_month", "release", ["year", "month"])
    forbid_changes(op.get_bind(), "release", ("name",))
    forbid_replacing_by_rowid(op.get_bind(), "month_gap")
