"""Kinds of .xlsx packages: parts, their names and links, the zip around, what else lies in it.

Macros, binary workbooks and encryption are refused; whatever else a program adds (charts,
pictures, pivots, signatures, custom XML) does not change the form.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.corpus.file_kinds import (
    BROKEN,
    NOBODY,
    at_cell,
    either,
    file_kind,
    of_another_sheet,
)
from tests.corpus.file_kinds_packages import (
    BOOK,
    BOOK_LINKS,
    LINKS,
    MAIN,
    PACKAGE,
    PROLOG,
    ROOT_LINKS,
    SHEET,
    STRINGS,
    STYLES,
    TYPE,
    TYPES,
    book_xml,
    cells_of,
    changed,
    handmade,
    handmade_parts,
    links_xml,
    override,
    packed,
    plain_bytes,
    put,
    sheet_data,
    sheet_xml,
    streamed,
    strings_xml,
    styles_xml,
    swap,
    types_xml,
    written,
    xf,
    zip64_streamed,
)
from tests.corpus.form import plain_form
from tests.corpus.sheet import Drawn
from tests.corpus.writers import WRITERS

XLSX_WRITERS = ("openpyxl", "xlsxwriter", "exporter")

# ---- styles


@file_kind("no style sheet")
def no_styles() -> bytes:
    pieces = written("openpyxl")
    del pieces[STYLES]
    return packed(pieces)


@file_kind("no style sheet and no link to one")
def no_styles_link() -> bytes:
    pieces = handmade_parts(links=())
    del pieces[STYLES]
    pieces[BOOK_LINKS] = (
        PROLOG + links_xml(("rId1", "worksheet", "worksheets/sheet1.xml"))
    ).encode()
    return packed(pieces)


@file_kind("an empty fill in the style sheet")
def empty_fill() -> bytes:
    none = '<fill><patternFill patternType="none"/></fill>'
    return handmade(styles=styles_xml().replace(none, "<fill/>"))


for words, styles in {
    "without cell formats": styles_xml().replace("<cellXfs>", "<xXfs>").replace("</cellXfs>", "</xXfs>"),
    "without anything": f'<styleSheet xmlns="{MAIN}"/>',
    "without fonts and fills": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/></cellXfs></styleSheet>',
    "with formats of styles and of differences": styles_xml(
        formats='<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy-mm-dd"/></numFmts>',
        after='<dxfs count="1"><dxf><numFmt numFmtId="0" formatCode="0%"/></dxf></dxfs>',
    )
    .replace('xfId="0"', 'xfId="0" applyNumberFormat="1"')
    .replace('<cellStyleXfs count="1"><xf numFmtId="0"', '<cellStyleXfs count="1"><xf numFmtId="14"'),
    "with an unknown font, border and fill": styles_xml().replace('fontId="0"', 'fontId="99"'),
    "with colours nobody knows": styles_xml(
        after='<colors><indexedColors><rgbColor rgb="x"/></indexedColors></colors>'
    ),
    "with a theme that is not there": styles_xml().replace('<sz val="11"/>', '<color theme="99"/><sz val="x"/>'),
}.items():  # fmt: skip
    file_kind(f"a style sheet {words}")(lambda styles=styles: handmade(styles=styles))


for words, style in {
    "out of range": "999",
    "negative": "-1",
    "of a word": "abc",
    "huge": "9" * 5000,
}.items():
    either(f"a figure's style {words}")(
        lambda style=style: handmade({"H6": f'<c r="H6" s="{style}"><v>1033</v></c>'})
    )


def one_format(code: str) -> bytes:
    return handmade(
        {"H6": '<c r="H6" s="1"><v>1033</v></c>'},
        styles=styles_xml(
            formats=f'<numFmts count="1"><numFmt numFmtId="176" formatCode="{code}"/></numFmts>',
            xfs=xf(176),
        ),
    )


for number in (23, 26, 59, 66, 80, 163, 175, 999, 65535, 4294967295):
    either(f"a number format {number} that is not defined")(
        lambda number=number: handmade(
            {"H6": '<c r="H6" s="1"><v>1033</v></c>'}, styles=styles_xml(xfs=xf(number))
        )
    )

# Formats that show 1033 as 1033, whatever letters stand in them.
for code in (
    "0&quot;人&quot;", "#,##0_ ;[Red]\\-#,##0\\ ", "[Red]0", "0_);[Red]\\(0\\)", "0&quot;days&quot;", "\\d0", "0\\m",
    "[$￥-804]#,##0", "[DBNum3][$-804]0", "General", "GENERAL", "G/通用格式", "@",
    "_ * #,##0_ ;_ * \\-#,##0_ ;_ * &quot;-&quot;_ ;_ @_ ",
    "[&gt;=1000]0;0", "0;0;;@", "[$-F800]0", "0_y", "[Color10]0", "&quot;yyyy&quot;0", "#", "?0",
    "[黑色]0", "0 ", "#0;-#0", "0;[Red]-0", "[=0]&quot;-&quot;;General", "",
):  # fmt: skip
    file_kind(f"a number format {code or 'of nothing'}")(lambda code=code: one_format(code))

for code, wrong in {
    "yyyy&quot;年&quot;m&quot;月&quot;": "E-DATE",
    "[$-804]yyyy/m/d;@": "E-DATE",
    "[DBNum1][$-804]m&quot;月&quot;d&quot;日&quot;": "E-DATE",
    "YYYY\\-MM\\-DD": "E-DATE",
    "[h]:mm:ss": "E-DATE",
    "0.00%": "E-PERCENT",
    "0%;[Red]-0%": "E-PERCENT",
    "0\\.0,": "E-SCALED-FORMAT",
    "0!.0,": "E-SCALED-FORMAT",
    "0,": "E-SCALED-FORMAT",
    "#,##0,,": "E-SCALED-FORMAT",
    "0&quot;万&quot;": "E-SCALED-FORMAT E-CELL-UNIT",
}.items():
    file_kind(f"a number format {code} that shows something else", reads=at_cell(wrong))(
        lambda code=code: one_format(code)
    )

# ---- parts and links


def moved(old: str, new: str, *, target: str = "", links: str = BOOK_LINKS) -> bytes:
    """A part under another name, its link and its type with it."""
    pieces = handmade_parts()
    pieces[new] = pieces.pop(old)
    pieces[TYPES] = swap(pieces[TYPES], f"/{old}", f"/{new}")
    short = old.removeprefix("xl/") if links == BOOK_LINKS else old
    pieces[links] = swap(pieces[links], f'"{short}"', f'"{target or "/" + new}"')
    return packed(pieces)


@file_kind("the sheet's part has another name and place")
def other_name() -> bytes:
    return moved(SHEET, "xl/data/a.bin.xml")


@file_kind("the workbook's part has another name and place")
def other_workbook() -> bytes:
    pieces = handmade_parts()
    for old, new in ((BOOK, "book/main.xml"), (BOOK_LINKS, "book/_rels/main.xml.rels")):
        pieces[new] = pieces.pop(old)
    pieces[TYPES] = swap(pieces[TYPES], f"/{BOOK}", "/book/main.xml")
    pieces[ROOT_LINKS] = swap(pieces[ROOT_LINKS], BOOK, "book/main.xml")
    pieces["book/_rels/main.xml.rels"] = swap(
        pieces["book/_rels/main.xml.rels"], 'Target="', 'Target="../xl/'
    )
    return packed(pieces)


@file_kind("shared strings under another name")
def other_strings() -> bytes:
    pieces = written("xlsxwriter")
    pieces["xl/texts.xml"] = pieces.pop(STRINGS)
    pieces[BOOK_LINKS] = swap(pieces[BOOK_LINKS], "sharedStrings.xml", "texts.xml")
    pieces[TYPES] = swap(pieces[TYPES], STRINGS, "xl/texts.xml")
    return packed(pieces)


for words, target in {
    "from the root": "/xl/worksheets/sheet1.xml",
    "with a dot": "./worksheets/sheet1.xml",
    "up and down": "../xl/worksheets/sheet1.xml",
    "up and down inside": "worksheets/../worksheets/sheet1.xml",
    "in other letters": "Worksheets/Sheet1.xml",
}.items():
    file_kind(f"the sheet's link {words}")(
        lambda target=target: packed(
            {
                **handmade_parts(),
                BOOK_LINKS: swap(
                    handmade_parts()[BOOK_LINKS], '"worksheets/sheet1.xml"', f'"{target}"'
                ),
            }
        )
    )

for words, target in {
    "with backslashes": "worksheets\\sheet1.xml",
    "percent-encoded": "worksheets/sheet%31.xml",
    "with two slashes": "//xl/worksheets/sheet1.xml",
    "with the root's name": "xl/worksheets/sheet1.xml",
    "above the root": "../../../xl/worksheets/sheet1.xml",
}.items():
    either(f"the sheet's link {words}")(
        lambda target=target: packed(
            {
                **handmade_parts(),
                BOOK_LINKS: swap(
                    handmade_parts()[BOOK_LINKS], '"worksheets/sheet1.xml"', f'"{target}"'
                ),
            }
        )
    )

for words, target in {
    "to nothing": "worksheets/sheet9.xml",
    "empty": "",
    "to itself": "workbook.xml",
    "to a file": "file:///etc/passwd",
    "to the net": "http://127.0.0.1:9/sheet1.xml",
}.items():
    file_kind(f"the sheet's link leads {words}", refused=BROKEN)(
        lambda target=target: packed(
            {
                **handmade_parts(),
                BOOK_LINKS: swap(
                    handmade_parts()[BOOK_LINKS], '"worksheets/sheet1.xml"', f'"{target}"'
                ),
            }
        )
    )


@file_kind("a sheet's part with a Chinese name")
def chinese_name() -> bytes:
    return moved(SHEET, "xl/worksheets/月报.xml")


@either("a sheet's part with a blank in its name")
def blank_name() -> bytes:
    pieces = handmade_parts()
    pieces["xl/worksheets/sheet 1.xml"] = pieces.pop(SHEET)
    pieces[BOOK_LINKS] = swap(pieces[BOOK_LINKS], "sheet1.xml", "sheet%201.xml")
    return packed(pieces)


def renamed(change: Callable[[str], str], writer: str = "openpyxl") -> bytes:
    return packed({change(name): content for name, content in written(writer).items()})


def raw_names(change: Callable[[str], str], writer: str = "openpyxl") -> bytes:
    """Names that Python's zip writer would mend are put in behind its back."""
    pieces = written(writer)
    content = packed(pieces)
    for name in pieces:
        if change(name) != name:
            content = content.replace(name.encode(), change(name).encode())
    return content


