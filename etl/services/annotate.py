"""The sender's workbook handed back with every finding marked on its cell."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePath

import xlsxwriter

from etl.checks.fold import fold, in_order
from etl.domain.finding import Finding
from etl.domain.plan import Plan
from etl.services.annotation_words import Annotation
from etl.services.database import Database
from etl.services.faults import fault_place
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.plan_lookup import PlanLookup
from etl.services.reading import ReadFile, read_content, read_file
from etl.services.submit import check_read
from etl.workbook.deadline import time_limit
from etl.workbook.grid import Workbook
from etl.workbook.marking.annotate import annotate
from etl.workbook.marking.finding_list import LIST_HEADER, LIST_SHEET, FindingList
from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import as_xlsx

log = logging.getLogger(__name__)

_PERSONAL = "原件里有个人信息，没有放进本文件；这里只列出位置。"
_UNREADABLE = "原件打不开或不是接收的格式，没有放进本文件。"
_FAILED = "原件没有能够标注，没有放进本文件；请对照清单，在原件上改。"


@dataclass(frozen=True)
class AnnotatedFile:
    """The workbook to hand back, with the result of its check.

    ``copied``: it holds the sender's own sheets, and not the list alone.
    ``differences``: in sentences, what it has other than the original.
    """

    result: FiledResult
    content: bytes
    copied: bool
    differences: tuple[str, ...]


def annotate_file(database: Database, source: Source) -> AnnotatedFile:
    """Check a file as ``check`` does and return its marked copy; stores nothing."""
    plan_for = PlanLookup(database)
    return _annotated(database, read_file(source, plan_for, keep_workbook=True), plan_for)


def annotate_content(
    database: Database,
    name: str,
    content: bytes,
    more: Sequence[Finding] = (),
    own: str = "",
) -> AnnotatedFile:
    """Do the same with a file's bytes; ``more`` is said besides, such as a reviewer's reasons.

    ``own`` is the region of a county's statistician who asks.
    """
    plan_for = PlanLookup(database)
    source = Source(name, Path(name))
    item = read_content(source, content, plan_for, keep_workbook=True)
    return _annotated(database, item, plan_for, more, own)


def _annotated(
    database: Database,
    item: ReadFile,
    plan_for: PlanLookup,
    more: Sequence[Finding] = (),
    own: str = "",
) -> AnnotatedFile:
    (result,) = check_read(database, [item], own)
    if more:
        each = in_order([*more, *result.each])
        result = replace(result, each=each, findings=fold(each), filing=None)
    plan = item.plan or plan_for(None)
    name = "" if item.personal else PurePath(item.source.name).name
    said = Annotation(result, plan, None, _now(plan), name)
    why = _PERSONAL if item.personal else _UNREADABLE
    try:
        with time_limit():
            copy = _copy(item)
            if copy is not None:
                return _marked(said, copy)
    except Exception as error:  # noqa: BLE001 - the list is worth more than no answer
        log.error("marking a copy failed (sha256 %s): %s", item.sha256, fault_place(error))
        why = _FAILED
    return _list_only(said, why)


def _now(plan: Plan | None) -> datetime:
    """Return the real time as the city's clock shows it; a demonstration date is for figures."""
    return datetime.now(plan.zone if plan is not None else UTC)


@dataclass(frozen=True)
class _Copy:
    """The sender's workbook as an .xlsx, and what that differs in before it is marked.

    ``kept`` begins the sentence that ends with what marking adds.
    """

    content: bytes
    workbook: Workbook
    differences: tuple[str, ...]
    kept: str


def _copy(item: ReadFile) -> _Copy | None:
    """Return the file as an .xlsx; None when it holds personal data or cannot be read."""
    workbook = item.workbook
    if item.content is None or workbook is None or not item.searched:
        return None
    if workbook.format == "xlsx":
        return _Copy(item.content, workbook, (), "数值、公式、格式和原有的各张表都没有动，")
    rewritten = as_xlsx(item.content, workbook)
    lost = f"没有带过来的有：{'、'.join(rewritten.lost)}。" if rewritten.lost else ""
    said = f"原件是 .{workbook.format}，批注件存为 .xlsx，数、公式和格式尽量照原样转存。"
    differences = (said, *([lost] if lost else []))
    return _Copy(rewritten.content, open_workbook(rewritten.content), differences, "此外")


def _marked(said: Annotation, copy: _Copy) -> AnnotatedFile:
    said = replace(said, workbook=copy.workbook)
    notes = said.notes()

    def listing(remarks: Sequence[str], left: Collection[str]) -> FindingList:
        nonlocal said
        said = replace(said, shown=tuple(note for note in notes if note.sheet not in left))
        told = (f"{copy.kept}{said.added}", *said.replaced, *(f"{line}。" for line in remarks))
        said = replace(said, differences=(*copy.differences, *told))
        return said.listing()

    content = annotate(copy.content, copy.workbook, notes, listing)
    return AnnotatedFile(said.result, content, True, said.differences)


def _list_only(said: Annotation, why: str) -> AnnotatedFile:
    """Return a workbook that holds the list and nothing of the original."""
    said = replace(said, workbook=None, differences=(why,))
    base = _empty_workbook()
    content = annotate(base, open_workbook(base), [], lambda *_: said.listing())
    return AnnotatedFile(said.result, content, False, said.differences)


def _empty_workbook() -> bytes:
    """Return a workbook with a list that says nothing yet: a workbook has at least one sheet."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        workbook.add_worksheet(LIST_SHEET).write_row(0, 0, LIST_HEADER)
    return target.getvalue()
