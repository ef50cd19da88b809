"""A counter of filings beside the data version, and the limit 退步幅度 in stored plans."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PLANS = sa.table(
    "plan_revision",
    sa.column("id", sa.Integer()),
    sa.column("document", sa.Text()),
    sa.column("document_sha256", sa.String()),
)
# A quote within a text is escaped, so that this can only be the key.
_NEXT_KEY = '"target_multiple":'
_LIMIT = '"falling_back_over":"5",'


def upgrade() -> None:
    """Add the counter; write the new limit's default into the plans.

    A plan is known again by the hash of its document: without this, loading an unchanged
    workbook once more would make a revision in which nothing is new.
    """
    op.add_column(
        "data_version", sa.Column("filings", sa.Integer(), nullable=False, server_default="1")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(_PLANS.c.id, _PLANS.c.document)).all():
        document = row.document.replace(_NEXT_KEY, _LIMIT + _NEXT_KEY, 1)
        sha256 = hashlib.sha256(document.encode()).hexdigest()
        connection.execute(
            sa.update(_PLANS)
            .where(_PLANS.c.id == row.id)
            .values(document=document, document_sha256=sha256)
        )
