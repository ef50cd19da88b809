"""The form in the hand: what may be typed without being asked, and what a printed page shows."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.template.live_line import Filled, Setting, Typed, accepted, recalculated

pytestmark = pytest.mark.office

SAMPLE = Setting(build_plan(), SUBMITTING[0], Month(2021, 8))
CITY = Setting(second_city(), RIVER, Month(YEAR, 3))
BOTH = [pytest.param(CITY, id="second city"), pytest.param(SAMPLE, id="sample")]


def test_what_is_right_may_be_typed_and_a_slip_is_asked_about(office, tmp_path):
    """The condition of each cell's validation, reckoned beside it for what is typed there."""
    right = [
        "120",
        "１２０",
        "120人",
        "1,520",
        "1 520",
        "-",
        "—",
        "/",
        "无",
        "未开展",
        "-3",
        "5 名",
    ]
    wrong = ["约110", "一百二十", "110多", "5户内", "(5)", "5%"]
    numbers: list[tuple[Typed, bool]] = [(12, True), (0, True), (-3, True), (12.5, False)]
    cases = [(text, True) for text in right] + [(text, False) for text in wrong] + numbers
    book: Any = openpyxl.load_workbook(BytesIO(Filled(SAMPLE, {}).workbook()))
    sheet = book["月报"]
    condition = next(
        item.formula1 for item in sheet.data_validations.dataValidation if "G7" in item.sqref
    )
    for row, (typed, _) in enumerate(cases, start=101):
        sheet.cell(row, 7, typed).data_type = "s" if isinstance(typed, str) else "n"
        sheet.cell(row, 8, "=" + condition.replace("G7", f"G{row}"))
    target = BytesIO()
    book.save(target)
    saved = recalculated(office, [target.getvalue()], tmp_path)[0]
    sheet = openpyxl.load_workbook(BytesIO(saved), data_only=True)["月报"]
    allowed = [bool(sheet.cell(row, 8).value) for row in range(101, 101 + len(cases))]
    assert dict(zip((str(typed) for typed, _ in cases), allowed, strict=True)) == {
        str(typed): fits for typed, fits in cases
    }


def printed(office_convert: Callable[[Path, str, Path], Path], folder: Path, content: bytes) -> str:
    """The text of the first page; the form and its guide have one page each."""
    source = folder / "form.xlsx"
    source.write_bytes(content)
    pdf = office_convert(source, "pdf", folder)
    pages = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+2\b", pages)
    assert "A4" in pages
    return subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-layout", pdf, "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


@pytest.mark.parametrize("setting", BOTH)
def test_the_form_prints_on_one_page(office_convert, tmp_path, setting):
    page = printed(office_convert, tmp_path, Filled(setting, {}).workbook())
    for word in ("序号", "备注", "核对", setting.plan.indicators[-1].name, "填报日期"):
        assert word in page


def test_long_figures_and_long_sentences_print_whole(office_convert, tmp_path):
    codes = list(SAMPLE.rows)
    people, funds = dict.fromkeys(codes, 123456), dict.fromkeys(codes, "12345.123456")
    older = accepted(Month(2021, 6), {"aid_child": 123456}, {"aid_child": "12345.123456"})
    del people["aid_child"], funds["aid_child"]
    last = accepted(SAMPLE.month.previous, people, funds)
    row: dict[str, Typed] = {
        "completed_month": 123456,
        "completed_total": 246912,
        "funds_month_yuan": 98765.654321,
        "funds_total_yuan": 99999.123456,
    }
    setting = replace(SAMPLE, history=FilingHistory((older, last)))
    content = Filled(setting, dict.fromkeys(codes, row)).workbook()
    page = printed(office_convert, tmp_path, content)
    assert "###" not in page
    # The sentence is broken over two lines; both have to be there in every row that adds up.
    assert len(re.findall(r"上月 12345\.123456 加本月", page)) == len(codes) - 1
    assert len(re.findall(r"98765\.654321 是 111110\.777777 万元", page)) == len(codes) - 1
    assert "123456（6月）" in page
    assert "12345.123456（6月）" in page


def test_a_remark_of_two_lines_prints_whole(office_convert, tmp_path):
    note = "补报上半年漏报的对象，名册已复核"
    content = Filled(SAMPLE, {code: {"note": note} for code in SAMPLE.rows}).workbook()
    page = "".join(printed(office_convert, tmp_path, content).split())
    assert page.count("漏报") == page.count("复核") == len(SAMPLE.rows)
