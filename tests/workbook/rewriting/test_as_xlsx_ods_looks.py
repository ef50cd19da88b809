"""Cells of .ods look in the copy as they did: fonts, colours, borders, alignment."""

from typing import Any

import pytest

from tests.workbook.made_files import ods_rows
from tests.workbook.rewriting.copied_files import by_openpyxl, first_sheet, read_alike
from tests.workbook.test_open_ods import NUMBER, cell, cells

FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def style(cell_look: str = "", text: str = "", paragraph: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="ce1" style:family="table-cell" {FO} {more}>'
        f"<style:table-cell-properties {cell_look}/><style:paragraph-properties {paragraph}/>"
        f"<style:text-properties {text}/></style:style>"
    )


def looked(**looks: str) -> Any:
    """A cell in a style of these properties."""
    written = cell("string", "", "字", 'table:style-name="ce1"')
    return first_sheet(ods_rows(cells(written), style(**looks)))["A1"]


FONTS: dict[str, dict[str, Any]] = {
    'fo:font-weight="bold"': {"b": True},
    'fo:font-style="italic"': {"i": True},
    # The letters are Chinese: the size and the font for them count.
    'fo:font-size="9pt" style:font-size-asian="16pt"': {"sz": 16},
    'fo:font-family="宋体"': {"name": "宋体"},
    'fo:font-family="Arial" style:font-family-asian="楷体"': {"name": "楷体"},
    # Bold and sloped letters have names of their own in Chinese.
    'style:font-weight-asian="bold"': {"b": True},
    'fo:font-weight="bold" style:font-weight-asian="normal"': {"b": False},
    'style:font-style-asian="italic"': {"i": True},
    'style:text-underline-style="solid"': {"u": "single"},
    'style:text-underline-style="solid" style:text-underline-type="double"': {"u": "double"},
    'style:text-line-through-style="solid"': {"strike": True},
    'style:text-position="super 58%"': {"vertAlign": "superscript"},
    'style:text-position="-33% 58%"': {"vertAlign": "subscript"},
    'style:text-position="0% 100%"': {"vertAlign": None},
    'fo:color="#1d5a96"': {"color": "FF1D5A96"},
}  # fmt: skip


@pytest.mark.parametrize("written", FONTS)
def test_fonts(written: str) -> None:
    font = looked(text=written).font
    for name, wanted in FONTS[written].items():
        found = getattr(font, name)
        assert (found.rgb if name == "color" else found) == wanted


@pytest.mark.parametrize(
    ("text", "bold"), [("字", True), ("字 12", True), ("A12", False), ("A类残疾人", True)]
)
def test_a_text_of_both_scripts_is_bold_if_either_is(text: str, bold: bool) -> None:
    written = cell("string", "", text, 'table:style-name="ce1"')
    look = style(text='fo:font-weight="normal" style:font-weight-asian="bold"')
    assert bool(first_sheet(ods_rows(cells(written), look))["A1"].font.b) is bold


DEFAULT = (
    f'<style:default-style style:family="table-cell" {FO}><style:text-properties '
    'fo:font-family="Liberation Sans" style:font-family-asian="仿宋"/></style:default-style>'
)


@pytest.mark.parametrize(
    ("own", "font"),
    [("Cambria", "仿宋"), ("微软雅黑", "微软雅黑"), ("Microsoft YaHei", "Microsoft YaHei")],
)
def test_chinese_is_in_the_font_for_it_unless_the_named_one_has_it_too(own: str, font: str) -> None:
    written = cell("string", "", "字", 'table:style-name="ce1"')
    latin = cell("string", "", "abc", 'table:style-name="ce1"')
    look = DEFAULT + style(text=f'fo:font-family="{own}"')
    sheet = first_sheet(ods_rows(cells(written, latin), look))
    assert (sheet["A1"].font.name, sheet["B1"].font.name) == (font, own)


LOOKS = {
    'fo:border="0.74pt solid #ff0000"': "thin",
    'fo:border="0.06pt solid #ff0000"': "hair",
    'fo:border="1.76pt solid #ff0000"': "medium",
    'fo:border="2.49pt solid #ff0000"': "thick",
    'fo:border="1.76pt double #ff0000"': "double",
    'fo:border="0.74pt dotted #ff0000"': "dotted",
    'fo:border="0.74pt dashed #ff0000"': "dashed",
    'fo:border="1.76pt dashed #ff0000"': "mediumDashed",
    'fo:border="0.74pt dash-dot #ff0000"': "dashDot",
    'fo:border="none"': None,
}


@pytest.mark.parametrize("written", LOOKS)
def test_borders(written: str) -> None:
    border = looked(cell_look=written).border
    assert {border.left.style, border.right.style, border.top.style, border.bottom.style} == {
        LOOKS[written]
    }
    if LOOKS[written]:
        assert border.left.color.rgb == "FFFF0000"


def test_borders_of_single_sides_and_diagonals() -> None:
    look = 'fo:border="none" fo:border-top="0.74pt solid #000000" style:diagonal-tl-br="0.74pt solid #000000"'
    border = looked(cell_look=look).border
    assert (border.top.style, border.bottom.style) == ("thin", None)
    assert (bool(border.diagonalDown), bool(border.diagonalUp)) == (True, False)


