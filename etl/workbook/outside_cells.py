"""Personal numbers that stand in a file but in none of its cells.

Heads and feet of pages, input prompts, names, drawings, document properties, unused strings,
embedded files: nobody sees them in the table, and the file is kept as it came. They are
looked for in the bytes of every part, whatever it is for.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.personal_numbers import has_many_digits, holds_identity_number, holds_mobile
from etl.workbook.archive import CappedArchive
from etl.workbook.deadline import check_time
from etl.workbook.formula_texts import is_known_clean, know_clean
from etl.workbook.grid import Workbook

PLACE = "单元格之外（页眉页脚、提示、名称、图形或文档属性等处）"
# Parts with the texts of cells, which have been searched cell by cell: a telephone may
# stand in the foot, so that only identity numbers are looked for once more.
_OF_CELLS = re.compile(r"sharedstrings\.xml$|(?:^|/)content\.xml$|styles\.xml$", re.IGNORECASE)
_NOTHING_WRITTEN = re.compile(
    r"(?:^\[content_types\]\.xml|theme/[^/]*\.xml|calcchain\.xml|\.(?:png|jpe?g|gif|emf|wmf))$",
    re.IGNORECASE,
)
# The cells of a worksheet have been read; those of an embedded file or a cache have not.
_WORKSHEET = re.compile(r"xl/worksheets/", re.IGNORECASE)
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>", re.DOTALL)
# Tags inside a text, whose pieces belong together; every other tag ends a text.
_WITHIN = re.compile(
    r"</?(?:\w+:)?(?:r|t|rPr|span|b|i|u|sz|color|latin|ea|cs|rFont|family|charset|scheme|s)\b[^<>]*>"
)
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r'=\s*"([^"]*)"|=\s*\'([^\']*)\'')
# What is worth a closer look: eleven digits with little between them, or with tags.
_MANY_DIGITS = re.compile(rb"[0-9](?:(?:<[^<>]*>|[^0-9<>\"]){0,6}?[0-9]){10}")
_ASCII_RUN = re.compile(rb"[0-9](?:[ \-.]?[0-9]){14,}(?:[ \-.]?[Xx])?")
_WIDE_RUN = re.compile(rb"(?:[0-9]\0(?:[ \-.]\0)?){15,}(?:[Xx]\0)?")
_LONG_NUMBER = re.compile(rb"[0-9]{17,20}[Xx]?")
_MOST_NESTED = 4
_LONG_PART = 4 * 1024 * 1024
_STEP = 256 * 1024


def personal_numbers_outside(workbook: Workbook) -> list[Finding]:
    """Return findings for numbers of persons in a file's parts outside of its cells."""
    found: dict[str, None] = {}
    for part, text in workbook.outside:
        if is_known_clean(text):
            continue
        check_time()
        if holds_identity_number(text):
            found["E-PERSONAL-ID"] = None
        elif part and not _OF_CELLS.search(part) and holds_mobile(text):
            found["E-PERSONAL-MOBILE"] = None
        elif not holds_mobile(text):
            know_clean(text)
    return [finding(code, {"where": PLACE}) for code in found]


def outside_texts(archive: CappedArchive) -> list[tuple[str, str]]:
    """Return (part, text) of what is written in an archive with as many digits as a number has.

    What cannot be unpacked cannot be searched, and a file that was not searched is not kept:
    then this raises.
    """
    return [
        (name, text)
        for name, data in _parts(archive)
        for text in _texts(name, data)
        if has_many_digits(text)
    ]


def texts_of_bytes(data: bytes) -> list[tuple[str, str]]:
    """Return the same of a file that is no archive; its texts belong to no part."""
    return [("", text) for text in _texts("", data) if has_many_digits(text)]


def _parts(archive: CappedArchive, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of an archive, and of archives inside it."""
    for entry in archive.infolist():
        if not entry.file_size or _NOTHING_WRITTEN.search(entry.filename):
            continue
        if entry.file_size > _LONG_PART:
            yield entry.filename, _ends_and_numbers(archive, entry)
            continue
        data = archive.read(entry.filename)
        if data.startswith(b"PK") and depth < _MOST_NESTED:
            with CappedArchive(data) as inner:
                yield from ((f"//{name}", part) for name, part in _parts(inner, depth + 1))
        else:
            yield entry.filename, data


def _ends_and_numbers(archive: CappedArchive, entry: zipfile.ZipInfo) -> bytes:
    """Return the beginning and the end of a long part, and the long numbers between.

    Of a worksheet that is what stands before and after its cells.

    It was unpacked within the limits already; here it passes by once more, uncounted.
    """
    kept: list[bytes] = []
    before = b""
    with zipfile.ZipFile.open(archive, entry) as stream:
        while chunk := stream.read(_STEP):
            check_time()
            if not kept:
                kept.append(chunk.partition(b"sheetData")[0])
            kept += (b"<n>%b</n>" % number for number in _LONG_NUMBER.findall(before[-20:] + chunk))
            before = before[-_STEP:] + chunk if len(chunk) < _STEP else chunk
    return b"".join((*kept, before.rpartition(b"sheetData")[2]))


def _texts(name: str, data: bytes) -> Iterator[str]:
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        for found in (*_ASCII_RUN.findall(data), *_WIDE_RUN.findall(data)):
            yield found.replace(b"\0", b"").decode("ascii", "ignore")
        return
    if _WORKSHEET.match(name):
        whole, data = data, _SHEET_DATA.sub(b"", data)
        yield from (
            found.decode("ascii", "ignore") for found in _ASCII_RUN.findall(whole)
        )  # of a sheet that no workbook names; a telephone has fewer digits
    if _MANY_DIGITS.search(data) is None:
        return
    text = data.decode("utf-8", "ignore")
    for double, single in _ATTRIBUTE.findall(text):
        if len(double or single) > 10:
            yield unescape(double or single)
    yield from (
        unescape(line) for line in _TAG.sub("\n", _WITHIN.sub("", text)).split("\n") if line
    )
