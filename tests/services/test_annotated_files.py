"""What a sender gets back: the own workbook marked, or the list alone when it cannot be."""

from __future__ import annotations

import logging
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from etl.domain.finding import Finding, Severity
from etl.services import annotate as annotating
from etl.services.annotate import AnnotatedFile, annotate_file
from etl.services.annotation_head import counts
from etl.services.database import Database
from etl.services.files import Source
from etl.workbook.marking.annotate import annotate as mark
from etl.workbook.marking.finding_list import LIST_SHEET
from etl.workbook.template.form import FilledRow
from tests.cities import COUNTY, load_forms, load_plan
from tests.corpus.annotating import faults, listed
from tests.services.filing import PLAN, SUBMITTED, form, saved_again
from tests.services.snapshot import everything


@pytest.fixture
def url(sqlite_url):
    return sqlite_url


IDENTITY = "11010519491231002X"


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


def handed_back(database: Database, tmp_path: Path, content: bytes, name="月报.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return annotate_file(database, Source(str(path), path))


def texts(made: AnnotatedFile) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(made.content))[LIST_SHEET]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_list_says_whose_it_is_and_what_to_do(city: Database, tmp_path: Path) -> None:
    made = handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    said = texts(made)
    assert said[0] == "问题清单 · 石门县 · 2023年1月"
    assert said[1] == "错误 1 项，改好才能报送。"
    assert "原文件：月报.xlsx" in said[2]
    (line,) = listed(openpyxl.load_workbook(BytesIO(made.content)))
    assert (line["级别"], line["指标"], line["栏目"], line["填写的是"]) == (
        "× 错误", "慰问人数", "本月完成", "G11 填 9，H11 填 5",
    )  # fmt: skip
    assert line["单元格"] == "G11、H11"
    assert line["怎么改"].endswith("。")


def test_a_right_file_comes_back_with_the_word_that_it_is_right(
    city: Database, tmp_path: Path
) -> None:
    made = handed_back(city, tmp_path, form(1))
    assert texts(made)[1] == "没有发现问题，可以直接报送。"
    assert made.copied


def test_a_right_file_gets_no_table_and_no_word_of_colours(city: Database, tmp_path: Path) -> None:
    made = handed_back(city, tmp_path, form(1))
    sheet = openpyxl.load_workbook(BytesIO(made.content))[LIST_SHEET]
    rows = range(1, sheet.max_row + 1)
    seen = [sheet.cell(row, 1).value for row in rows if not sheet.row_dimensions[row].hidden]
    assert [text for text in seen if text] == [
        "问题清单 · 石门县 · 2023年1月",
        "没有发现问题，可以直接报送。",
        seen[2],
        "本文件与原件的差别",
        "数值、公式、格式和原有的各张表都没有动，只加了本表。",
    ]


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ("", "没有发现问题，可以直接报送。"),
        ("I I", "没有发现问题，可以直接报送；另有说明 2 项，不影响报送。"),
        ("W", "没有错误；提醒 1 项，写明原因可以报送。"),
        ("E W W", "错误 1 项，改好才能报送；提醒 2 项，请看是否属实。"),
        ("E I", "错误 1 项，改好才能报送；另有说明 1 项，不影响报送。"),
    ],
)
def test_the_head_promises_filing_only_where_nothing_stops_it(grades: str, said: str) -> None:
    severity: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}
    assert counts([Finding(severity[grade], "X", "话") for grade in grades.split()]) == said


def test_the_head_counts_the_lines_of_the_list(city: Database, tmp_path: Path) -> None:
    """Four cells of one kind are one line, and one to mend."""
    wrong = {name: FilledRow(9, 5) for name in ("visits", "skills", "meals_home", "meals_hall")}
    made = handed_back(city, tmp_path, form(1, COUNTY, **wrong))
    lines = listed(openpyxl.load_workbook(BytesIO(made.content)))
    errors = [line for line in lines if line["级别"] == "× 错误"]
    assert texts(made)[1].startswith(f"错误 {len(errors)} 项")
    assert len(made.result.findings) == len(lines) < len(made.result.each)


