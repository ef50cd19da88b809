"""Cells of .xlsx keep their address, value, format and formula, whoever wrote the file."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment as WrittenComment

from etl.workbook.grid import Comment, Range, address
from etl.workbook.number_format import look, shown_as
from etl.workbook.opening import open_workbook
from tests.workbook.made_files import (
    MAIN,
    by_openpyxl,
    by_xlsxwriter,
    content,
    only,
    refusal,
    relationships,
    xlsx,
    xlsx_parts,
    zipped,
)

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
TEXTS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda text: not text.isspace())
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9).map(lambda number: number / 1000),
)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 30))
GRIDS = st.dictionaries(PLACES, st.one_of(TEXTS, NUMBERS), min_size=1, max_size=20)


def expected(grid: dict[tuple[int, int], Any]) -> dict[str, Any]:
    return {
        address(*place): value if isinstance(value, str) else Decimal(repr(value))
        for place, value in grid.items()
    }


@settings(max_examples=40, deadline=None)
@given(GRIDS)
@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_what_was_written_comes_back_with_its_address(write: Any, grid: Any) -> None:
    assert content(write(grid)) == expected(grid)


CELLS = {
    "number": ('<c r="A1"><v>12.5</v></c>', "number", Decimal("12.5")),
    "binary noise": ('<c r="A1"><v>330.09999999999997</v></c>', "number", Decimal("330.1")),
    "more binary noise": ('<c r="A1"><v>1520.0000000000002</v></c>', "number", Decimal(1520)),
    "power": ('<c r="A1"><v>1.2E3</v></c>', "number", Decimal(1200)),
    "long number": (
        '<c r="A1"><v>130302190001010000</v></c>', "number", Decimal(130302190001010000)),
    "blanks around": ('<c r="A1"><v> 12 </v></c>', "number", Decimal(12)),
    "true": ('<c r="A1" t="b"><v>1</v></c>', "bool", True),
    "false": ('<c r="A1" t="b"><v>0</v></c>', "bool", False),
    "error": ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "error", "#DIV/0!"),
    "error of a formula": ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error", "#DIV/0!"),
    "own string": ('<c r="A1" t="str"><v>甲</v></c>', "text", "甲"),
    "inline": ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', "text", "甲"),
    "inline without its type": ('<c r="A1"><is><t>12</t></is></c>', "text", "12"),
    "inline rich with phonetics": (
        '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>昌</t></r><r><t xml:space="preserve">黎 '
        "</t></r><rPh><t>chang</t></rPh></is></c>", "text", "昌黎 "),
    "escaped": ('<c r="A1" t="str"><v>a_x000D_b</v></c>', "text", "a\rb"),
    "iso date": ('<c r="A1" t="d"><v>2021-08-18T00:00:00</v></c>', "date", date(2021, 8, 18)),
    "formula": ('<c r="A1"><f>B1+1</f><v>3</v></c>', "number", Decimal(3)),
    "formula with text": ('<c r="A1" t="str"><f>B1</f><v>甲</v></c>', "text", "甲"),
    "formula without result": ('<c r="A1"><f>B1+1</f></c>', "text", None),
    "formula with blank result": ('<c r="A1"><f>B1+1</f><v></v></c>', "text", None),
    "shared formula": ('<c r="A1"><f t="shared" si="0"/><v>4</v></c>', "number", Decimal(4)),
    "picture": (
        '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
        "text", '=DISPIMG("ID_1",1)'),
    "no sentinel for an absolute address": ('<c r="$A$1"><v>1</v></c>', "number", Decimal(1)),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_a_cell(name: str) -> None:
    written, kind, value = CELLS[name]
    cell = only(xlsx(f'<row r="1">{written}</row>'))
    assert (cell.address, cell.kind, cell.value) == ("A1", kind, value)
    assert cell.unstored == ("<f>" in written and value is None)


@pytest.mark.parametrize(
    "written",
    [
        '<c r="A1"/>', '<c r="A1" s="3"/>', '<c r="A1"><v></v></c>', '<c r="A1" t="str"><v> </v></c>',
        '<c r="A1" t="s"><v></v></c>', '<c r="A1" t="str"><f>""</f><v></v></c>', '<c r="A1" t="inlineStr"><is/></c>',
    ],
)  # fmt: skip
def test_a_cell_without_content_is_none(written: str) -> None:
    assert content(xlsx(f'<row r="1">{written}</row>')) == {}


@pytest.mark.parametrize(
    "written",
    [
        '<c r="A1"><v>abc</v></c>', '<c r="A1"><v>1_000</v></c>', '<c r="A1"><v>NaN</v></c>',
        '<c r="A1"><v>１２</v></c>', '<c r="A1"><v>1e9999</v></c>', '<c r="A1" t="s"><v>7</v></c>',
        '<c r="A1" t="?"><v>7</v></c>', '<c r="A0"><v>1</v></c>', '<c r="ZZZ1"><v>1</v></c>',
        '<c r="1"><v>1</v></c>', '<c r="A"><v>1</v></c>', '<c r="A1048577"><v>1</v></c>',
    ],
)  # fmt: skip
def test_what_no_program_writes_is_damage_and_not_a_number(written: str) -> None:
    assert refusal(xlsx(f'<row r="1">{written}</row>')) == "E-FILE-BROKEN"


def test_shared_texts_are_joined_without_phonetics() -> None:
    strings = (
        "<si><t>甲</t></si><si><r><t>昌</t></r>\n <r><t>黎</t></r><rPh sb='0' eb='1'><t>x</t></rPh>"
        "<phoneticPr/></si><si><t xml:space='preserve"
        "'> 前 </t></si><si/>"
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(4))
    assert content(xlsx(f"<row>{cells}</row>", strings=strings)) == {
        "A1": "甲",
        "B1": "昌黎",
        "C1": " 前 ",
    }


def test_cells_and_rows_without_addresses_follow_each_other() -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
        '<row><c r="D2"><v>3</v></c><c><v>4</v></c></row>'
        '<row r="7"><c s="1"/><c><v>5</v></c><c r="D7"/><c><v>6</v></c></row>'
        "<row><c><v>7</v></c></row>"
        '<row><c r="B12"/></row><row><c><v>8</v></c></row>'
    )
    assert content(xlsx(rows)) == {
        "A1": 1, "C1": 2, "D2": 3, "E2": 4, "B7": 5, "E7": 6, "A8": 7, "A13": 8,
    }  # fmt: skip


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1"/>', '<dimension ref="A1:A1"/>'])
def test_the_dimension_record_is_not_believed(dimension: str) -> None:
    parts = xlsx_parts('<row r="9"><c r="C9"><v>1</v></c></row>')
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", dimension + "<sheetData>")
    assert content(zipped(parts)) == {"C9": 1}


def test_namespace_prefixes_make_no_difference() -> None:
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:y="{MAIN}" xmlns:o="urn:other"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><y:c r="B1"><y:v>2</y:v></y:c>'
        '<o:c r="C1"><o:v>9</o:v></o:c></x:row></x:sheetData></x:worksheet>'
    )
    parts["xl/workbook.xml"] = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:rel="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"><x:sheets><x:sheet name="表" sheetId="1" '
        'rel:id="r1"/></x:sheets></x:workbook>'
    )
    assert content(zipped(parts)) == {"A1": 1, "B1": 2}


def test_missing_and_empty_styles_leave_numbers_as_they_are() -> None:
    row = '<row r="1"><c r="A1" s="5"><v>1</v></c></row>'
    assert only(xlsx(row)).number_format == "General"
    styles = "<fills><fill/></fills><cellXfs><xf/></cellXfs>"
    assert only(xlsx(row, styles=styles)).number_format == "General"


def test_formats_are_those_of_cells_and_not_of_conditional_styles() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="0&quot;人&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="176"/><xf numFmtId="10"/><xf numFmtId="999"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="176" formatCode="0%"/></dxf></dxfs>'
    )
    cells = "".join(f'<c s="{style}"><v>1</v></c>' for style in range(3))
    sheet = open_workbook(xlsx(f"<row>{cells}</row>", styles=styles)).sheets[0]
    assert [cell.number_format for cell in sheet.row(1)] == ['0"人"', "0.00%", "General"]


@pytest.mark.parametrize(
    ("epoch", "serial", "day"),
    [
        ("", 44426, date(2021, 8, 18)), ("", 1, date(1900, 1, 1)), ("", 59, date(1900, 2, 28)),
        ("", 61, date(1900, 3, 1)), ("", 44426.75, date(2021, 8, 18)),
        ('date1904="1"', 42964, date(2021, 8, 18)), ("", 2958465, date(9999, 12, 31)),
        ('date1904="true"', 2957003, date(9999, 12, 31)),
    ],
)  # fmt: skip
def test_dates_of_both_epochs(epoch: str, serial: float, day: date) -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    parts = xlsx_parts(f'<row><c s="0"><v>{serial}</v></c></row>', styles=styles)
    workbook = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", f"<workbookPr {epoch}/><sheets>")
    cell = only(zipped(parts))
    assert (cell.kind, cell.value, cell.raw) == ("date", day, day.isoformat())


@pytest.mark.parametrize("serial", ["0.5", "-3", "2958466"])
def test_a_number_that_is_no_day_stays_a_number_under_a_date_format(serial: str) -> None:
    cell = only(
        xlsx(f"<row><c><v>{serial}</v></c></row>", styles='<cellXfs><xf numFmtId="14"/></cellXfs>')
    )
    assert (cell.kind, shown_as(cell.number_format)) == ("number", "date")


def test_merged_ranges_show_their_top_left_cell() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:XFD1", "B3:B90", "F9", "?"))
    sheet = open_workbook(xlsx(row, f"<mergeCells>{merges}</mergeCells>")).sheets[0]
    assert sheet.merges == [Range(1, 1, 1, 16384), Range(3, 2, 90, 2)]
    assert [sheet.at(1, 16384), sheet.at(90, 2), sheet.at(91, 2), sheet.at(9, 6)] == [
        sheet.cells[1, 1],
        sheet.cells[3, 2],
        None,
        None,
    ]


def test_hidden_things_are_read_and_known() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["A1"], first["B2"], first["D3"] = 1, 2, 3
    first.row_dimensions[2].hidden = True
    for letter in "BC":
        first.column_dimensions[letter].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("_meta").sheet_state = "veryHidden"
    target = io.BytesIO()
    book.save(target)
    sheets = open_workbook(target.getvalue()).sheets
    assert [sheet.visibility for sheet in sheets] == ["visible", "hidden", "very_hidden"]
    assert sheets[0].hidden_rows == {2}
    assert sheets[0].hidden_columns >= {2, 3}
    assert not sheets[0].hidden_columns & {1, 4}
    assert set(content(target.getvalue())) == {"A1", "B2", "D3"}


def test_comments_are_read_with_their_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"].comment = WrittenComment("请核对", "某人")
    target = io.BytesIO()
    book.save(target)
    assert open_workbook(target.getvalue()).sheets[0].comments == [Comment(2, 2, "请核对")]


def test_noughts_of_a_program_that_does_not_calculate_are_no_results() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet().write_formula("A1", "=B1+1")
    book.close()
    assert only(target.getvalue()).unstored


def test_a_nought_beside_other_results_is_a_result() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=B1", None, 0)
    sheet.write_formula("A2", "=B1+1", None, 1)
    book.close()
    assert content(target.getvalue()) == {"A1": 0, "A2": 1}
    calculated = xlsx("<row><c><f>B1</f><v>0</v></c></row>")
    assert content(calculated) == {"A1": 0}


def test_sheets_that_are_charts_are_left_out_and_lost_ones_are_damage() -> None:
    parts = xlsx_parts("<row><c><v>1</v></c></row>")
    two = '<sheet name="图" sheetId="2" r:id="r9"/></sheets>'
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("</sheets>", two)
    assert refusal(zipped(parts)) == "E-FILE-BROKEN"
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("r1", "worksheet", "/xl/worksheets/sheet1.xml"), ("r9", "chartsheet", "chartsheets/1.xml")
    )
    assert [sheet.name for sheet in open_workbook(zipped(parts)).sheets] == ["表"]


def test_parts_may_be_named_in_other_case_and_with_other_slashes() -> None:
    parts = xlsx_parts("<row><c><v>1</v></c></row>")
    sheet = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl\\Worksheets\\Sheet1.xml"] = sheet
    assert content(zipped(parts)) == {"A1": 1}


@pytest.mark.parametrize(
    ("code", "shown", "words"),
    [
        ("General", "plain", ""), ("G/通用格式", "plain", ""), ('0"人"', "plain", "人"),
        ('G/通用格式"户"', "plain", "户"), ("0!人", "plain", "人"), ("#,##0.00", "plain", ""),
        ("0.00%", "percent", ""), ('0"%"', "percent", "%"), ("yyyy-mm-dd", "date", ""),
        ("[$-804]yyyy年m月", "date", "年月"), ("yyyy\\.mm\\.dd", "date", ".."), ("[h]:mm", "date", ":"),
        ("0.0,", "scaled", ""), ("0!.0,", "scaled", "."), ('0!.0000"万元"', "scaled", ".万元"),
        ("#,##0,,", "scaled", ""), ("0\\.0000", "scaled", "."), ("#,##0_);(#,##0)", "plain", ""),
        ("[Red]0", "plain", ""), ("@", "plain", ""), (";;;", "plain", ""), ("0.00E+00", "plain", ""),
        ("[DBNum1][$-804]General", "plain", ""), ('"共"0"户";"负"0', "plain", "共户"),
    ],
)  # fmt: skip
def test_what_a_format_does_to_a_number(code: str, shown: str, words: str) -> None:
    assert look(code, Decimal(44426)) == (shown, words)


def test_dates_written_by_openpyxl_are_dates() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = datetime(2021, 8, 18)
    target = io.BytesIO()
    book.save(target)
    assert content(target.getvalue()) == {"A1": date(2021, 8, 18)}
