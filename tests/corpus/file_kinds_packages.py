"""Packages taken apart and put together: zip archives, and a workbook's XML made by hand.

``handmade`` writes the plain form as small XML of which any cell, part or piece can be given
in other words; ``parts`` and ``packed`` take a writer's file apart and pack it again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from xml.sax.saxutils import escape

from tests.corpus.form import Form, plain_form
from tests.corpus.sheet import Drawn, address
from tests.corpus.writers import WRITERS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
STRINGS, TYPES = "xl/sharedStrings.xml", "[Content_Types].xml"
ROOT_LINKS, BOOK_LINKS = "_rels/.rels", "xl/_rels/workbook.xml.rels"

Parts = dict[str, bytes]


@cache
def plain_bytes(writer: str) -> bytes:
    """The plain form as a writer saves it."""
    return WRITERS[writer].write(plain_form())


def parts(content: bytes) -> Parts:
    """The parts of a package, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def written(writer: str) -> Parts:
    """The parts of the plain form as a writer saves it."""
    return parts(plain_bytes(writer))


def packed(
    pieces: Mapping[str, bytes | str],
    compression: int = zipfile.ZIP_DEFLATED,
    comment: bytes = b"",
) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        archive.comment = comment
        for name, content in pieces.items():
            info = zipfile.ZipInfo(name, (2021, 9, 2, 10, 0, 0))
            info.compress_type = compression
            archive.writestr(info, content)
    return target.getvalue()


class Stream(io.RawIOBase):
    """Takes bytes and cannot go back, as a server's answer does."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.taken += content
        return len(content)


def streamed(pieces: Mapping[str, bytes], zip64: bool = False) -> bytes:
    """A package whose sizes stand after the data."""
    target = Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pieces.items():
            with archive.open(name, "w", force_zip64=zip64) as part:
                part.write(content)
    return bytes(target.taken)


def zip64_streamed(pieces: Mapping[str, bytes]) -> bytes:
    return streamed(pieces, zip64=True)


def swap(content: bytes, old: str, new: str, count: int = -1) -> bytes:
    """Other words in a part; that the old ones are there is made sure of."""
    assert old.encode() in content, f"{old} is not there"
    return content.replace(old.encode(), new.encode(), count)


def changed(writer: str, **changes: Callable[[bytes], bytes]) -> bytes:
    """A writer's file with its parts changed: sheet, book, styles, strings, types, links."""
    names = {
        "sheet": SHEET, "book": BOOK, "styles": STYLES, "strings": STRINGS, "types": TYPES,
        "links": BOOK_LINKS, "root": ROOT_LINKS,
    }  # fmt: skip
    pieces = written(writer)
    for word, change in changes.items():
        pieces[names[word]] = change(pieces[names[word]])
    return packed(pieces)


# ---- a workbook by hand


def cells_of(form: Form | None = None) -> dict[str, str]:
    """Address to XML of every cell: texts in line, numbers plain, no style."""
    found: dict[str, str] = {}
    drawn = (form or plain_form()).sheet
    for place in sorted(drawn.cells):
        where, value = address(place), drawn.cells[place].value
        if isinstance(value, str):
            found[where] = f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        else:
            found[where] = f'<c r="{where}"><v>{value}</v></c>'
    return found


def split(where: str) -> tuple[int, int]:
    """B12 is (12, 2)."""
    letters = where.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    return int(where[len(letters) :]), column


def rows_of(cells: Mapping[str, str]) -> dict[int, list[str]]:
    """The XML of the cells by row, in the order of columns."""
    rows: dict[int, list[str]] = {}
    for where in sorted(cells, key=split):
        rows.setdefault(split(where)[0], []).append(cells[where])
    return rows


def sheet_data(cells: Mapping[str, str]) -> str:
    lines = (f'<row r="{row}">{"".join(inner)}</row>' for row, inner in rows_of(cells).items())
    return f"<sheetData>{''.join(lines)}</sheetData>"