for writer in XLSX_WRITERS:
    file_kind(f"backslashes in the names of the zip, of {writer}")(
        lambda writer=writer: raw_names(lambda name: name.replace("/", "\\"), writer)
    )

# Two names that differ in the case of their letters are one to Excel.
for words, change in {
    "upper-case": lambda name: name if name == TYPES else name.upper(),
    "lower-case": str.lower,
    "all upper-case": str.upper,
}.items():
    file_kind(f"{words} names of parts")(lambda change=change: renamed(change))


@file_kind("SharedStrings.xml in capitals")
def capital_strings() -> bytes:
    return renamed(lambda name: name.replace("sharedStrings", "SharedStrings"), writer="xlsxwriter")


ASTRAY = f"{BROKEN} E-FILE-ZIP E-FILE-UNKNOWN"
either("a slash before every name of the zip", refused=ASTRAY)(
    lambda: renamed(lambda name: "/" + name)
)
either("a dot before every name of the zip", refused=ASTRAY)(
    lambda: renamed(lambda name: "./" + name)
)
either("everything in a folder", refused=ASTRAY)(lambda: renamed(lambda name: "月报/" + name))


def without(name: str) -> bytes:
    pieces = handmade_parts()
    del pieces[name]
    return packed(pieces)


either("no list of types", refused=ASTRAY)(lambda: without(TYPES))
either("no links of the package", refused=ASTRAY)(lambda: without(ROOT_LINKS))
file_kind("no links of the workbook", refused=BROKEN)(lambda: without(BOOK_LINKS))
file_kind("no workbook part", refused=ASTRAY)(lambda: without(BOOK))
file_kind("no sheet part", refused=BROKEN)(lambda: without(SHEET))


