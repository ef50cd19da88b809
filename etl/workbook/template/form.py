"""The submission workbook (进度月报表) that goes out to a county, prefilled.

The same writer makes the sample year's filings. Written twice it has the same bytes:
XlsxWriter stamps the zip entries with a fixed time, and the properties get one here.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import FIELDS
from etl.workbook.form_columns import (
    COLUMNS,
    FORM_SHEET,
    GUIDE_SHEET,
    META_SHEET,
    PLACES,
    TEMPLATE_VERSION,
)
from etl.workbook.styles import A4, document_properties
from etl.workbook.template.guide import write_guide
from etl.workbook.template.job import FilledForm, FilledRow, FormJob
from etl.workbook.template.outcome import write_outcome
from etl.workbook.template.places import COLUMN_OF, SHARED_COLUMNS, at
from etl.workbook.template.rows import FIRST_ROW, PlacedRow, write_rows
from etl.workbook.template.sheet import FormSheet
from etl.workbook.template.styles import FormStyles
from etl.workbook.template.validation import keep_label, validate_figures
from etl.workbook.template.verdict import ASK, STOP

_HEADER_ROW = FIRST_ROW - 2
_HEIGHTS = (30, 18, 22, 16, 20, 20)
_ROW_HEIGHT = 30
"""Room for two lines of what 核对 says."""
_FOOT_HEIGHT = 21


def template_workbook(
    plan: Plan,
    plan_revision: int,
    region: str,
    month: Month,
    history: FilingHistory | None = None,
    filled: FilledForm | None = None,
) -> bytes:
    """Return the form of a region and month as .xlsx bytes.

    ``history`` is what is accepted of the county: the last cumulative stands beside the
    input, and the live line holds the row against it. ``filled`` puts figures in.
    """
    form = filled or FilledForm(month.last_day)
    job = FormJob(plan, plan_revision, region, month, history or FilingHistory(), form)
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
        _write_form(workbook.add_worksheet(FORM_SHEET, FormSheet), styles, job)
        write_guide(workbook.add_worksheet(GUIDE_SHEET), styles, plan, month)
        _write_meta(workbook.add_worksheet(META_SHEET), job)
    return target.getvalue()


def _write_form(sheet: FormSheet, styles: FormStyles, job: FormJob) -> None:
    _write_head(sheet, styles, job)
    rows = write_rows(sheet, styles, job)
    foot = rows[-1].row + 1
    sheet.rows, sheet.columns = (rows[0].row + 1, foot), SHARED_COLUMNS
    _write_foot(sheet, styles, job, foot)
    write_outcome(sheet, styles, rows)
    validate_figures(sheet, rows)
    _mark(sheet, styles, rows)
    _set_up(sheet, foot)
    _set_print(sheet, job, foot)


def _title(job: FormJob) -> str:
    return f"{job.plan.tree.root.name}民生实事项目进度月报表（{job.month.label}）"


def _write_head(sheet: Any, styles: FormStyles, job: FormJob) -> None:
    end = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, end, _title(job), styles.title)
    mark = "示例数据 · " if job.plan.sample else ""
    notice = f"{mark}只填浅黄色格，其余已填好并锁定 · 没有开展的留空或填“-”，0 就填 0"
    sheet.merge_range(1, 0, 1, end, notice, styles.notice)
    region = job.plan.tree[job.region].name
    sheet.merge_range(2, 0, 2, 3, f"填报单位：{region}", styles.identity)
    sheet.merge_range(2, 4, 2, 7, f"报告期：{job.month.label}", styles.identity)
    as_of = f"截至日期：{job.filled.as_of.isoformat()}"
    sheet.merge_range(2, 8, 2, PLACES["note"], as_of, styles.identity_input)
    keep_label(sheet, 2, 8, "截至日期", f"写当月的日期，如 {job.month.last_day.isoformat()}")
    units = "、".join(dict.fromkeys(project.unit for project in job.plan.projects))
    sheet.merge_range(3, 0, 3, end, f"单位：{units}；资金：万元", styles.units)
    _write_header(sheet, styles)


def _write_header(sheet: Any, styles: FormStyles) -> None:
    column = 0
    while column < len(COLUMNS):
        group = COLUMNS[column].group
        if not group:
            header = COLUMNS[column].header.replace("(", "\n(")
            sheet.merge_range(_HEADER_ROW, column, FIRST_ROW - 1, column, header, styles.header)
            column += 1
            continue
        first = column
        while column < len(COLUMNS) and COLUMNS[column].group == group:
            sheet.write_string(FIRST_ROW - 1, column, COLUMNS[column].header, styles.header)
            column += 1
        sheet.merge_range(_HEADER_ROW, first, _HEADER_ROW, column - 1, group, styles.header)


def _write_foot(sheet: Any, styles: FormStyles, job: FormJob, row: int) -> None:
    day = job.filled.filed_on.isoformat() if job.filled.filed_on else ""
    texts = (
        (0, 3, "填表人", job.filled.filed_by, "写姓名"),
        (4, 7, "审核人", job.filled.reviewed_by, "写姓名"),
        (8, PLACES["note"], "填报日期", day, "写填表的日期"),
    )
    for first, last, label, text, example in texts:
        sheet.merge_range(row, first, row, last, f"{label}：{text}", styles.identity_input)
        keep_label(sheet, row, first, label, example)


def _mark(sheet: Any, styles: FormStyles, rows: Sequence[PlacedRow]) -> None:
    """Colour what 核对 complains of, and the very cell whose content cannot be read."""
    first, last = rows[0].row, rows[-1].row
    marked = [("verdict", "verdict", STOP, styles.stop), ("verdict", "verdict", ASK, styles.ask)]
    marked += [(name, f"read_{name}", STOP, styles.wrong) for name in FIELDS]
    for name, said, mark, style in marked:
        column = COLUMN_OF[name]
        criteria = f'=LEFT({at(said, first)},1)="{mark}"'
        rule = {"type": "formula", "criteria": criteria, "format": style}
        sheet.conditional_format(first, column, last, column, rule)


def _set_up(sheet: Any, foot: int) -> None:
    """Set widths, panes, and protection without password."""
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    for row, height in enumerate(_HEIGHTS):
        sheet.set_row(row, height)
    for row in range(FIRST_ROW, foot):
        sheet.set_row(row, _ROW_HEIGHT)
    sheet.set_row(foot, _FOOT_HEIGHT)
    sheet.freeze_panes(FIRST_ROW, PLACES["unit"])
    # Under protection only a filter that is there already can be used.
    sheet.autofilter(FIRST_ROW - 1, PLACES["verdict"], foot - 1, PLACES["verdict"])
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.hide_gridlines(2)
    sheet.set_selection(at("completed_month", FIRST_ROW))
    inputs = f"{at('completed_month', FIRST_ROW)}:{at('funds_total_yuan', foot - 1)}"
    sheet.ignore_errors({"number_stored_as_text": inputs})


def _set_print(sheet: Any, job: FormJob, foot: int) -> None:
    """Put the form on one A4 page; the hidden columns stay off it."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.center_horizontally()
    sheet.print_area(0, 0, foot, len(COLUMNS) - 1)
    sheet.set_footer(f"&C&P / &N&R{'示例数据' if job.plan.sample else ''}")


def _write_meta(sheet: Any, job: FormJob) -> None:
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


__all__ = ["FilledForm", "FilledRow", "template_workbook"]
