"""The copy of an .ods has its values, looks and settings."""

import io
import zipfile
from datetime import datetime
from typing import Any

import odf.opendocument
import odf.style
import odf.table
import odf.text
import pytest
from hypothesis import given, settings

from etl.workbook.opening import open_workbook
from tests.workbook.made_files import ODS_NAMES, by_odfpy, ods, ods_rows, zipped
from tests.workbook.rewriting.copied_files import by_openpyxl, copied, first_sheet, read_alike
from tests.workbook.test_open_ods import GRIDS, KINDS, NUMBER, cell, cells

FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


@settings(max_examples=40, deadline=None)
@given(GRIDS)
def test_values_are_equal(grid: Any) -> None:
    copy = read_alike(by_odfpy(grid))
    sheet = by_openpyxl(copy).worksheets[0]
    for (row, column), value in grid.items():
        found = sheet.cell(row, column).value
        assert found == value or (found is None and not str(value).strip())


@pytest.mark.parametrize("name", [name for name in KINDS if name != "error of older programs"])
def test_every_kind_of_cell(name: str) -> None:
    read_alike(ods_rows(cells(KINDS[name][0])))


def test_an_error_that_excel_does_not_know_is_one_that_it_knows() -> None:
    assert (
        first_sheet(ods_rows(cells(KINDS["error of older programs"][0])))["A1"].value == "#VALUE!"
    )


def test_numbers_keep_what_the_reader_rounds_off() -> None:
    written = cells(cell("float", "0.1234567890123456", "0.12"), cell("float", "1E+20"))
    row = first_sheet(ods_rows(written))[1]
    assert [found.value for found in row] == [0.1234567890123456, 1e20]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-08-18T12:30:00", datetime(2021, 8, 18, 12, 30)),
        ("1900-03-01", datetime(1900, 3, 1)),
        ("1900-02-28", datetime(1900, 2, 28)),
    ],
)
def test_dates_keep_day_and_time(written: str, moment: datetime) -> None:
    assert first_sheet(ods_rows(cells(cell("date", written))))["A1"].value == moment


def test_a_date_before_excels_first_is_a_text() -> None:
    assert first_sheet(ods_rows(cells(cell("date", "1899-01-05"))))["A1"].value == "1899-01-05"


def test_texts_stay_texts() -> None:
    texts = ["=1+1", "0012", "<r>a</r>", "_x0041_", "TRUE", "https://example.com"]
    escaped = [text.replace("<", "&lt;") for text in texts]
    row = "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
                  "</table:table-cell>" for text in escaped)  # fmt: skip
    found = by_openpyxl(read_alike(ods_rows(cells(row)))).worksheets[0][1]
    assert [(item.value, item.data_type) for item in found] == [(text, "s") for text in texts]


def test_text_is_put_together_as_the_reader_does() -> None:
    written = (
        '<table:table-cell office:value-type="string">\n  <text:p> 昌<text:span>黎 </text:span>'
        ' <text:s text:c="2"/> 县\n   局<text:tab/> </text:p>'
        "<text:p/><text:p><text:a>下</text:a><text:line-break/>行 <text:s/></text:p>"
        "</table:table-cell>"
    )
    read_alike(ods_rows(cells(written)))


def test_rich_texts_keep_the_fonts_of_their_parts() -> None:
    raised = (
        f'<style:style style:name="T1" style:family="text" {FO}><style:text-properties '
        'style:text-position="super 58%" fo:color="#ff0000" fo:font-weight="bold"/></style:style>'
    )
    written = (
        '<table:table-cell office:value-type="string"><text:p>103'
        '<text:span text:style-name="T1">3</text:span>号</text:p></table:table-cell>'
    )
    copy = read_alike(ods_rows(cells(written), raised))
    parts = by_openpyxl(copy, rich_text=True).worksheets[0]["A1"].value
    assert [str(part) for part in parts] == ["103", "3", "号"]
    font = parts[1].font
    assert (font.vertAlign, font.color.rgb, font.b) == ("superscript", "FFFF0000", True)
    assert open_workbook(copy.content).sheets[0].cells[1, 1].value == "103³号"


def test_sizes_hidden_lines_and_groups() -> None:
    styles = (
        '<style:style style:name="co1" style:family="table-column">'
        '<style:table-column-properties style:column-width="1.5in"/></style:style>'
        '<style:style style:name="ro1" style:family="table-row">'
        '<style:table-row-properties style:row-height="1in"/></style:style>'
    )
    rows = (
        '<table:table-column table:style-name="co1" table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f'<table:table-row table:style-name="ro1">{NUMBER}</table:table-row>'
        f'<table:table-row table:visibility="collapse">{NUMBER}</table:table-row>'
        f"<table:table-row-group>{cells(NUMBER)}</table:table-row-group>"
    )
    sheet = by_openpyxl(read_alike(ods_rows(rows, styles))).worksheets[0]
    columns, lines = sheet.column_dimensions, sheet.row_dimensions
    # 1.5 inches are 144 pixels, 7 of them a digit.
    assert (round(columns["A"].width, 2), columns["A"].max, columns["C"].hidden) == (20.57, 2, True)
    assert (lines[1].height, lines[2].hidden, lines[3].outlineLevel) == (72, True, 1)


