"""Small workbooks built in code, and files that only look like workbooks."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import odf.opendocument
import odf.table
import odf.teletype
import odf.text
import openpyxl
import pytest
import xlsxwriter
import xlwt

from etl.workbook.grid import UnreadableWorkbook, Workbook
from etl.workbook.opening import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Grid = Mapping[tuple[int, int], str | int | float]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relationships(*links: tuple[str, str, str]) -> str:
    items = (
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(items)}</Relationships>'


def xlsx_parts(rows: str, after: str = "", **more: str) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, 表, whose rows are given as XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
        '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        f"{after}</worksheet>",
    }
    if "strings" in more:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{more["strings"]}</sst>'
    if "styles" in more:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{more["styles"]}</styleSheet>'
    return parts


def xlsx(rows: str, after: str = "", **more: str) -> bytes:
    return zipped(xlsx_parts(rows, after, **more))


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style",
        "number": "datastyle", "draw": "drawing",
    }.items()
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def ods(tables: str, styles: str = "", mimetype: str = ODS_TYPE) -> bytes:
    return zipped(
        {
            "mimetype": mimetype,
            "content.xml": f"<office:document-content {ODS_NAMES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        }
    )


def ods_rows(rows: str, styles: str = "") -> bytes:
    return ods(f'<table:table table:name="表">{rows}</table:table>', styles)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file with these streams at its root."""
    size, end, table_sector = 512, 0xFFFFFFFE, 0xFFFFFFFD
    names, bodies = list(streams), [data.ljust(4096, b"\0") for data in streams.values()]
    bodies = [body + b"\0" * (-len(body) % size) for body in bodies]
    directory = [directory_entry("Root Entry", 5, child=1 if names else 0xFFFFFFFF, start=end)]
    table = [table_sector]
    for number, (name, body) in enumerate(zip(names, bodies, strict=True), start=1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        directory.append(directory_entry(name, 2, right=right, start=len(table), size=len(body)))
        sectors = len(body) // size
        table += [*range(len(table) + 1, len(table) + sectors), end]
    first_directory = len(table)
    entries = b"".join(directory)
    entries += b"\0" * (-len(entries) % size)
    sectors = len(entries) // size
    table += [*range(first_directory + 1, first_directory + sectors), end]
    assert len(table) <= 128, "one sector of allocation table"
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first_directory, 0,
                        4096, end, 0, end, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *table) + b"".join(bodies) + entries


def directory_entry(
    name: str,
    kind: int,
    right: int = 0xFFFFFFFF,
    child: int = 0xFFFFFFFF,
    start: int = 0,
    size: int = 0,
) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + struct.pack("<3I36xIII", 0xFFFFFFFF, right, child, start, size, 0)


def by_openpyxl(grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in grid.items():
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_xlsxwriter(grid: Grid) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), value in grid.items():
        if isinstance(value, str):
            sheet.write_string(row - 1, column - 1, value)
        else:
            sheet.write_number(row - 1, column - 1, value)
    book.close()
    return target.getvalue()


def by_xlwt(grid: Grid) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for (row, column), value in grid.items():
        sheet.write(row - 1, column - 1, value)
    return saved_xls(book)


def saved_xls(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_odfpy(grid: Grid) -> bytes:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Sheet1")
    for row in range(1, max((row for row, _ in grid), default=0) + 1):
        line = odf.table.TableRow()
        for column in range(1, max((place[1] for place in grid), default=0) + 1):
            line.addElement(odf_cell(grid.get((row, column))))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def odf_cell(value: str | float | None) -> Any:
    if value is None:
        return odf.table.TableCell()
    if isinstance(value, str):
        cell = odf.table.TableCell(valuetype="string")
        for line in value.split("\n"):
            paragraph = odf.text.P()
            odf.teletype.addTextToElement(paragraph, line)
            cell.addElement(paragraph)
        return cell
    return odf.table.TableCell(valuetype="float", value=repr(value))


def content(data: bytes, sheet: int = 0) -> dict[str, Any]:
    """Address -> value of one sheet; a formula without a result is None."""
    cells = open_workbook(data).sheets[sheet].cells.values()
    return {cell.address: cell.value for cell in cells}


def only(data: bytes) -> Any:
    """The one cell of a file's first sheet."""
    (cell,) = open_workbook(data).sheets[0].cells.values()
    return cell


def kinds(book: Workbook) -> list[dict[str, tuple[Any, ...]]]:
    """What every format must agree on, sheet by sheet."""
    return [
        {cell.address: (cell.kind, cell.value, cell.raw) for cell in sheet.cells.values()}
        for sheet in book.sheets
    ]


def refusal(data: bytes) -> str:
    """The code a file is refused with; a file that is read fails the test."""
    with pytest.raises(UnreadableWorkbook) as raised:
        open_workbook(data)
    return raised.value.code
