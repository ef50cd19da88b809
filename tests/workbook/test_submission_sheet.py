"""A workbook to a reading: sheets, what the template remembers, and any layout at all."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.domain.period import Month
from etl.domain.reading import Meta
from etl.domain.submission import FIELDS
from etl.workbook.grid import Sheet
from etl.workbook.opening import open_workbook
from etl.workbook.scalar import unstored_cell
from etl.workbook.submission_sheet import blank_figures, read_submission
from tests.workbook.forms import (
    COLUMNS,
    PLAN,
    ROWS,
    TRUTH,
    amounts,
    book,
    codes,
    draw,
    form,
    read,
    said,
    xlsx,
)
from tests.workbook.random_forms import make

MEALS, TOWN, LAND, PARKS = ROWS.strip().split("\n")

# ---- which sheet is the form


def test_the_visible_form_is_read_and_a_hidden_one_is_not():
    old = draw(form().replace("120", "119"), "上月", "hidden")
    for state in ("hidden", "very_hidden"):
        reading = read(book(draw(form().replace("120", "119"), "上月", state), draw(form())))
        assert (reading.sheet, amounts(reading), codes(reading)) == ("月报", TRUTH, [])
    assert said(read(book(old))) == [("I-HIDDEN", None)]


def test_two_visible_forms():
    (finding,) = read(book(draw(form(), "甲表"), draw(form(), "乙表"))).findings
    assert (finding.code, finding.cell) == ("E-FORM-TWO", None)
    assert "甲表" in finding.message
    assert "乙表" in finding.message


def test_other_sheets_before_the_form():
    guide = draw("填报说明\n项目 | 说明\n助餐 | 按月", "填报说明")
    matrix = draw("县区 | 助餐 | 适老化\n东湖区 | 1 | 2", "汇总")
    persons = draw("序号 | 姓名 | 项目 | 本月完成 | 累计完成\n1 | 甲 | 助餐 | 1 | 2", "名单")
    reading = read(book(guide, matrix, persons, draw(form(), "三月份")))
    assert (reading.sheet, amounts(reading), codes(reading)) == ("三月份", TRUTH, [])


def test_no_form_at_all():
    for sheets in ([], [Sheet("空")], [draw("甲 | 乙\n1 | 2")]):
        assert codes(read(book(*sheets))) == ["E-FORM-NONE"]


def test_no_plan_yet():
    assert codes(read_submission(book(draw(form())), "", lambda _: None)) == ["E-MONTH-NO-PLAN"]
    reading = read_submission(book(draw(form())), "", lambda month: None if month else PLAN)
    assert said(reading) == [("E-MONTH-NO-PLAN", "D2")]
    assert amounts(reading) == TRUTH


# ---- what the template remembers


def test_the_sheet_of_the_template():
    meta = draw(
        "template | 2022.1\nregion | 990001\nmonth | '2022-03\nplan_revision | 2",
        "_meta",
        "very_hidden",
    )
    assert read(book(draw(form()), meta)).meta == Meta("2022.1", "990001", Month(2022, 3), 2)
    odd = draw(
        f"template\nmonth | 三月\nplan_revision | {'9' * 30}\n | \nregion", "_meta", "very_hidden"
    )
    assert read(book(draw(form()), odd)).meta == Meta()


# ---- cells


def test_findings_and_figures_point_at_the_users_own_cells():
    reading = read(form(), F5="约120", H6=unstored_cell((6, 8), "General", "G6+1"))
    assert said(reading) == [("E-INEXACT", "F5"), ("E-FORMULA-NO-RESULT", "H6")]
    meals = reading.figures["meals"]
    assert (meals["completed_total"].value, meals["completed_total"].raw) == (None, "约120")
    assert str(meals["completed_total"].cell) == "月报!F5"
    assert reading.broken == {("meals", "completed_total"), ("homes_town", "funds_total_yuan")}
    assert amounts(reading)["parks"] == TRUTH["parks"]


def test_what_was_tidied_is_told():
    (finding,) = read(form(), F5="1，520 人").findings
    assert (finding.code, finding.cell, finding.raw, finding.field) == (
        "I-NORMALISED",
        "F5",
        "1，520 人",
        "completed_total",
    )
    assert "1520" in finding.message


def test_a_blank_figure_still_has_its_place():
    reading = read(form(), F5=None)
    value = reading.figures["meals"]["completed_total"]
    assert (value.value, value.raw, str(value.cell), codes(reading)) == (None, None, "月报!F5", [])


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("  更正：\r\n核减 3 人\r ", "更正：\n核减 3 人"),
        ("　无　", "无"),
        ("=1+1", "=1+1"),
        ("a\nb", "a\nb"),
        (5, "5"),
    ],
)
def test_remarks_are_kept_as_written(written, note):
    assert read(form(), I5=written).figures["meals"].note == note


def test_a_remark_without_a_stored_result_is_refused():
    reading = read(form(), I5=unstored_cell((5, 9), "General", "A1"))
    assert (reading.figures["meals"].note, said(reading)) == ("", [("E-FORMULA-NO-RESULT", "I5")])


def test_formulas_elsewhere_do_not_matter():
    reading = read(
        form(), A5=unstored_cell((5, 1), "General", "1"), K5=unstored_cell((5, 11), "General", "F5")
    )
    assert (amounts(reading), codes(reading)) == (TRUTH, [])


def test_hidden_rows_and_columns_are_read_and_told():
    sheet = draw(form())
    sheet.hidden_rows, sheet.hidden_columns = {7}, {8}
    reading = read(sheet)
    assert amounts(reading) == TRUTH
    (finding,) = reading.findings
    assert (finding.code, set(finding.cells)) == (
        "I-HIDDEN",
        {"E7", "F7", "G7", "H7", "H5", "H6", "H8"},
    )


def test_targets_that_are_no_numbers_are_kept_as_words():
    columns = COLUMNS.replace("单位", "单位 | 省定")
    lines = "\n".join(
        (
            MEALS.replace("人", "人 | 应补尽补"),
            TOWN.replace("户", "户 | 100户"),
            LAND.replace("户", "户 | ^"),
            PARKS.replace("公顷", "公顷 |"),
        )
    )
    reading = read(form(columns=columns, rows=lines))
    assert [(item.project, str(item.value), item.cell.address) for item in reading.targets] == [
        ("meals", "None", "E5"),
        ("homes", "100", "E6"),
    ]
    assert (amounts(reading), codes(reading)) == (TRUTH, [])


def test_unreadable_sums_are_left_out():
    reading = read(
        form(rows="\n".join((MEALS, TOWN, LAND, PARKS, "合计 | | | | 约31 | 191人 | - | 247.25")))
    )
    (row,) = reading.sums
    assert {name: str(value.value) for name, value in row.values.items()} == {
        "completed_total": "191",
        "funds_total_yuan": "2472500.00",
    }


def test_rows_that_are_missing_stay_blank():
    reading = read(form(rows=MEALS))
    assert list(reading.figures) == ["meals"]
    assert [row.indicator for row in blank_figures(reading, PLAN)] == [
        "meals",
        "homes_town",
        "homes_land",
        "parks",
    ]


def test_the_same_through_a_file():
    reading = read_submission(open_workbook(xlsx(form())), "月报.xlsx", lambda _: PLAN)
    assert (amounts(reading), codes(reading)) == (TRUTH, [])


# ---- any truth in any layout


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_a_random_truth_in_a_random_layout_is_read_back(seed):
    made = make(seed)
    reading = read_submission(open_workbook(made.content), "月报.xlsx", lambda _: PLAN)
    assert {item.code for item in reading.findings} <= {"I-NORMALISED", "I-FUNDS-UNIT"}
    assert (reading.identity.region, reading.identity.month) == ("990001", Month(2022, 3))
    assert reading.identity.as_of == date(2022, 3, 31)
    assert amounts(reading) == made.values
    assert {code: row.note for code, row in reading.figures.items()} == made.notes
    assert {
        code: tuple(cell.address for name in FIELDS if (cell := row[name].cell))
        for code, row in reading.figures.items()
    } == made.cells
    assert len(reading.sums) == made.sums