ALIGNMENTS: dict[tuple[str, str], dict[str, Any]] = {
    ('style:vertical-align="top"', ""): {"vertical": "top"},
    ('style:vertical-align="middle"', ""): {"vertical": "center"},
    ('fo:wrap-option="wrap"', ""): {"wrap_text": True},
    ('style:shrink-to-fit="true"', ""): {"shrink_to_fit": True},
    ('style:rotation-angle="45"', ""): {"text_rotation": 45},
    ('style:rotation-angle="330"', ""): {"text_rotation": 120},
    ('style:direction="ttb"', ""): {"text_rotation": 255},
    ('style:text-align-source="fix"', 'fo:text-align="center"'): {"horizontal": "center"},
    ('style:text-align-source="fix"', 'fo:text-align="end"'): {"horizontal": "right"},
    ('style:text-align-source="fix"', 'fo:text-align="start" fo:margin-left="0.706cm"'): {
        "horizontal": "left", "indent": 2,
    },
    ('style:text-align-source="value-type"', 'fo:text-align="center"'): {"horizontal": None},
    ('style:repeat-content="true"', ""): {"horizontal": "fill"},
}  # fmt: skip


@pytest.mark.parametrize("written", ALIGNMENTS)
def test_alignment(written: tuple[str, str]) -> None:
    alignment = looked(cell_look=written[0], paragraph=written[1]).alignment
    wanted = ALIGNMENTS[written]
    assert {name: getattr(alignment, name) for name in wanted} == wanted


def test_fills_and_protection() -> None:
    found = looked(cell_look='fo:background-color="#ffff00" style:cell-protect="none"')
    assert (found.fill.fill_type, found.fill.fgColor.rgb) == ("solid", "FFFFFF00")
    assert not found.protection.locked
    assert looked(cell_look='fo:background-color="transparent"').fill.fill_type is None


def test_a_style_has_what_its_parents_say_and_it_does_not() -> None:
    styles = (
        f'<style:style style:name="ce0" style:family="table-cell" {FO}>'
        '<style:text-properties fo:font-weight="bold" fo:color="#ff0000"/></style:style>'
        + style(text='fo:color="#0000ff"', more='style:parent-style-name="ce0"')
    )
    found = first_sheet(ods_rows(cells(cell("string", "", "x", 'table:style-name="ce1"')), styles))
    assert (found["A1"].font.b, found["A1"].font.color.rgb) == (True, "FF0000FF")


@pytest.mark.parametrize("place", ["column", "row"])
def test_cells_without_a_style_look_as_their_row_or_column_says(place: str) -> None:
    default = 'table:default-cell-style-name="ce1"'
    column = f"<table:table-column {default if place == 'column' else ''}/>"
    row = f"<table:table-row {default if place == 'row' else ''}>{NUMBER}</table:table-row>"
    sheet = first_sheet(ods_rows(column + row, style(text='fo:font-weight="bold"')))
    assert sheet["A1"].font.b
    later = sheet.column_dimensions["A"] if place == "column" else sheet.row_dimensions[1]
    assert later.font.b


def test_blank_cells_keep_their_looks() -> None:
    blank = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="2"/>'
    sheet = first_sheet(ods_rows(cells(blank, NUMBER), style('fo:border="0.74pt solid #000000"')))
    assert [found.border.left.style for found in sheet[1]] == ["thin", "thin", None]


def test_a_merged_range_has_borders_all_round() -> None:
    spans = 'table:number-columns-spanned="3" table:number-rows-spanned="1" table:style-name="ce1"'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    data = ods_rows(cells(cell("float", "7", "7", spans), covered, NUMBER),
                    style('fo:border="0.74pt solid #000000"'))  # fmt: skip
    sheet = by_openpyxl(read_alike(data)).worksheets[0]
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A1:C1"]
    assert [found.border.right.style for found in sheet[1]][2:] == ["thin", None]


NUMBER_STYLES = {
    '<number:number-style style:name="N"><number:number number:min-integer-digits="4"/>'
    "</number:number-style>": "0000",
    '<number:number-style style:name="N"><number:number number:decimal-places="3" '
    'number:min-decimal-places="1" number:grouping="true"/></number:number-style>': "#,##0.0##",
    '<number:date-style style:name="N"><number:year number:style="long"/><number:text>-'
    '</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:day/></number:date-style>': 'yyyy"-"mm"-"d',
    '<number:number-style style:name="P"><number:number number:min-integer-digits="1"/>'
    '</number:number-style><number:number-style style:name="N"><style:text-properties '
    'fo:color="#ff0000"/><number:text>-</number:text><number:number number:min-integer-digits="1"/>'
    '<style:map style:condition="value()&gt;=0" style:apply-style-name="P"/>'
    "</number:number-style>": '[>=0]General;[Red]"-"General',
}  # fmt: skip


@pytest.mark.parametrize("written", NUMBER_STYLES)
def test_number_formats(written: str) -> None:
    styles = written.replace("style:name=", f"{FO} style:name=")
    named = '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N"/>'
    data = ods_rows(cells(cell("float", "44426", "?", 'table:style-name="ce1"')), styles + named)
    assert by_openpyxl(read_alike(data)).worksheets[0]["A1"].number_format == NUMBER_STYLES[written]
