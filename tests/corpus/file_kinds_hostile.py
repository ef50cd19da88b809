"""Files made to hurt: bombs, sizes that lie, references without end, millions of things.

Each must be read right or refused, and soon. The small ones are tried with all the others;
the big ones only by ``python -m tests.corpus.hostile``, which measures every one of them in a
process of its own.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tests.corpus.file_kinds import (
    ANY,
    BROKEN,
    FILE_KINDS,
    Make,
    Register,
    Truth,
    at_cell,
    file_kind,
    noted,
)
from tests.corpus.file_kinds_biff import (
    BLANK,
    BOUNDSHEET,
    CONTINUE,
    LABEL,
    MULBLANK,
    Part,
    Record,
    Texts,
    at,
    book_records,
    compound,
    form_cells,
    long,
    placed,
    record,
    sheet_records,
    stored,
    stream,
    xls,
)
from tests.corpus.file_kinds_ods import (
    ALL_ROW,
    CONTENT,
    content_xml,
    grid,
    number_cell,
    ods,
    ods_parts,
    row_xml,
    table_xml,
)
from tests.corpus.file_kinds_packages import (
    BOOK,
    BOOK_LINKS,
    MAIN,
    ROOT_LINKS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    book_xml,
    cells_of,
    handmade,
    handmade_parts,
    links_xml,
    merges_of,
    packed,
    plain_bytes,
    put,
    sheet_data,
    sheet_xml,
    strings_xml,
    styles_xml,
    xf,
)
from tests.corpus.form import plain_form
from tests.corpus.sheet import letters

HOSTILE: Register = {}
BIG: Register = {}
XLS, ODS = ".xls", ".ods"
UNPACKED, ROWS = "E-FILE-UNPACKED", "E-FILE-TOO-MANY-ROWS"
TOO_MUCH = f"{BROKEN} {UNPACKED} {ROWS} E-FILE-TOO-SLOW E-FILE-TOO-LARGE"


def hostile(
    name: str,
    suffix: str = ".xlsx",
    *,
    reads: tuple[Truth, ...] | Truth = (),
    refused: str = TOO_MUCH,
    big: bool = False,
) -> Callable[[Make], Make]:
    registers = (HOSTILE, BIG) if big else (HOSTILE, FILE_KINDS)
    return file_kind(f"hostile: {name}", suffix, reads=reads, refused=refused, registers=registers)


def harmless(name: str, suffix: str = ".xlsx", *, big: bool = False) -> Callable[[Make], Make]:
    """Large, but a person reads it without trouble: so must the program."""
    registers = (HOSTILE, BIG) if big else (HOSTILE, FILE_KINDS)
    return file_kind(f"large: {name}", suffix, registers=registers)


def bearable(name: str, suffix: str = ".xlsx", *, big: bool = False) -> Callable[[Make], Make]:
    """Read right or refused, whichever; only soon."""
    return hostile(name, suffix, reads=plain_form, big=big)


def fast(pieces: Mapping[str, bytes | str]) -> bytes:
    """Packed quickly."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in pieces.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 1)
    return target.getvalue()


def sheet_of(data: str, **rest: str) -> bytes:
    return fast(handmade_parts(sheet=sheet_xml(data, **rest)))


def with_rows(rows: str) -> str:
    return sheet_data(cells_of()).replace("</sheetData>", f"{rows}</sheetData>")


# ---- entities and document types

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
)
TYPES_OF_DOCUMENT: dict[str, tuple[str, str]] = {
    "a billion laughs": (LAUGHS, "&a10;"),
    "one large entity often": (f"<!DOCTYPE x [<!ENTITY a '{'x' * 50_000}'>]>", "&a;" * 5000),
    "an entity of itself": ("<!DOCTYPE x [<!ENTITY a '&a;'>]>", "&a;"),
    "an entity in a file": ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "&a;"),
    "an entity on the net": ("<!DOCTYPE x [<!ENTITY a SYSTEM 'http://127.0.0.1:9/a'>]>", "&a;"),
    "an entity with the number": ("<!DOCTYPE x [<!ENTITY a '1033'>]>", "&a;"),
    "a parameter entity": ("<!DOCTYPE x [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>", "1033"),
    "a document type in a file": ("<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>", "1033"),
    "a document type": ("<!DOCTYPE worksheet>", "1033"),
    "an attribute by default": ("<!DOCTYPE worksheet [<!ATTLIST c t CDATA 'e'>]>", "1033"),
}  # fmt: skip
for words, (head, text) in TYPES_OF_DOCUMENT.items():

    @hostile(f"{words} in the sheet", refused=BROKEN)
    def in_sheet(head: str = head, text: str = text) -> bytes:
        pieces = handmade_parts(put("H6", f"<v>{text}</v>"))
        pieces[SHEET] = pieces[SHEET].replace(b"?>\n", b"?>\n" + head.encode(), 1)
        return packed(pieces)

    @hostile(f"{words} in an ods", ODS, refused=BROKEN)
    def in_content(head: str = head, text: str = text) -> bytes:
        cell = number_cell(1033).replace("1033</text:p>", f"{text}</text:p>")
        content = content_xml(table_xml("".join(map(row_xml, grid(cells={"H6": cell})))))
        pieces = ods_parts(content)
        pieces[CONTENT] = pieces[CONTENT].replace(b"?>\n", b"?>\n" + head.encode(), 1)
        return packed(pieces)


