"""The sample passes the product's own checks without a word, file after file."""

from datetime import date

import pytest

from data.make.figures_2021 import MONTHS, sample_figures
from data.make.plan_2021 import PLAN_PATH, SUBMITTING, build_plan
from etl.checks.case import Case
from etl.checks.plan_workbook_rules import judge_plan
from etl.checks.rules import judge
from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.submission import FIELDS
from etl.workbook.opening import open_workbook
from etl.workbook.plan_reader import read_plan
from etl.workbook.submission_sheet import read_submission
from tests.samples.reading import DATA

PLAN = build_plan()
FIGURES = sample_figures()


def test_the_plan_raises_nothing():
    plan, findings = read_plan(open_workbook(PLAN_PATH.read_bytes()))
    assert (plan, findings) == (PLAN, [])
    assert judge_plan(PLAN) == []


@pytest.mark.parametrize("region", SUBMITTING)
def test_no_filing_of_the_year_raises_anything_and_all_is_read_as_designed(region):
    accepted: list[AcceptedMonth] = []
    for month in (item for item in MONTHS if (item, region) in FIGURES):
        name = f"{PLAN.tree[region].name}{month.label}.xlsx"
        content = (DATA / "submissions" / str(month) / name).read_bytes()
        reading = read_submission(open_workbook(content), name, lambda _: PLAN)
        history = FilingHistory(earlier=tuple(accepted))
        case = Case(reading, PLAN, 1, history, date(2021, 8, 20), reading.figures)
        figures, findings = judge(case)
        assert findings == ()
        assert (reading.identity.region, reading.identity.month) == (region, month)
        assert {
            code: (*(row.amount(field) for field in FIELDS), row.note)
            for code, row in figures.items()
        } == {
            code: (
                row.completed_month,
                row.completed_total,
                row.funds_month,
                row.funds_total,
                row.note,
            )
            for code, row in FIGURES[month, region].items()
        }
        accepted.append(AcceptedMonth(month, figures))
