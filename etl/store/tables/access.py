"""Accounts, their sessions and tokens, failed logins, and the audit."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from etl.store.column_types import UtcTime
from etl.store.tables.metadata import metadata

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("region", String(32)),
    Column("mail", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("password_at", UtcTime, nullable=False),
    Column("one_time", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("login_at", UtcTime),
    UniqueConstraint("name_key"),
    CheckConstraint("role in ('leadership','county','city','press','admin')", name="role"),
)
"""``name_key`` is the name without regard to case and width; ``one_time``: the password must be
changed before anything else. No account is ever deleted: its name stands under filings."""

session = Table(
    "session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)
"""Who is logged in; ``key`` is the SHA-256 of what the visitor's cookie holds."""
Index("ix_session_account_id", session.c.account_id)

token = Table(
    "token",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("key"),
)
"""The token by which a program acts for an account; ``key`` is its SHA-256."""

login_failure = Table(
    "login_failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name_key", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
"""Wrong passwords of the last minutes, for names that exist and names that do not."""
Index("ix_login_failure_name_key_at", login_failure.c.name_key, login_failure.c.at)
Index("ix_login_failure_address_at", login_failure.c.address, login_failure.c.at)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("result", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Who did what, when, from where, with what result. Rows are numbered without a gap and each
bears the hash of the one before; triggers refuse to change any, and to delete what is not past
its time."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("pruned", Integer, nullable=False),
    Column("pruned_hash", String(64), nullable=False),
)
"""One row: number and hash of the newest row of the audit, and of the newest one pruned."""
