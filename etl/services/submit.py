"""Checking and filing workbooks: each file whole or not at all, none taints another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol, TypeVar

from etl.checks.case import Case
from etl.checks.fold import fold
from etl.checks.rules import examine
from etl.domain.codes import finding
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import Refusal
from etl.domain.submission import STATE_NAMES, IndicatorFigures
from etl.services.change_words import changes_since
from etl.services.database import Database, today_of
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.past import Past
from etl.services.plan_lookup import PlanLookup, region_name
from etl.services.reading import ReadFile, internal_fault, read_again, read_file
from etl.store import attempts, originals, submissions
from etl.store.attempts import Attempt
from etl.store.database import Connection
from etl.store.submissions import NewSubmission, Version
from etl.workbook.submission_sheet import blank_figures

Item = TypeVar("Item")

# Files judged together in a check: one question to the database, and little kept in memory.
_AT_ONCE = 100


class Progress(Protocol):
    """Hands on what it is given, so that somebody sees how far a step is."""

    def __call__(self, step: str, items: Sequence[Item], /) -> Iterable[Item]:
        """Yield the items of a step in their order."""


@dataclass(frozen=True)
class Order:
    """How files are filed: by whom, with which reason for warnings, accepted at once or not."""

    actor: str
    reason: str = ""
    accept: bool = False

    def holds_back(self, result: FileResult) -> bool:
        """Whether a file must not be filed: errors, or warnings that nobody answers."""
        answered = self.accept or bool(self.reason)
        return result.outcome == "errors" or (result.outcome == "warnings" and not answered)


def no_progress(_step: str, items: Sequence[Item], /) -> Iterable[Item]:
    """Show nothing."""
    return items


def check_files(
    database: Database, sources: Sequence[Source], progress: Progress = no_progress
) -> list[FileResult]:
    """Read and judge files against plan and accepted history; writes nothing."""
    return [*check_and_compare(database, sources, progress)]


def check_and_compare(
    database: Database, sources: Sequence[Source], progress: Progress = no_progress
) -> list[FiledResult]:
    """Do the same, and say of each file whether it is stored already."""
    plan_for = PlanLookup(database)
    waiting: list[ReadFile] = []
    done: list[FiledResult] = []
    for source in progress("读取", sources):
        waiting.append(read_file(source, plan_for))
        if len(waiting) == _AT_ONCE:
            done += check_read(database, waiting)
            waiting = []
    return [*done, *check_read(database, waiting)]


def check_read(database: Database, read: Sequence[ReadFile]) -> list[FiledResult]:
    """Judge some files against what is accepted now, asked for all of them at once."""
    with database.read() as connection:
        past, revision_of = Past(connection, read), PlanLookup(connection)
        judged = [_since(_judged(item, revision_of, past), past, revision_of) for item in read]
        return [_compared(connection, item) for item in judged]


def load_files(
    database: Database,
    sources: Sequence[Source],
    order: Order,
    progress: Progress = no_progress,
) -> list[FileResult]:
    """Check files and file them in order of month and region; results in the order given."""
    return [*load_and_tell(database, sources, order, progress)]


def load_and_tell(
    database: Database,
    sources: Sequence[Source],
    order: Order,
    progress: Progress = no_progress,
) -> list[FiledResult]:
    """Do the same, and say of each file what became of it."""
    if holds_personal_number(order.reason):
        raise Refusal("说明里有身份证号、残疾人证号或手机号，没有报送。请删去后再报。")
    read = _read_all(database, sources, progress)
    places = sorted(range(len(read)), key=lambda place: read[place].order)
    results = {place: file_one(database, read[place], order) for place in progress("报送", places)}
    with database.write() as connection:
        attempts.forget_old_files(connection)
    return [results[place] for place in range(len(read))]


def _read_all(database: Database, sources: Sequence[Source], progress: Progress) -> list[ReadFile]:
    """Read files outside of any long transaction: nobody waits for a slow disk."""
    plan_for = PlanLookup(database)
    return [read_file(source, plan_for) for source in progress("读取", sources)]


def file_one(database: Database, item: ReadFile, order: Order) -> FiledResult:
    """File one workbook in one transaction of its own."""
    with database.write() as connection:
        past = Past(connection, [item])
        revision_of = PlanLookup(connection)
        judged = _since(_judged(item, revision_of, past), past, revision_of)
        result = _filed(connection, judged, order)
        _record(connection, judged.item, result, order)
    return result


@dataclass(frozen=True)
class _Judged:
    """``versions``: what is stored of the same county and month, accepted before waiting."""

    item: ReadFile
    result: FiledResult
    versions: tuple[Version, ...] = ()


def _judged(item: ReadFile, plan_for: PlanLookup, past: Past) -> _Judged:
    """Judge a reading against the plan in force and what is accepted now."""
    item = read_again(item, plan_for)
    reading, identity = item.reading, item.reading.identity
    revision = plan_for.revision(identity.month)
    result = FiledResult(
        file=item.source.name,
        findings=fold(reading.findings),
        each=reading.findings,
        region=identity.region,
        month=identity.month,
        template=reading.meta.template,
        figures=blank_figures(reading, revision.plan) if revision else (),
        region_name=region_name(revision.plan if revision else None, identity.region),
    )
    if revision is None or reading.sheet is None:
        return _Judged(item, result)
    history, versions = past.of(item)
    plan = revision.plan
    case = Case(reading, plan, revision.revision, history, today_of(plan))
    try:
        figures, each = examine(case)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the other files
        fault = internal_fault(error, item.sha256)
        return _Judged(item, replace(result, findings=(fault,), each=(fault,)))
    every = [figures.get(item.code, IndicatorFigures(item.code)) for item in plan.indicators]
    return _Judged(item, replace(result, findings=fold(each), each=each, figures=every), versions)


def _since(judged: _Judged, past: Past, revision_of: PlanLookup) -> _Judged:
    """Add what has become of the findings of the try before, at the time of the city's clock."""
    before = past.attempt_before(judged.item)
    if before is None or before.outcome == "ok" or _same(judged) is not None:
        return judged
    revision = revision_of.revision(judged.result.month)
    if revision is not None:
        before = replace(before, at=before.at.astimezone(revision.plan.zone))
    found = changes_since(before.findings, judged.result, judged.item.reading)
    return replace(judged, result=replace(judged.result, before=before, changes=found))


