"""Checking and filing workbooks: each file whole or not at all, none taints another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol, TypeVar

from etl.domain.codes import finding
from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.submission import STATE_NAMES
from etl.services import audit
from etl.services.database import Database
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.judged import Judged, judged, since_before
from etl.services.orders import Order
from etl.services.past import Past
from etl.services.plan_lookup import PlanLookup
from etl.services.reading import ReadFile, read_file
from etl.store import attempts, originals, requests, review, submissions
from etl.store.attempts import Attempt
from etl.store.database import Connection
from etl.store.submissions import NewSubmission, Version

__all__ = [
    "Order",
    "check_and_compare",
    "check_files",
    "check_read",
    "file_one",
    "judge_one",
    "keep_attempt",
    "load_and_tell",
    "load_files",
]

Item = TypeVar("Item")

# Files judged together in a check: one question to the database, and little kept in memory.
_AT_ONCE = 100


class Progress(Protocol):
    """Hands on what it is given, so that somebody sees how far a step is."""

    def __call__(self, step: str, items: Sequence[Item], /) -> Iterable[Item]:
        """Yield the items of a step in their order."""


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


def check_read(database: Database, read: Sequence[ReadFile], own: str = "") -> list[FiledResult]:
    """Judge some files against what is accepted now, asked for all of them at once.

    ``own`` is the region of a county's statistician who asks.
    """
    with database.read() as connection:
        past, revision_of = Past(connection, read), PlanLookup(connection)
        found = [
            since_before(judged(item, revision_of, past, own), past, revision_of) for item in read
        ]
        return [_compared(connection, item) for item in found]


def judge_one(connection: Connection, item: ReadFile, own: str = "") -> Judged:
    """Judge one file within a transaction of the caller's."""
    past, revision_of = Past(connection, [item]), PlanLookup(connection)
    return since_before(judged(item, revision_of, past, own), past, revision_of)


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
    order.check_words()
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
    """File one workbook in one transaction of its own; sent again by its key, it is not again."""
    with database.write() as connection:
        found = judge_one(connection, item, order.region)
        known = _answered(connection, found, order)
        if known is not None:
            again = replace(found.result, known=True, unchanged=True, submission=known)
            return _told(connection, again, found, known)
        result = _filed(connection, found, order)
        keep_attempt(connection, found, result, order, order.region or None)
        if order.key and result.submission is not None:
            answer = f"{result.submission} {item.sha256}"
            requests.remember(connection, order.key, order.actor, answer)
    return result


def _answered(connection: Connection, found: Judged, order: Order) -> int | None:
    """Return what this very file was filed as by an order with this key, None for the first time.

    Another file under a key that was used is another order, whatever its sender meant.
    """
    if not order.key:
        return None
    known = requests.answered(connection, order.key, order.actor) or ""
    submission, _, sha256 = known.partition(" ")
    return int(submission) if sha256 and sha256 == found.item.sha256 else None


def _compared(connection: Connection, found: Judged) -> FiledResult:
    """Return the result of a check, with what is stored of the same figures."""
    same = found.same()
    if same is None:
        return found.result
    return _told(connection, replace(found.result, known=True), found, same.id)


def _told(
    connection: Connection, result: FiledResult, found: Judged, identifier: int
) -> FiledResult:
    """Add the submission that the file became or is the same as."""
    filing = submissions.filings_by_id(connection, [identifier])[identifier]
    return replace(
        result,
        filing=filing,
        same_bytes=filing.sha256 == found.item.sha256,
    )


def _filed(connection: Connection, found: Judged, order: Order) -> FiledResult:
    """File what was judged, unless it is there already or something holds it back."""
    result, same = found.result, found.same()
    if same is not None and (same.state == "accepted" or not order.accept):
        said = _unchanged(result, same)
        result = replace(
            result, findings=(said,), each=(said,), submission=same.id, unchanged=True, known=True
        )
        return _told(connection, result, found, same.id)
    if same is not None and found.closed is not None and same.extension is None:
        return replace(result, findings=(found.closed,), each=(found.closed,))
    new = None if order.holds_back(result) else _new(found, order)
    if new is None:
        return result
    if same is None:
        assert found.item.content is not None
        originals.keep(connection, found.item.content)
    identifier = same.id if same else submissions.add(connection, new)
    if order.accept:
        review.accept(connection, identifier, order.actor)
    result = replace(
        result,
        submission=identifier,
        known=same is not None,
        accepted=order.accept,
        answered=bool(order.reason),
    )
    return _told(connection, result, found, identifier)


def _new(found: Judged, order: Order) -> NewSubmission | None:
    """Return what would be filed; None for a file that does not say whose or of when it is."""
    result, item = found.result, found.item
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
        reason=order.reason_in_all(result.each),
        backfilled=order.accept,
        on_behalf=order.on_behalf,
        extension=found.extension,
    )


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


def keep_attempt(
    connection: Connection,
    found: Judged,
    result: FiledResult,
    order: Order,
    office: str | None = None,
    whole: bool = False,
) -> int | None:
    """Keep a try, after errors the bytes too; of personal data nothing but the cells.

    ``office`` is the county on whose page it was made; ``whole``: to be gone on with, so that the
    bytes are kept and also a try with nothing new. Returns its number, None when none was kept.
    """
    item = found.item
    if result.unchanged and not whole:
        return None
    kept = whole or result.outcome == "errors"
    if kept and item.searched and item.content is not None:
        originals.keep(connection, item.content)
    region, month = item.meant_for
    file_name = "" if item.personal else PurePath(item.source.name).name
    if not whole:
        _audited(connection, result, order, file_name)
    return attempts.add(
        connection,
        Attempt(
            actor=order.actor,
            file_name=file_name,
            sha256=item.sha256,
            region=None if found.foreign else region,
            month=month,
            outcome=result.outcome,
            findings=result.each,
            submission=result.submission if not whole else None,
            office=office,
            reasons=order.reasons_by_place(result.each),
        ),
    )


def _audited(connection: Connection, result: FiledResult, order: Order, file_name: str) -> None:
    """Write down what was filed, or why not: codes and the file's name, never its content."""
    subject = " ".join(part for part in (result.region_name, str(result.month or "")) if part)
    if result.submission is None:
        codes = sorted({item.code for item in result.findings if item.severity != "info"})
        audit.record(
            connection, order.by, "upload", subject, "refused", f"{file_name} {' '.join(codes)}"
        )
        return
    version = result.filing.version if result.filing else ""
    parts = [f"第{version}版，编号{result.submission}，{file_name}"]
    parts += ["代县区报送"] if order.on_behalf else []
    parts += ["补录并采用"] if order.accept else []
    audit.record(connection, order.by, "upload", subject, "ok", "，".join(parts))
