"""Packages as single programs write them, with all their habits at once.

From memory of their files: SheetJS, Apache POI and its streaming writer, NPOI, EPPlus,
ClosedXML, WPS, WPS on a phone, Google Sheets, Numbers, report servers, PHPExcel, Excel.
"""

from __future__ import annotations

import zipfile

from tests.corpus.file_kinds import file_kind, of_another_sheet
from tests.corpus.file_kinds_packages import (
    BOOK,
    BOOK_LINKS,
    MAIN,
    PROLOG,
    ROOT_LINKS,
    SHEET,
    STRINGS,
    STYLES,
    TYPE,
    TYPES,
    Parts,
    book_xml,
    cells_of,
    handmade_parts,
    links_xml,
    merges_of,
    override,
    packed,
    put,
    rows_of,
    sheet_xml,
    strings_xml,
    styles_xml,
    swap,
    types_xml,
    xf,
    zip64_streamed,
)
from tests.corpus.form import plain_form
from tests.corpus.sheet import address


def text_of(cell: str) -> str | None:
    return cell.split("<t>")[1].split("</t>")[0] if "<t>" in cell else None


def with_strings(style: str = "", number: str = "") -> tuple[dict[str, str], list[str]]:
    """The cells with shared strings, and the strings."""
    texts: list[str] = []
    cells: dict[str, str] = {}
    for where, cell in cells_of().items():
        text = text_of(cell)
        if text is None:
            value = cell.split("<v>")[1].split("</v>")[0]
            cells |= put(where, f"<v>{value}</v>", f"{style}{number}".strip())
            continue
        if text not in texts:
            texts.append(text)
        cells |= put(where, f"<v>{texts.index(text)}</v>", f'{style} t="s"'.strip())
    return cells, texts


def all_cells(cells: dict[str, str], style: str) -> dict[str, str]:
    """Every cell of the form's rectangle, blank ones with a style."""
    blank = {
        address((row, column)): f'<c r="{address((row, column))}" {style}/>'
        for row in range(1, 19)
        for column in range(1, 12)
    }
    return {**blank, **cells}


def lined(cells: dict[str, str], row: str = "", after: str = "") -> str:
    lines = "".join(
        f'<row r="{number}"{row}>{"".join(inner)}</row>' for number, inner in rows_of(cells).items()
    )
    return f"<sheetData>{lines}{after}</sheetData>"


# ---- SheetJS


def sheetjs(string_type: str) -> bytes:
    """Stored entries, no styles on cells; texts shared or in values."""
    cells, texts = with_strings(number=' t="n"')
    if string_type == "str":
        for where, cell in cells_of().items():
            if (text := text_of(cell)) is not None:
                cells |= put(where, f"<v>{text}</v>", 't="str"')
    sheet = sheet_xml(
        lined(cells),
        before='<dimension ref="A1:K18"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>',
        after='<ignoredErrors><ignoredError numberStoredAsText="1" sqref="A1:K18"/></ignoredErrors>',
    )
    pieces = handmade_parts(sheet=sheet, strings=strings_xml(*texts))
    pieces["xl/metadata.xml"] = f'<metadata xmlns="{MAIN}"/>'.encode()
    return packed(pieces, zipfile.ZIP_STORED)


file_kind("as SheetJS writes it")(lambda: sheetjs("str"))
file_kind("as SheetJS writes it, with shared strings")(lambda: sheetjs("s"))

# ---- Apache POI, NPOI, report servers on POI


def poi_parts(dimension: str = "A1") -> Parts:
    cells, texts = with_strings(style='s="1"', number=' t="n"')
    sheet = sheet_xml(
        lined(all_cells(cells, 's="1"')),
        before=f'<dimension ref="{dimension}"/><sheetViews><sheetView workbookViewId="0" '
        'tabSelected="true"/></sheetViews><sheetFormatPr defaultRowHeight="15.0"/>'
        '<cols><col min="1" max="1" width="7.8125" customWidth="true"/></cols>',
        after='<pageMargins bottom="0.75" footer="0.3" header="0.3" left="0.7" right="0.7" top="0.75"/>',
    )
    return handmade_parts(
        sheet=sheet, strings=strings_xml(*texts), styles=styles_xml(xfs=xf(0) * 3)
    )


file_kind("as Apache POI writes it")(lambda: packed(poi_parts()))
file_kind("as NPOI writes it")(lambda: packed(poi_parts("A1:K18")))
file_kind("as a report server streams it")(lambda: zip64_streamed(poi_parts()))


def streaming_poi() -> bytes:
    """SXSSF: texts in line, a range of A1, sizes after the data in 64 bits."""
    cells = {where: cell.replace("<c ", '<c s="1" ') for where, cell in cells_of().items()}
    sheet = sheet_xml(lined(cells), before='<dimension ref="A1"/>')
    return zip64_streamed(handmade_parts(sheet=sheet, styles=styles_xml(xfs=xf(0))))