def test_a_line_of_many_cells_names_ranges_and_whose_number_it_shows(
    city: Database, tmp_path: Path
) -> None:
    content = form(
        1, COUNTY, **{name: FilledRow(5, 5) for name in ("visits", "skills", "meals_hall")}
    )
    broken = {"G8": "约50", "G9": "约5", "G11": "约6", "G12": "约7"}
    made = handed_back(city, tmp_path, saved_again(content, **broken))
    (line,) = (line for line in listed(openpyxl.load_workbook(BytesIO(made.content)))
               if line["编号"] == "E-INEXACT")  # fmt: skip
    assert (line["单元格"], line["填写的是"]) == ("G8:G9、G11:G12", "G8 填 约50 等")
    assert line["link"] == "'月报'!G8"


def test_what_a_cell_is_compared_with_is_told_where_to_read_on(
    city: Database, tmp_path: Path
) -> None:
    """Money over 300 元 a head: it is the money that is painted, and not the count."""
    money = FilledRow(50, 50, Decimal(9), Decimal(9))
    made = handed_back(city, tmp_path, form(1, meals_home=money))
    before = openpyxl.load_workbook(BytesIO(form(1, meals_home=money)))["月报"]
    sheet = openpyxl.load_workbook(BytesIO(made.content))["月报"]
    assert sheet["J8"].fill.fill_type == "lightUp"
    assert "怎么改：" in sheet["J8"].comment.text
    assert repr(sheet["H8"].fill) == repr(before["H8"].fill)
    assert repr(sheet["H8"].border) == repr(before["H8"].border)
    said = sheet["H8"].comment.text.split("\n")
    assert said[0] == "【系统检查】△ 提醒（与 J8 对照）"
    assert said[-3:-1] == ["怎么改，请看 J8 的批注。", "编号 W-FUNDS-STANDARD"]


def test_of_two_figures_one_is_filled_and_both_are_framed(city: Database, tmp_path: Path) -> None:
    made = handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    (item,) = made.result.each
    sheet = openpyxl.load_workbook(BytesIO(made.content))["月报"]
    first, second = (sheet[cell] for cell in item.cells)
    assert (first.fill.fgColor.rgb, second.fill.fgColor.rgb) == ("FFFCE4D3", "FFFFFDF0")
    assert (first.border.left.style, second.border.left.style) == ("medium", "medium")
    assert f"（与 {item.cell} 对照）" in second.comment.text


def test_what_is_about_the_whole_form_is_commented_at_its_title_and_painted_nowhere(
    city: Database, tmp_path: Path
) -> None:
    empty = {name: FilledRow() for name in
             ("post_months", "meals_home", "meals_hall", "heating", "visits", "skills")}  # fmt: skip
    made = handed_back(city, tmp_path, form(1, COUNTY, **empty))
    book = openpyxl.load_workbook(BytesIO(made.content))
    before = openpyxl.load_workbook(BytesIO(form(1, COUNTY, **empty)))["月报"]
    (line,) = (one for one in listed(book) if one["编号"] == "W-NOTHING-REPORTED")
    assert (line["单元格"], line["link"]) == ("整张表", "'月报'!A1")
    assert repr(book["月报"]["A1"].fill) == repr(before["A1"].fill)
    assert "W-NOTHING-REPORTED" in book["月报"]["A1"].comment.text
    assert "_marks" not in book.sheetnames
    assert not any("浅橙底" in text for text in texts(made))


