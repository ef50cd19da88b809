"""One file to a reading: opened, searched for personal data, read as a form."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import PurePath

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import forget_texts
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.reading import Reading
from etl.domain.refusal import Refusal
from etl.services.faults import fault_place
from etl.services.files import Source, read_bytes
from etl.store.originals import digest
from etl.workbook.deadline import time_limit
from etl.workbook.grid import UnreadableWorkbook, Workbook
from etl.workbook.opening import open_workbook
from etl.workbook.outside_cells import personal_numbers_outside
from etl.workbook.personal_data import in_name, personal_data
from etl.workbook.submission_sheet import PlanFor, read_submission

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadFile:
    """A file as read, with the plan it was read by (None where its month has none).

    ``searched`` says that the whole file was searched for personal data and holds none:
    only then may its bytes be kept. ``workbook`` is kept on demand only: it is large.
    """

    source: Source
    reading: Reading
    content: bytes | None = None
    sha256: str | None = None
    plan: Plan | None = None
    searched: bool = False
    personal: bool = False
    workbook: Workbook | None = None

    @property
    def order(self) -> tuple[str, str]:
        """The order in which files of one call are filed: month, then region."""
        identity = self.reading.identity
        month: Month | None = identity.month
        return (str(month) if month else "9999", identity.region or "")

    @property
    def meant_for(self) -> tuple[str | None, Month | None]:
        """Whose and of when the form seems to be: as it says, else as its template was made.

        Good enough to know an attempt before this one; never to file by.
        """
        identity, meta = self.reading.identity, self.reading.meta
        region = identity.region
        if region is None and meta.region and self.plan is not None:
            region = self.plan.region_names.find(meta.region)
        return region, identity.month or meta.month


def read_file(source: Source, plan_for: PlanFor, *, keep_workbook: bool = False) -> ReadFile:
    """Read one file; never raises for what is in it."""
    named = named_persons(source)
    if named is not None:
        return named
    if source.problem is not None:
        return ReadFile(source, Reading(findings=(source.problem,)))
    content = read_bytes(source.path)
    if isinstance(content, Finding):
        return ReadFile(source, Reading(findings=(content,)))
    return read_content(source, content, plan_for, keep_workbook=keep_workbook)


def named_persons(source: Source) -> ReadFile | None:
    """Return the refusal of a file whose very name holds a personal number; else None.

    It is asked before anything else: a name is kept of files that nobody can read, too.
    """
    found = in_name(PurePath(source.name).name, "文件名里")
    return ReadFile(source, Reading(findings=tuple(found)), personal=True) if found else None


def read_content(
    source: Source, content: bytes, plan_for: PlanFor, *, keep_workbook: bool = False
) -> ReadFile:
    """Read a file's bytes; the name is used for comparison only."""
    opened: list[Workbook] = []
    with time_limit():
        item = _read_in_time(source, content, plan_for, opened)
    return replace(item, workbook=opened[0]) if keep_workbook and opened else item


def _read_in_time(
    source: Source, content: bytes, plan_for: PlanFor, opened: list[Workbook]
) -> ReadFile:
    sha256, searched = digest(content), False
    name = PurePath(source.name).name
    named = named_persons(source)
    if named is not None:
        return named
    try:
        workbook = open_workbook(content)
        opened.append(workbook)
        found = personal_data(workbook)
        found = found or personal_numbers_outside(workbook)
        if found:
            return ReadFile(source, Reading(findings=tuple(found)), personal=True)
        searched = True
        reading = read_submission(workbook, name, plan_for)
    except UnreadableWorkbook as error:
        problem = finding(error.code, error.words)
        return ReadFile(source, Reading(findings=(problem,)), content, sha256)
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the other files
        problem = internal_fault(error, sha256)
        return ReadFile(source, Reading(findings=(problem,)), content, sha256, searched=searched)
    finally:
        forget_texts()
    plan = plan_for(reading.identity.month)
    return ReadFile(source, reading, content, sha256, plan, searched=True)


def read_again(item: ReadFile, plan_for: PlanFor) -> ReadFile:
    """Return the file as the plan of now reads it: a new revision may have come in between."""
    if (
        item.content is None
        or item.reading.sheet is None
        or item.plan == plan_for(item.reading.identity.month)
    ):
        return item
    return read_content(item.source, item.content, plan_for)


def internal_fault(error: Exception, sha256: str | None) -> Finding:
    """Log a fault of the program while it treated a file; return what the user is told."""
    log.error("treating a file failed (sha256 %s): %s", sha256, fault_place(error))
    return finding("E-FILE-INTERNAL")