@file_kind("a package whose list of types is the last part")
def types_last() -> bytes:
    pieces = handmade_parts()
    pieces[TYPES] = pieces.pop(TYPES)
    return packed(pieces)


@file_kind("types by the ending of names only")
def default_types() -> bytes:
    types = types_xml().replace(override(SHEET, f"{TYPE}worksheet+xml"), "")
    types = types.replace(
        'Extension="xml" ContentType="application/xml"',
        f'Extension="XML" ContentType="{TYPE}worksheet+xml"',
    )
    return packed({**handmade_parts(), TYPES: types})


either("the sheet's type is left out")(
    lambda: packed(
        {
            **handmade_parts(),
            TYPES: types_xml().replace(override(SHEET, f"{TYPE}worksheet+xml"), ""),
        }
    )
)
file_kind("types in other letters")(
    lambda: packed({**handmade_parts(), TYPES: types_xml().replace(f"/{BOOK}", "/XL/Workbook.xml")})
)
either("the workbook's type is left out", refused=ASTRAY)(
    lambda: packed(
        {
            **handmade_parts(),
            TYPES: types_xml().replace(override(BOOK, f"{TYPE}sheet.main+xml"), ""),
        }
    )
)
either("the type of shared strings is left out")(
    lambda: packed(
        {
            **written("xlsxwriter"),
            TYPES: written("xlsxwriter")[TYPES].replace(b"sharedStrings+xml", b"x"),
        }
    )
)
either("the link of shared strings is left out")(
    lambda: changed("xlsxwriter", links=lambda part: swap(part, '/sharedStrings"', '/other"'))
)


