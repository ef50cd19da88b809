"""The tables as they are now; migrations bring an older database here."""

from etl.store.tables.access import account, audit, audit_head, login_failure, session, token
from etl.store.tables.filing import (
    answered_request,
    attempt,
    data_version,
    figure,
    figure_cell,
    finding,
    original,
    plan_revision,
    remark,
    submission,
)
from etl.store.tables.metadata import metadata
from etl.store.tables.month import extension, month_event, month_gap
from etl.store.tables.release import release

__all__ = [
    "account",
    "answered_request",
    "attempt",
    "audit",
    "audit_head",
    "data_version",
    "extension",
    "figure",
    "figure_cell",
    "finding",
    "login_failure",
    "metadata",
    "month_event",
    "month_gap",
    "original",
    "plan_revision",
    "release",
    "remark",
    "session",
    "submission",
    "token",
]
