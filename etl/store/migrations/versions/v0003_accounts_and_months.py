"""Accounts, sessions, audit; months that are closed; returned submissions and their remarks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from etl.store.migrations.guards import forbid_changes, keep_young_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NONE = "0" * 64


def upgrade() -> None:
    """Add what the month's work needs, and the triggers that keep its records."""
    _accounts()
    _audit()
    _months()
    _submissions()
    forbid_changes(op.get_bind(), "month_event")
    forbid_changes(op.get_bind(), "month_gap", ("event_id", "region"))
    keep_young_rows(op.get_bind())
    forbid_changes(op.get_bind(), "audit", deletable="OLD.id <= (SELECT pruned FROM audit_head)")


def _text(name: str, **given: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, **given)  # type: ignore[arg-type]


def _time(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _id(autoincrement: bool = True) -> sa.Column[int]:
    more = {} if autoincrement else {"autoincrement": False}
    return sa.Column("id", sa.Integer(), nullable=False, **more)  # type: ignore[arg-type]


def _accounts() -> None:
    op.create_table(
        "account",
        _id(),
        _text("name"),
        _text("name_key"),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("region", sa.String(length=32), nullable=True),
        _text("mail"),
        _text("password_hash"),
        _time("password_at"),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _text("made_by"),
        _time("made_at"),
        _time("login_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name_key", name=op.f("uq_account_name_key")),
        sa.CheckConstraint(
            "role in ('leadership','county','city','press','admin')", name=op.f("ck_account_role")
        ),
    )
    op.create_table(
        "session",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        _text("address"),
        _time("started_at"),
        _time("seen_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_session")),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"], unique=False)
    op.create_table(
        "token",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        _text("made_by"),
        _time("made_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_token_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_token")),
        sa.UniqueConstraint("key", name=op.f("uq_token_key")),
    )
    op.create_table(
        "login_failure",
        _id(),
        _text("name_key"),
        _text("address"),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    for column in ("name_key", "address"):
        op.create_index(f"ix_login_failure_{column}_at", "login_failure", [column, "at"])


def _audit() -> None:
    op.create_table(
        "audit",
        _id(autoincrement=False),
        _time("at"),
        _text("actor"),
        sa.Column("role", sa.String(length=16), nullable=False),
        _text("address"),
        sa.Column("action", sa.String(length=32), nullable=False),
        _text("subject"),
        sa.Column("result", sa.String(length=16), nullable=False),
        _text("detail"),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    head = op.create_table(
        "audit_head",
        _id(),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("pruned", sa.Integer(), nullable=False),
        sa.Column("pruned_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "last": 0, "hash": _NONE, "pruned": 0, "pruned_hash": _NONE}])


def _months() -> None:
    op.create_table(
        "month_event",
        _id(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        _time("at"),
        _text("by"),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_event")),
        sa.CheckConstraint("action in ('close','reopen')", name=op.f("ck_month_event_action")),
    )
    op.create_index("ix_month_event_year_month", "month_event", ["year", "month"])
    op.create_table(
        "month_gap",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        _text("reason"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["month_event.id"], name=op.f("fk_month_gap_event_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "region", name=op.f("pk_month_gap")),
        sa.CheckConstraint(
            "decision in ('carried_forward','not_reported')", name=op.f("ck_month_gap_decision")
        ),
    )
    op.create_table(
        "extension",
        _id(),
        sa.Column("region", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _text("reason"),
        _text("asked_by"),
        _text("granted_by"),
        _time("granted_at"),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        _time("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index("ix_extension_year_month", "extension", ["year", "month"])


def _submissions() -> None:
    for column in (
        sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("extension", sa.Integer(), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=True),
        _time("returned_at", nullable=True),
        _text("return_reason", server_default=""),
    ):
        op.add_column("submission", column)
    op.add_column("attempt", sa.Column("office", sa.String(length=32), nullable=True))
    op.add_column("attempt", sa.Column("typed", sa.Text(), nullable=True))
    op.create_index("ix_attempt_office", "attempt", ["office"])
    op.add_column("finding", _text("reason", server_default=""))
    op.create_table(
        "remark",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("sheet"),
        sa.Column("cell", sa.String(length=12), nullable=False),
        _text("text"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_remark_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "position", name=op.f("pk_remark")),
    )
    op.create_table(
        "answered_request",
        sa.Column("key", sa.String(length=64), nullable=False),
        _text("actor"),
        _time("at"),
        _text("answer"),
        sa.PrimaryKeyConstraint("key", "actor", name=op.f("pk_answered_request")),
    )
