"""Make ``data/submissions``: 70 county workbooks of January to August 2021.

Run from the project's folder: ``python -m data.make.submissions_2021``. They are written by
the product's own template writer, so each is what a county would have filed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from data.make.figures_2021 import MONTHS, SEED, Rows, sample_figures
from data.make.plan_2021 import SUBMITTING, build_plan
from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import IndicatorFigures, Value
from etl.workbook.template.form import FilledForm, template_workbook

FOLDER = Path(__file__).resolve().parents[1] / "submissions"
PLAN_REVISION = 1
CUT_OFF = date(2021, 8, 18)
"""The day of the press conference; the months before end with their last day."""


def workbooks() -> Iterator[tuple[Path, bytes]]:
    """Yield path and bytes of every workbook of the sample year, in order of month."""
    plan = build_plan()
    figures = sample_figures()
    draw = Random(SEED)
    for month in MONTHS:
        for region in SUBMITTING:
            day = draw.randint(2, 10)
            if (month, region) not in figures:
                continue
            form = _form(month, figures[month, region], day)
            past = _history(figures, month, region)
            content = template_workbook(plan, PLAN_REVISION, region, month, past, form)
            yield FOLDER / str(month) / _file_name(plan, region, month), content


def _file_name(plan: Plan, region: str, month: Month) -> str:
    return f"{plan.tree[region].name}{month.label}.xlsx"


def _form(month: Month, rows: Rows, day: int) -> FilledForm:
    """Return the filled form; whoever fills it in is a made-up role, never a person."""
    latest = month == MONTHS[-1]
    filed_on = date(2021, 8, 19) if latest else month.following.first_day.replace(day=day)
    return FilledForm(
        as_of=CUT_OFF if latest else month.last_day,
        rows=rows,
        filed_by="示例填表员",
        reviewed_by="示例审核员",
        filed_on=filed_on,
    )


def _history(figures: Mapping[tuple[Month, str], Rows], month: Month, region: str) -> FilingHistory:
    """Return what the county has filed before this month, all of it accepted."""
    filed = sorted(item for item, code in figures if code == region and item < month)
    return FilingHistory(
        earlier=tuple(AcceptedMonth(item, _accepted(figures[item, region])) for item in filed)
    )


def _accepted(rows: Rows) -> dict[str, IndicatorFigures]:
    return {
        code: IndicatorFigures(
            code,
            {
                "completed_total": Value(_decimal(row.completed_total)),
                "funds_total_yuan": Value(row.funds_total),
            },
        )
        for code, row in rows.items()
    }


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def main() -> None:
    """Write all workbooks; written again they have the same bytes."""
    for path, content in workbooks():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
