"""One file to a reading: opened, searched for personal data, read as a form."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import PurePath

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.reading import Reading
from etl.services.files import Source, read_bytes
from etl.store.originals import digest
from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.opening import open_workbook
from etl.workbook.personal_data import personal_data
from etl.workbook.submission_sheet import PlanFor, read_submission

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadFile:
    """A file as read. ``content`` and ``sha256`` are None when it must not be kept."""

    source: Source
    reading: Reading
    content: bytes | None = None
    sha256: str | None = None
    personal: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """The order in which files of one call are filed: month, then region."""
        identity = self.reading.identity
        month: Month | None = identity.month
        return (str(month) if month else "9999", identity.region or "")


def read_file(source: Source, plan_for: PlanFor) -> ReadFile:
    """Read one file; never raises for what is in it."""
    if source.problem is not None:
        return ReadFile(source, Reading(findings=(source.problem,)))
    content = read_bytes(source.path)
    if isinstance(content, Finding):
        return ReadFile(source, Reading(findings=(content,)))
    return read_content(source, content, plan_for)


def read_content(source: Source, content: bytes, plan_for: PlanFor) -> ReadFile:
    """Read a file's bytes; the name is used for comparison only."""
    sha256 = digest(content)
    try:
        workbook = open_workbook(content)
        found = personal_data(workbook)
        if found:
            return ReadFile(source, Reading(findings=tuple(found)), personal=True)
        reading = read_submission(workbook, PurePath(source.name).name, plan_for)
    except UnreadableWorkbook as error:
        problem = finding(error.code, error.words)
        return ReadFile(source, Reading(findings=(problem,)), content, sha256)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # A fault of ours must not stop the other files; the log has the trace, the user a sentence.
        log.exception("reading a workbook failed (sha256 %s)", sha256)
        problem = finding("E-FILE-INTERNAL")
        return ReadFile(source, Reading(findings=(problem,)), content, sha256)
    return ReadFile(source, reading, content, sha256)
