"""Opening, preparing and asking the database whether it is ready."""

from __future__ import annotations

import os
from datetime import date, datetime

from etl.domain.data_version import DataVersion
from etl.domain.plan import Plan
from etl.domain.refusal import SystemFault, WrongUsage
from etl.store import data_version as version_store
from etl.store import schema
from etl.store.database import Database, open_database

DEFAULT_URL = "sqlite:///data/livelihood.sqlite"

__all__ = ["DEFAULT_URL", "Database", "connect", "data_version", "is_ready", "prepare"]


def connect(url: str, busy_seconds: float | None = None) -> Database:
    """Return the database of a URL; raises a Refusal with a sentence when it cannot be used.

    ``busy_seconds``: how long to wait for another writer or for the server.
    """
    return open_database(url, busy_seconds)


def prepare(database: Database) -> bool:
    """Create or migrate the schema; return whether anything changed."""
    return schema.migrate(database)


def is_ready(database: Database) -> bool:
    """Whether the database answers and its schema is current."""
    try:
        return schema.is_current(database)
    except SystemFault:
        return False


def data_version(database: Database) -> DataVersion:
    """Return the counters of figures and of filings, read together from one row."""
    return version_store.latest(database)


def today_of(plan: Plan) -> date:
    """Return the day that checks and pages of a plan's year take as today.

    ``LIVELIHOOD_TODAY`` wins; a sample plan may have a 演示日期; else the clock decides.
    """
    pinned = os.environ.get("LIVELIHOOD_TODAY", "")
    if pinned:
        try:
            return date.fromisoformat(pinned)
        except ValueError as error:
            raise WrongUsage(
                f"环境变量 LIVELIHOOD_TODAY 应为 2021-08-20 的样子，现在是 {pinned}。"
            ) from error
    if plan.sample and plan.demo_date is not None:
        return plan.demo_date
    return datetime.now(plan.zone).date()
