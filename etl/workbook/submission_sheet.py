"""A county's workbook to a Reading: the form found by its header, every figure with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.reading import Identity, Meta, Reading
from etl.domain.region_names import RegionNames
from etl.domain.submission import IndicatorFigures
from etl.workbook.form_columns import META_SHEET
from etl.workbook.form_reader import FormReader
from etl.workbook.grid import Sheet, Workbook
from etl.workbook.header import CAPTION_ROWS, Header, headers
from etl.workbook.identity import other_owner, read_identity
from etl.workbook.marking.finding_list import is_finding_list
from etl.workbook.written_dates import written_month

PlanFor = Callable[[Month | None], Plan | None]
"""Gives the plan of a month's year, or for None the newest; None when there is none."""


def read_submission(workbook: Workbook, file_name: str, plan_for: PlanFor) -> Reading:
    """Read a workbook as a monthly form; whatever is wrong with it is in the findings."""
    workbook = _as_seen(workbook)
    meta = _read_meta(workbook)
    newest = plan_for(None)
    blocks, problem = _find_form(workbook, newest)
    if problem is not None:
        return Reading(meta=meta, findings=(problem,))
    sheet = blocks[0].sheet.name
    if newest is None:
        return _without_plan(blocks[0], file_name, meta)
    plan = newest
    identity, findings = _identity(blocks[0], file_name, plan)
    if identity.month is not None:
        of_month = plan_for(identity.month)
        if of_month is None:
            findings = [*_without_day(findings), _no_plan(identity, sheet)]
        elif of_month is not newest:
            plan = of_month
            identity, findings = _identity(blocks[0], file_name, plan)
    first, *further = (block.of_month(identity.month) for block in blocks)
    # A table below of the same indicators in another year is no part of the form.
    form = FormReader([first, *(block for block in further if block.is_form)], plan)
    form.read()
    findings += _other_owners(blocks, identity, plan)
    return Reading(
        sheet=sheet,
        identity=identity,
        meta=meta,
        figures=form.figures,
        rows=form.rows,
        broken=frozenset(form.broken),
        targets=tuple(form.targets),
        sums=tuple(form.sums),
        findings=(*findings, *form.said.findings),
    )


def _as_seen(workbook: Workbook) -> Workbook:
    """Leave out what no reader of the form sees, and programs keep.

    That is what merged ranges cover, and hidden columns of formulas with no word over them:
    they help a form to check itself.
    """
    sheets = []
    for sheet in workbook.sheets:
        covered = {place for place in sheet.cells if sheet.merges and sheet.origin(*place) != place}
        helping = _helping_columns(sheet)
        if covered or helping:
            cells = {
                place: cell
                for place, cell in sheet.cells.items()
                if place not in covered and place[1] not in helping
            }
            sheet = replace(sheet, cells=cells)
        sheets.append(sheet)
    return Workbook(workbook.format, sheets)


def _helping_columns(sheet: Sheet) -> set[int]:
    """Return the hidden columns in which nothing but formulas stands."""
    typed = {
        cell.column
        for cell in sheet.cells.values()
        if cell.formula is None and cell.column in sheet.hidden_columns
    }
    return sheet.hidden_columns - typed


def _other_owners(blocks: list[Header], identity: Identity, plan: Plan) -> Iterator[Finding]:
    """Refuse a second page whose lines name another county or month than the first's."""
    for before, block in pairwise(blocks):
        rows = range(max(before.bottom + 1, block.top - CAPTION_ROWS), block.top)
        cell = other_owner(block.sheet, rows, identity, plan.region_names)
        if cell is not None:
            yield finding(
                "E-FORM-REPEATED", sheet=block.sheet.name, cells=(cell.address,), row=cell.row
            )


def _identity(header: Header, file_name: str, plan: Plan) -> tuple[Identity, list[Finding]]:
    return read_identity(header.sheet, header.top, file_name, plan.region_names, plan.root)


def _without_plan(header: Header, file_name: str, meta: Meta) -> Reading:
    """Read the month alone: before any plan is loaded there are no regions and no indicators."""
    nobody = RegionNames((), "")
    identity, said = read_identity(header.sheet, header.top, file_name, nobody, "")
    findings = [item for item in said if item.field in ("month", "as_of")]
    if identity.month is not None:
        findings = [*_without_day(findings), _no_plan(identity, header.sheet.name)]
    elif not findings:
        findings.append(finding("E-MONTH-MISSING", sheet=header.sheet.name, field="month"))
    return Reading(header.sheet.name, identity, meta, findings=tuple(findings))


def _without_day(findings: list[Finding]) -> list[Finding]:
    """Drop what follows for the day from a month that cannot be right."""
    return [item for item in findings if item.code != "E-AS-OF-MONTH"]


def _no_plan(identity: Identity, sheet: str) -> Finding:
    assert identity.month is not None
    cell = identity.month_cell
    return finding(
        "E-MONTH-NO-PLAN",
        {"month": identity.month.label, "year": identity.month.year},
        sheet=sheet,
        cells=(cell.address,) if cell else (),
        field="month",
        raw=identity.month.label,
    )


def _find_form(workbook: Workbook, plan: Plan | None) -> tuple[list[Header], Finding | None]:
    """Return the header blocks of the one form; a hidden sheet only when no visible one has any."""
    # The list of findings that we put before a marked copy is none of the sender's tables.
    sheets = (sheet for sheet in workbook.sheets if not is_finding_list(sheet))
    forms = [blocks for sheet in sheets if (blocks := list(headers(sheet)))]
    if plan is not None:
        forms = [blocks for blocks in forms if not _lists_regions(blocks[0], plan.region_names)]
    if any("place" not in blocks[0].columns for blocks in forms):
        # 县区 in each row is a form's only where no other sheet is one
        forms = [blocks for blocks in forms if "place" not in blocks[0].columns]
    shown = [blocks for blocks in forms if blocks[0].sheet.visibility == "visible"] or forms
    if not shown:
        return [], finding("E-FORM-NONE")
    if len(shown) > 1:
        names = "、".join(blocks[0].sheet.name for blocks in shown)
        return [], finding("E-FORM-TWO", {"count": len(shown), "sheets": names})
    return shown[0], None


def _lists_regions(header: Header, names: RegionNames) -> bool:
    """Whether the column 单位 holds several counties, and so no units."""
    unit = header.columns.get("unit")
    if unit is None:
        return False
    written = {
        cell.raw
        for _, cells in header.sheet.rows(after=header.bottom)
        for cell in cells
        if cell.column == unit.column and cell.kind == "text"
    }
    return len({code for text in written if (code := names.find(text)) is not None}) > 1


def _read_meta(workbook: Workbook) -> Meta:
    """Read ``_meta`` as far as it makes sense; it is a help, never a must."""
    sheet = workbook.sheet(META_SHEET)
    if sheet is None:
        return Meta()
    pairs = {cells[0].raw.strip(): cells[1].raw.strip() for _, cells in sheet.rows() if cells[1:]}
    revision = pairs.get("plan_revision", "")
    month = written_month(pairs.get("month", ""), None).month
    return Meta(
        template=pairs.get("template") or None,
        region=pairs.get("region") or None,
        month=month,
        plan_revision=int(revision) if revision.isdecimal() and len(revision) < 7 else None,
    )


def blank_figures(reading: Reading, plan: Plan) -> tuple[IndicatorFigures, ...]:
    """Return the figures of every indicator of the plan, blank where the form has no row."""
    return tuple(
        reading.figures.get(item.code, IndicatorFigures(item.code)) for item in plan.indicators
    )


__all__ = ["PlanFor", "blank_figures", "read_submission"]