# ---- sheets


def with_july() -> tuple[str, str]:
    """Last month's form as sheet XML, other numbers in it, and its cells."""
    form = plain_form()
    form.sheet.put(2, 6, "报告期：2021年7月")
    form.sheet.put(2, 9, "截至日期：2021-07-31")
    form.sheet.put(6, 8, 913)
    data = sheet_data(cells_of(form))
    return data, sheet_xml(data)


def two_sheets(sheets: str, links: tuple[tuple[str, str, str], ...]) -> bytes:
    """sheet1.xml is July's, sheet2.xml the one to be read."""
    pieces = handmade_parts(sheet=with_july()[1], book=book_xml(sheets))
    pieces["xl/worksheets/sheet2.xml"] = handmade_parts()[SHEET]
    pieces[TYPES] = types_xml(override("xl/worksheets/sheet2.xml", f"{TYPE}worksheet+xml")).encode()
    pieces[BOOK_LINKS] = links_xml(*links, ("rIdS", "styles", "styles.xml")).encode()
    return packed(pieces)


FIRST, SECOND = "worksheets/sheet1.xml", "worksheets/sheet2.xml"
HIDDEN_JULY = '<sheet name="七月" sheetId="{}" state="hidden" r:id="{}"/>'
SHOWN = '<sheet name="月报" sheetId="{}" r:id="{}"/>'


@file_kind("sheets in another order than their parts")
def order_of_sheets() -> bytes:
    return two_sheets(
        SHOWN.format(2, "rId2") + HIDDEN_JULY.format(1, "rId1"),
        (("rId1", "worksheet", FIRST), ("rId2", "worksheet", SECOND)),
    )


@file_kind("sheet numbers that are not the numbers of parts")
def numbers_of_sheets() -> bytes:
    return two_sheets(
        SHOWN.format(1, "rId1") + HIDDEN_JULY.format(2, "rId2"),
        (("rId2", "worksheet", FIRST), ("rId1", "worksheet", SECOND)),
    )


@file_kind("very hidden sheets and unknown states")
def very_hidden() -> bytes:
    return two_sheets(
        HIDDEN_JULY.format(1, "rId1").replace("hidden", "veryHidden") + SHOWN.format(9, "x"),
        (("rId1", "worksheet", FIRST), ("x", "worksheet", SECOND)),
    )


@file_kind("a sheet's part that no sheet names")
def orphan_sheet() -> bytes:
    return two_sheets(
        SHOWN.format(2, "rId2"),
        (("rId1", "worksheet", FIRST), ("rId2", "worksheet", SECOND)),
    )


@file_kind("sheet said to be visible", reads=of_another_sheet("A&B <'月报'> 8"))
def odd_sheet_name() -> bytes:
    name = "A&amp;B &lt;'月报'&gt; 8"
    return handmade(
        book=book_xml(f'<sheet name="{name}" sheetId="77" state="visible" r:id="rId1"/>')
    )


either("two sheets of one name", refused=f"{BROKEN} E-FORM-TWO")(
    lambda: two_sheets(
        HIDDEN_JULY.replace("七月", "月报").format(1, "rId1") + SHOWN.format(2, "rId2"),
        (("rId1", "worksheet", FIRST), ("rId2", "worksheet", SECOND)),
    )
)
either("another sheet's link leads nowhere")(
    lambda: handmade(
        book=book_xml(SHOWN.format(1, "rId1") + '<sheet name="二" sheetId="2" r:id="rId9"/>')
    )
)
file_kind("no sheet in the workbook", refused=f"{BROKEN} E-FORM-NONE")(
    lambda: handmade(book=book_xml("<x/>"))
)


def with_other_sheet(
    kind: str, root: str, folder: str, first: bool = True, more: str = ""
) -> bytes:
    """The form behind a sheet that holds no cells."""
    other = f'<sheet name="图" sheetId="2" r:id="rId2"{more}/>'
    sheets = other + SHOWN.format(1, "rId1") if first else SHOWN.format(1, "rId1") + other
    return handmade(
        book=book_xml(sheets),
        links=(("rId2", kind, f"{folder}/sheet1.xml"),),
        types=override(f"xl/{folder}/sheet1.xml", f"{TYPE}{kind}+xml"),
        more={f"xl/{folder}/sheet1.xml": root},
    )


