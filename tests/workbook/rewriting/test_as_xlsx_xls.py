"""The copy of an .xls has its values, looks and settings, compared with what xlrd sees."""

import struct
from datetime import datetime
from typing import Any

import pytest
import xlrd
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import as_xlsx
from tests.workbook.made_files import by_xlwt, saved_xls
from tests.workbook.rewriting.copied_files import by_openpyxl, copied, read_alike
from tests.workbook.test_open_xls import record, stream
from tests.workbook.test_open_xlsx import GRIDS

FORMATS = ["General", "0", "0.00", "#,##0", "0.0%", 'yyyy"年"m"月"d"日"', "@", '0"人"', "M/D/YY",
           "[Red]0.00;-0.00", "h:mm", "0.0,"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(GRIDS)
def test_values_are_equal(grid: Any) -> None:
    data = by_xlwt(grid)
    copy = read_alike(data)
    sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
    ours = by_openpyxl(copy).worksheets[0]
    for row, column in grid:
        written, value = sheet.cell_value(row - 1, column - 1), ours.cell(row, column).value
        assert value == written or (value is None and written == "")
        assert isinstance(value, str) == isinstance(written, str) or written == ""


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)),
        st.tuples(
            st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
            st.sampled_from([code for code in FORMATS if not set(code) & set("mhD")]),
        ),
        max_size=12,
    )
)
def test_numbers_keep_every_digit_and_their_format(grid: Any) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("月报")
    for (row, column), (value, code) in grid.items():
        sheet.write(row, column, value, xlwt.easyxf(num_format_str=code))
    data = saved_xls(book)
    made = by_openpyxl(read_alike(data)).worksheets[0]
    for (row, column), (value, code) in grid.items():
        cell = made.cell(row + 1, column + 1)
        assert cell.number_format == code
        assert (cell.value, cell.data_type == "b") == (value, isinstance(value, bool))


def test_texts_stay_texts() -> None:
    texts = ["=1+1", "0012", "1e5", "TRUE", "#N/A", "<r>a</r>", "<r><t>&", "_x0041_", " 两边 ",
             "两\n行", "https://example.com", "{=A1}", "'引", "\x01\x1f", "\ufffe", "😀"]  # fmt: skip
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    data = saved_xls(book)
    copy = read_alike(data)
    cells = [row[0] for row in by_openpyxl(copy).worksheets[0].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(texts)
    plain = slice(0, 13)
    assert [cell.value for cell in cells][plain] == texts[plain]


def test_errors_and_logical_values_are_no_texts() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("月报")
    for column, error in enumerate(["#DIV/0!", "#N/A!", "#REF!", "#NAME?"]):
        sheet.row(0).set_cell_error(column, error)
    sheet.write(0, 4, True)
    row = by_openpyxl(read_alike(saved_xls(book))).worksheets[0][1]
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("#DIV/0!", "e"), ("#N/A", "e"), ("#REF!", "e"), ("#NAME?", "e"), (True, "b"),
    ]  # fmt: skip


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_keep_day_and_time_in_both_countings(epoch_1904: bool) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = epoch_1904
    serial = 42964.5 if epoch_1904 else 44426.5
    book.add_sheet("a").write(0, 0, serial, xlwt.easyxf(num_format_str="yyyy/m/d h:mm"))
    made = by_openpyxl(read_alike(saved_xls(book))).worksheets[0]
    assert made["A1"].value == datetime(2021, 8, 18, 12)


def test_rich_texts_keep_the_fonts_of_their_parts() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("a")
    raised = xlwt.easyfont("escapement superscript, color red, name 宋体")
    sheet.write_rich_text(0, 0, ("103", ("3", raised), ("号", xlwt.easyfont("bold on"))))
    sheet.write_rich_text(1, 0, [("3", raised)])
    copy = read_alike(saved_xls(book))
    rich = by_openpyxl(copy, rich_text=True).worksheets[0]["A1"].value
    assert [str(part) for part in rich] == ["103", "3", "号"]
    assert (rich[1].font.vertAlign, rich[1].font.rFont, rich[1].font.color.rgb, rich[2].font.b) == (
        "superscript", "宋体", "FFFF0000", True,
    )  # fmt: skip
    assert [cell.value for cell in open_workbook(copy.content).sheets[0].cells.values()] == [
        "103³号", "³",
    ]  # fmt: skip


