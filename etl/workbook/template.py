"""The submission workbook (进度月报表) that goes out to a county, prefilled.

The same writer makes the sample year's filings. Written twice it has the same bytes:
XlsxWriter stamps the zip entries with a fixed time, and the properties get one here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from etl.domain.period import Month
from etl.domain.plan import Plan, Project
from etl.domain.submission import IndicatorFigures
from etl.workbook.form_columns import (
    COLUMNS,
    FORM_SHEET,
    GUIDE_SHEET,
    META_SHEET,
    PLACES,
    TEMPLATE_VERSION,
)
from etl.workbook.grid import column_letters
from etl.workbook.styles import document_properties
from etl.workbook.template_guide import write_guide
from etl.workbook.template_styles import FormStyles
from etl.workbook.template_verdict import verdict, verdict_formula

FIRST_ROW = 6
"""Zero-based row of the first indicator: title, notice, identity, units, two header rows."""


@dataclass(frozen=True)
class FilledRow:
    """What a county writes in one row; money in yuan, None is left blank."""

    completed_month: int | Decimal | None = None
    completed_total: int | Decimal | None = None
    funds_month: Decimal | None = None
    funds_total: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class FilledForm:
    """A filled form: rows by indicator code."""

    as_of: date
    rows: Mapping[str, FilledRow] = field(default_factory=dict)
    filed_by: str = ""
    reviewed_by: str = ""
    filed_on: date | None = None


@dataclass(frozen=True)
class _Job:
    plan: Plan
    revision: int
    region: str
    month: Month
    last: Mapping[str, IndicatorFigures]
    filled: FilledForm


def template_workbook(
    plan: Plan,
    plan_revision: int,
    region: str,
    month: Month,
    last: Mapping[str, IndicatorFigures] | None = None,
    filled: FilledForm | None = None,
) -> bytes:
    """Return the form of a region and month as .xlsx bytes.

    ``last`` are the figures of the month before that count, shown as help beside the
    input; None when there are none. ``filled`` puts a county's figures in.
    """
    form = filled or FilledForm(month.last_day)
    job = _Job(plan, plan_revision, region, month, last or {}, form)
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties(
            document_properties(
                title=_title(job),
                subject="进度月报表",
                author=plan.issuer,
                comments="示例数据" if plan.sample else "",
                created=month.first_day,
            )
        )
        styles = FormStyles(workbook)
        sheet = workbook.add_worksheet(FORM_SHEET)
        _write_head(sheet, styles, job)
        last_row = _write_rows(sheet, styles, job)
        _write_foot(sheet, styles, job, last_row + 1)
        _set_up(sheet, job, last_row + 1)
        write_guide(workbook.add_worksheet(GUIDE_SHEET), styles, plan, month)
        _write_meta(workbook.add_worksheet(META_SHEET), job)
    return target.getvalue()


def _title(job: _Job) -> str:
    return f"{job.plan.tree.root.name}民生实事项目进度月报表（{job.month.label}）"


def _write_head(sheet: Any, styles: FormStyles, job: _Job) -> None:
    end = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, end, _title(job), styles.title)
    mark = "示例数据 · " if job.plan.sample else ""
    notice = f"{mark}只填浅黄色格，其余已填好并锁定 · 没有开展的留空或填“-”，0 就填 0"
    sheet.merge_range(1, 0, 1, end, notice, styles.notice)
    region = job.plan.tree[job.region].name
    sheet.merge_range(2, 0, 2, 3, f"填报单位：{region}", styles.identity)
    sheet.merge_range(2, 4, 2, 7, f"报告期：{job.month.label}", styles.identity)
    as_of = f"截至日期：{job.filled.as_of.isoformat()}"
    sheet.merge_range(2, 8, 2, 10, as_of, styles.identity_input)
    units = "、".join(dict.fromkeys(project.unit for project in job.plan.projects))
    sheet.merge_range(3, 0, 3, end, f"单位：{units}；资金：万元", styles.units)
    _write_header(sheet, styles)


def _write_header(sheet: Any, styles: FormStyles) -> None:
    column = 0
    while column < len(COLUMNS):
        group = COLUMNS[column].group
        if not group:
            header = COLUMNS[column].header.replace("(", "\n(")
            sheet.merge_range(4, column, 5, column, header, styles.header)
            column += 1
            continue
        first = column
        while column < len(COLUMNS) and COLUMNS[column].group == group:
            sheet.write_string(5, column, COLUMNS[column].header, styles.header)
            column += 1
        sheet.merge_range(4, first, 4, column - 1, group, styles.header)


def _write_rows(sheet: Any, styles: FormStyles, job: _Job) -> int:
    row = FIRST_ROW
    for number, project in enumerate(job.plan.projects, start=1):
        height = len(project.indicators)
        _span(sheet, row, height, PLACES["sequence"], number, styles.locked_centre)
        _span(sheet, row, height, PLACES["project"], project.short_name, styles.locked)
        _write_targets(sheet, styles, job, project, row)
        for indicator in project.indicators:
            sheet.write_string(row, PLACES["indicator"], indicator.name, styles.locked)
            sheet.write_string(row, PLACES["unit"], indicator.unit, styles.locked_centre)
            _write_figures(sheet, styles, job, indicator.code, row)
            row += 1
    return row


def _span(sheet: Any, row: int, height: int, column: int, value: object, style: Any) -> None:
    """Write one value over the rows of a project, merged when there are several."""
    if height > 1:
        sheet.merge_range(row, column, row + height - 1, column, value, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write(row, column, value, style)


def _write_targets(sheet: Any, styles: FormStyles, job: _Job, project: Project, row: int) -> None:
    for kind, level in (("target_province", "province"), ("target_city", "city")):
        target = job.plan.target(project.code, level, job.region)  # type: ignore[arg-type]
        comparable = target is not None and target.comparable
        value = _number(target.value) if target is not None and comparable else None
        place = PLACES[kind]  # type: ignore[index]
        _span(sheet, row, len(project.indicators), place, value, styles.locked_number)


def _write_figures(sheet: Any, styles: FormStyles, job: _Job, code: str, row: int) -> None:
    filled = job.filled.rows.get(code, FilledRow())
    last = job.last.get(code, IndicatorFigures(code))
    total, funds = last.amount("completed_total"), last.amount("funds_total_yuan")
    if job.month.number == 1:
        total = Decimal(0) if total is None else total
    values = {
        "completed_month": _number(filled.completed_month),
        "completed_total": _number(filled.completed_total),
        "funds_month_yuan": _ten_thousands(filled.funds_month),
        "funds_total_yuan": _ten_thousands(filled.funds_total),
    }
    for kind, value in values.items():
        _write_number(sheet, row, PLACES[kind], value, styles.input_number)  # type: ignore[index]
    if filled.note:
        sheet.write_string(row, PLACES["note"], filled.note, styles.input_text)
    else:
        sheet.write_blank(row, PLACES["note"], None, styles.input_text)
    _write_number(sheet, row, PLACES["last_completed"], _number(total), styles.help_number)
    _write_number(sheet, row, PLACES["last_funds"], _ten_thousands(funds), styles.help_number)
    decimals = next(item.decimals for item in job.plan.indicators if item.code == code)
    said = verdict(values["completed_month"], values["completed_total"], _number(total), decimals)
    formula = verdict_formula(row + 1, decimals)
    sheet.write_formula(row, PLACES["verdict"], formula, styles.help_text, said)


def _number(value: Decimal | int | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _ten_thousands(yuan: Decimal | None) -> int | float | None:
    return None if yuan is None else _number(yuan / 10_000)


def _write_number(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)


def _write_foot(sheet: Any, styles: FormStyles, job: _Job, row: int) -> None:
    day = job.filled.filed_on.isoformat() if job.filled.filed_on else ""
    texts = (
        (0, 3, f"填表人：{job.filled.filed_by}"),
        (4, 7, f"审核人：{job.filled.reviewed_by}"),
        (8, 10, f"填报日期：{day}"),
    )
    for first, last, text in texts:
        sheet.merge_range(row, first, row, last, text, styles.identity_input)


def _set_up(sheet: Any, job: _Job, foot: int) -> None:
    """Set widths, panes, protection without password, and one A4 page."""
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    for row, height in ((0, 30), (1, 18), (2, 22), (3, 16), (4, 20), (5, 20)):
        sheet.set_row(row, height)
    for row in range(FIRST_ROW, foot + 1):
        sheet.set_row(row, 21)
    sheet.freeze_panes(FIRST_ROW, PLACES["unit"])
    options = {"format_columns": True, "format_rows": True, "autofilter": True}
    sheet.protect("", options)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.center_horizontally()
    sheet.print_area(0, 0, foot, len(COLUMNS) - 1)
    sheet.set_footer(f"&C&P / &N&R{'示例数据' if job.plan.sample else ''}")
    sheet.hide_gridlines(2)
    first = column_letters(PLACES["completed_month"] + 1)
    sheet.set_selection(f"{first}{FIRST_ROW + 1}")


def _write_meta(sheet: Any, job: _Job) -> None:
    pairs = (
        ("template", TEMPLATE_VERSION),
        ("region", job.region),
        ("month", str(job.month)),
        ("plan_revision", str(job.revision)),
    )
    for row, (key, value) in enumerate(pairs):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