CHART = f'<chartsheet xmlns="{MAIN}" xmlns:r="{LINKS}"><drawing r:id="rId1"/></chartsheet>'
DIALOG = f'<dialogsheet xmlns="{MAIN}"><sheetData/></dialogsheet>'
file_kind("a chart sheet first")(lambda: with_other_sheet("chartsheet", CHART, "chartsheets"))
file_kind("a chart sheet last")(
    lambda: with_other_sheet("chartsheet", CHART, "chartsheets", first=False)
)
file_kind("a dialog sheet first")(lambda: with_other_sheet("dialogsheet", DIALOG, "dialogsheets"))

# ---- macros, templates, other workbooks


def typed(kind: str, **more: bytes) -> bytes:
    return packed(
        {
            **handmade_parts(more=more),
            TYPES: types_xml().replace(f"{TYPE}sheet.main+xml", kind).encode(),
        }
    )


MACRO = "application/vnd.ms-excel.{}.macroEnabled.main+xml"
for words, suffix in (("named .xlsm", ".xlsm"), ("named .xlsx", ".xlsx"), ("named .et", ".et")):
    file_kind(f"a workbook with macros {words}", suffix, refused="E-FILE-MACRO")(
        lambda: typed(MACRO.format("sheet"), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    )
file_kind("a workbook for macros without any", ".xlsm", refused="E-FILE-MACRO")(
    lambda: typed(MACRO.format("sheet"))
)
file_kind("a template with macros", ".xltm", refused="E-FILE-MACRO")(
    lambda: typed(MACRO.format("template"), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
)
file_kind("an add-in", ".xlam", refused="E-FILE-MACRO")(
    lambda: typed("application/vnd.ms-excel.addin.macroEnabled.main+xml")
)
file_kind("a macro project in a workbook without macros", refused=f"E-FILE-MACRO {BROKEN}")(
    lambda: handmade(
        links=(
            (
                "rIdV",
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "vbaProject.bin",
            ),
        ),
        types=override("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject"),
        more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 200},
    )
)
either("a sheet of old macros", refused=f"E-FILE-MACRO {BROKEN}")(
    lambda: with_other_sheet(
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
        f'xmlns="{MAIN}"><sheetData/></xm:macrosheet>',
        "macrosheets",
        more=' state="hidden"',
    )
)
either("a template", ".xltx", refused="E-FILE-UNKNOWN")(lambda: typed(f"{TYPE}template.main+xml"))


def binary_workbook() -> bytes:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return packed(
        {
            TYPES: f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" '
            f'ContentType="{kind}"/><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
            ROOT_LINKS: links_xml(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": b"\x83\x01\x00\x84\x01\x00",
            "xl/worksheets/sheet1.bin": b"\x81\x01\x00\x82\x01\x00",
        }
    )


for suffix in (".xlsb", ".xlsx"):
    file_kind(f"a binary workbook named {suffix}", suffix, refused="E-FILE-XLSB")(binary_workbook)

# ---- what else lies in packages

PICTURE = zlib.decompress(zlib.compress(b"\x89PNG\r\n\x1a\n" + bytes(200)))
DRAWING_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</xdr:wsDr>'
)
BOX = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>7</xdr:col><xdr:row>5</xdr:row></xdr:from><xdr:to>"
    "<xdr:col>9</xdr:col><xdr:row>7</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>{}"
    "</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)


def drawn(inner: str, **more: bytes) -> bytes:
    sheet = sheet_xml(sheet_data(cells_of()), after='<drawing r:id="rId1"/>')
    return handmade(
        sheet=sheet,
        types=override("xl/drawings/drawing1.xml", DRAWING_KIND),
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": links_xml(
                ("rId1", "drawing", "../drawings/drawing1.xml")
            ),
            "xl/drawings/drawing1.xml": DRAWING.format(inner),
            **more,
        },
    )


file_kind("an empty drawing as Google Sheets leaves it")(lambda: drawn(""))
file_kind("a text box over the figures")(lambda: drawn(BOX.format("本月完成 9999")))
file_kind("pictures and charts")(
    lambda: drawn(
        "",
        **{
            "xl/media/image1.png": PICTURE,
            "xl/charts/chart1.xml": b"<c:chartSpace xmlns:c='urn:c'><v>9</v></c:chartSpace>",
            "docProps/thumbnail.emf": bytes(500),
        },
    )
)


