"""Formulas of .xls and .ods keep their meaning in the copy, or their result takes their place."""

import struct
from typing import Any

import pytest
import xlrd
import xlrd.formula
import xlwt

from etl.workbook.compound import CompoundFile
from etl.workbook.grid import Range
from etl.workbook.rewriting.functions import FUNCTIONS, Unsure
from etl.workbook.rewriting.ods_formula import converted, plain_range
from etl.workbook.rewriting.xls_formula import Links, formula_text
from tests.workbook.made_files import ods_rows, saved_xls
from tests.workbook.rewriting.copied_files import by_openpyxl, copied, formulas
from tests.workbook.test_open_xls import record, stream


def xls_of(*written: str) -> bytes:
    """Formulas in row 10 of a sheet of numbers, with a second sheet beside it."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月 报")
    other = book.add_sheet("O'Neil")
    for number in range(3):
        sheet.write(number, 0, number + 1.5)
        other.write(number, 0, number + 1)
    for column, formula in enumerate(written):
        sheet.write(9, column, xlwt.Formula(formula))
    return saved_xls(book)


def texts(data: bytes) -> list[Any]:
    row = by_openpyxl(copied(data)).worksheets[0][10]
    return [cell.value for cell in row]


WRITTEN = [
    "A1+A2*2-A3/3^2", "(A1+A2)*2", "((A1))", "-A1%", "-(A1+A2)", "2^-1", "A1&\"元\"", "\"a\"\"b\"",
    "A1<>A2", "A1>=A2", "A1<=A2", "A1=A2", "A1<A2", "A1>A2", "$A$1+A$2+$A3", "SUM(A1:A3)",
    "SUM($A$1:A3,5)", "IF(A1>1,\"大\",\"小\")", "ROUND(A1/3,2)",
    "'O''Neil'!A1", "SUM('O''Neil'!$A$1:$A$3)", "1.5E+20", "0.1", "65535", "70000",
    "IF(ISERROR(A1/0),0,AND(A1>1,A2>1,NOT(A3>1)))", "CONCATENATE(A1,\"人\")",
]  # fmt: skip


def test_formulas_of_xls_are_what_was_typed() -> None:
    assert texts(xls_of(*WRITTEN)) == [f"={formula}" for formula in WRITTEN]


def second_opinion(data: bytes) -> list[Any]:
    """The formulas of row 10 as xlrd puts them back into text."""
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    found = []
    place, stream_ = 0, CompoundFile(data).read("Workbook")
    while place + 4 <= len(stream_):
        code, length = struct.unpack_from("<HH", stream_, place)
        if code == 6 and stream_[place + 4 : place + 6] == b"\x09\0":
            tokens = stream_[place + 26 : place + 4 + length]
            found.append(
                xlrd.formula.decompile_formula(
                    book, tokens, len(tokens), xlrd.formula.FMLA_TYPE_CELL, browx=9, bcolx=0
                )
            )
        place += 4 + length
    return found


def arguments(count: int) -> str:
    return ",".join(["A1", "A2", "A3", "A1", "A2"][:count])


CALLS = [
    f"{function.name}({arguments(count)})"
    for function in FUNCTIONS.values()
    for count in sorted({function.least, min(function.most, 5)})
]
# What the grammar of xlwt has no place for.
NOT_BY_XLWT = ("IF(A1,A2)", "TRUE()", "FALSE()")
CALLS_BY_XLWT = [
    call for call in CALLS if call not in NOT_BY_XLWT and not call.startswith("CHOOSE")
]


@pytest.mark.parametrize("calls", [CALLS_BY_XLWT[::2], CALLS_BY_XLWT[1::2]], ids=["some", "others"])
def test_every_function_is_decoded_as_xlrd_decodes_it(calls: list[str]) -> None:
    data = xls_of(*calls)
    assert texts(data) == [f"={call}" for call in calls]
    assert second_opinion(data) == calls


# ---- what xlwt does not write: tokens by hand

NUMBER = struct.pack("<d", 7.5)


def cell_with(tokens: bytes, row: int = 0, column: int = 0, more: bytes = b"") -> bytes:
    head = struct.pack("<HHH", row, column, 0) + NUMBER + b"\0" * 6
    return record(0x06, head + struct.pack("<H", len(tokens)) + tokens + more)


def ref(row: int, column: int, code: int = 0x44) -> bytes:
    return struct.pack("<BHH", code, row, column | 0xC000)


def test_shared_formulas_move_with_their_cells() -> None:
    shared = b"\x4c" + struct.pack("<HH", 0xFFFF, 0xC001) + b"\x1e\x02\0\x05"
    points = struct.pack("<BHH", 1, 1, 0)
    header = struct.pack("<HHBBBBH", 1, 3, 0, 0, 0, 3, len(shared))
    data = stream(
        cell_with(points, 1), record(0x4BC, header + shared),
        cell_with(points, 2), cell_with(points, 3),
    )  # fmt: skip
    assert formulas(data) == {"A2": "=B1*2", "A3": "=B2*2", "A4": "=B3*2"}


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (ref(0, 0) + ref(1, 0) + b"\x03" + ref(2, 0) + b"\x05", "(A1+A2)*A3"),
        (ref(0, 0) + ref(1, 0) + ref(2, 0) + b"\x04\x04", "A1-(A2-A3)"),
        (struct.pack("<Bd", 0x1F, -2.0) + b"\x1e\x02\0\x07", "-2^2"),
        (b"\x25" + struct.pack("<4H", 0, 0xFFFF, 2, 3) + b"\x19\x10\0\0", "SUM($C:$D)"),
        (b"\x25" + struct.pack("<4H", 1, 2, 0, 0xFF) + b"\x19\x10\0\0", "SUM($2:$3)"),
        (b"\x19\x40\0\1" + b"\x1d\1", "TRUE"),
        (b"\x1c\x2a", "#N/A"),
    ],
)
def test_tokens_in_the_order_of_calculation_get_the_brackets_they_need(
    tokens: bytes, text: str
) -> None:
    # Fixed columns and rows carry no flag.
    assert formula_text(tokens, Links()) == text


UNSURE = {
    "nothing": b"",
    "an operator without operands": b"\x03",
    "two operands": ref(0, 0) + ref(1, 0),
    "a function that is not known": b"\x22\x01" + struct.pack("<H", 200),
    "an add-in": b"\x39" + b"\0" * 6,
    "a name that is not defined": b"\x23" + struct.pack("<HH", 9, 0),
    "another sheet that is none": b"\x3a" + struct.pack("<HHH", 5, 0, 0),
    "an array without its constants": b"\x20" + b"\0" * 7,
    "an array of none": b"\x20" + b"\0" * 7 + b"\xff",
    "a union": ref(0, 0) + ref(1, 0) + b"\x10",
    "an intersection": ref(0, 0) + ref(1, 0) + b"\x0f",
    "a deleted cell": b"\x2a" + b"\0" * 4,
    "a table": b"\x02" + b"\0" * 4,
    "a cut off number": b"\x1f\0\0",
    "a cut off text": b"\x17\x09\0ab",
    "too many arguments": b"\x1e\1\0" * 4 + b"\x22\x04" + struct.pack("<H", 1),
    "characters of no text": b"\x17\x01\0\x02",
    "an array formula": struct.pack("<BHH", 1, 0, 0),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_certain_is_replaced_by_its_result_and_named(name: str) -> None:
    copy = copied(stream(cell_with(UNSURE[name], 6, 1), cell_with(ref(0, 0), 7, 1)))
    sheet = by_openpyxl(copy).worksheets[0]
    assert (sheet["B7"].value, sheet["B8"].value) == (7.5, "=A1")
    assert copy.lost == ("公式 B7 换成了它的结果",)


def test_many_formulas_without_words_are_named_in_short() -> None:
    cells = [cell_with(b"\x03", row) for row in range(8)]
    assert copied(stream(*cells)).lost == ("公式 A1、A2、A3、A4、A5 等 8 处 换成了它的结果",)


def test_arrays_of_constants_follow_the_tokens() -> None:
    number = b"\1" + struct.pack("<d", -2.5)
    text = b"\2\2\0\1" + '甲"'.encode("utf-16-le")
    more = b"\1\1\0" + number + text + b"\4\1" + b"\0" * 7 + b"\x10\x2a" + b"\0" * 7
    tokens = b"\x60" + b"\0" * 7 + b"\x19\x10\0\0"
    assert formula_text(tokens, Links(), more=more) == 'SUM({-2.5,"甲""";TRUE,#N/A})'
    # Behind the tokens of a cell's own record, and of one that cells share.
    assert formulas(stream(cell_with(tokens, more=more)))["A1"].startswith("=SUM({")
    header = struct.pack("<HHBBBBH", 0, 0, 0, 0, 0, 1, len(tokens))
    points = struct.pack("<BHH", 1, 0, 0)
    data = stream(cell_with(points), record(0x4BC, header + tokens + more))
    assert formulas(data)["A1"].startswith("=SUM({")


