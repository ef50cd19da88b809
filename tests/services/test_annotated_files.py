"""What a sender gets back: the own workbook marked, or the list alone when it cannot be."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from etl.services import annotate as annotating
from etl.services.annotate import AnnotatedFile, annotate_file
from etl.services.database import Database
from etl.services.files import Source
from etl.workbook.marking.annotate import annotate as mark
from etl.workbook.marking.finding_list import LIST_SHEET
from etl.workbook.template.form import FilledRow
from tests.cities import load_forms, load_plan
from tests.corpus.annotating import faults, listed
from tests.services.filing import PLAN, SUBMITTED, form, saved_again
from tests.services.snapshot import everything

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
    assert said[1] == "错误 1 处，改好才能报送。"
    assert "原文件：月报.xlsx" in said[2]
    (line,) = listed(openpyxl.load_workbook(BytesIO(made.content)))
    assert (line["级别"], line["指标"], line["栏目"], line["填写的是"]) == (
        "× 错误", "慰问人数", "本月完成", "9",
    )  # fmt: skip
    assert line["问题"].startswith("本月完成是 9，比累计 5 还多（")
    assert line["怎么改"].endswith("。")


def test_a_right_file_comes_back_with_the_word_that_it_is_right(
    city: Database, tmp_path: Path
) -> None:
    made = handed_back(city, tmp_path, form(1))
    assert texts(made)[1] == "没有问题，可以直接报送。"
    assert made.copied


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
    assert "月报" not in book.sheetnames
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