def _compared(connection: Connection, judged: _Judged) -> FiledResult:
    """Return the result of a check, with what is stored of the same figures."""
    same = _same(judged)
    if same is None:
        return judged.result
    return _told(connection, replace(judged.result, known=True), judged, same.id)


def _told(
    connection: Connection, result: FiledResult, judged: _Judged, identifier: int
) -> FiledResult:
    """Add the submission that the file became or is the same as."""
    filing = submissions.filings_by_id(connection, [identifier])[identifier]
    return replace(result, filing=filing, same_bytes=filing.sha256 == judged.item.sha256)


def _filed(connection: Connection, judged: _Judged, order: Order) -> FiledResult:
    """File what was judged, unless it is there already or something holds it back."""
    result, same = judged.result, _same(judged)
    if same is not None and (same.state == "accepted" or not order.accept):
        said = _unchanged(result, same)
        result = replace(
            result, findings=(said,), each=(said,), submission=same.id, unchanged=True, known=True
        )
        return _told(connection, result, judged, same.id)
    new = None if order.holds_back(result) else _new(judged, order)
    if new is None:
        return result
    if same is None:
        assert judged.item.content is not None
        originals.keep(connection, judged.item.content)
    identifier = same.id if same else submissions.add(connection, new)
    if order.accept:
        submissions.accept(connection, identifier, order.actor)
    result = replace(
        result,
        submission=identifier,
        known=same is not None,
        accepted=order.accept,
        answered=bool(order.reason),
    )
    return _told(connection, result, judged, identifier)


def _new(judged: _Judged, order: Order) -> NewSubmission | None:
    """Return what would be filed; None for a file that does not say whose or of when it is."""
    result, item = judged.result, judged.item
    if result.region is None or result.month is None or item.sha256 is None:
        return None
    return NewSubmission(
        region=result.region,
        month=result.month,
        as_of=item.reading.identity.as_of,
        template=result.template,
        file_name=PurePath(item.source.name).name,
        sheet=item.reading.sheet or "",
        original_sha256=item.sha256,
        figures=result.figures,
        actor=order.actor,
        reason=order.reason,
        backfilled=order.accept,
    )


def _same(judged: _Judged) -> Version | None:
    """Return the version that counts or waits and has these very bytes or these very figures."""
    result, item = judged.result, judged.item
    digest = submissions.figures_digest(result.figures, item.reading.identity.as_of)
    for version in judged.versions:
        if version.original_sha256 == item.sha256:
            return version
        if result.outcome != "errors" and version.figures_sha256 == digest:
            return version
    return None


def _unchanged(result: FiledResult, same: Version) -> Finding:
    assert result.month is not None
    words = {
        "month": result.month.label,
        "region": result.region_name,
        "state": STATE_NAMES[same.state],
        "version": same.version,
        "submission": same.id,
    }
    return finding("I-UNCHANGED", words)


def _record(connection: Connection, item: ReadFile, result: FileResult, order: Order) -> None:
    """Keep the attempt, after errors the bytes too; of personal data nothing but the cells."""
    if result.unchanged:
        return
    if result.outcome == "errors" and item.searched and item.content is not None:
        originals.keep(connection, item.content)
    region, month = item.meant_for
    attempts.add(
        connection,
        Attempt(
            actor=order.actor,
            file_name="" if item.personal else PurePath(item.source.name).name,
            sha256=item.sha256,
            region=region,
            month=month,
            outcome=result.outcome,
            findings=result.each,
            submission=result.submission,
        ),
    )