def test_endless_tokens_end() -> None:
    with pytest.raises(Unsure):
        formula_text(b"\x1e\1\0" + b"\x15" * 60_000, Links())
    doubled = b"\x17\xff\0" + b"a" * 255
    with pytest.raises(Unsure):
        formula_text(doubled * 1_000 + b"\x08" * 999, Links())


# ---- OpenFormula

SHEETS = {"月报": "月报", "甲 乙": "甲 乙", "O'Neil": "O'Neil", "很[长]": "很_长_"}

CONVERTED = {
    "[.G7]+1": "G7+1",
    "SUM([.G7:.G9])": "SUM(G7:G9)",
    "SUM([.G7:.G9];[.$A$1];5)": "SUM(G7:G9,$A$1,5)",
    "[$月报.A1]": "'月报'!A1",
    "[$'甲 乙'.$A$1:.$B$2]": "'甲 乙'!$A$1:$B$2",
    "['O''Neil'.A1]": "'O''Neil'!A1",
    "[$'很[长]'.A1]": None,  # a bracket within brackets
    "SUM([.A:.A])": "SUM(A:A)",
    "SUM([.1:.2])": "SUM(1:2)",
    'IF([.A1]<>"";"a""b";-1.5E-3%)': 'IF(A1<>"","a""b",-1.5E-3%)',
    "IF([.A1];;2)": "IF(A1,,2)",
    "-2^2": "-2^2",
    "TRUE()": "TRUE()",
    "税率*2": "税率*2",
    "未知*2": None,
    "STDEV([.A1:.A3])": None,
    "ROUND([.A1])": None,  # LibreOffice lets the places be left out
    "[.A1]~[.A2]": None,
    "[.A1]![.A2]": None,
    'SUM({1;-2.5|"a;}";TRUE})': 'SUM({1,-2.5;"a;}",TRUE})',
    "{1;[.A1]}": None,
    "{1;}": None,
    "{}": None,
    "[.A1] [.B1]": None,
    "1 2": None,
    "SUM([.A1:.A2": None,
    "([.A1]": None,
    "[.A1])": None,
    "()": None,
    "1+": None,
    "IF(1+;2;3)": None,
    "SUM": None,
    "[$不在.A1]": None,
    "[$月报.A1:$'甲 乙'.B2]": None,
    "['file:///x.ods'#$月报.A1]": None,
    "[.A1048577]": None,
    "[.XFE1]": None,
    "[.A:.B2]": None,
    "": None,
}


