"""Every try to file: who, when, what was found. Refused files are kept for 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select, union

from etl.domain.finding import Finding, Outcome
from etl.domain.period import Month
from etl.store.clock import now
from etl.store.tables import attempt, finding, original, plan_revision, submission

KEPT_DAYS = 90


@dataclass(frozen=True)
class Attempt:
    """One try; ``sha256`` is None when the file held personal data and nothing is kept."""

    actor: str
    file_name: str
    sha256: str | None
    region: str | None
    month: Month | None
    outcome: Outcome
    findings: Sequence[Finding]
    submission: int | None = None


def add(connection: Connection, new: Attempt) -> int:
    """Record a try with its findings."""
    identifier = connection.execute(
        insert(attempt)
        .values(
            at=now(),
            actor=new.actor,
            file_name=new.file_name,
            sha256=new.sha256,
            region=new.region,
            year=new.month.year if new.month else None,
            month=new.month.number if new.month else None,
            outcome=new.outcome,
            submission_id=new.submission,
        )
        .returning(attempt.c.id)
    ).scalar_one()
    if new.findings:
        rows = [
            {
                "attempt_id": identifier,
                "position": position,
                "severity": item.severity,
                "code": item.code,
                "sheet": item.sheet,
                "cells": " ".join(item.cells),
                "row": item.row,
                "field": item.field,
                "indicator": item.indicator,
                "raw": item.raw,
                "message": item.message,
                "hint": item.mend,
            }
            for position, item in enumerate(new.findings)
        ]
        connection.execute(insert(finding), rows)
    return int(identifier)


def count_by(connection: Connection, actor: str) -> int:
    """Return how many tries an actor made."""
    query = select(func.count()).select_from(attempt).where(attempt.c.actor == actor)
    return connection.execute(query).scalar_one()


def forget_old_files(connection: Connection) -> None:
    """Drop the bytes of refused files after their time; what was filed is kept for ever."""
    limit = now() - timedelta(days=KEPT_DAYS)
    recent = select(attempt.c.sha256).where(attempt.c.at >= limit, attempt.c.sha256.is_not(None))
    kept = union(
        select(submission.c.original_sha256), select(plan_revision.c.original_sha256), recent
    )
    connection.execute(
        delete(original).where(original.c.stored_at < limit, original.c.sha256.not_in(kept))
    )