def merges_of(drawn: Drawn) -> str:
    items = "".join(
        f'<mergeCell ref="{address((top, left))}:{address((bottom, right))}"/>'
        for top, left, bottom, right in drawn.merges
    )
    return f'<mergeCells count="{len(drawn.merges)}">{items}</mergeCells>' if items else ""


def sheet_xml(data: str, before: str = "", after: str = "", merges: str | None = None) -> str:
    if merges is None:
        merges = merges_of(plain_form().sheet)
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}" xmlns:mc="{COMPATIBLE}">'
        f"{before}{data}{merges}{after}</worksheet>"
    )


def book_xml(sheets: str = "", before: str = "", after: str = "") -> str:
    sheets = sheets or '<sheet name="月报" sheetId="1" r:id="rId1"/>'
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}" xmlns:mc="{COMPATIBLE}">'
        f"{before}<sheets>{sheets}</sheets>{after}</workbook>"
    )


def links_xml(*links: tuple[str, str, str]) -> str:
    """Relationships (id, kind, target); a kind with a colon is a whole address."""
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{LINKS}/{kind}"}"'
        f' Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def types_xml(more: str = "") -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="vml" '
        'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/{BOOK}" ContentType="{TYPE}sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{TYPE}worksheet+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{TYPE}styles+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{TYPE}sharedStrings+xml"/>'
        f"{more}</Types>"
    )


def override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def styles_xml(formats: str = "", xfs: str = "", before: str = "", after: str = "") -> str:
    """A style sheet: cellXfs 0 is plain, those given follow."""
    return (
        f'<styleSheet xmlns="{MAIN}">{formats}'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f"{before}"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{xfs}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
        f"{after}</styleSheet>"
    )


def xf(number_format: int) -> str:
    return (
        f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/>'
    )


EMPTY_STRINGS = f'<sst xmlns="{MAIN}" count="0" uniqueCount="0"/>'


def handmade_parts(
    cells: Mapping[str, str] | None = None,
    *,
    sheet: str = "",
    book: str = "",
    styles: str = "",
    strings: str = "",
    links: tuple[tuple[str, str, str], ...] = (),
    types: str = "",
    more: Mapping[str, bytes | str] | None = None,
) -> Parts:
    """The plain form by hand, with other cells and other parts than usual."""
    sheet = sheet or sheet_xml(sheet_data({**cells_of(), **(cells or {})}))
    texts: dict[str, str] = {
        TYPES: types_xml(types),
        ROOT_LINKS: links_xml(("rId1", "officeDocument", BOOK)),
        BOOK: book or book_xml(),
        BOOK_LINKS: links_xml(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rIdS", "styles", "styles.xml"),
            ("rIdT", "sharedStrings", "sharedStrings.xml"),
            *links,
        ),
        SHEET: sheet,
        STYLES: styles or styles_xml(),
        STRINGS: strings or EMPTY_STRINGS,
    }
    made = {name: (PROLOG + text).encode() for name, text in texts.items()}
    for name, content in (more or {}).items():
        made[name] = content if isinstance(content, bytes) else (PROLOG + content).encode()
    return made


def handmade(cells: Mapping[str, str] | None = None, **rest: object) -> bytes:
    """See ``handmade_parts``; packed."""
    return packed(handmade_parts(cells, **rest))  # type: ignore[arg-type]


def put(where: str, inner: str, attributes: str = "") -> dict[str, str]:
    """One cell in other words."""
    return {where: f'<c r="{where}"{" " if attributes else ""}{attributes}>{inner}</c>'}


def strings_xml(*items: str) -> str:
    """A table of shared strings; an item that is no XML is a text."""
    inner = "".join(
        item if item.startswith("<si") else f"<si><t>{escape(item)}</t></si>" for item in items
    )
    return f'<sst xmlns="{MAIN}" count="{len(items)}" uniqueCount="{len(items)}">{inner}</sst>'
