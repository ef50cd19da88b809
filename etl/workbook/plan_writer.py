"""The year's plan as a workbook (年度任务书): what the plan reader reads back."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

from etl.domain.plan import Plan
from etl.workbook import styles
from etl.workbook.plan_sheets import BASICS, SAMPLE_MARK, SHEETS, YES_NO
from etl.workbook.sheet_layout import PrintTexts, write_sheet
from etl.workbook.styles import Styles


def plan_workbook(plan: Plan, revision: int | None = None) -> bytes:
    """Return the plan as the bytes of an .xlsx file; the same plan gives the same bytes."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties(_properties(plan, revision))
        made = Styles(workbook)
        texts = _print_texts(plan, revision)
        for build in SHEETS:
            sheet = build(plan)
            worksheet = write_sheet(workbook, made, sheet, texts)
            if sheet.name == BASICS:
                row = 1 + [cells[0] for cells in sheet.rows].index(SAMPLE_MARK)
                rule = {"validate": "list", "source": list(YES_NO)}
                worksheet.data_validation(row, 1, row, 1, rule)
    return target.getvalue()


def _heading(plan: Plan) -> str:
    return f"{plan.title} {plan.year}年度任务书"


def _edition(plan: Plan, revision: int | None) -> str:
    return f"{plan.year}年度" if revision is None else f"{plan.year}年度第{revision}版"


def _properties(plan: Plan, revision: int | None) -> dict[str, object]:
    mark = f"（{SAMPLE_MARK}）" if plan.sample else ""
    return styles.document_properties(
        title=_heading(plan) + mark,
        subject="民生实事年度任务书" + mark,
        author=plan.issuer,
        comments=_edition(plan, revision) + mark,
        created=date(plan.year, 1, 1),
    )


def _print_texts(plan: Plan, revision: int | None) -> PrintTexts:
    return PrintTexts(
        heading=_heading(plan),
        mark=SAMPLE_MARK if plan.sample else "",
        issuer=plan.issuer,
        edition=_edition(plan, revision),
    )