def test_a_missing_row_is_told_at_the_row_that_it_should_follow(
    city: Database, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(BytesIO(form(1)))
    book["月报"].delete_rows(11)
    content = BytesIO()
    book.save(content)
    made = handed_back(city, tmp_path, content.getvalue())
    after = openpyxl.load_workbook(BytesIO(made.content))
    (line,) = (one for one in listed(after) if one["编号"] == "E-INDICATOR-MISSING")
    assert (line["单元格"], line["link"]) == ("C10 下面", "'月报'!C10")
    assert "少了“慰问人数”这一行" in after["月报"]["C10"].comment.text
    assert after["月报"]["A1"].comment is None


def test_a_hidden_row_is_told_of_and_not_called_a_correction(
    city: Database, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(BytesIO(form(1)))
    book["月报"].row_dimensions[11].hidden = True
    content = BytesIO()
    book.save(content)
    said = texts(handed_back(city, tmp_path, content.getvalue()))
    assert said[1] == "没有发现问题，可以直接报送；另有说明 1 项，不影响报送。"
    assert not any("自动整理" in text for text in said)


def test_nothing_is_stored(city: Database, tmp_path: Path) -> None:
    before = everything(city)
    handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    assert everything(city) == before


def test_the_second_copy_says_what_has_become_of_the_first(city: Database, tmp_path: Path) -> None:
    load_forms(
        city, {"一.xlsx": form(1, visits=FilledRow(9, 5), skills=FilledRow(3, 20))}, SUBMITTED
    )
    right = FilledRow(20, 20)
    second = form(1, visits=FilledRow(9, 5), meals_home=FilledRow(60, 51), skills=right)
    made = handed_back(city, tmp_path, second)
    said = texts(made)
    assert any(text.endswith("比：已改好 1 处，还没改 1 处，新出现 1 处。") for text in said)
    assert "上次的问题，已经改好" in said
    states = {line["指标"]: line["与上次比"] for line in
              listed(openpyxl.load_workbook(BytesIO(made.content)))}  # fmt: skip
    assert states == {"慰问人数": "未改", "居家助餐": "新"}


def test_a_file_with_personal_data_gives_the_list_of_cells_and_nothing_of_the_file(
    city: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = saved_again(form(1, visits=FilledRow(9, 5)), K8=f"王某 {IDENTITY}", K9="保密的话")
    with caplog.at_level(logging.DEBUG):
        made = handed_back(city, tmp_path, content, f"{IDENTITY}.xlsx")
    assert not made.copied
    book = openpyxl.load_workbook(BytesIO(made.content))
    assert book.sheetnames == [LIST_SHEET]
    assert texts(made).count(made.differences[0]) == 1
    kept = " ".join([*texts(made), *made.differences, caplog.text, str(made.result.findings)])
    assert IDENTITY not in kept
    assert "保密的话" not in kept
    (line,) = listed(book)
    assert line["编号"] == "E-PERSONAL-ID"


def test_a_file_that_cannot_be_read_gives_the_list_alone(city: Database, tmp_path: Path) -> None:
    made = handed_back(city, tmp_path, b"%PDF-1.7 ...", "月报.pdf")
    assert not made.copied
    (line,) = listed(openpyxl.load_workbook(BytesIO(made.content)))
    assert line["编号"] == "E-FILE-PDF"


def test_a_fault_while_marking_still_gives_the_list(
    city: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, called = mark, []

    def falls_once(*arguments):
        called.append(arguments)
        if len(called) == 1:
            raise KeyError("x")
        return whole(*arguments)

    monkeypatch.setattr(annotating, "annotate", falls_once)
    made = handed_back(city, tmp_path, form(1, visits=FilledRow(9, 5)))
    assert not made.copied
    assert "E-MONTH-ABOVE-TOTAL" in texts(made)


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_xls_and_ods_come_back_as_xlsx_that_can_be_sent_again(
    city: Database, tmp_path: Path, office_convert, suffix: str
) -> None:
    source = tmp_path / "月报.xlsx"
    source.write_bytes(form(1, visits=FilledRow(9, 5)))
    content = office_convert(source, suffix, tmp_path).read_bytes()
    made = handed_back(city, tmp_path, content, f"月报.{suffix}")
    assert made.copied
    assert any(f"原件是 .{suffix}" in sentence for sentence in made.differences)
    assert [item.code for item in made.result.findings] == ["E-MONTH-ABOVE-TOTAL"]
    again = handed_back(city, tmp_path, made.content)
    assert again.result.findings == made.result.findings
    assert again.result.figures == made.result.figures
    assert faults(city, made.content, "月报.xlsx") == []