for name in (STRINGS, STYLES, BOOK, BOOK_LINKS, ROOT_LINKS, TYPES):
    reads = (plain_form,) if name in (STYLES, STRINGS, TYPES, ROOT_LINKS) else ()

    @hostile(f"a billion laughs in {name}", refused=BROKEN, reads=reads)
    def in_part(name: str = name) -> bytes:
        pieces = handmade_parts()
        part = pieces[name].replace(b"?>\n", b"?>\n" + LAUGHS.encode(), 1)
        end = part.rindex(b"</") if b"</" in part else part.rindex(b"/>")
        if b"</" in part:
            part = part[:end] + b"&a10;" + part[end:]
        return packed({**pieces, name: part})


# ---- bombs


@dataclass(frozen=True)
class Entry:
    """An entry of a zip as its headers claim it."""

    name: str
    data: bytes
    size: int
    method: int = 8
    crc: int = 0


def raw_zip(entries: Iterable[Entry], copies: int = 1) -> bytes:
    """A zip whose headers say what they are told to; ``copies``: the directory often."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        name = entry.name.encode()
        facts = struct.pack(
            "<HHHHHIIIHH",
            20, 0x800, entry.method, 0, 0x5322, entry.crc, len(entry.data), entry.size, len(name), 0,
        )  # fmt: skip
        for number in range(copies if entry.name.startswith("xl/media") else 1):
            own = name[:-4] + b"%04d" % number if number else name
            directory += struct.pack("<IH", 0x02014B50, 20) + facts
            directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + own
            count += 1
        body += struct.pack("<I", 0x04034B50) + facts + name + entry.data
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def bomb(block: bytes, times: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A deflated stream that holds a block very often, made in no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    one = zlib.compressobj(9, zlib.DEFLATED, -15)
    middle = one.compress(block) + one.flush(zlib.Z_FULL_FLUSH)
    return start + middle * times + packer.compress(tail) + packer.flush(zlib.Z_FINISH)


def entry(name: str, content: bytes) -> Entry:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(
        name, packer.compress(content) + packer.flush(), len(content), 8, zlib.crc32(content)
    )


def with_bomb(name: str, data: bytes, size: int, copies: int = 1) -> bytes:
    entries = [entry(key, content) for key, content in handmade_parts().items() if key != name]
    return raw_zip([*entries, Entry(name, data, size)], copies)


MEGABYTE = b" " * (1 << 20)
PARTS = {
    "the sheet": SHEET,
    "shared strings": STRINGS,
    "the workbook": BOOK,
    "a picture": "xl/media/image0000.png",
}
for words, name in PARTS.items():
    for gigabytes in (1, 3):
        hostile(f"{gigabytes} GB of blanks as {words}", refused=f"{UNPACKED} {BROKEN}")(
            lambda name=name, gigabytes=gigabytes: with_bomb(
                name, bomb(MEGABYTE, gigabytes << 10, b"<x>"), gigabytes << 30
            )
        )
    claims = {"a thousand bytes": 1000, "nothing": 0, "150 MB": 150 << 20}
    for claim, size in claims.items():
        picture: tuple[Truth, ...] = (plain_form,) if name.endswith("png") else ()
        slow = words == "the workbook" and claim == "150 MB"
        hostile(f"1 GB of blanks as {words}, said to be {claim}", reads=picture, big=slow)(
            lambda name=name, size=size: with_bomb(name, bomb(MEGABYTE, 1 << 10, b"<x>"), size)
        )
hostile("a thousand pictures in one place", refused=f"{UNPACKED} {BROKEN}")(
    lambda: with_bomb(PARTS["a picture"], bomb(MEGABYTE, 1), 1 << 20, copies=1000)
)


def padded(megabytes: int) -> bytes:
    """A part that nobody reads, and its true sum."""
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(MEGABYTE, crc)
    entries = [entry(key, content) for key, content in handmade_parts().items()]
    return raw_zip(
        [*entries, Entry("xl/media/a.png", bomb(MEGABYTE, megabytes), megabytes << 20, 8, crc)]
    )


harmless("a picture of 150 MB of blanks")(lambda: padded(150))
hostile("a picture of 250 MB of blanks", refused=UNPACKED)(lambda: padded(250))
harmless("a picture of 19 MB")(
    lambda: packed({**handmade_parts(), "xl/media/a.jpg": bytes(19_000_000)}, zipfile.ZIP_STORED)
)
hostile("a workbook of 22 MB", refused="E-FILE-TOO-LARGE")(
    lambda: packed({**handmade_parts(), "xl/media/a.jpg": bytes(22 << 20)}, zipfile.ZIP_STORED)
)
hostile("22 MB of nothing", refused="E-FILE-TOO-LARGE")(lambda: bytes(22 << 20))
hostile("an ods of 1 GB of blanks", ODS, refused=f"{UNPACKED} {BROKEN}")(
    lambda: raw_zip(
        [
            Entry("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", 46, 0),
            Entry(CONTENT, bomb(MEGABYTE, 1 << 10, b"<x>"), 1 << 30),
        ]
    )
)


def nested(depth: int) -> bytes:
    content = plain_bytes("openpyxl")
    for _ in range(depth):
        content = packed({"a.zip": content})
    return content


hostile("a zip in a zip, fifty deep", ".zip", refused="E-FILE-ZIP")(lambda: nested(50))
for count, big in ((2000, False), (65_000, True)):
    bearable(f"{count} entries in the zip", big=big)(
        lambda count=count: raw_zip(
            [entry(key, content) for key, content in handmade_parts().items()]
            + [Entry(f"x/{number}", b"", 0, 0) for number in range(count)]
        )
    )
bearable("names of 60,000 letters in the zip")(
    lambda: raw_zip(
        [entry(key, content) for key, content in handmade_parts().items()]
        + [Entry("a" * 60_000 + str(number), b"", 0, 0) for number in range(40)]
    )
)

# ---- rows, columns, cells


def styled_rows(count: int, cells: int = 0) -> bytes:
    inner = "".join(f'<c r="{letters(column)}%d" s="0"/>' for column in range(1, cells + 1))
    line = f'<row r="%d" s="0" customFormat="1" ht="15" customHeight="1">{inner}</row>'
    rows = "".join(line % ((row,) * (cells + 1)) for row in range(19, count + 1))
    return sheet_of(with_rows(rows))


for count, cells, big in (
    (100_000, 0, False), (20_000, 11, False), (1_048_576, 0, True), (1_048_576, 3, True), (300_000, 11, True),
):  # fmt: skip
    harmless(f"{count} blank styled rows of {cells} cells", big=big)(
        lambda count=count, cells=cells: styled_rows(count, cells)
    )


def wide(rows: range, cell: str, cells: Mapping[str, str] | None = None) -> bytes:
    names = [letters(column) for column in range(1, 16_385)]
    lines = "".join(
        f'<row r="{row}">{"".join(cell.replace("@", f"{name}{row}") for name in names)}</row>'
        for row in rows
    )
    return sheet_of(with_rows(lines))


EMPTY_CELL, WORD_CELL = '<c r="@" s="0"/>', '<c r="@" t="str"><v>备注</v></c>'
harmless("16,384 blank columns in two rows")(lambda: wide(range(20, 22), EMPTY_CELL))
harmless("16,384 blank columns in a hundred rows", big=True)(
    lambda: wide(range(20, 120), EMPTY_CELL)
)
bearable("16,384 columns of words in two rows")(lambda: wide(range(20, 22), WORD_CELL))
bearable("16,384 columns of words in sixty rows", big=True)(lambda: wide(range(20, 80), WORD_CELL))


def wide_header(word: str, rows: int = 1) -> bytes:
    cells = {
        f"{letters(column)}{3 + row}": f'<c r="{letters(column)}{3 + row}" t="str"><v>{word}</v></c>'
        for column in range(12, 16_385)
        for row in range(rows)
    }
    return handmade(cells)


hostile("16,384 columns called 累计完成", refused=ANY)(lambda: wide_header("累计完成"))
bearable("16,384 columns called 核对")(lambda: wide_header("核对", rows=2))
hostile("16,384 columns called 其中：本月完成（人）", refused=ANY, reads=plain_form)(
    lambda: wide_header("其中：本月完成（人）")
)


def many_rows(count: int, text: str = "x", first: int = 30, columns: int = 1) -> str:
    return "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{letters(column)}{row}" t="str"><v>{text}</v></c>'
            for column in range(1, columns + 1)
        )
        + "</row>"
        for row in range(first, first + count)
    )


def second_sheet(data: str, state: str = "") -> bytes:
    pieces = handmade_parts(
        book=book_xml(
            '<sheet name="月报" sheetId="1" r:id="rId1"/>'
            f'<sheet name="二" sheetId="2" r:id="rId2"{state}/>'
        ),
        links=(("rId2", "worksheet", "worksheets/sheet2.xml"),),
        more={"xl/worksheets/sheet2.xml": sheet_xml(f"<sheetData>{data}</sheetData>", merges="")},
    )
    return fast(pieces)


harmless("9,900 rows of words under the form")(lambda: sheet_of(with_rows(many_rows(9900))))
harmless("9,900 rows of words on another sheet")(lambda: second_sheet(many_rows(9900, first=1)))
harmless("9,900 rows of thirty numbers on another sheet", big=True)(
    lambda: second_sheet(many_rows(9900, "12345", 1, 30))
)
hostile("10,001 rows of words under the form", refused=ROWS)(
    lambda: sheet_of(with_rows(many_rows(10_001)))
)
hostile("10,001 rows of words on another sheet", refused=ROWS)(
    lambda: second_sheet(many_rows(10_001, first=1))
)
hostile("10,001 rows of words on a hidden sheet", refused=ROWS)(
    lambda: second_sheet(many_rows(10_001, first=1), ' state="veryHidden"')
)
hostile("a million rows of words", refused=f"{ROWS} {UNPACKED}", big=True)(
    lambda: sheet_of(with_rows(many_rows(1_000_000)))
)
bearable("10,001 rows of blanks that are text")(
    lambda: sheet_of(with_rows(many_rows(10_001, "  ")))
)
hostile("10,001 rows of content in an xls", XLS, refused=ROWS)(
    lambda: xls(
        {f"A{row}": [record(0x203, placed(f"A{row}"), bytes(8))] for row in range(30, 10_031)}
    )
)
harmless("65,536 blank styled rows in an xls", XLS)(
    lambda: xls({f"A{row}": [record(BLANK, placed(f"A{row}"))] for row in range(30, 65_537, 4)})
)
harmless("256 blank columns in 20,000 rows of an xls", XLS, big=True)(
    lambda: xls(
        {
            f"A{row}": [record(MULBLANK, at(f"A{row}"), struct.pack("<256HH", *[15] * 256, 255))]
            for row in range(30, 20_030)
        }
    )
)

# ---- references without end, things by the million


def many_merges(count: int) -> str:
    items = "".join(f'<mergeCell ref="M{row}:N{row}"/>' for row in range(20, 20 + count))
    return merges_of(plain_form().sheet).replace("</mergeCells>", f"{items}</mergeCells>")


for count, big in ((20_000, False), (100_000, False), (1_000_000, True)):
    bearable(f"{count} merged ranges", big=big)(
        lambda count=count: sheet_of(sheet_data(cells_of()), merges=many_merges(count))
    )
for words, reference, count in (
    ("one merged range over everything", "A1:XFD1048576", 1),
    ("a thousand merged ranges over everything", "A1:XFD1048576", 1000),
    ("merged ranges over whole columns", "A1:A1048576", 200),
    ("merged ranges over whole rows", "A6:XFD6", 200),
):
    hostile(words, refused=ANY)(
        lambda reference=reference, count=count: handmade(
            sheet=sheet_xml(
                sheet_data(cells_of()),
                merges=f"<mergeCells>{f'<mergeCell ref={chr(34)}{reference}{chr(34)}/>' * count}</mergeCells>",
            )
        )
    )
harmless("20,000 merged ranges under the form, each of all columns")(
    lambda: sheet_of(
        sheet_data(cells_of()),
        merges=merges_of(plain_form().sheet).replace(
            "</mergeCells>",
            "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(30, 20_030))
            + "</mergeCells>",
        ),
    )
)


def same_part(count: int, data: str = "") -> bytes:
    """Very many sheets, all of one part."""
    sheets = "".join(
        f'<sheet name="s{number}" sheetId="{number + 2}" r:id="rId2"/>' for number in range(count)
    )
    return fast(
        handmade_parts(
            book=book_xml('<sheet name="月报" sheetId="1" r:id="rId1"/>' + sheets),
            links=(("rId2", "worksheet", "worksheets/sheet2.xml"),),
            more={
                "xl/worksheets/sheet2.xml": sheet_xml(f"<sheetData>{data}</sheetData>", merges="")
            },
        )
    )


for count, rows, big in ((1000, 0, False), (65_535, 0, True), (200, 40, False), (2000, 2000, True)):
    bearable(f"{count} sheets of one part of {rows} rows", big=big)(
        lambda count=count, rows=rows: same_part(count, many_rows(rows, first=1))
    )


def own_parts(count: int) -> bytes:
    sheets = "".join(
        f'<sheet name="s{number}" sheetId="{number + 2}" r:id="r{number}"/>'
        for number in range(count)
    )
    return fast(
        handmade_parts(
            book=book_xml('<sheet name="月报" sheetId="1" r:id="rId1"/>' + sheets),
            links=tuple(
                (f"r{number}", "worksheet", f"worksheets/s{number}.xml") for number in range(count)
            ),
            more={
                f"xl/worksheets/s{number}.xml": sheet_xml(
                    f"<sheetData>{many_rows(1)}</sheetData>", merges=""
                )
                for number in range(count)
            },
        )
    )


for count, big in ((255, False), (10_000, True)):
    bearable(f"{count} sheets of their own", big=big)(lambda count=count: own_parts(count))


def one_long_text(length: int, cells: int) -> bytes:
    """One shared text that very many cells show."""
    data = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letters(column)}{row}" t="s"><v>0</v></c>' for column in range(1, 12))
        + "</row>"
        for row in range(1, cells // 11 + 1)
    )
    pieces = parts_of_second(data)
    pieces[STRINGS] = strings_xml("一2" * (length // 2)).encode()
    return fast(pieces)


def parts_of_second(data: str) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(second_sheet(data))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


for length, cells, big in (
    (32_767, 100, False),
    (32_767, 2000, True),
    (32_767, 100_000, True),
    (5_000_000, 50_000, True),
):
    bearable(f"one text of {length} letters in {cells} cells", big=big)(
        lambda length=length, cells=cells: one_long_text(length, cells)
    )


def many_names(count: int) -> bytes:
    names = '<definedName name="a">1</definedName>' * count
    return handmade(book=book_xml(after=f"<definedNames>{names}</definedNames>"))


def many_columns(count: int) -> bytes:
    columns = '<col min="1" max="16384" width="9"/>' * count
    return sheet_of(sheet_data(cells_of()), before=f"<cols>{columns}</cols>")


def many_hidden_columns(count: int) -> bytes:
    columns = '<col min="1" max="16384" width="9" hidden="1"/>' * count
    return sheet_of(sheet_data(cells_of()), before=f"<cols>{columns}</cols>")


def many_attributes(count: int) -> bytes:
    attributes = " ".join(f'a{number}="1"' for number in range(count))
    return sheet_of(with_rows(f'<row r="30" {attributes}/>'))


def many_formats(count: int) -> bytes:
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="0.{n}"/>' for n in range(count))
    xfs = "".join(xf(200 + number) for number in range(count))
    return handmade(styles=styles_xml(formats=f"<numFmts>{formats}</numFmts>", xfs=xfs))


def many_runs(count: int) -> bytes:
    item = f"<si>{'<r><t>x</t></r>' * count}</si>"
    return fast(handmade_parts(put("K6", "<v>0</v>", 't="s"'), strings=strings_xml(item)))


def many_comments(count: int) -> bytes:
    items = "".join(
        f'<comment ref="A{row}" authorId="0"><text><t>x</t></text></comment>'
        for row in range(1, count)
    )
    comments = f'<comments xmlns="{MAIN}"><commentList>{items}</commentList></comments>'
    links = links_xml(("rId1", "comments", "../comments1.xml"))
    more = {"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": links}
    return fast(handmade_parts(more=more))


def many_spaces(count: int) -> bytes:
    """Names of namespaces, one within the other."""
    start = "".join(f'<a xmlns:p{number}="urn:{number}">' for number in range(count))
    return sheet_of(sheet_data(cells_of()), after=f"{start}{'</a>' * count}")


MANY: dict[str, Callable[[int], bytes]] = {
    "shared strings": lambda count: fast(
        {**handmade_parts(), STRINGS: strings_xml(*["x"] * count)}
    ),
    "cell formats": lambda count: handmade(styles=styles_xml(xfs=xf(0) * count)),
    "links of the workbook": lambda count: handmade(
        links=tuple((f"r{number}", "image", "x.png") for number in range(count))
    ),
    "types": lambda count: handmade(types='<Override PartName="/x" ContentType="y"/>' * count),
    "comments of XML": lambda count: sheet_of(with_rows("<!--x-->" * count)),
    "instructions of XML": lambda count: sheet_of(with_rows("<?x y?>" * count)),
    "runs in one text": many_runs,
    "number formats": many_formats,
    "defined names": many_names,
    "columns": many_columns,
    "times a hundredth of hidden columns": lambda count: many_hidden_columns(count // 100),
    "attributes of a row": many_attributes,
    "comments on cells": many_comments,
    "namespaces in each other": lambda count: many_spaces(count // 10),
    "rules for input": lambda count: sheet_of(
        sheet_data(cells_of()),
        after="<x>" + '<dataValidation sqref="A1:XFD9"/>' * count + "</x>",
    ),
}
for words, make in MANY.items():
    for count, big in ((10_000, False), (1_000_000, True)):
        bearable(f"{count} {words}", big=big)(lambda make=make, count=count: make(count))


# ---- deep and long


def deep(count: int, name: str = "a") -> str:
    return f"<{name}>" * count + f"</{name}>" * count


for count, big in ((5_000, False), (100_000, False), (3_000_000, True)):
    bearable(f"elements {count} deep behind the rows", big=big)(
        lambda count=count: sheet_of(sheet_data(cells_of()), after=deep(count))
    )
    bearable(f"elements {count} deep in a cell", big=big)(
        lambda count=count: sheet_of(sheet_data({**cells_of(), **put("K6", deep(count))}))
    )
    bearable(f"groups {count} deep in an ods", ODS, big=big)(
        lambda count=count: fast(
            ods_parts(
                content_xml(
                    table_xml(
                        "<table:table-row-group>" * count
                        + "".join(map(row_xml, grid()))
                        + "</table:table-row-group>" * count
                    )
                )
            )
        )
    )
    bearable(f"spans {count} deep in an ods", ODS, big=big)(
        lambda count=count: ods(
            {
                "K6": "<table:table-cell><text:p>"
                + deep(count, "text:span")
                + "</text:p></table:table-cell>"
            }
        )
    )
bearable("runs 5,000 deep in a shared string")(
    lambda: handmade(strings=strings_xml(f"<si>{deep(5000, 'r')}</si>"))
)
bearable("an attribute of 10 MB")(
    lambda: sheet_of(with_rows(f'<row r="30" x="{"x" * 10_000_000}"/>'))
)
bearable("an attribute of 150 MB", big=True)(
    lambda: sheet_of(with_rows(f'<row r="30" x="{"x" * 150_000_000}"/>'))
)
bearable("a name of 5 MB")(lambda: sheet_of(with_rows(f"<{'x' * 5_000_000}/>")))
bearable("a comment of XML of 20 MB")(lambda: sheet_of(with_rows(f"<!--{'x' * 20_000_000}-->")))
bearable("blanks of 20 MB between rows")(lambda: sheet_of(with_rows(" " * 20_000_000)))
bearable("a shared string of 10 MB that nobody uses")(
    lambda: fast({**handmade_parts(), STRINGS: strings_xml("x" * 10_000_000).encode()})
)
bearable("a shared string of 150 MB that nobody uses", big=True)(
    lambda: fast({**handmade_parts(), STRINGS: strings_xml("x" * 150_000_000).encode()})
)
hostile("a remark of 32,767 letters", reads=noted("情" * 32_767), refused="-")(
    lambda: handmade(put("K6", f"<is><t>{'情' * 32_767}</t></is>", 't="inlineStr"'))
)
hostile("a remark of 10 MB", reads=noted("x" * 10_000_000))(
    lambda: handmade(put("K6", f"<is><t>{'x' * 10_000_000}</t></is>", 't="inlineStr"'))
)
harmless("formulas of 8,192 letters in every figure")(
    lambda: fast(
        handmade_parts(
            {
                where: cell.replace("<v>", f"<f>{'1+' * 4095}1</f><v>")
                for where, cell in cells_of().items()
                if where[0] in "GHIJ" and "<v>" in cell
            }
        )
    )
)

# ---- texts that keep patterns busy

NASTY: dict[str, str] = {
    "nines": "9" * 32_000,
    "digits and commas": "1," * 16_000,
    "digits and blanks": "1 " * 16_000 + "x",
    "digits and points": "1." * 16_000,
    "full-width digits": "１" * 32_000 + "x",
    "blanks": "1" + " " * 32_000 + "x",
    "wide blanks": "\u3000" * 32_000 + "x",
    "open brackets": "(" * 32_000,
    "brackets": "()" * 16_000 + "x",
    "brackets in brackets": "(" * 16_000 + "1" + ")" * 16_000,
    "years": "2021年" * 6000,
    "years and months": "2021年8月" * 4000 + "x",
    "dashes": "1-" * 16_000,
    "slashes": "2021/8/" * 4000,
    "colons": "填报单位：" * 6000,
    "words of the form": "本月完成累计完成" * 4000,
    "units": "万元" * 16_000,
    "the city": "秦皇岛市" * 8000 + "x",
    "counties": "昌黎县、" * 8000,
    "exponents": "1e" * 16_000,
    "Chinese numerals": "一千" * 16_000,
    "numbers of eighteen digits": "13032219000101001 " * 1700,
    "digits of an identity": "1303221900" * 3200,
    "telephones": "1391234567 " * 2900,
    "line ends": "\n" * 32_000 + "x",
    "combining signs": "e" + "\u0301" * 32_000,
    "no-break signs": "\u200b" * 32_000 + "x",
    "ligatures": "\ufdfa" * 32_000,
    "letters and signs": "a@" * 16_000,
}
PLACES = {
    "a figure": ("H6",),
    "title and labels": ("A1", "A2", "F2", "I2"),
    "header and names": ("H3", "C6", "B5", "D6"),
    "remark and foot": ("K6", "A18", "A30"),
}


def nasty(text: str, wheres: tuple[str, ...]) -> bytes:
    inner = f'<is><t xml:space="preserve">{text}</t></is>'
    cells: dict[str, str] = {}
    for where in wheres:
        cells |= put(where, inner, 't="inlineStr"')
    return handmade(cells)


for words, text in NASTY.items():
    for place, wheres in PLACES.items():
        hostile(f"{words} in {place}", refused=ANY, big=True)(
            lambda text=text, wheres=wheres: nasty(text, wheres)
        )
        hostile(f"4,000 {words} in {place}", refused=ANY)(
            lambda text=text, wheres=wheres: nasty(text[:2000] + text[-2000:], wheres)
        )


FORMATS: dict[str, str] = {
    "open brackets": "[" * 30_000,
    "quotes": "&quot;" * 30_001,
    "zeros and points": "0." * 15_000,
    "colours": "[Red]" * 6000,
    "backslashes": "\\" * 29_999,
    "commas": "0" + "," * 30_000 + "x",
    "conditions": "[&gt;1]0;" * 4000,
    "sections": ";" * 30_000,
    "stars": "*_" * 15_000,
    "letters of dates": "yx" * 15_000,
    "locales": "[$-804" * 5000,
}
for words, code in FORMATS.items():
    # The whole, and one of a length that Excel takes.
    for text, big in ((code, True), (code[:2400], False)):

        @hostile(f"a number format of {len(text)} signs, {words}", refused=ANY, big=big)
        def long_format(code: str = text) -> bytes:
            formats = f'<numFmts><numFmt numFmtId="176" formatCode="{code}"/></numFmts>'
            cells = {"H6": '<c r="H6" s="1"><v>1033</v></c>'}
            return handmade(cells, styles=styles_xml(formats=formats, xfs=xf(176)))


# ---- what claims to be something, at great length

OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
# A start, a piece, and how often the piece follows.
LONG: dict[str, tuple[bytes, bytes, int]] = {
    "open brackets": (b"", b"[", 19_000_000),
    "open angles": (b"", b"<", 19_000_000),
    "a comment without end": (b"<!--", b"-", 19_000_000),
    "an XML declaration without end": (b"<?xml ", b" ", 19_000_000),
    "blanks": (b"", b" ", 19_000_000),
    "line ends": (b"", b"\r\n", 9_000_000),
    "commas": (b"", b",", 19_000_000),
    "a table of commas": (b"", b"1,2,3\r\n", 2_700_000),
    "GBK": (b"", "昌黎县，".encode("gbk"), 2_000_000),
    "half of UTF-8": (b"", b"\xe6\x98", 9_000_000),
    "UTF-16": (b"\xff\xfe", b"a\0", 9_000_000),
    "zeros": (b"", b"\0", 19_000_000),
    "quotes": (b"", b'"', 19_000_000),
    "elements in elements": (b"", b"<a>", 6_000_000),
    "XML of 2003": (OLD_XML, b"<a>", 6_000_000),
    "laughs in XML": (b'<?xml version="1.0"?>' + LAUGHS.encode(), b"<x>&a10;</x>", 1),
    "a PDF": (b"%PDF-1.7", b"\0", 19_000_000),
    "a mail": (b"MIME-Version: 1.0\r\n", b"X: y\r\n", 3_000_000),
    "zip marks": (b"", b"PK\x03\x04", 4_700_000),
    "zip ends": (b"PK\x03\x04", b"PK\x05\x06", 4_700_000),
    "zip directories": (b"PK\x03\x04", b"PK\x01\x02", 4_700_000),
    "a compound file's marks": (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 2_300_000),
    "noise": (b"", random.Random(5).randbytes(100_000), 180),
}
for words, (start, piece, times) in LONG.items():
    hostile(f"19 MB of {words}", "", refused=ANY, big=True)(
        lambda start=start, piece=piece, times=times: start + piece * times
    )

# ---- xls


def nested_streams(depth: int) -> list[Record]:
    bof = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0xDBB, 0x7CC, 0x41, 6))
    return [bof] * depth + [(0x0A, b"")] * depth


for count, big in ((5000, False), (500_000, True)):
    bearable(f"{count} charts in each other in an xls", XLS, big=big)(
        lambda count=count: xls(sheet={"after": nested_streams(count)})
    )
    bearable(f"{count} records nobody knows in an xls", XLS, big=big)(
        lambda count=count: xls(sheet={"after": [(0x1234, b"")] * count})
    )
    bearable(f"{count} records that go on in an xls", XLS, big=big)(
        lambda count=count: xls(more=[(0xEB, b""), *[(CONTINUE, b"x")] * count])
    )
    bearable(f"{count} texts in an xls", XLS, big=big)(lambda count=count: xls(texts=["x"] * count))


def one_sheet_often(count: int, rows: int) -> bytes:
    """Very many sheets in the list, all of them at one place."""
    texts = Texts()
    shown = Part("月报", sheet_records(form_cells(plain_form(), texts)))
    cells = {f"A{row}": [record(LABEL, placed(f"A{row}"), long("x"))] for row in range(1, rows + 1)}
    other = Part("二", sheet_records(cells, merges=[]))
    parts = [shown, *[Part(f"s{number}", []) for number in range(count)]]
    book = book_records(parts, texts.items)
    first = len(stored(book))
    second = first + len(stored(shown.records))
    places = iter([first, *[second] * count])
    filled = [
        (kind, struct.pack("<I", next(places)) + data[4:] if kind == BOUNDSHEET else data)
        for kind, data in book
    ]
    content = stored(filled) + stored(shown.records) + stored(other.records)
    return compound({"Workbook": content.ljust(4096, b"\0")}).done()


for count, rows, big in ((255, 100, False), (2000, 2000, True)):
    bearable(f"{count} sheets of {rows} rows at one place in an xls", XLS, big=big)(
        lambda count=count, rows=rows: one_sheet_often(count, rows)
    )
bearable("3,000 streams beside the workbook in an xls", XLS)(
    lambda: compound(
        {
            "Workbook": stream().ljust(4096, b"\0"),
            **{f"s{number:05}": b"" for number in range(3000)},
        }
    ).done()
)
bearable("100,000 streams beside the workbook in an xls", XLS, big=True)(
    lambda: compound(
        {"Workbook": stream().ljust(4096, b"\0"), **{f"s{n:06}": b"" for n in range(100_000)}},
        shift=12,
    ).done()
)
bearable("5,000 merged ranges in an xls", XLS)(
    lambda: xls(
        sheet={
            "merges": [*plain_form().sheet.merges, *((row, 1, row, 256) for row in range(30, 5030))]
        }
    )
)

# ---- ods


def repeated(cell: str, rows: int, columns: int = 1, more: str = "") -> bytes:
    cell = cell.replace(
        "<table:table-cell", f'<table:table-cell table:number-columns-repeated="{columns}"', 1
    )
    lines = "".join(map(row_xml, grid())) + row_xml([ALL_ROW], ' table:number-rows-repeated="9"')
    lines += row_xml([cell], f' table:number-rows-repeated="{rows}"{more}')
    return packed(ods_parts(content_xml(table_xml(lines))))


X_CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
LONG_CELL = X_CELL.replace(">x<", f">{'一2' * 16_000}<")
hostile("a million like rows of words in an ods", ODS, refused=ROWS)(
    lambda: repeated(X_CELL, 1_048_000)
)
hostile("10,001 like rows of words in an ods", ODS, refused=ROWS)(lambda: repeated(X_CELL, 10_001))
harmless("9,900 like rows of words in an ods", ODS)(lambda: repeated(X_CELL, 9900))
bearable("16,384 like words in ten rows of an ods", ODS)(lambda: repeated(X_CELL, 10, 16_384))
bearable("16,384 like words in a hundred rows of an ods", ODS, big=True)(
    lambda: repeated(X_CELL, 100, 16_384)
)
bearable("16,384 like words in 9,900 rows of an ods", ODS, big=True)(
    lambda: repeated(X_CELL, 9900, 16_384)
)
bearable("16,384 long texts in a hundred rows of an ods", ODS, big=True)(
    lambda: repeated(LONG_CELL, 100, 16_384)
)
bearable("one long text in 9,900 rows of an ods", ODS, big=True)(lambda: repeated(LONG_CELL, 9900))
harmless("blank styled cells over the whole sheet in an ods", ODS)(
    lambda: repeated('<table:table-cell table:style-name="ce1"/>', 1_048_000, 16_384)
)
for count, big in ((20_000, False), (1_000_000, True)):
    # No program writes them so: blank rows that are alike are one.
    bearable(f"{count} blank rows one by one in an ods", ODS, big=big)(
        lambda count=count: fast(
            ods_parts(
                content_xml(table_xml("".join(map(row_xml, grid())) + row_xml([ALL_ROW]) * count))
            )
        )
    )
for words, cell in {
    "a span over everything": number_cell(
        5, ' table:number-rows-spanned="1048576" table:number-columns-spanned="16384"'
    ),
    "a span beyond everything": number_cell(
        5, f' table:number-rows-spanned="{"9" * 5000}" table:number-columns-spanned="99999999999"'
    ),
}.items():
    hostile(f"{words} in an ods", ODS, reads=(plain_form, at_cell(ANY)), refused=ANY)(
        lambda cell=cell: ods({"A17": cell})
    )
for words, count in (("a hundred million", 100_000_000), ("two billion", 2_000_000_000)):
    hostile(f"{words} blanks in a text of an ods", ODS, reads=plain_form)(
        lambda count=count: ods(
            {
                "K6": f'<table:table-cell office:value-type="string"><text:p><text:s text:c="{count}"/>'
                "</text:p></table:table-cell>"
            }
        )
    )
hostile("a thousand times a million blanks in an ods", ODS, reads=plain_form)(
    lambda: ods(
        {
            "K6": '<table:table-cell office:value-type="string"><text:p>'
            + '<text:s text:c="1000000"/>' * 1000
            + "</text:p></table:table-cell>"
        }
    )
)
bearable("5,000 tables in an ods", ODS)(
    lambda: fast(
        ods_parts(
            content_xml(
                table_xml("".join(map(row_xml, grid())))
                + "".join(table_xml(row_xml([X_CELL]), f"s{number}") for number in range(5000))
            )
        )
    )
)
for count, big in ((20_000, False), (1_000_000, True)):
    bearable(f"{count} styles in an ods", ODS, big=big)(
        lambda count=count: fast(
            ods_parts(
                content_xml(
                    table_xml("".join(map(row_xml, grid()))),
                    "".join(
                        f'<style:style style:name="c{n}" style:family="table-cell" '
                        f'style:parent-style-name="c{n + 1}"/>'
                        for n in range(count)
                    ),
                )
            )
        )
    )
bearable("styles that inherit from each other in an ods", ODS)(
    lambda: ods(
        {"H6": number_cell(1033, ' table:style-name="a"')},
        styles='<style:style style:name="a" style:family="table-cell" style:parent-style-name="b"/>'
        '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>',
    )
)
