"""Cells of .xls (BIFF8) keep their address, value, format and formula."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlrd
import xlsxwriter
import xlwt
from hypothesis import given, settings

from etl.workbook.biff8 import Pieces
from etl.workbook.grid import Comment, Range, Workbook, position
from etl.workbook.number_format import shown_as
from etl.workbook.opening import open_workbook
from tests.workbook.made_files import by_xlwt, compound, content, kinds, only, refusal, saved_xls
from tests.workbook.test_open_xlsx import GRIDS, expected


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def bof(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def stream(*sheet: bytes, globals_: bytes = b"") -> bytes:
    """A workbook's stream with one sheet, 表, of these records."""
    name = b"\x01\x01" + "表".encode("utf-16-le")
    head = bof(5) + globals_
    begin = len(head) + 4 + 6 + len(name) + 4
    head += record(0x85, struct.pack("<IBB", begin, 0, 0) + name) + record(0x0A)
    return head + bof(0x10) + b"".join(sheet) + record(0x0A)


def formula(column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", 0, column, 0) + result + b"\0" * 8)


def special(kind: int, value: int = 0) -> bytes:
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


@settings(max_examples=40, deadline=None)
@given(GRIDS)
def test_what_was_written_comes_back_with_its_address(grid: Any) -> None:
    data = by_xlwt(grid)
    assert content(data) == expected(grid)
    # A second opinion, of the library that has read this format longest.
    sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
    for address, value in content(data).items():
        row, column = position(address)
        other = sheet.cell_value(row - 1, column - 1)
        assert (float(value) if isinstance(value, Decimal) else value) == other


def test_every_kind_of_cell() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    sheet.write(0, 0, 12.5)
    sheet.write(0, 1, True)
    sheet.write(0, 2, datetime(2021, 8, 18), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(0, 3, 0.5, xlwt.easyxf(num_format_str="0%"))
    sheet.write(0, 4, 30, xlwt.easyxf(num_format_str='0"人"'))
    sheet.write(0, 5, "", xlwt.easyxf("borders: left thin"))
    sheet.write(0, 6, xlwt.Formula("A1+1"))
    sheet.write_rich_text(0, 7, ("昌", ("黎", xlwt.easyfont("bold on"))))
    sheet.row(0).set_cell_error(8, "#DIV/0!")
    cells = open_workbook(saved_xls(book)).sheets[0].row(1)
    assert [(cell.address, cell.kind, cell.value) for cell in cells] == [
        ("A1", "number", Decimal("12.5")),
        ("B1", "bool", True),
        ("C1", "date", date(2021, 8, 18)),
        ("D1", "number", Decimal("0.5")),
        ("E1", "number", Decimal(30)),
        ("G1", "text", None),
        ("H1", "text", "昌黎"),
        ("I1", "error", "#DIV/0!"),
    ]
    formats = {cell.address: cell.number_format for cell in cells}
    assert (shown_as(formats["D1"]), formats["E1"]) == ("percent", '0"人"')
    assert [cell.address for cell in cells if cell.unstored] == ["G1"]


def test_merged_and_hidden_things() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    sheet.write_merge(0, 0, 0, 5, "标题")
    sheet.write(2, 2, 1)
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    for number, name in ((1, "藏"), (2, "_meta")):
        book.add_sheet(name).visibility = number
    sheets = open_workbook(saved_xls(book)).sheets
    assert [(found.name, found.visibility) for found in sheets] == [
        ("月报", "visible"),
        ("藏", "hidden"),
        ("_meta", "very_hidden"),
    ]
    assert sheets[0].merges == [Range(1, 1, 1, 6)]
    assert sheets[0].at(1, 6) == sheets[0].cells[1, 1]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({3}, {3})


def test_dates_counted_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("a").write(0, 0, 42964, xlwt.easyxf(num_format_str="yyyy/m/d"))
    assert only(saved_xls(book)).value == date(2021, 8, 18)


def test_short_numbers_are_decoded() -> None:
    packed = [
        (12 << 2 | 2, Decimal(12)),
        (-5 << 2 | 2, Decimal(-5)),
        (33010 << 2 | 3, Decimal("330.1")),
        (struct.unpack("<i", struct.pack("<d", 1.5)[4:])[0], Decimal("1.5")),
        (struct.unpack("<i", struct.pack("<d", 150.0)[4:])[0] | 1, Decimal("1.5")),
    ]
    singles = [
        record(0x27E, struct.pack("<HHHi", 0, column, 0, number))
        for column, (number, _) in enumerate(packed)
    ]
    several = struct.pack("<HH", 1, 3)
    several += b"".join(struct.pack("<Hi", 0, number) for number, _ in packed)
    several += struct.pack("<H", 7)
    sheet = open_workbook(stream(*singles, record(0xBD, several))).sheets[0]
    assert [cell.value for cell in sheet.row(1)] == [value for _, value in packed]
    assert [cell.column for cell in sheet.row(2)] == [4, 5, 6, 7, 8]
    assert [cell.value for cell in sheet.row(2)] == [value for _, value in packed]


def test_results_of_formulas() -> None:
    text = record(0x207, struct.pack("<HB", 1, 1) + "甲".encode("utf-16-le"))
    data = stream(
        formula(0, struct.pack("<d", 2.5)),
        formula(1, special(0)), record(0x4BC, b"\0" * 10), text,
        formula(2, special(1, 1)),
        formula(3, special(2, 7)),
        formula(4, special(3)),
        formula(5, struct.pack("<d", 0)),
        formula(6, special(0)),
    )  # fmt: skip
    cells = open_workbook(data).sheets[0].row(1)
    assert [(cell.address, cell.kind, cell.value) for cell in cells] == [
        ("A1", "number", Decimal("2.5")),
        ("B1", "text", "甲"),
        ("C1", "bool", True),
        ("D1", "error", "#DIV/0!"),
        ("F1", "number", Decimal(0)),
        ("G1", "text", None),
    ]
    assert all(cell.formula is not None for cell in cells)


def test_blank_results_count_only_where_something_was_calculated() -> None:
    assert only(stream(formula(0, special(3)))).unstored
    assert content(stream(formula(0, special(3)), formula(1, struct.pack("<d", 1)))) == {"B1": 1}


def test_noughts_of_a_sheet_marked_as_not_calculated_are_no_results() -> None:
    nought = formula(0, struct.pack("<d", 0))
    assert content(stream(nought)) == {"A1": 0}
    assert only(stream(record(0x5E, b"\0\0"), nought)).unstored


def test_long_texts_go_on_in_the_next_record_with_their_own_width() -> None:
    head = struct.pack("<HB", 5, 0) + b"ab"
    reader = Pieces([head, b"\x01" + "昌黎".encode("utf-16-le"), b"\x00c"])
    assert reader.text() == "ab昌黎c"
    rich = struct.pack("<HBHI", 2, 0x0C, 1, 3) + b"hi" + b"\0" * 4
    assert Pieces([rich, b"xyz" + struct.pack("<HB", 1, 0) + b"z"]).text() == "hi"


def test_many_long_texts_survive() -> None:
    grid = {(row, 1): f"{row}" + "昌黎abc" * 700 for row in range(1, 30)}
    assert content(by_xlwt(grid)) == expected(grid)


def test_a_number_that_is_none_is_an_error() -> None:
    cell = only(stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, float("nan")))))
    assert (cell.kind, cell.value) == ("error", "#NUM!")


