"""Every try to file: who, when, what was found. Refused files are kept for 90 days."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, union

from etl.domain.attention import Odd
from etl.domain.finding import Finding, Outcome, Severity
from etl.domain.period import Month
from etl.store.clock import now
from etl.store.tables import attempt, figure, finding, original, plan_revision, submission

KEPT_DAYS = 90


@dataclass(frozen=True)
class Attempt:
    """One try; ``sha256`` is None when the file held personal data and nothing is kept.

    ``office`` is the county on whose page it was tried; ``reasons`` are what was written to
    findings, by their position.
    """

    actor: str
    file_name: str
    sha256: str | None
    region: str | None
    month: Month | None
    outcome: Outcome
    findings: Sequence[Finding]
    submission: int | None = None
    office: str | None = None
    reasons: Mapping[int, str] = field(default_factory=dict)


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
            office=new.office,
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
                "reason": new.reasons.get(position, ""),
            }
            for position, item in enumerate(new.findings)
        ]
        connection.execute(insert(finding), rows)
    return int(identifier)


@dataclass(frozen=True)
class PastAttempt:
    """An earlier try for a county's month; ``findings`` are each by itself."""

    id: int
    at: datetime
    actor: str
    file_name: str
    sha256: str | None
    outcome: Outcome
    findings: tuple[Finding, ...] = ()


def latest(
    connection: Connection, wanted: Mapping[tuple[str, Month], Collection[str]]
) -> dict[tuple[str, Month], PastAttempt]:
    """Return the last try for each region and month, but for those of some very files.

    ``wanted`` gives the SHA-256 of the files that are not to be held against themselves.
    """
    query = select(attempt).where(
        attempt.c.region.in_({region for region, _ in wanted}),
        attempt.c.year.in_({month.year for _, month in wanted}),
    )
    found: dict[tuple[str, Month], PastAttempt] = {}
    for row in connection.execute(query.order_by(attempt.c.id.desc())):
        key = (row.region, Month(row.year, row.month)) if row.month else None
        if key is None or key not in wanted or key in found or row.sha256 in wanted[key]:
            continue
        place = (row.id, row.at, row.actor, row.file_name, row.sha256, row.outcome)
        found[key] = PastAttempt(*place)
    said = findings_of(connection, [item.id for item in found.values()])
    return {key: replace(item, findings=said[item.id]) for key, item in found.items()}


def findings_of(
    connection: Connection, identifiers: Collection[int]
) -> dict[int, tuple[Finding, ...]]:
    """Return what was found at some tries, in the order of the file."""
    found: dict[int, list[Finding]] = {identifier: [] for identifier in identifiers}
    query = select(finding).where(finding.c.attempt_id.in_(list(identifiers)))
    ordered = query.order_by(finding.c.attempt_id, finding.c.position)
    for row in connection.execute(ordered) if found else ():
        found[row.attempt_id].append(
            Finding(
                severity=row.severity,
                code=row.code,
                message=row.message,
                hint=row.hint,
                sheet=row.sheet,
                cells=tuple(row.cells.split()),
                row=row.row,
                field=row.field,
                indicator=row.indicator,
                raw=row.raw,
            )
        )
    return {identifier: tuple(items) for identifier, items in found.items()}


@dataclass(frozen=True)
class FoundAt:
    """One finding of a try, or with ``code`` None a try that found nothing."""

    attempt: int
    at: datetime
    region: str | None
    month: Month
    sha256: str | None
    outcome: Outcome
    code: str | None
    severity: Severity | None
    cells: int
    message: str


def found_in(
    connection: Connection, year: int, regions: Collection[str] | None = None
) -> list[FoundAt]:
    """Return what every try for the months of a year found, of some regions, oldest first."""
    tried = attempt.outerjoin(finding, finding.c.attempt_id == attempt.c.id)
    columns = (
        attempt.c.id, attempt.c.at, attempt.c.region, attempt.c.month, attempt.c.sha256,
        attempt.c.outcome, finding.c.code, finding.c.severity, finding.c.cells, finding.c.message,
    )  # fmt: skip
    query = select(*columns).select_from(tried).where(attempt.c.year == year)
    if regions is not None:
        query = query.where(attempt.c.region.in_(regions))
    return [
        FoundAt(
            attempt=row.id,
            at=row.at,
            region=row.region,
            month=Month(year, row.month),
            sha256=row.sha256,
            outcome=row.outcome,
            code=row.code,
            severity=row.severity,
            cells=max(len((row.cells or "").split()), 1),
            message=row.message or "",
        )
        for row in connection.execute(query.order_by(attempt.c.id, finding.c.position))
    ]


def that_filed(
    connection: Connection, submissions: Collection[int]
) -> dict[int, tuple[Finding, ...]]:
    """Return what was found in the tries by which submissions were filed, by submission."""
    query = select(attempt.c.id, attempt.c.submission_id).where(
        attempt.c.submission_id.in_(list(submissions))
    )
    tries = {row.submission_id: row.id for row in
             connection.execute(query.order_by(attempt.c.id.desc()))}  # fmt: skip
    said = findings_of(connection, list(tries.values()))
    return {submission: said[identifier] for submission, identifier in tries.items()}


def filed_with(
    connection: Connection, submission_id: int
) -> tuple[tuple[Finding, ...], dict[int, str]]:
    """Return what was found when a submission was filed, and the sender's reasons by position."""
    query = select(func.min(attempt.c.id)).where(attempt.c.submission_id == submission_id)
    identifier = connection.execute(query).scalar()
    if identifier is None:
        return (), {}
    written = select(finding.c.position, finding.c.reason).where(
        finding.c.attempt_id == identifier, finding.c.reason != ""
    )
    reasons = {row.position: row.reason for row in connection.execute(written)}
    return findings_of(connection, [identifier])[identifier], reasons


def odd_in(connection: Connection, month: Month) -> tuple[Odd, ...]:
    """Return the warnings with which the counting submissions of a month were filed.

    One question for all regions; ordered by submission, then as in the file.
    """
    filed = (
        select(func.min(attempt.c.id).label("id"), submission.c.id.label("submission_id"))
        .join(submission, submission.c.id == attempt.c.submission_id)
        .where(
            submission.c.year == month.year,
            submission.c.month == month.number,
            submission.c.state == "accepted",
        )
        .group_by(submission.c.id)
        .subquery()
    )
    of_row = (figure.c.submission_id == submission.c.id) & (
        figure.c.indicator == finding.c.indicator
    )
    query: Select[Any] = (
        select(
            submission.c.region, submission.c.version, figure.c.note,
            submission.c.reason, finding.c.reason.label("own_reason"),
            finding.c.code, finding.c.message, finding.c.indicator, finding.c.sheet,
            finding.c.cells, filed.c.submission_id,
        )
        .select_from(filed)
        .join(submission, submission.c.id == filed.c.submission_id)
        .join(finding, finding.c.attempt_id == filed.c.id)
        .outerjoin(figure, of_row)
        .where(finding.c.severity == "warning")
        .order_by(filed.c.submission_id, finding.c.position)
    )  # fmt: skip
    return tuple(_odd(row) for row in connection.execute(query))


def _odd(row: Row[Any]) -> Odd:
    return Odd(
        region=row.region,
        submission=row.submission_id,
        version=row.version,
        code=row.code,
        message=row.message,
        indicator=row.indicator,
        sheet=row.sheet,
        cell=next(iter(row.cells.split()), None),
        reason=row.own_reason or row.reason,
        note=row.note or "",
    )


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