def form_like() -> bytes:
    """A sheet with all the settings that xlwt can write."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("前")
    sheet = book.add_sheet("月报")
    for number, name in ((1, "藏"), (2, "_meta")):
        book.add_sheet(name).visibility = number
    book.active_sheet = 1
    sheet.write_merge(0, 0, 0, 5, "标题", xlwt.easyxf("borders: left thin, right thick"))
    sheet.col(0).width, sheet.col(1).width = 256 * 20, 256 * 3
    sheet.col(2).hidden = True
    sheet.row(0).height, sheet.row(0).height_mismatch = 20 * 31, True
    sheet.row(2).hidden = True
    sheet.row(3).level = 2
    sheet.panes_frozen, sheet.horz_split_pos, sheet.vert_split_pos = True, 2, 1
    sheet.normal_magn, sheet.show_grid, sheet.protect = 85, False, True
    sheet.portrait, sheet.paper_size_code = False, 8
    sheet.fit_num_pages, sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 1, 2
    sheet.left_margin, sheet.top_margin = 0.4, 0.6
    sheet.header_str, sheet.footer_str = b"&Lleft&R&P/&N", b"page &P"
    sheet.print_centered_vert = True
    sheet.horz_page_breaks = [(20, 0, 255)]
    return saved_xls(book)


def test_settings_of_the_sheet() -> None:
    copy = read_alike(form_like())
    book = by_openpyxl(copy)
    assert copy.lost == ()
    assert book.active.title == "月报"
    sheet = book["月报"]
    assert [item.sheet_state for item in book] == ["visible", "visible", "hidden", "veryHidden"]
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A1:F1"]
    assert (sheet["A1"].border.left.style, sheet["F1"].border.right.style) == ("thin", "thick")
    widths = sheet.column_dimensions
    assert (widths["A"].width, widths["B"].width, widths["C"].hidden) == (20, 3, True)
    rows = sheet.row_dimensions
    assert (rows[1].height, rows[3].hidden, rows[4].outlineLevel) == (31, True, 2)
    view = sheet.sheet_view
    assert (sheet.freeze_panes, view.zoomScale, view.showGridLines) == ("B3", 85, False)
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)


def test_settings_of_the_page() -> None:
    sheet = by_openpyxl(copied(form_like()))["月报"]
    page = sheet.page_setup
    assert (page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight) == (
        8, "landscape", None, 2,
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_margins.left, sheet.page_margins.top) == (0.4, 0.6)
    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("left", "&P/&N")
    assert sheet.oddFooter.center.text == "page &P"
    assert sheet.print_options.verticalCentered
    assert [item.id for item in sheet.row_breaks.brk] == [20]


def test_a_copy_made_twice_has_the_same_bytes() -> None:
    data = form_like()
    assert copied(data) == as_xlsx(data, open_workbook(data))


def test_the_font_that_widths_are_counted_in_is_the_workbooks_own() -> None:
    font = record(
        0x31,
        struct.pack("<HHHHHBBBx", 240, 0, 0x7FFF, 400, 0, 0, 0, 134)
        + b"\2\1"
        + "宋体".encode("utf-16-le"),
    )
    column = record(0x7D, struct.pack("<6H", 0, 0, 3000, 0, 0, 0))
    data = stream(column, record(0x203, struct.pack("<HHHd", 0, 0, 0, 1)), globals_=font)
    book = by_openpyxl(copied(data))
    assert (book._fonts[0].name, book._fonts[0].sz) == ("宋体", 12)
    assert book.worksheets[0].column_dimensions["A"].width == pytest.approx(3000 / 256)
