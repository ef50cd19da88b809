"""Cells of .xls look in the copy as they did: fonts, colours, borders, alignment."""

import struct
from typing import Any

import pytest
import xlrd
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbook.made_files import saved_xls
from tests.workbook.rewriting.copied_files import first_sheet
from tests.workbook.test_open_xls import record, stream

FORMATS = ["General", "0", "0.00", "#,##0", "0.0%", 'yyyy"年"m"月"d"日"', "@", '0"人"', "M/D/YY",
           "[Red]0.00;-0.00", "h:mm", "0.0,"]  # fmt: skip


def styled(text: str, format_: str = "General") -> bytes:
    """A cell in this style of xlwt's, as the first of a sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    sheet.write(0, 0, "字", xlwt.easyxf(text, num_format_str=format_))
    sheet.write(0, 1, "", xlwt.easyxf(text))
    return saved_xls(book)


def seen_by_xlrd(data: bytes) -> tuple[Any, Any, Any]:
    """Cell style, font and book of the first cell."""
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    style = book.xf_list[book.sheet_by_index(0).cell_xf_index(0, 0)]
    return style, book.font_list[style.font_index], book


@pytest.mark.parametrize("code", FORMATS)
def test_formats(code: str) -> None:
    """One that each country shows in its own way keeps its number, and so that quality."""
    made = first_sheet(styled("", code))["A1"]
    assert made.number_format == ("mm-dd-yy" if code == "M/D/YY" else code)


FONTS: dict[str, dict[str, Any]] = {
    "font: name 宋体, height 320": {"name": "宋体", "sz": 16},
    "font: bold on": {"b": True},
    "font: italic on": {"i": True},
    "font: struck_out on": {"strike": True},
    "font: underline single": {"u": "single"},
    "font: underline double": {"u": "double"},
    "font: escapement superscript": {"vertAlign": "superscript"},
    "font: escapement subscript": {"vertAlign": "subscript"},
    "font: color red": {"color": "FFFF0000"},
    "font: color dark_green": {"color": "FF003300"},
}


@pytest.mark.parametrize("style", FONTS)
def test_fonts(style: str) -> None:
    font = first_sheet(styled(style))["A1"].font
    for name, wanted in FONTS[style].items():
        found = getattr(font, name)
        assert (found.rgb if name == "color" else found) == wanted


def test_colours_come_from_the_workbooks_own_palette() -> None:
    book = xlwt.Workbook()
    xlwt.add_palette_colour("ours", 0x21)
    book.set_colour_RGB(0x21, 0x1D, 0x5A, 0x96)
    style = xlwt.easyxf("font: color ours; pattern: pattern solid, fore_color ours")
    book.add_sheet("a").write(0, 0, "x", style)
    cell = first_sheet(saved_xls(book))["A1"]
    assert (cell.font.color.rgb, cell.fill.fgColor.rgb) == ("FF1D5A96", "FF1D5A96")
    assert cell.fill.fill_type == "solid"


def test_patterns_have_two_colours() -> None:
    style = xlwt.easyxf("pattern: fore_color red, back_color lime")
    style.pattern.pattern = 11  # thin stripes
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x", style)
    fill = first_sheet(saved_xls(book))["A1"].fill
    assert (fill.fill_type, fill.fgColor.rgb, fill.bgColor.rgb) == (
        "lightHorizontal", "FFFF0000", "FF99CC00",
    )  # fmt: skip


def test_borders_of_every_kind_and_side() -> None:
    kinds = ["thin", "medium", "dashed", "dotted", "thick", "double", "hair", "medium_dashed",
             "thin_dash_dotted", "medium_dash_dotted", "thin_dash_dot_dotted",
             "medium_dash_dot_dotted", "slanted_medium_dash_dotted"]  # fmt: skip
    names = ["thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed",
             "dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot"]  # fmt: skip
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sides = ("left", "right", "top", "bottom")
    for row, kind in enumerate(kinds):
        side = sides[row % 4]
        sheet.write(row, 0, "", xlwt.easyxf(f"borders: {side} {kind}, {side}_color blue"))
    made = first_sheet(saved_xls(book))
    for row, name in enumerate(names):
        border = made.cell(row + 1, 1).border
        found = {side: getattr(border, side).style for side in sides}
        assert found == {**dict.fromkeys(sides), sides[row % 4]: name}
        assert getattr(border, sides[row % 4]).color.rgb == "FF0000FF"


@pytest.mark.parametrize(
    ("flag", "down", "up"), [(1, True, False), (2, False, True), (3, True, True)]
)
def test_diagonals(flag: int, down: bool, up: bool) -> None:
    borders = xlwt.Borders()
    borders.diag = xlwt.Borders.THIN
    borders.need_diag1, borders.need_diag2 = flag & 1, flag >> 1
    style = xlwt.XFStyle()
    style.borders = borders
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x", style)
    border = first_sheet(saved_xls(book))["A1"].border
    assert (bool(border.diagonalDown), bool(border.diagonalUp)) == (down, up)
    assert border.diagonal.style == "thin"


ALIGNMENTS: dict[str, dict[str, Any]] = {
    "align: horiz left, indent 2": {"horizontal": "left", "indent": 2},
    "align: horiz center": {"horizontal": "center"},
    "align: horiz right": {"horizontal": "right"},
    "align: horiz filled": {"horizontal": "fill"},
    "align: horiz justified": {"horizontal": "justify"},
    "align: horiz center_across_selection": {"horizontal": "centerContinuous"},
    "align: horiz distributed": {"horizontal": "distributed"},
    "align: vert top": {"vertical": "top"},
    "align: vert center": {"vertical": "center"},
    "align: vert bottom": {"vertical": None},
    "align: wrap on": {"wrap_text": True},
    "align: shrink_to_fit on": {"shrink_to_fit": True},
    "align: rotation 45": {"text_rotation": 45},
    "align: rotation -30": {"text_rotation": 120},
    "align: rotation stacked": {"text_rotation": 255},
}


@pytest.mark.parametrize("style", ALIGNMENTS)
def test_alignment(style: str) -> None:
    alignment = first_sheet(styled(style))["A1"].alignment
    assert {name: getattr(alignment, name) for name in ALIGNMENTS[style]} == ALIGNMENTS[style]


def test_what_is_unlocked_stays_so() -> None:
    sheet = first_sheet(styled("protection: cell_locked off, formula_hidden on"))
    assert [(c.protection.locked, c.protection.hidden) for c in sheet[1]] == [(False, True)] * 2


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["宋体", "Arial", "微软雅黑"]), st.integers(100, 800), st.booleans(),
    st.booleans(), st.sampled_from(FORMATS), st.sampled_from(["left", "center", "general"]),
)  # fmt: skip
def test_looks_in_any_combination_are_as_xlrd_sees_them(
    name: str, height: int, bold: bool, wrap: bool, code: str, horizontal: str
) -> None:
    on = {True: "on", False: "off"}
    data = styled(
        f"font: name {name}, height {height}, bold {on[bold]}; "
        f"align: wrap {on[wrap]}, horiz {horizontal}",
        code,
    )
    style, font, book = seen_by_xlrd(data)
    cell = first_sheet(data)["A1"]
    assert (cell.font.name, cell.font.sz, bool(cell.font.b)) == (
        font.name, font.height / 20, font.weight >= 600,
    )  # fmt: skip
    assert bool(cell.alignment.wrap_text) == bool(style.alignment.text_wrapped)
    if code != "M/D/YY":  # told by its number, and shown in the way of each country
        assert cell.number_format == book.format_map[style.format_key].format_str


def exact(style: int, *colours: tuple[int, int, int, bytes]) -> bytes:
    """The colours that newer programs add: what for, of which kind, its shade, the bytes."""
    data = struct.pack("<H10xHHHH", 0x87D, 0, style, 0, len(colours))
    for what, kind, shade, rgb in colours:
        data += struct.pack("<HHHh", what, 20, kind, shade) + rgb + b"\xff" + b"\0" * 8
    return record(0x87D, data)


def test_colours_that_no_palette_has_are_exact() -> None:
    font = record(0x31, struct.pack("<HHHHHBBBx", 200, 0, 8, 400, 0, 0, 0, 0) + b"\1\0A")
    plain = record(0xE0, struct.pack("<HH", 0, 0) + b"\0" * 16)
    filled = record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0, 0, 0, 0, 0, 1 << 26, 10))
    data = stream(
        record(0x203, struct.pack("<HHHd", 0, 0, 1, 1)),
        record(0x203, struct.pack("<HHHd", 0, 1, 0, 1)),
        globals_=font + plain + filled
        + exact(1, (4, 2, 0, b"\x12\x34\x56"), (13, 2, 0, b"\xab\xcd\xef"), (9, 2, 0, b"\1\2\3"))
        + exact(0, (4, 2, 0, b"\x12\x34\x56"), (13, 3, 0, b"\1\0\0")),
    )  # fmt: skip
    one, other = first_sheet(data)[1]
    assert (one.fill.fgColor.rgb, one.font.color.rgb) == ("FF123456", "FFABCDEF")
    assert (other.fill.fill_type, other.font.color.rgb) == (None, "FF000000")
