"""What the list of a marked copy says of the copy, and of the file as a whole."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from etl.domain.finding import Finding
from etl.services.annotate import AnnotatedFile
from etl.services.annotation_head import counts
from etl.services.database import Database
from etl.services.submit import Order
from etl.workbook.marking import annotate as marking
from etl.workbook.template.form import FilledRow
from tests.cities import COUNTY, load_forms, load_plan
from tests.corpus.annotating import listed
from tests.services.filing import PLAN, SUBMITTED, form
from tests.services.test_annotated_files import handed_back, texts


@pytest.fixture
def url(sqlite_url):
    return sqlite_url


NAMES = ("post_months", "meals_home", "meals_hall", "visits", "skills")


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


def annotated_list(made: AnnotatedFile) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(made.content))


def test_a_line_about_a_missing_column_leads_to_a_cell_with_its_comment(
    city: Database, tmp_path: Path
) -> None:
    first, second = (
        form(month, COUNTY, **{name: FilledRow(number, number * month, Decimal(100 * number),
                                               Decimal(100 * number * month))
                               for number, name in enumerate(NAMES, start=5)})
        for month in (1, 2)
    )  # fmt: skip
    load_forms(city, {"一.xlsx": first}, Order("cli:测试", accept=True, reason="属实"))
    book = openpyxl.load_workbook(BytesIO(second))
    sheet = book["月报"]
    for merged in [one for one in sheet.merged_cells.ranges if one.max_col >= 10]:
        sheet.unmerge_cells(str(merged))
    for (there,) in sheet.iter_rows(min_row=4, min_col=10, max_col=10):
        there.value = None
    content = BytesIO()
    book.save(content)
    after = annotated_list(handed_back(city, tmp_path, content.getvalue()))
    (line,) = (one for one in listed(after) if one["编号"] == "W-TOTAL-COMPUTED")
    name, _, cell = line["link"].rpartition("!")
    assert line["单元格"] == f"{cell} 旁边"
    assert "W-TOTAL-COMPUTED" in after[name.strip("'")][cell].comment.text


def test_of_a_sheet_too_large_to_mark_no_marks_are_spoken_of(
    city: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "LARGEST", 100)
    made = handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    assert made.differences[0] == "数值、公式、格式和原有的各张表都没有动，只加了本表。"
    assert "工作表“月报”太大，没有在格子上标注，问题都在清单里。" in made.differences
    assert not any("批注" in text for text in texts(made) if "原文件" not in text)


def test_the_next_copy_says_that_the_list_was_written_anew(city: Database, tmp_path: Path) -> None:
    made = handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    said = "问题清单重新写过，写在旧清单上的话没有保留。"
    assert said not in made.differences
    again = handed_back(city, tmp_path, made.content)
    assert said in again.differences
    assert said in texts(again)


def test_the_head_counts_lines_and_what_they_stand_for() -> None:
    each = [Finding("error", "X", "话")] * 10
    assert counts(each[:1], each) == "错误 1 项（10 处），改好才能报送。"


def test_a_file_that_is_filed_already_is_not_asked_for_again(
    city: Database, tmp_path: Path
) -> None:
    content = form(1, meals_home=FilledRow(50, 50, Decimal(9), Decimal(9)))
    (filed,) = load_forms(city, {"一.xlsx": content}, Order("cli:测试", accept=True, reason="属实"))
    assert filed.outcome == "warnings"
    said = texts(handed_back(city, tmp_path, content))
    assert said[1] == "这个文件与2023年1月已采用的第1版相同，不需要再报。"
    assert said[2].startswith("下面的提醒 ")
    assert not any("直接再报" in text or "可以报送" in text for text in said)


def test_a_problem_of_last_time_is_told_with_its_place_of_then(
    city: Database, tmp_path: Path
) -> None:
    load_forms(city, {"一.xlsx": form(1, visits=FilledRow(9, 5))}, SUBMITTED)
    said = texts(handed_back(city, tmp_path, form(1)))
    assert any(text.startswith("（上次的 G11、H11）慰问人数：") for text in said)
