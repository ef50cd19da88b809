"""The form that goes out: prefilled, stable to the byte, and readable by our own reader."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.submission import IndicatorFigures, Value
from etl.workbook.form_columns import META_SHEET
from etl.workbook.opening import open_workbook
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template import FilledForm, FilledRow, template_workbook
from etl.workbook.template_verdict import (
    ABOVE,
    BLANK,
    FALLS,
    NOT_ADDING,
    NOT_NUMBER,
    NOT_WHOLE,
    RIGHT,
    verdict,
)
from tests.cities import RIVER, YEAR, second_city

MARCH = Month(YEAR, 3)
CITY = second_city()


def last_month(**totals: int) -> dict[str, IndicatorFigures]:
    """February's cumulative figures by indicator."""
    return {
        code: IndicatorFigures(code, {"completed_total": Value(Decimal(total))})
        for code, total in totals.items()
    }


def form_of(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))["月报"]


def test_the_form_is_prefilled_with_county_month_targets_and_last_months_totals():
    sheet = form_of(template_workbook(CITY, 3, RIVER, MARCH, last_month(meals_home=41)))
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "填报单位：河口街道" in texts
    assert "报告期：2023年3月" in texts
    assert "截至日期：2023-03-31" in texts
    meals = next(row for row in sheet.iter_rows() if row[2].value == "居家助餐")
    assert [meals[place].value for place in (4, 5, 11)] == [200, 220, 41]
    assert [meals[place].value for place in range(6, 11)] == [None] * 5


def test_what_the_county_fills_in_is_unlocked_and_the_rest_is_protected_without_password():
    sheet = form_of(template_workbook(CITY, 1, RIVER, MARCH))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    row = next(row for row in sheet.iter_rows() if row[2].value == "居家助餐")
    locked = [cell.protection.locked for cell in row[:14]]
    assert locked == [True] * 6 + [False] * 5 + [True] * 3


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


def test_written_twice_it_has_the_same_bytes():
    filled = FilledForm(date(YEAR, 3, 20), {"visits": FilledRow(2, 9, note="新增两户")})
    made = [template_workbook(CITY, 1, RIVER, MARCH, last_month(visits=7), filled) for _ in "ab"]
    assert made[0] == made[1]


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
    before = last_month(meals_home=41, meals_hall=0, heating=0, visits=7, skills=20)
    before["post_months"] = IndicatorFigures(
        "post_months", {"completed_total": Value(Decimal("5"))}
    )
    filled = FilledForm(date(YEAR, 3, 28), rows, "张", "李", date(YEAR, 4, 1))
    content = template_workbook(CITY, 1, RIVER, MARCH, before, filled)
    accepted = AcceptedMonth(MARCH.previous, before)
    figures, findings = judge(filled_case(content, FilingHistory(earlier=(accepted,))))
    assert findings == ()
    read = {
        code: (row.amount("completed_month"), row.amount("completed_total"))
        for code, row in figures.items()
    }
    assert read == {code: (row.completed_month, row.completed_total) for code, row in rows.items()}
    assert figures["meals_home"].amount("funds_total_yuan") == Decimal("10200.55")
    assert figures["heating"].note == "未到季节"


VERDICTS = [
    # 本月, 累计, 上月累计, what the line says
    (None, None, 5, BLANK),
    (1, 6, 5, RIGHT),
    (None, 6, 5, RIGHT),
    (1, None, 5, RIGHT),
    (1, 6, None, RIGHT),
    (0, 0, 0, RIGHT),
    (1.5, 6, 5, NOT_WHOLE),
    (1, 4, 5, FALLS),
    (9, 8, 5, ABOVE),
    (1, 7, 5, NOT_ADDING),
]


@pytest.mark.parametrize(("month", "total", "last", "said"), VERDICTS)
def test_the_live_line_says_what_is_wrong(month, total, last, said):
    assert verdict(month, total, last, 0) == said


@pytest.mark.office
@pytest.mark.parametrize("cases", [VERDICTS[:5], VERDICTS[5:]], ids=["first", "second"])
def test_libreoffice_computes_the_same_line_as_is_stored(office_convert, tmp_path, cases):
    """Five cases stand in one form, a row each; LibreOffice recalculates it from scratch."""
    whole = [item for item in CITY.indicators if not item.decimals]
    placed = list(zip(whole, cases, strict=True))
    rows = {item.code: FilledRow(month, total) for item, (month, total, _, _) in placed}
    before = last_month(**{item.code: case[2] for item, case in placed if case[2] is not None})
    content = template_workbook(CITY, 1, RIVER, MARCH, before, FilledForm(MARCH.last_day, rows))
    source = tmp_path / "form.xlsx"
    openpyxl.load_workbook(BytesIO(content)).save(source)  # drops the stored results
    folder = tmp_path / "recalculated"
    folder.mkdir()
    made = office_convert(source, "xlsx", folder)
    sheet = openpyxl.load_workbook(made, data_only=True)["月报"]
    lines = {row[2].value: row[13].value for row in sheet.iter_rows() if row[2].value}
    assert {item.name: lines[item.name] for item, _ in placed} == {
        item.name: case[3] for item, case in placed
    }


@pytest.mark.office
def test_words_for_not_reported_are_no_mistake_on_the_live_line(office_convert, tmp_path):
    workbook = openpyxl.load_workbook(BytesIO(template_workbook(CITY, 1, RIVER, MARCH)))
    sheet = workbook["月报"]
    lines = {row[2].value: row for row in sheet.iter_rows() if row[2].value}
    for name, word in (("居家助餐", "-"), ("取暖改造", "未开展"), ("慰问人数", "约3")):
        lines[name][6].value = lines[name][7].value = word
    workbook.save(tmp_path / "form.xlsx")
    folder = tmp_path / "recalculated"
    folder.mkdir()
    made = office_convert(tmp_path / "form.xlsx", "xlsx", folder)
    sheet = openpyxl.load_workbook(made, data_only=True)["月报"]
    said = {row[2].value: row[13].value for row in sheet.iter_rows() if row[2].value}
    assert [said[name] for name in ("居家助餐", "取暖改造", "慰问人数")] == [
        BLANK,
        BLANK,
        NOT_NUMBER,
    ]


@pytest.mark.office
def test_the_form_prints_on_one_page_without_overflow(office_convert, tmp_path):
    source = tmp_path / "form.xlsx"
    source.write_bytes(template_workbook(CITY, 1, RIVER, MARCH, last_month(visits=7)))
    pdf = office_convert(source, "pdf", tmp_path)
    first = subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-layout", pdf, "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "###" not in first
    for word in ("序号", "备注", "核对", "培训人数", "填报日期"):
        assert word in first
    pages = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    # one page for the form, one for the guide
    assert re.search(r"Pages:\s+2\b", pages)