def commented(text: str, threaded: str = "") -> bytes:
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList>'
        f'<comment ref="H6" authorId="0"><text><r><t>{text}</t></r></text></comment>'
        "</commentList></comments>"
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="H6" personId="{{0}}" id="{{1}}"><text>{threaded}</text>'
        "</threadedComment></ThreadedComments>"
    )
    links = [("rId1", "comments", "../comments1.xml"), ("rId2", "vmlDrawing", "../drawings/v.vml")]
    more: dict[str, bytes | str] = {
        "xl/comments1.xml": comments,
        "xl/drawings/v.vml": b"<xml xmlns:v='urn:schemas-microsoft-com:vml'><br></xml>",
    }
    if threaded:
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        links.append(("rId3", kind, "../threadedComments/threadedComment1.xml"))
        more["xl/threadedComments/threadedComment1.xml"] = thread
        more["xl/persons/person.xml"] = "<personList/>"
    more["xl/worksheets/_rels/sheet1.xml.rels"] = links_xml(*links)
    return handmade(
        sheet=sheet_xml(sheet_data(cells_of()), after='<legacyDrawing r:id="rId2"/>'),
        types=override("xl/comments1.xml", f"{TYPE}comments+xml"),
        more=more,
    )


file_kind("a comment on a figure")(lambda: commented("上月 913"))
file_kind("a threaded comment on a figure")(lambda: commented("[线程批注] 上月 913", "上月 913"))


def table_part() -> bytes:
    table = (
        f'<table xmlns="{MAIN}" id="1" name="表1" displayName="表1" ref="A4:K16" '
        'totalsRowCount="1"><autoFilter ref="A4:K16"/><tableColumns count="1">'
        '<tableColumn id="1" name="本月完成"/></tableColumns></table>'
    )
    return handmade(
        sheet=sheet_xml(
            sheet_data(cells_of()),
            after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        ),
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": links_xml(("rId1", "table", "../tables/t.xml")),
            "xl/tables/t.xml": table,
        },
    )


file_kind("a table over the form")(table_part)