file_kind("as the streaming POI writes it")(streaming_poi)

# ---- .NET: EPPlus and ClosedXML


def epplus() -> bytes:
    """Links from the root, a style on all, no list of cell styles."""
    cells, texts = with_strings(style='s="0"')
    pieces = handmade_parts(sheet=sheet_xml(lined(cells)), strings=strings_xml(*texts))
    pieces[BOOK_LINKS] = links_xml(
        ("R1a2b3c", "worksheet", "/xl/worksheets/sheet1.xml"),
        ("R4d5e6f", "styles", "/xl/styles.xml"),
        ("R7a8b9c", "sharedStrings", "/xl/sharedStrings.xml"),
    ).encode()
    pieces[BOOK] = swap(pieces[BOOK], "rId1", "R1a2b3c")
    pieces[ROOT_LINKS] = swap(pieces[ROOT_LINKS], f'"{BOOK}"', f'"/{BOOK}"')
    return packed({name: b"\xef\xbb\xbf" + part for name, part in pieces.items()})


file_kind("as EPPlus writes it")(epplus)


def closedxml() -> bytes:
    """Every name with x:, the sheet called sheet.xml, calculation chains that are empty."""
    cells, texts = with_strings(style='s="0"')
    pieces = handmade_parts(
        sheet=sheet_xml(lined(cells, row=' spans="1:11"')), strings=strings_xml(*texts)
    )
    for name in (SHEET, BOOK, STYLES, STRINGS):
        text = pieces[name].decode().removeprefix(PROLOG)
        text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        text = text.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
        pieces[name] = (PROLOG + text).encode()
    pieces["xl/worksheets/sheet.xml"] = pieces.pop(SHEET)
    pieces[TYPES] = swap(pieces[TYPES], f"/{SHEET}", "/xl/worksheets/sheet.xml")
    pieces[BOOK_LINKS] = swap(
        pieces[BOOK_LINKS], "worksheets/sheet1.xml", "/xl/worksheets/sheet.xml"
    )
    return packed(pieces)


file_kind("as ClosedXML writes it")(closedxml)

# ---- WPS

WPS_SPACES = (
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
)


def wps(dimension: str = "A1:K18", mobile: bool = False) -> bytes:
    cells, texts = with_strings(style='s="2"')
    item = '<si><t>{}</t><phoneticPr fontId="1" type="noConversion"/></si>'
    strings = strings_xml(*(texts if mobile else [item.format(text) for text in texts]))
    sheet = sheet_xml(
        lined(all_cells(cells, 's="2"'), row=' ht="20.25" customHeight="1" spans="1:11"'),
        before=f'<sheetPr/><dimension ref="{dimension}"/><sheetViews><sheetView tabSelected="1" '
        'workbookViewId="0"><selection activeCell="H6" sqref="H6"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultColWidth="9" defaultRowHeight="14.25" outlineLevelCol="0"/>',
        after='<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        "<headerFooter/>",
    ).replace("<worksheet ", f"<worksheet{WPS_SPACES} ", 1)
    book = book_xml(
        before='<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>'
        '<workbookPr/><bookViews><workbookView windowWidth="27945" windowHeight="12375"/></bookViews>',
        after='<calcPr calcId="144525"/>',
    )
    styles = styles_xml(
        formats='<numFmts count="4"><numFmt numFmtId="41" formatCode="_ * #,##0_ ;_ * \\-#,##0_ ;'
        '_ * &quot;-&quot;_ ;_ @_ "/><numFmt numFmtId="176" formatCode="0_ "/>'
        '<numFmt numFmtId="177" formatCode="0.00_);[Red]\\(0.00\\)"/>'
        '<numFmt numFmtId="43" formatCode="_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ "/>'
        "</numFmts>",
        xfs=xf(0) + xf(176) + xf(177),
        after='<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium2"/>',
    )
    properties = '<Properties><property name="KSOProductBuildVer"/></Properties>'
    return packed(
        handmade_parts(
            sheet=sheet,
            book=book,
            styles=styles,
            strings=strings,
            more={
                "docProps/custom.xml": properties,
                "customStorage/customStorage.xml": "<x/>",
                "xl/sharedStrings.bin": b"",
            },
        )
    )


file_kind("as WPS writes it")(wps)
file_kind("as WPS writes it, with a range of A1")(lambda: wps("A1"))
file_kind("as WPS on a phone writes it")(lambda: wps("A1:IV65536", mobile=True))
file_kind("as WPS writes it, named .et", ".et")(wps)

# ---- Google Sheets and Numbers


