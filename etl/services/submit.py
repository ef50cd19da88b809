"""Checking and filing workbooks: each file whole or not at all, none taints another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Row

from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.codes import finding
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.history import FilingHistory
from etl.domain.plan import Plan, PlanRevision
from etl.domain.submission import STATE_NAMES, IndicatorFigures
from etl.services.database import Database, today_of
from etl.services.files import Source
from etl.services.reading import ReadFile, read_file
from etl.store import attempts, originals, plans, standing, submissions
from etl.store.attempts import Attempt
from etl.store.submissions import NewSubmission
from etl.workbook.submission_sheet import PlanFor, blank_figures

Progress = Callable[[Iterable[Source]], Iterable[Source]]
"""Wraps an iterable of files so that somebody sees how far it is."""


@dataclass(frozen=True)
class Order:
    """How files are filed: by whom, with which reason for warnings, accepted at once or not."""

    actor: str
    reason: str = ""
    accept: bool = False

    @property
    def answers_warnings(self) -> bool:
        """Whether warnings are answered, so that they do not hold the file back."""
        return self.accept or bool(self.reason)


def no_progress(sources: Iterable[Source]) -> Iterable[Source]:
    """Show nothing."""
    return sources


def check_files(
    database: Database, sources: Iterable[Source], progress: Progress = no_progress
) -> list[FileResult]:
    """Read and judge files against plan and accepted history; writes nothing."""
    sources = tuple(sources)
    with database.read() as connection:
        plan_for = _plans_of(connection)
        read = [read_file(source, plan_for) for source in progress(sources)]
        return [_judged(connection, item, plan_for).result for item in read]


def load_files(
    database: Database,
    sources: Iterable[Source],
    order: Order,
    progress: Progress = no_progress,
) -> list[FileResult]:
    """Check files and file them in order of month and region; results in the order given."""
    sources = tuple(sources)
    with database.read() as connection:
        plan_for = _plans_of(connection)
        read = [read_file(source, plan_for) for source in sources]
    by_source = {id(item.source): item for item in read}
    ordered = [item.source for item in sorted(read, key=lambda item: item.order)]
    results: dict[int, FileResult] = {}
    for source in progress(ordered):
        results[id(source)] = file_one(database, by_source[id(source)], order)
    with database.write() as connection:
        attempts.forget_old_files(connection)
    return [results[id(source)] for source in sources]


def file_one(database: Database, item: ReadFile, order: Order) -> FileResult:
    """File one workbook in one transaction of its own."""
    with database.write() as connection:
        judged = _judged(connection, item, _plans_of(connection))
        result = _filed(connection, judged, order)
        _record(connection, item, result, order)
    return result


@dataclass(frozen=True)
class _Judged:
    item: ReadFile
    result: FileResult
    counts: Row[Any] | None = None


def _plans_of(connection: Connection) -> PlanFor:
    """Return a look-up of plans that remembers what it found, for one call."""
    known: dict[object, Plan | None] = {}

    def plan_for(month: object) -> Plan | None:
        if month not in known:
            revision = _revision(connection, month)
            known[month] = revision.plan if revision else None
        return known[month]

    return plan_for


def _revision(connection: Connection, month: object) -> PlanRevision | None:
    if month is None:
        return plans.newest(connection)
    return plans.in_force(connection, month)  # type: ignore[arg-type]


def _judged(connection: Connection, item: ReadFile, plan_for: PlanFor) -> _Judged:
    """Judge a reading against the plan in force and what is accepted now."""
    reading, name = item.reading, item.source.name
    identity = reading.identity
    plan = plan_for(identity.month)
    if plan is None or item.personal or reading.sheet is None:
        blank = blank_figures(reading, plan) if plan else ()
        return _Judged(item, FileResult(name, reading.findings, figures=blank))
    history = FilingHistory()
    revision = _revision(connection, identity.month)
    counts = None
    if identity.month is not None and identity.region is not None:
        history = standing.filing_history(connection, identity.region, identity.month)
        counts = submissions.that_counts(connection, identity.region, identity.month)
    number = revision.revision if revision else 0
    figures, findings = judge(Case(reading, plan, number, history, today_of(plan)))
    result = FileResult(
        file=name,
        findings=findings,
        region=identity.region,
        month=identity.month,
        template=reading.meta.template,
        figures=_all_figures(plan, figures),
    )
    return _Judged(item, result, counts)


def _all_figures(plan: Plan, figures: dict[str, IndicatorFigures]) -> list[IndicatorFigures]:
    return [figures.get(item.code, IndicatorFigures(item.code)) for item in plan.indicators]


def _filed(connection: Connection, judged: _Judged, order: Order) -> FileResult:
    """File what was judged, unless it counts already or something holds it back."""
    result, item, counts = judged.result, judged.item, judged.counts
    if counts is not None and _counts_already(judged):
        if order.accept and counts.state == "submitted":
            submissions.accept(connection, counts.id, order.actor)
            return replace(result, submission=counts.id)
        said = (_unchanged(connection, result, counts),)
        return replace(result, findings=said, submission=counts.id, unchanged=True)
    held_back = result.outcome == "errors" or (
        result.outcome == "warnings" and not order.answers_warnings
    )
    if held_back or result.region is None or result.month is None or item.content is None:
        return result
    identifier = submissions.add(
        connection,
        NewSubmission(
            region=result.region,
            month=result.month,
            as_of=item.reading.identity.as_of,
            template=result.template,
            file_name=PurePath(item.source.name).name,
            sheet=item.reading.sheet or "",
            original_sha256=originals.keep(connection, item.content),
            figures=result.figures,
            actor=order.actor,
            reason=order.reason,
            backfilled=order.accept,
        ),
    )
    if order.accept:
        submissions.accept(connection, identifier, order.actor)
    return replace(result, submission=identifier)


def _counts_already(judged: _Judged) -> bool:
    """Whether the version that counts has these very bytes, or these very figures."""
    counts = judged.counts
    if counts is None:
        return False
    if counts.original_sha256 == judged.item.sha256:
        return True
    result = judged.result
    digest = submissions.figures_digest(result.figures, judged.item.reading.identity.as_of)
    return result.outcome != "errors" and counts.figures_sha256 == digest


def _unchanged(connection: Connection, result: FileResult, counts: Row[Any]) -> Finding:
    assert result.month is not None
    revision = plans.in_force(connection, result.month)
    region = revision.plan.tree.get(str(result.region)) if revision else None
    words = {
        "month": result.month.label,
        "region": region.name if region else result.region,
        "state": STATE_NAMES[counts.state],
        "version": counts.version,
        "submission": counts.id,
    }
    return finding("I-UNCHANGED", words)


def _record(connection: Connection, item: ReadFile, result: FileResult, order: Order) -> None:
    """Keep the attempt; a refused file's bytes too, but nothing of one with personal data."""
    if result.unchanged:
        return
    if item.content is not None and result.submission is None:
        originals.keep(connection, item.content)
    attempts.add(
        connection,
        Attempt(
            actor=order.actor,
            file_name="" if item.personal else PurePath(item.source.name).name,
            sha256=item.sha256,
            region=result.region,
            month=result.month,
            outcome=result.outcome,
            findings=result.findings,
            submission=result.submission,
        ),
    )