EXTRAS: dict[str, dict[str, bytes]] = {
    "an embedded workbook": {"xl/embeddings/Microsoft_Excel_Sheet1.xlsx": plain_bytes("openpyxl")},
    "an OLE object": {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90},
    "printer settings": {"xl/printerSettings/printerSettings1.bin": bytes(900)},
    "custom XML": {"customXml/item1.xml": b"<x/>", "customXml/itemProps1.xml": b"<broken"},
    "a chain of computing": {"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="Z9" i="4"/></calcChain>'.encode()},
    "a digital signature": {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"},
    "labels of Microsoft 365": {"docMetadata/LabelInfo.xml": b"<clbl:labelList xmlns:clbl='urn:c'/>"},
    "a link to another workbook": {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": links_xml(
            ("rId1", "externalLinkPath", "file:///C:/7月.xlsx")
        ).encode(),
    },
    "a connection to a database": {"xl/connections.xml": f'<connections xmlns="{MAIN}"/>'.encode()},
    "a pivot's cache": {
        "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{MAIN}"><r><n v="9"/></r>'
        "</pivotCacheRecords>".encode()
    },
    "what a Mac adds": {"__MACOSX/xl/._workbook.xml": bytes(90), ".DS_Store": bytes(90)},
    "what Windows adds": {"Thumbs.db": bytes(90), "desktop.ini": b"[x]"},
    "names out of the folder": {"../../evil.xml": b"x", "/etc/passwd": b"x", "C:\\x.xml": b"x"},
    "a broken part that nobody reads": {"xl/theme/theme1.xml": b"<a:theme", "docProps/app.xml": b"\0\0"},
}  # fmt: skip
for words, extra in EXTRAS.items():
    file_kind(f"in the package {words}")(
        lambda extra=extra: packed({**written("openpyxl"), **extra})
    )

# ---- personal data where no cell is

PERSONAL = "E-PERSONAL-ID"
SAID = f"王某 {NOBODY}"


def hidden_person() -> bytes:
    form = plain_form()
    form.after.append(Drawn("名册", "very_hidden"))
    form.after[0].put(3, 3, SAID)
    return WRITERS["xlsxwriter"].write(form)


PERSONAL_AT: dict[str, Callable[[], bytes]] = {
    "a comment": lambda: commented(SAID),
    "a threaded comment": lambda: commented("[线程批注]", SAID),
    "a text box": lambda: drawn(BOX.format(SAID)),
    "a text that no cell shows any more": lambda: handmade(strings=strings_xml("甲", SAID)),
    "a page's foot": lambda: handmade(
        sheet=sheet_xml(
            sheet_data(cells_of()),
            after=f"<headerFooter><oddFooter>&amp;L{SAID}</oddFooter></headerFooter>",
        )
    ),
    "a defined name": lambda: handmade(
        book=book_xml(
            after=f'<definedNames><definedName name="甲">"{NOBODY}"</definedName></definedNames>'
        )
    ),
    "the workbook's properties": lambda: handmade(
        more={
            "docProps/core.xml": "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'>"
            f"<dc:description>{SAID}</dc:description></cp:coreProperties>"
        }
    ),
    "a pivot's cache": lambda: handmade(
        more={
            "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{MAIN}"><r>'
            f'<s v="{SAID}"/></r></pivotCacheRecords>'
        }
    ),
    "values kept of another workbook": lambda: handmade(
        more={
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><externalBook>'
            f'<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{SAID}</v>'
            "</cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
        }
    ),
    "a formula": lambda: handmade(put("H6", f'<f>IF("{NOBODY}"="",0,1033)</f><v>1033</v>')),
    "a prompt for input": lambda: handmade(
        sheet=sheet_xml(
            sheet_data(cells_of()),
            after='<dataValidations count="1"><dataValidation allowBlank="1" sqref="H6" '
            f'prompt="{SAID}"/></dataValidations>',
        )
    ),
    "a sheet's name": lambda: handmade(
        book=book_xml(
            SHOWN.format(1, "rId1") + f'<sheet name="{NOBODY}" sheetId="2" r:id="rId2"/>'
        ),
        links=(("rId2", "worksheet", "worksheets/sheet2.xml"),),
        more={"xl/worksheets/sheet2.xml": sheet_xml("<sheetData/>", merges="")},
    ),
    "a sheet's part that no sheet names": lambda: handmade(
        more={
            "xl/worksheets/sheet2.xml": sheet_xml(
                sheet_data({"A1": f'<c r="A1" t="str"><v>{SAID}</v></c>'}), merges=""
            )
        }
    ),
    "a hidden sheet in shared strings": hidden_person,
    "a row far below": lambda: handmade(
        {"XFD1048576": f'<c r="XFD1048576" t="str"><v>{SAID}</v></c>'}
    ),
    "readings of a name": lambda: handmade(
        put("K6", f'<is><t>甲</t><rPh sb="0" eb="1"><t>{NOBODY}</t></rPh></is>', 't="inlineStr"')
    ),
    "a merged cell's covered cell": lambda: handmade(
        {"C1": f'<c r="C1" t="str"><v>{SAID}</v></c>'}
    ),
    "a numeric cell": lambda: handmade({"M30": f'<c r="M30"><v>{NOBODY}</v></c>'}),
}


for words, make in PERSONAL_AT.items():
    file_kind(f"an identity number in {words}", refused=PERSONAL)(make)


# ---- the zip

for writer in XLSX_WRITERS:
    file_kind(f"stored, not packed, of {writer}")(
        lambda writer=writer: packed(written(writer), zipfile.ZIP_STORED)
    )


for writer in XLSX_WRITERS:
    file_kind(f"streamed with sizes after the data, of {writer}")(
        lambda writer=writer: streamed(written(writer))
    )
    file_kind(f"streamed with 64-bit sizes, of {writer}")(
        lambda writer=writer: zip64_streamed(written(writer))
    )


def zip64_end(content: bytes) -> bytes:
    """The directory's end in 64 bits, though nothing needs it, as SXSSF writes it."""
    end = content.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", content[end + 10 : end + 20])
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:end] + record + locator + tail


file_kind("the zip's directory in 64 bits")(lambda: zip64_end(plain_bytes("openpyxl")))
file_kind("a comment of the zip")(
    lambda: packed(written("openpyxl"), comment="报表系统 V9.2".encode())
)
either("a comment of the zip that looks like its end")(
    lambda: packed(written("openpyxl"), comment=b"x PK\x05\x06 x")
)
file_kind("a comment of 65,535 bytes")(lambda: packed(written("openpyxl"), comment=b"x" * 65535))
file_kind("folders in the zip")(
    lambda: packed({"xl/": b"", "xl/worksheets/": b"", "_rels/": b"", **written("openpyxl")})
)
file_kind("a thousand more parts")(
    lambda: packed({**written("openpyxl"), **{f"x/{n}.xml": b"" for n in range(1000)}})
)

