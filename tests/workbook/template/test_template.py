"""The form that goes out: prefilled, stable to the byte, and readable by our own reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.workbook.form_columns import META_SHEET
from etl.workbook.opening import open_workbook
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.template.live_line import COLUMN, FIRST_ROW, accepted

MARCH = Month(YEAR, 3)
CITY = second_city()
JANUARY, FEBRUARY = Month(YEAR, 1), Month(YEAR, 2)


def form_of(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))["月报"]


def row_of(sheet: Any, name: str) -> Any:
    return next(row for row in sheet.iter_rows(max_col=14) if row[2].value == name)


def shown_last(history: FilingHistory, month: Month = MARCH) -> dict[str, list[tuple[Any, str]]]:
    """Value and number format of the two cells of 上月累计, by indicator."""
    sheet = form_of(template_workbook(CITY, 1, RIVER, month, history))
    return {
        item.code: [(cell.value, cell.number_format) for cell in row_of(sheet, item.name)[11:13]]
        for item in CITY.indicators
    }


def test_the_form_is_prefilled_with_county_month_targets_and_last_months_totals():
    history = FilingHistory((accepted(FEBRUARY, {"meals_home": 41}, {"meals_home": "0.82"}),))
    sheet = form_of(template_workbook(CITY, 3, RIVER, MARCH, history))
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "填报单位：河口街道" in texts
    assert "报告期：2023年3月" in texts
    assert "截至日期：2023-03-31" in texts
    meals = row_of(sheet, "居家助餐")
    assert [meals[place].value for place in (4, 5, 11, 12)] == [200, 220, 41, 0.82]
    assert [meals[place].value for place in range(6, 11)] == [None] * 5


def test_a_total_of_an_older_month_says_which_month_it_is_of():
    older = accepted(JANUARY, {"visits": 7, "skills": 20}, {"visits": "1.5"})
    shown = shown_last(FilingHistory((older, accepted(FEBRUARY, {"skills": 25}))))
    assert shown["skills"] == [(25, "General_ "), (None, "General_ ")]
    assert shown["visits"] == [(7, 'General"（1月）"_ '), (1.5, 'General"（1月）"_ ')]
    assert shown["heating"] == [(None, "General_ "), (None, "General_ ")]


def test_before_january_there_is_nought():
    assert shown_last(FilingHistory(), JANUARY)["visits"] == [(0, "General_ ")] * 2


def test_what_the_county_fills_in_is_unlocked_and_the_rest_is_protected_without_password():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    row = row_of(sheet, "居家助餐")
    assert [cell.protection.locked for cell in row] == [True] * 6 + [False] * 5 + [True] * 3
    unlocked = {cell.value for row in sheet.iter_rows() for cell in row
                if not cell.protection.locked and cell.value}  # fmt: skip
    assert unlocked == {"截至日期：2023-03-31", "填表人：", "审核人：", "填报日期："}


def test_widths_heights_and_a_filter_on_the_line_stay_free():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    protection = sheet.protection
    assert (protection.formatColumns, protection.formatRows, protection.autoFilter) == (False,) * 3
    # Under protection a filter cannot be made, only one that is there be used.
    assert sheet.auto_filter.ref == "N6:N12"


def test_nothing_pops_up_over_the_figures_that_are_filled_in():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    prompted = {
        str(item.sqref): item.prompt for item in sheet.data_validations.dataValidation if item.prompt
    }  # fmt: skip
    assert list(prompted) == ["I3", "A13", "E13", "I13"]
    assert prompted["I3"] == "请保留“截至日期：”，在后面写当月的日期，如 2023-03-31。"


def test_every_cell_for_a_figure_asks_back_when_something_odd_is_typed():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    validated = {
        cell
        for item in sheet.data_validations.dataValidation
        if item.errorStyle == "warning" and item.error and len(item.formula1) <= 255
        for area in item.sqref.ranges
        for cell in area.cells
    }
    figures = range(COLUMN["completed_month"], COLUMN["funds_total_yuan"] + 1)
    rows = range(FIRST_ROW, FIRST_ROW + len(CITY.indicators))
    assert {(row, column) for row in rows for column in figures} <= validated


def test_the_helping_columns_are_hidden_and_have_no_header():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    beyond = sheet.iter_cols(min_col=COLUMN["verdict"] + 1)
    assert all(cell.value is None for column in beyond for cell in column[:6])
    hidden = [dimension for dimension in sheet.column_dimensions.values() if dimension.hidden]
    assert [item.min for item in hidden] == [COLUMN["verdict"] + 1]
    assert hidden[0].max == sheet.max_column


def test_the_template_remembers_itself_on_a_very_hidden_sheet():
    workbook = openpyxl.load_workbook(BytesIO(template_workbook(CITY, 3, RIVER, MARCH)))
    meta = workbook[META_SHEET]
    assert meta.sheet_state == "veryHidden"
    pairs = {row[0].value: row[1].value for row in meta.iter_rows()}
    assert pairs == {
        "template": "2021.1",
        "region": RIVER,
        "month": "2023-03",
        "plan_revision": "3",
    }


def test_the_guide_explains_the_marks_of_the_line():
    guide: Any = openpyxl.load_workbook(BytesIO(template_workbook(CITY, 1, RIVER, MARCH)))[
        "填报说明"
    ]
    text = "".join(str(cell.value or "") for row in guide.iter_rows() for cell in row)
    for word in ("“合格”", "“未填”", "“×”", "“△”", "“41（6月）”"):
        assert word in text


def test_written_twice_it_has_the_same_bytes_and_is_small():
    plan = build_plan()
    filled = FilledForm(date(2021, 3, 20), {"home_sports": FilledRow(2, 9, note="新增两户")})
    history = FilingHistory((accepted(Month(2021, 2), {"home_sports": 7}),))
    made = [
        template_workbook(plan, 1, SUBMITTING[0], Month(2021, 3), history, filled) for _ in "ab"
    ]
    assert made[0] == made[1]
    assert len(made[0]) < 40_000


@pytest.mark.parametrize("marked", [True, False])
def test_sample_data_says_so_and_real_data_does_not(marked):
    plan = replace(CITY, sample=marked)
    workbook = open_workbook(template_workbook(plan, 1, RIVER, MARCH))
    texts = "".join(cell.raw for sheet in workbook.sheets for cell in sheet.cells.values())
    assert ("示例数据" in texts) is marked


def filled_case(content: bytes, history: FilingHistory) -> Case:
    reading = read_submission(open_workbook(content), "河口街道.xlsx", lambda _: CITY)
    return Case(reading, CITY, 1, history, date(YEAR, 4, 1))


def test_a_filled_template_is_read_back_without_a_finding():
    rows = {
        "post_months": FilledRow(Decimal("1.5"), Decimal("6.5")),
        "meals_home": FilledRow(10, 51, Decimal("2000.00"), Decimal("10200.55")),
        "meals_hall": FilledRow(0, 0),
        "heating": FilledRow(0, 0, note="未到季节"),
        "visits": FilledRow(3, 10),
        "skills": FilledRow(0, 20),
    }
    totals = {"meals_home": 41, "meals_hall": 0, "heating": 0, "visits": 7, "skills": 20}
    history = FilingHistory((accepted(FEBRUARY, {**totals, "post_months": 5}),))
    filled = FilledForm(date(YEAR, 3, 28), rows, "张", "李", date(YEAR, 4, 1))
    content = template_workbook(CITY, 1, RIVER, MARCH, history, filled)
    figures, findings = judge(filled_case(content, history))
    assert findings == ()
    read = {
        code: (row.amount("completed_month"), row.amount("completed_total"))
        for code, row in figures.items()
    }
    assert read == {code: (row.completed_month, row.completed_total) for code, row in rows.items()}
    assert figures["meals_home"].amount("funds_total_yuan") == Decimal("10200.55")
    assert figures["heating"].note == "未到季节"


@pytest.mark.parametrize("blank", [None, "截至日期：", "截至日期：    年  月  日"])
@pytest.mark.parametrize("stored", [True, False])
def test_a_day_that_was_deleted_is_blank_and_not_the_forms_own_line(blank, stored):
    """The line about the whole form stands in the same row, right of the day."""
    book = openpyxl.load_workbook(BytesIO(template_workbook(CITY, 1, RIVER, MARCH)))
    sheet = book["月报"]
    day = next(cell for cell in sheet[3] if str(cell.value).startswith("截至日期"))
    outcome = next(cell for cell in sheet[3] if str(cell.value).startswith("="))
    day.value = blank
    if stored:
        outcome.value = "核对结果：没有发现问题"
    saved = BytesIO()
    book.save(saved)
    workbook = open_workbook(saved.getvalue())
    reading = read_submission(workbook, "三月.xlsx", lambda month: CITY)
    assert [item.code for item in reading.findings if item.field == "as_of"] == ["I-AS-OF-BLANK"]
    assert reading.identity.as_of == MARCH.last_day