def test_a_format_shorter_than_it_says_is_taken_as_it_stands() -> None:
    globals_ = record(0x41E, struct.pack("<HHB", 164, 9, 0) + b"0.00%")
    globals_ += record(0xE0, struct.pack("<HH", 0, 164) + b"\0" * 16)
    data = stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, 0.5)), globals_=globals_)
    assert only(data).number_format == "0.00%"


def test_charts_within_a_sheet_are_passed_over() -> None:
    chart = bof(0x20) + record(0x203, struct.pack("<HHHd", 5, 5, 0, 9.0)) + record(0x0A)
    after = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    assert content(stream(chart, after)) == {"A1": 1}


def test_a_bare_stream_is_read_like_one_in_a_compound_file() -> None:
    bare = stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0)))
    assert content(bare) == content(compound({"Workbook": bare})) == {"A1": 1}


@pytest.mark.parametrize("length", [20, 60, -1, -4])
def test_a_stream_without_its_end_is_damage(length: int) -> None:
    assert refusal(stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0)))[:length]) in (
        "E-FILE-BROKEN",
    )


def test_rings_of_sectors_end() -> None:
    data = bytearray(by_xlwt({(1, 1): 1}))
    (table,) = struct.unpack_from("<I", data, 76)
    begin = 512 * (table + 1)
    for number in range(128):
        struct.pack_into("<I", data, begin + 4 * number, number)
    assert refusal(bytes(data)) == "E-FILE-BROKEN"


def comparable(book: Workbook) -> Any:
    return kinds(book), [sheet.merges for sheet in book.sheets]


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_what_libreoffice_makes_of_a_workbook_is_the_same(
    kind: str, tmp_path: Path, office_convert: Callable[[Path, str, Path], Path]
) -> None:
    source = tmp_path / "source.xlsx"
    write_everything(source)
    folder = tmp_path / "converted"
    folder.mkdir()
    ours = open_workbook(source.read_bytes())
    theirs = open_workbook(office_convert(source, kind, folder).read_bytes())
    assert theirs.format == kind
    assert comparable(theirs) == comparable(ours)
    assert [sheet.visibility != "visible" for sheet in theirs.sheets] == [False, True]
    first = theirs.sheets[0]
    assert (first.hidden_rows, first.hidden_columns) == ({6}, {5})
    assert first.comments == [Comment(4, 2, "请核对\n第二行")]
    shown = {cell.address: shown_as(cell.number_format) for cell in first.row(4)}
    assert shown == {"A4": "plain", "B4": "percent", "C4": "date", "D4": "plain", "E4": "scaled"}


def write_everything(target: Path) -> None:
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("月报")
    sheet.merge_range("A1:F1", "2021年 月报  表", book.add_format({"bold": True}))
    sheet.write_row("A2", ["填报单位：昌黎县", 12, 330.1, -4, "  前后有空格  ", "两\n行"])
    sheet.write_formula("A3", "=B2+1", None, 13)
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("D3", True)
    codes = ["#,##0.00", "0.0%", "yyyy年m月d日", '0"人"', "0.0,"]
    for column, code in enumerate(codes):
        sheet.write_number(3, column, 44426, book.add_format({"num_format": code}))
    sheet.write_comment("B4", "请核对\n第二行")
    sheet.write("A6", "藏起来的行")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column("E:E", None, None, {"hidden": True})
    sheet.write("G9", "123456789012345678")
    hidden = book.add_worksheet("_meta")
    hidden.write("A1", "region")
    hidden.hide()
    book.close()