def google() -> bytes:
    """A thousand rows with heights, an empty drawing, styles on every cell."""
    cells, texts = with_strings(style='s="1"')
    empty = "".join(f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(19, 1001))
    sheet = sheet_xml(
        lined(all_cells(cells, 's="1"'), after=empty),
        before='<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews>'
        '<sheetView workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>',
        after='<drawing r:id="rId1"/>',
    )
    return packed(
        handmade_parts(
            sheet=sheet,
            strings=strings_xml(*texts),
            styles=styles_xml(xfs=xf(0)),
            more={
                "xl/worksheets/_rels/sheet1.xml.rels": links_xml(
                    ("rId1", "drawing", "../drawings/drawing1.xml")
                ),
                "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="urn:xdr"/>',
            },
        )
    )


file_kind("as Google Sheets writes it")(google)


def numbers() -> bytes:
    """A sheet that lists the tables comes first; the table's sheet has both names."""
    cells, texts = with_strings(style='s="1"')
    listed = "".join(
        f'<row r="{row}"><c r="B{row}" t="str"><v>{text}</v></c></row>'
        for row, text in (
            (3, "此文稿由 Numbers 导出。每个表格已转换为 Excel 工作表。"),
            (7, "表格名称"),
        )
    )
    return packed(
        handmade_parts(
            sheet=sheet_xml(lined(all_cells(cells, 's="1"'))),
            strings=strings_xml(*texts),
            styles=styles_xml(xfs=xf(0)),
            book=book_xml(
                '<sheet name="导出摘要" sheetId="1" r:id="rId9"/>'
                '<sheet name="工作表 1 - 表格 1" sheetId="2" r:id="rId1"/>'
            ),
            links=(("rId9", "worksheet", "worksheets/sheet0.xml"),),
            types=override("xl/worksheets/sheet0.xml", f"{TYPE}worksheet+xml"),
            more={
                "xl/worksheets/sheet0.xml": sheet_xml(f"<sheetData>{listed}</sheetData>", merges="")
            },
        )
    )


file_kind("as Numbers writes it", reads=of_another_sheet("工作表 1 - 表格 1"))(numbers)

# ---- Excel itself


def excel() -> bytes:
    """A saved workbook of Microsoft 365: many namespaces, ids, alternate content, formulas."""
    cells, texts = with_strings(style='s="1"')
    cells |= put("H6", "<f>G6+913</f><v>1033</v>", 's="1"')
    cells |= put("J6", "<f>5+45.05</f><v>50.049999999999997</v>", 's="1"')
    cells["G18"] = '<c r="G18" s="1"/>'
    space = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
    sheet = sheet_xml(
        lined(cells, row=' spans="1:11" x14ac:dyDescent="0.2"'),
        before='<dimension ref="A1:K18"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView>'
        '</sheetViews><sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/>',
    ).replace(
        "<worksheet ",
        '<worksheet mc:Ignorable="x14ac xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        f'xmlns:xr="{space}" xr:uid="{{00000000-0001-0000-0000-000000000000}}" ',
        1,
    )
    book = book_xml(
        before='<fileVersion appName="xl" lastEdited="7"/><workbookPr defaultThemeVersion="166925"/>'
        '<mc:AlternateContent><mc:Choice Requires="x15" xmlns:x15="urn:x15">'
        '<x15ac:absPath url="D:\\" xmlns:x15ac="urn:x15ac"/></mc:Choice></mc:AlternateContent>',
        after='<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">月报!$A$1:$K$18'
        '</definedName></definedNames><calcPr calcId="191029"/>',
    )
    chain = f'<calcChain xmlns="{MAIN}"><c r="H6" i="1"/><c r="J6"/></calcChain>'
    return packed(
        handmade_parts(
            sheet=sheet,
            book=book,
            strings=strings_xml(*texts),
            styles=styles_xml(xfs=xf(0)),
            more={"xl/calcChain.xml": chain},
            links=(("rIdC", "calcChain", "calcChain.xml"),),
        )
    )


file_kind("as Excel saves it")(excel)


def phpexcel() -> bytes:
    """PHPExcel and PhpSpreadsheet: dates and numbers typed, everything in the root's order."""
    cells, texts = with_strings(style='s="1"', number=' t="n"')
    sheet = sheet_xml(
        lined(cells, row=' spans="1:11" collapsed="false" outlineLevel="0"'),
        before='<sheetPr><outlinePr summaryBelow="1" summaryRight="1"/></sheetPr>'
        '<dimension ref="A1:K18"/>',
        merges=merges_of(plain_form().sheet),
        after='<printOptions gridLines="false" gridLinesSet="true"/>',
    )
    return packed(
        {
            **handmade_parts(
                sheet=sheet, strings=strings_xml(*texts), styles=styles_xml(xfs=xf(0))
            ),
            TYPES: types_xml(override("xl/theme/theme1.xml", "application/xml")).encode(),
        }
    )


file_kind("as PhpSpreadsheet writes it")(phpexcel)