@pytest.mark.parametrize("written", CONVERTED)
def test_open_formula_becomes_what_excel_knows_or_nothing(written: str) -> None:
    wanted = CONVERTED[written]
    if wanted is None:
        with pytest.raises(Unsure):
            converted(f"of:={written}", SHEETS, frozenset({"税率"}))
    else:
        assert converted(f"of:={written}", SHEETS, frozenset({"税率"})) == wanted


def test_formulas_of_other_grammars_are_not_guessed() -> None:
    for prefix in ("oooc:=", "msoxl:=", "=", ""):
        with pytest.raises(Unsure):
            converted(f"{prefix}SUM([.A1])", SHEETS, frozenset())


def test_a_range_is_read_or_not() -> None:
    assert plain_range("$'O''Neil'.$A$1:.B2") == ("O'Neil", Range(1, 1, 2, 2))
    assert plain_range(".C3") == (None, Range(3, 3, 3, 3))
    assert [plain_range(text) for text in ("", "A1", ".A:.B", ".B2:.A1")] == [None] * 4


def test_formulas_of_ods_stand_in_the_copy_with_their_results() -> None:
    row = (
        "<table:table-row>"
        '<table:table-cell table:formula="of:=[.B1]*2" office:value-type="float" office:value="4"/>'
        '<table:table-cell table:formula="of:=FOO()" office:value-type="float" office:value="2"/>'
        '<table:table-cell table:formula="of:=1+1" table:number-matrix-columns-spanned="1" '
        'table:number-matrix-rows-spanned="1" office:value-type="float" office:value="3"/>'
        "</table:table-row>"
    )
    copy = copied(ods_rows(row))
    assert [cell.value for cell in by_openpyxl(copy).worksheets[0][1]] == ["=B1*2", 2, 3]
    stored = by_openpyxl(copy, data_only=True).worksheets[0][1]
    assert [cell.value for cell in stored] == [4, 2, 3]
    assert copy.lost == ("公式 B1、C1 换成了它的结果",)
