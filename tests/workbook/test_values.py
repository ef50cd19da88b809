"""One cell, one number: what is read, what is not reported, what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from etl.workbook.grid import Cell
from etl.workbook.scalar import number_cell, unstored_cell
from etl.workbook.values import Expected, read_value
from tests.workbook.forms import value_cell

PEOPLE = Expected("completed_total", "人")
AREA = Expected("completed_total", "公顷", decimals=2)
WAN = Expected("funds_total_yuan", "万元", yuan_per_unit=10_000)
YUAN = Expected("funds_total_yuan", "元", yuan_per_unit=1)


def outcome(cell: Cell | None, expected: Expected = PEOPLE):
    read = read_value(cell, expected)
    return read.problem or (None if read.value is None else f"{read.value:f}"), read.normalised


def of(value, number_format="General", expected=PEOPLE):
    return outcome(value_cell(8, 8, value, number_format), expected)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("120", "120"), ("１２０", "120"), ("1,520", "1520"), ("1，520", "1520"), ("1 520", "1520"),
        ("12,345,678", "12345678"), ("86人", "86"), ("86 名", "86"), ("86位", "86"), (" 86　", "86"),
        ("\u200b86\ufeff", "86"), ("86\n", "86"), ("12.0", "12"), ("-3", "-3"), ("－3", "-3"),
        ("\u22123", "-3"), ("'120", "120"), ("0", "0"), ("+5", "5"),
    ],
)  # fmt: skip
def test_a_text_number_is_read_and_the_user_is_told(written, value):
    assert of(written) == (value, True)


@pytest.mark.parametrize(
    "written",
    [
        "-",
        "--",
        "—",
        "——",
        "－",
        "–",
        "―",
        "─",
        "ー",
        "/",
        "//",
        "\\",
        "无",
        " 无 ",
        "未开展",
        "未启动",
        "　",
    ],
)
def test_marks_of_nothing_are_not_reported(written):
    assert of(written) == (None, False)
    assert of(written, expected=WAN) == (None, False)


def test_a_blank_cell_is_not_reported():
    assert outcome(None) == (None, False)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("约240", "E-INEXACT"), ("240余", "E-INEXACT"), ("738多人", "E-INEXACT"), ("近240", "E-INEXACT"),
        ("240左右", "E-INEXACT"), (">240", "E-INEXACT"), ("≥240", "E-INEXACT"), ("240人以上", "E-INEXACT"),
        ("一千二百", "E-CHINESE-NUMERAL"), ("十五人", "E-CHINESE-NUMERAL"), ("一", "E-CHINESE-NUMERAL"),
        ("贰拾", "E-CHINESE-NUMERAL"),
        ("①", "E-ENCLOSED-NUMBER"), ("120²", "E-ENCLOSED-NUMBER"), ("⑴", "E-ENCLOSED-NUMBER"),
        ("Ⅳ", "E-ENCLOSED-NUMBER"), ("12½", "E-ENCLOSED-NUMBER"),
        ("1e3", "E-SCIENTIFIC"), ("1.2E+3", "E-SCIENTIFIC"), ("1E3人", "E-SCIENTIFIC"),
        ("85.7%", "E-PERCENT"), ("85％", "E-PERCENT"),
        ("(5)", "E-BRACKETS"), ("（5）", "E-BRACKETS"), ("240户(含续建)", "E-BRACKETS"), ("[5]", "E-BRACKETS"),
        ("12,5", "E-DECIMAL-COMMA"), ("1,5200", "E-DECIMAL-COMMA"), ("1.234,5", "E-DECIMAL-COMMA"),
        ("#DIV/0!", "E-ERROR-VALUE"), ("#REF!", "E-ERROR-VALUE"),
        ("120户", "E-CELL-UNIT"), ("5万元", "E-CELL-UNIT"), ("1.2万", "E-CELL-UNIT"), ("3个", "E-CELL-UNIT"),
        ("1*9", "E-NOT-NUMBER"), ("3/4", "E-NOT-NUMBER"), ("12.5.3", "E-NOT-NUMBER"), ("完成", "E-NOT-NUMBER"),
        ("1\n520", "E-NOT-NUMBER"), ("12 34", "E-NOT-NUMBER"), (".", "E-NOT-NUMBER"), ("…", "E-NOT-NUMBER"),
        ("120。", "E-NOT-NUMBER"), ("1'520", "E-NOT-NUMBER"), ("共120人", "E-NOT-NUMBER"), ("=A1", "E-NOT-NUMBER"),
        ("१२०", "E-NOT-NUMBER"), ("12.5", "E-NOT-INTEGER"), ("12.5人", "E-NOT-INTEGER"),
        ("1" * 13, "E-TOO-LONG"), ("9" * 400, "E-TOO-LONG"),
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_refused(written, problem):
    assert of(written) == (problem, False)


@pytest.mark.parametrize(
    ("stored", "number_format", "expected", "value"),
    [
        ("1520.0", "General", PEOPLE, "1520"), ("1520", "#,##0", PEOPLE, "1520"),
        ("1520", '0"人"', PEOPLE, "1520"), ("1520", "0.00E+00", PEOPLE, "1520"), ("1E+3", "@", PEOPLE, "1000"),
        ("0", "0%", PEOPLE, "0"), ("0", '0!.0,"万"', WAN, "0"), ("0", "yyyy/m/d", PEOPLE, "0"),
        ("-4", "General", PEOPLE, "-4"), ("119.99999999999999", "General", PEOPLE, "120"),
        ("330.10000000000002", "General", WAN, "3301000.00"), ("0.30000000000000004", "General", WAN, "3000.00"),
        ("5.2", '0.00"万元"', WAN, "52000.00"), ("5.2", '0.00"万"', WAN, "52000.00"),
        ("52000.5", "#,##0.00", YUAN, "52000.50"), ("1.75", "General", AREA, "1.75"),
        ("240.000001", "General", WAN, "2400000.01"),
    ],
)  # fmt: skip
def test_a_stored_number_is_what_it_is(stored, number_format, expected, value):
    cell = number_cell((8, 8), Decimal(stored), number_format)
    assert outcome(cell, expected) == (value, False)


@pytest.mark.parametrize(
    ("stored", "number_format", "expected", "problem"),
    [
        ("85", "0%", PEOPLE, "E-PERCENT"), ("0.85", "0.00%", PEOPLE, "E-PERCENT"),
        ("85", "yyyy-mm-dd", PEOPLE, "E-DATE"), ("44000", "yyyy年m月", PEOPLE, "E-DATE"),
        ("52000", '0!.0,"万"', YUAN, "E-SCALED-FORMAT"), ("52000", '0.0,"千"', YUAN, "E-SCALED-FORMAT"),
        ("52000", '0.00"万"', YUAN, "E-CELL-UNIT"), ("5.2", '0.00"元"', WAN, "E-CELL-UNIT"),
        ("52", '0"户"', PEOPLE, "E-CELL-UNIT"), ("52", '0"万"', PEOPLE, "E-CELL-UNIT"),
        ("12.5", "General", PEOPLE, "E-NOT-INTEGER"), ("12.5", "0", PEOPLE, "E-NOT-INTEGER"),
        ("1.755", "General", AREA, "E-DECIMALS"), ("5.2000001", "General", WAN, "E-FRACTION-OF-FEN"),
        ("5.001", "General", YUAN, "E-FRACTION-OF-FEN"), ("1E+12", "General", PEOPLE, "E-TOO-LONG"),
    ],
)  # fmt: skip
def test_a_stored_number_shown_as_something_else_is_refused(
    stored, number_format, expected, problem
):
    cell = number_cell((8, 8), Decimal(stored), number_format)
    assert outcome(cell, expected) == (problem, False)


def test_other_kinds_of_cells_are_refused():
    assert of(True) == ("E-BOOLEAN", False)
    assert of(date(2022, 3, 1)) == ("E-DATE", False)
    assert outcome(Cell(8, 8, "error", "#N/A", "#N/A")) == ("E-ERROR-VALUE", False)
    assert outcome(unstored_cell((8, 8), "General", "A1+B1")) == ("E-FORMULA-NO-RESULT", False)
    picture = Cell(8, 8, "text", '=DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)', "General", "DISPIMG()")
    assert outcome(picture) == ("E-PICTURE", False)


@pytest.mark.parametrize(
    ("written", "expected", "value"),
    [
        ("330.1万元", WAN, "3301000.00"), ("330.1 万", WAN, "3301000.00"), ("5200元", YUAN, "5200.00"),
        ("1,520.5元", YUAN, "1520.50"), ("1.75公顷", AREA, "1.75"),
        ("0.30000000000000004", WAN, "3000.00"),
    ],
)  # fmt: skip
def test_a_unit_that_is_the_columns_is_understood(written, expected, value):
    assert of(written, expected=expected) == (value, True)


@pytest.mark.parametrize(
    ("written", "expected"), [("5200元", WAN), ("0.5万元", YUAN), ("0.1亿元", WAN), ("5人", WAN)]
)
def test_a_unit_that_is_not_the_columns_is_refused(written, expected):
    assert of(written, expected=expected)[0] == "E-CELL-UNIT"