for words, before, after in (
    ("bytes before", b"MZ" + bytes(1000), b""),
    ("one line before", b"\r\n", b""),
    ("a byte order mark before", b"\xef\xbb\xbf", b""),
    ("zeros after", b"", bytes(1000)),
    ("a line end after", b"", b"\r\n"),
    ("a web page after", b"", b"<html><body>ok</body></html>"),
):
    codes = f"{BROKEN} E-FILE-UNKNOWN E-FILE-TEXT"
    either(f"the zip with {words}", refused=codes)(
        lambda before=before, after=after: before + plain_bytes("openpyxl") + after
    )


def doubled(name: str, second: bytes) -> bytes:
    """Two entries of one name; the library warns of it, so the second is renamed in the bytes."""
    pieces = handmade_parts()
    stand_in = "#" * len(name)
    pieces[stand_in] = second
    return packed(pieces).replace(stand_in.encode(), name.encode())


file_kind("two sheets' parts of one name, which differ", refused=BROKEN)(
    lambda: doubled(SHEET, with_july()[1].encode())
)
either("two sheets' parts of one name, which are alike")(
    lambda: doubled(SHEET, handmade_parts()[SHEET])
)
either("two parts of one name that nobody reads")(
    lambda: packed(
        {**handmade_parts(), "xl/theme/theme1.xml": b"<x/>", "xl/theme/theme#.xml": b"<y/>"}
    ).replace(b"theme#.xml", b"theme1.xml")
)
file_kind("two sheets' parts whose names differ in capitals", refused=BROKEN)(
    lambda: packed({**handmade_parts(), "xl/worksheets/Sheet1.xml": with_july()[1].encode()})
)


def patched(content: bytes, at: int, values: bytes, everywhere: bool = True) -> bytes:
    """Bytes changed in the header of every entry, counted from the flags' place."""
    changed_bytes = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        if mark == b"PK\x03\x04" and not everywhere:
            continue
        start = changed_bytes.find(mark)
        while start >= 0:
            place = start + offset + at
            changed_bytes[place : place + len(values)] = values
            start = changed_bytes.find(mark, start + 4)
    return bytes(changed_bytes)


file_kind("entries of the zip encrypted", refused=f"E-FILE-ENCRYPTED {BROKEN}")(
    lambda: patched(plain_bytes("openpyxl"), 0, b"\x01\x00")
)
file_kind("entries packed in an unknown way", refused=BROKEN)(
    lambda: patched(plain_bytes("openpyxl"), 2, struct.pack("<H", 99))
)
for words, method in (("bzip2", zipfile.ZIP_BZIP2), ("LZMA", zipfile.ZIP_LZMA)):
    either(f"entries packed by {words}")(lambda method=method: packed(written("openpyxl"), method))
file_kind("wrong checksums", refused=BROKEN)(
    lambda: patched(plain_bytes("openpyxl"), 8, b"\x12\x34\x56\x78")
)
either("dates of no day in the zip")(
    lambda: patched(plain_bytes("openpyxl"), 4, b"\x00\x00\x00\x00")
)
file_kind("sizes of nothing in the directory", refused=BROKEN)(
    lambda: patched(plain_bytes("openpyxl"), 16, b"\x00\x00\x00\x00", everywhere=False)
)
file_kind("sizes of gigabytes in the directory", refused=f"{BROKEN} E-FILE-UNPACKED")(
    lambda: patched(plain_bytes("openpyxl"), 16, b"\xff\xff\xff\x7f", everywhere=False)
)


def damaged(share: float, count: int = 60) -> bytes:
    content = bytearray(plain_bytes("xlsxwriter"))
    start = content.index(SHEET.encode()) + len(SHEET) + int(1000 * share)
    content[start : start + count] = bytes(count)
    return bytes(content)


for share in (0.0, 0.2, 0.5):
    file_kind(f"a hole in the sheet's data at {share}", refused=BROKEN)(
        lambda share=share: damaged(share)
    )

for writer in XLSX_WRITERS:
    for share in (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99):
        file_kind(f"{writer}'s file cut at {share}", refused=BROKEN)(
            lambda writer=writer, share=share: plain_bytes(writer)[
                : int(len(plain_bytes(writer)) * share)
            ]
        )
    for left in (1, 2, 21):
        file_kind(f"{writer}'s file without its last {left} bytes", refused=BROKEN)(
            lambda writer=writer, left=left: plain_bytes(writer)[:-left]
        )