def with_parts(rows: str, **parts: str) -> bytes:
    """A workbook of one protected sheet in the page style PS, with further parts."""
    table_style = '<style:style style:name="ta1" style:family="table" style:master-page-name="PS"/>'
    table = (
        '<table:table table:name="表" table:style-name="ta1" table:protected="true" '
        f'table:print-ranges="表.A1:表.C9">{rows}</table:table>'
    )
    with zipfile.ZipFile(io.BytesIO(ods(table, table_style))) as archive:
        found: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**found, **{f"{name}.xml": text for name, text in parts.items()}})


def page_styles() -> str:
    return (
        f"<office:document-styles {ODS_NAMES} {FO}><office:automatic-styles>"
        '<style:page-layout style:name="pm1"><style:page-layout-properties '
        'fo:page-width="42cm" fo:page-height="29.7cm" style:print-orientation="landscape" '
        'fo:margin-left="1in" fo:margin-top="0.5in" style:scale-to-X="1" style:scale-to-Y="2" '
        'style:table-centering="horizontal"/><style:header-style><style:header-footer-properties '
        'fo:min-height="0.3in"/></style:header-style></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="PS" style:page-layout-name="pm1">'
        "<style:header><style:region-left><text:p>左&amp;</text:p></style:region-left>"
        "<style:region-right><text:p><text:page-number>1</text:page-number>/<text:page-count>9"
        "</text:page-count></text:p></style:region-right></style:header>"
        "<style:footer><text:p>第<text:page-number>1</text:page-number>页</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def test_settings_of_the_page() -> None:
    rows = f"<table:table-header-rows>{cells(NUMBER)}</table:table-header-rows>"
    sheet = first_sheet(with_parts(rows, styles=page_styles()))
    page = sheet.page_setup
    assert (page.paperSize, page.orientation, page.fitToHeight) == (8, "landscape", 2)
    assert (sheet.page_margins.left, sheet.page_margins.top, sheet.page_margins.header) == (
        1, 0.8, 0.5,
    )  # fmt: skip
    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("左&&", "&P/&N")
    assert sheet.oddFooter.center.text == "第&P页"
    assert (sheet.print_area, sheet.print_title_rows) == ("'表'!$A$1:$C$9", "$1:$1")
    assert sheet.print_options.horizontalCentered
    assert sheet.protection.sheet


def test_settings_of_the_view() -> None:
    def item(name: str, value: str) -> str:
        return f'<config:config-item config:name="{name}">{value}</config:config-item>'

    view = "".join(
        item(*pair)
        for pair in [
            ("HorizontalSplitMode", "2"), ("VerticalSplitMode", "2"), ("PositionRight", "1"),
            ("HorizontalSplitPosition", "1"), ("VerticalSplitPosition", "2"),
            ("PositionBottom", "5"), ("ZoomValue", "85"), ("ShowGrid", "false"),
        ]
    )  # fmt: skip
    written = (
        '<office:document-settings xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        f"{ODS_NAMES}><config:config-item-map-indexed config:name='Views'>"
        "<config:config-item-map-entry><config:config-item-map-named config:name='Tables'>"
        f"<config:config-item-map-entry config:name='表'>{view}</config:config-item-map-entry>"
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></office:document-settings>"
    )
    sheet = first_sheet(with_parts(cells(NUMBER), settings=written))
    assert (sheet.freeze_panes, sheet.sheet_view.pane.topLeftCell) == ("B6", "B6")
    assert (sheet.sheet_view.pane.xSplit, sheet.sheet_view.pane.ySplit) == (1, 2)
    assert (sheet.sheet_view.zoomScale, sheet.sheet_view.showGridLines) == (85, False)


def test_what_odfpy_writes_is_copied_as_well() -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    bold = odf.style.Style(name="B", family="table-cell")
    bold.addElement(odf.style.TextProperties(fontweight="bold", fontsize="14pt"))
    bold.addElement(odf.style.TableCellProperties(backgroundcolor="#eeeeee"))
    book.automaticstyles.addElement(bold)
    table = odf.table.Table(name="月报")
    row = odf.table.TableRow()
    made = odf.table.TableCell(valuetype="string", stylename=bold)
    made.addElement(odf.text.P(text="abc"))
    row.addElement(made)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    target = io.BytesIO()
    book.save(target)
    found = by_openpyxl(read_alike(target.getvalue())).worksheets[0]["A1"]
    assert (found.font.b, found.font.sz, found.fill.fgColor.rgb) == (True, 14, "FFEEEEEE")


def test_a_copy_made_twice_has_the_same_bytes() -> None:
    data = with_parts(cells(NUMBER), styles=page_styles())
    assert copied(data) == copied(data)
