"""Kinds of .xls files: BIFF8 records as Excel, WPS, LibreOffice, xlwt and old servers write them.

What is older than BIFF8, encrypted or broken is refused. H6 is 累计完成, 1033; J6 money, 50.05.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.corpus.file_kinds import (
    BROKEN,
    NO_NUMBER,
    NOBODY,
    Truth,
    at_cell,
    either,
    file_kind,
    less,
    nil,
    noted,
    of_another_sheet,
)
from tests.corpus.file_kinds_biff import (
    BLANK,
    BOF,
    BOOLERR,
    BOUNDSHEET,
    CHART,
    CONTINUE,
    END,
    EOF,
    FILEPASS,
    FREE,
    LABELSST,
    MULBLANK,
    MULRK,
    NUMBER,
    RK,
    RSTRING,
    STRING,
    Compound,
    Part,
    Record,
    Texts,
    at,
    book_records,
    compound,
    form_cells,
    formula,
    joined,
    label,
    long,
    number,
    placed,
    record,
    result,
    rich,
    rk_double,
    rk_whole,
    shared,
    shared_texts,
    sheet_records,
    stored,
    stream,
    xls,
)
from tests.corpus.file_kinds_packages import plain_bytes
from tests.corpus.file_kinds_xlsx import dated_form
from tests.corpus.form import Form, plain_form
from tests.corpus.sheet import Drawn
from tests.corpus.writers import WRITERS

XLS = ".xls"


def one(where: str, kind: int, data: bytes) -> dict[str, list[Record]]:
    return {where: [record(kind, placed(where), data)]}


def double(value: float) -> bytes:
    return struct.pack("<d", value)


file_kind("xls by hand as it should be", XLS)(xls)

# ---- cells

CELLS: dict[str, dict[str, list[Record]]] = {
    "RK of a whole number": one("H6", RK, rk_whole(1033)),
    "RK of a whole number in hundredths": one("H6", RK, rk_whole(103300, hundredth=True)),
    "RK of a double": one("H6", RK, rk_double(1033.0)),
    "RK of a double in hundredths": one("H6", RK, rk_double(103300.0, hundredth=True)),
    "RK of money in hundredths": one("J6", RK, rk_whole(5005, hundredth=True)),
    "RK of money as a double in hundredths": one("J6", RK, rk_double(5005.0, hundredth=True)),
    "a double with noise": {"J6": [number("J6", 50.049999999999997)]},
    "a text not shared": {"A2": [label("A2", "填报单位：昌黎县")]},
    "a text not shared of 8 bits": {"H6": [label("H6", "1033")]},
    "a text not shared, with runs": one("A2", RSTRING, long("填报单位：昌黎县") + b"\2\0" + bytes(8)),
    "blank cells": {f"{column}17": [record(BLANK, placed(f"{column}17"))] for column in "ABK"},
    "a row of blank cells": {
        "A17": [record(MULBLANK, at("A17"), struct.pack("<256HH", *[15] * 256, 255))]
    },
    "the last cell of all": {"IV65536": [record(BLANK, placed("IV65536"))]},
    "records nobody knows": {"H6": [(0x0FFF, b"1033"), number("H6", 1033.0), (0x0890, bytes(60))]},
    "the result of a formula": {"H6": [formula("H6", double(1033.0))]},
    "the result of a formula in an array": {
        "H6": [
            formula("H6", double(1033.0), b"\x01\x05\x00\x07\x00"),
            (0x221, struct.pack("<HHBBHIH", 5, 5, 7, 7, 0, 0, 3) + b"\x1e\x09\x04"),
        ]
    },
    "the result of a shared formula": {
        "H6": [
            formula("H6", double(1033.0), b"\x01\x05\x00\x07\x00"),
            (0x4BC, struct.pack("<HHBBBBH", 5, 6, 7, 7, 0, 2, 3) + b"\x1e\x09\x04"),
        ],
        "H7": [formula("H7", double(29.0), b"\x01\x05\x00\x07\x00")],
    },
    "the result of a data table": {
        "H6": [
            formula("H6", double(1033.0), b"\x02\x05\x00\x07\x00"),
            (0x236, struct.pack("<HHBBHHHHH", 5, 5, 7, 7, 0, 1, 1, 1, 1)),
        ]
    },
    "a formula that gives a text number": {
        "H6": [formula("H6", result(0)), (STRING, long("1033"))]
    },
    "a shared formula that gives a text": {
        "C6": [
            formula("C6", result(0), b"\x01\x05\x00\x02\x00"),
            (0x4BC, struct.pack("<HHBBBBH", 5, 5, 2, 2, 0, 1, 3) + b"\x1e\x09\x04"),
            (STRING, long("成年残疾人康复")),
        ]
    },
    "a formula that gives a text in two records": {
        "C6": [
            formula("C6", result(0)),
            (STRING, struct.pack("<HB", 7, 1) + "成年残".encode("utf-16-le")),
            (CONTINUE, b"\x01" + "疾人康复".encode("utf-16-le")),
        ]
    },
    "a formula that gives a text of no letter": {
        "K6": [formula("K6", result(0)), (STRING, long(""))]
    },
}  # fmt: skip
for words, cells in CELLS.items():
    file_kind(f"xls with {words}", XLS)(lambda cells=cells: xls(cells))


for words, (kind, data) in {
    "RK": (RK, rk_whole(-3)),
    "RK in hundredths": (RK, rk_whole(-300, hundredth=True)),
    "RK of a double": (RK, rk_double(-3.0)),
    "RK of a double in hundredths": (RK, rk_double(-300.0, hundredth=True)),
    "a double": (NUMBER, double(-3.0)),
}.items():
    file_kind(f"xls with a negative month as {words}", XLS, reads=less)(
        lambda kind=kind, data=data: xls(one("G7", kind, data))
    )
for words, (kind, data) in {
    "RK of nothing": (RK, rk_whole(0)),
    "RK of a double of nothing": (RK, rk_double(0.0)),
    "a double of nothing": (NUMBER, double(0.0)),
    "a double of minus nothing": (NUMBER, double(-0.0)),
    "RK of a double of minus nothing": (RK, rk_double(-0.0, hundredth=True)),
}.items():
    file_kind(f"xls with {words}", XLS, reads=nil)(
        lambda kind=kind, data=data: xls({**one("G7", kind, data), **one("I7", kind, data)})
    )


@file_kind("xls with runs of RK numbers", XLS)
def runs_of_rk() -> bytes:
    """G to J of a row in one record, as Excel and LibreOffice write neighbours."""
    plain_cells = form_cells(plain_form(), Texts())
    cells: dict[str, list[Record]] = {}
    for row in range(5, 17):
        numbers = []
        for column in "GHIJ":
            (_, data), *_ = plain_cells[f"{column}{row}"]
            (value,) = struct.unpack("<d", data[-8:])
            numbers.append(b"\x0f\0" + rk_whole(round(value * 100), hundredth=True))
            cells[f"{column}{row}"] = []
        cells[f"G{row}"] = [record(MULRK, at(f"G{row}"), *numbers, struct.pack("<H", 9))]
    return xls(cells)


@file_kind("xls by LibreOffice's order: texts without rows, row by row", XLS)
def no_row_records() -> bytes:
    return xls(sheet={"rows": False})


for words, used in {
    "left out": b"",
    "of one cell": struct.pack("<IIHHH", 0, 1, 0, 1, 0),
    "of nothing": bytes(14),
    "of the whole sheet": struct.pack("<IIHHH", 0, 65536, 0, 256, 0),
    "of four billion rows": struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0),
    "backwards": struct.pack("<IIHHH", 18, 0, 11, 0, 0),
    "cut short": b"\0\0",
}.items():
    file_kind(f"xls whose used range is {words}", XLS)(
        lambda used=used: xls(sheet={"dimensions": used})
    )

CELL_FAULTS: dict[str, tuple[dict[str, list[Record]], str]] = {
    "an error": (one("H6", BOOLERR, b"\x07\x01"), "E-ERROR-VALUE"),
    "an error nobody knows": (one("H6", BOOLERR, b"\x99\x01"), "E-ERROR-VALUE"),
    "true": (one("H6", BOOLERR, b"\x01\x00"), "E-BOOLEAN"),
    "a formula that gives an error": ({"H6": [formula("H6", result(2, 0x2A))]}, "E-ERROR-VALUE"),
    "a formula that gives true": ({"H6": [formula("H6", result(1, 1))]}, "E-BOOLEAN"),
    "not a number": ({"H6": [number("H6", float("nan"))]}, NO_NUMBER),
    "infinity": ({"H6": [number("H6", float("inf"))]}, NO_NUMBER),
    "a formula that gives infinity": ({"H6": [formula("H6", double(float("inf")))]}, NO_NUMBER),
    "1e300": ({"H6": [number("H6", 1e300)]}, f"{NO_NUMBER} E-NOT-INTEGER"),
    "a formula whose text is missing": (
        {"H6": [formula("H6", result(0))]},
        f"{NO_NUMBER} E-FORMULA-NO-RESULT",
    ),
    "a shared text out of range": ({"H6": [shared("H6", 99999)]}, NO_NUMBER),
    "a shared text of number -1": ({"H6": [shared("H6", 0xFFFFFFFF)]}, NO_NUMBER),
    "a number cut short": ({"H6": [record(NUMBER, placed("H6"), b"\0\0")]}, NO_NUMBER),
    "a text cut short": ({"H6": [record(LABELSST, placed("H6"))]}, NO_NUMBER),
    "a run of RK numbers cut short": ({"H6": [record(MULRK, at("H6"), b"\0\0\1")]}, NO_NUMBER),
    "a label longer than its record": (
        one("H6", 0x204, struct.pack("<HB", 60000, 1) + b"1\0"),
        NO_NUMBER,
    ),
    "one cell twice with two numbers": (
        {"H6": [number("H6", 1033.0), number("H6", 1034.0)]},
        "E-CELLS-TWO",
    ),
}
for words, (cells, codes) in CELL_FAULTS.items():
    file_kind(f"xls with {words}", XLS, refused=BROKEN, reads=at_cell(codes))(
        lambda cells=cells: xls(cells)
    )

for words, cells in {
    "one cell twice with one number": {"H6": [number("H6", 1033.0), number("H6", 1033.0)]},
    "a blank cell over a number": {"H6": [record(BLANK, placed("H6")), number("H6", 1033.0)]},
    "cells out of order": {"A6": [number("H6", 1033.0), number("A6", 2.0)], "H6": []},
}.items():
    either(f"xls with {words}", XLS)(lambda cells=cells: xls(cells))


@file_kind(
    "xls with a formula by xlwt, which stores no result", XLS, reads=at_cell("E-FORMULA-NO-RESULT")
)
def xlwt_formula() -> bytes:
    """xlwt stores an empty text: Excel computes the formula when it opens the file."""
    return xls({"H6": [formula("H6", result(3))]})


def blank_or_without_result() -> Form:
    """What xlwt stores for any formula, Excel stores for one that shows nothing."""
    form = plain_form()
    form.refuse("E-FORMULA-NO-RESULT", ("rehab_adult", "note"))
    return form


@file_kind(
    "xls with a formula that gives an empty text in the remark",
    XLS,
    reads=(plain_form, blank_or_without_result),
)
def empty_text_remark() -> bytes:
    return xls({"K6": [formula("K6", result(3))]})


# ---- formats, dates


def styled(where: str, value: float) -> dict[str, list[Record]]:
    return {where: [number(where, value, style=16)]}


Formats = tuple[tuple[int, str], ...]
SHOWN_OTHERWISE: tuple[tuple[str, int, Formats, str], ...] = (
    ("date", 14, (), "E-DATE"),
    ("Chinese date 31", 31, (), "E-DATE"),
    ("Chinese date 57", 57, (), "E-DATE"),
    ("percent", 9, (), "E-PERCENT"),
    ("own date", 176, ((176, 'yyyy"年"m"月"'),), "E-DATE"),
    ("own percent", 176, ((176, "0.0%"),), "E-PERCENT"),
    ("format in thousands", 176, ((176, "0.0,"),), "E-SCALED-FORMAT"),
)
for words, code, formats, codes in SHOWN_OTHERWISE:
    file_kind(f"xls with a figure in a {words}", XLS, reads=at_cell(codes))(
        lambda code=code, formats=formats: xls(
            styled("H6", 1033.0), styles=(code,), formats=formats
        )
    )
    file_kind(f"xls with a formula's result in a {words}", XLS, reads=at_cell(codes))(
        lambda code=code, formats=formats: xls(
            {"H6": [formula("H6", double(1033.0), style=16)]}, styles=(code,), formats=formats
        )
    )
    file_kind(f"xls with RK in a {words}", XLS, reads=at_cell(codes))(
        lambda code=code, formats=formats: xls(
            {"H6": [record(RK, placed("H6", 16), rk_whole(1033))]}, styles=(code,), formats=formats
        )
    )

for words, text in {
    "with a unit": '0"人"',
    "with red": "#,##0_ ;[Red]\\-#,##0\\ ",
    "of WPS's general": "G/通用格式",
    "of nothing": "",
}.items():
    file_kind(f"xls with a figure in a format {words}", XLS)(
        lambda text=text: xls(styled("H6", 1033.0), styles=(176,), formats=((176, text),))
    )
file_kind("xls with a format that is defined twice", XLS, reads=(plain_form, at_cell("E-PERCENT")))(
    lambda: xls(styled("H6", 1033.0), styles=(176,), formats=((176, "0%"), (176, "0")))
)
either("xls with a format that is not defined", XLS)(
    lambda: xls(styled("H6", 1033.0), styles=(999,))
)
for style in (17, 999, 0xFFF):
    either(f"xls with a figure's style {style} out of range", XLS)(
        lambda style=style: xls({"H6": [number("H6", 1033.0, style=style)]})
    )

file_kind("xls with dates", XLS, reads=dated_form)(lambda: xls(form=dated_form()))


@file_kind("xls with dates of 1904", XLS, reads=dated_form)
def dates_of_1904() -> bytes:
    cells = {"G2": [number("G2", 42947.0, 16)], "J2": [number("J2", 42977.0, 16)]}
    return xls(cells, form=dated_form(), date_1904=True)


# ---- texts

WORDS = "因病 paused，9月恢复 again；" * 40


def remark(text: str | bytes) -> dict[str, list[Record]]:
    """K6 is the last of the shared texts."""
    texts = Texts()
    form_cells(plain_form(), texts)
    return {"K6": [shared("K6", len(texts.items))]}


def with_remark(text: str | bytes, limit: int = 8224) -> bytes:
    texts = Texts()
    form_cells(plain_form(), texts)
    table = shared_texts([*texts.items, text], limit)
    return xls(remark(text), sst=table)


for limit in (40, 41, 64, 100, 101, 255, 1000):
    file_kind(f"xls with shared texts broken every {limit} bytes", XLS, reads=noted(WORDS))(
        lambda limit=limit: with_remark(WORDS, limit)
    )
file_kind("xls with a remark of 32,767 letters", XLS, reads=noted("情" * 32767))(
    lambda: with_remark("情" * 32767)
)
file_kind("xls with a remark of 32,767 letters of 8 bits", XLS, reads=noted("x" * 32767))(
    lambda: with_remark("x" * 32767)
)
file_kind("xls with a rich remark", XLS, reads=noted("甲乙丙丁"))(
    lambda: with_remark(rich("甲乙丙丁"))
)
file_kind("xls with the reading of a remark", XLS, reads=noted("甲乙丙丁"))(
    lambda: with_remark(rich("甲乙丙丁", runs=0, reading=bytes(30)))
)
file_kind("xls with a rich remark and its reading", XLS, reads=noted("abc"))(
    lambda: with_remark(rich("abc", reading=b"\1\0" + bytes(21)))
)


@file_kind("xls with all texts rich and read aloud", XLS)
def all_rich() -> bytes:
    texts = Texts()
    form_cells(plain_form(), texts)
    items = [rich(text, runs=3, reading=bytes(17)) for text in texts.items]
    return xls(sst=shared_texts(items, limit=300))


@file_kind("xls whose runs of a text go on in the next record", XLS, reads=noted("甲乙"))
def runs_go_on() -> bytes:
    texts = Texts()
    form_cells(plain_form(), texts)
    table = shared_texts([*texts.items, b""])
    head = struct.pack("<HBH", 2, 9, 4) + "甲乙".encode("utf-16-le")
    kind, data = table[-1]
    table[-1] = (kind, data + head + bytes(8))
    table.append((CONTINUE, bytes(8)))
    return xls(remark(""), sst=table)


for words, head in {
    "counted as four billion": struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF),
    "counted as none": bytes(8),
}.items():
    either(f"xls with shared texts {words}", XLS)(lambda head=head: counted(head))


def counted(head: bytes) -> bytes:
    texts = Texts()
    form_cells(plain_form(), texts)
    (kind, data), *rest = shared_texts(texts.items)
    return xls(sst=[(kind, head + data[8:]), *rest])


file_kind("xls without shared texts", XLS, refused=BROKEN)(lambda: xls(sst=[]))
file_kind("xls with half its shared texts", XLS, refused=BROKEN)(
    lambda: xls(sst=[(0xFC, half_texts())])
)


def half_texts() -> bytes:
    texts = Texts()
    form_cells(plain_form(), texts)
    ((_, data),) = shared_texts(texts.items)
    return data[: len(data) // 2]


for codepage in (None, 0, 936, 950, 1252, 10000, 65001, 0x8001, 0xFFFF):
    file_kind(f"xls with code page {codepage}", XLS)(
        lambda codepage=codepage: xls(codepage=codepage)
    )

# ---- sheets


def parted(*parts: Part, texts: Texts, wanted: str = "月报") -> bytes:
    book = book_records(parts, texts.items)
    return compound({"Workbook": joined(book, parts).ljust(4096, b"\0")}).done()


def july() -> Form:
    form = plain_form()
    form.sheet.put(2, 6, "报告期：2021年7月")
    form.sheet.put(2, 9, "截至日期：2021-07-31")
    form.sheet.put(6, 8, 913)
    return form


def two_parts(state: int = 1, kind: int = 0, first: bool = True, nested: bool = False) -> bytes:
    texts = Texts()
    other = Part("七月", sheet_records(form_cells(july(), texts)), state, kind)
    before = chart_records() if nested else []
    shown = Part("月报", sheet_records(form_cells(plain_form(), texts), before=before))
    return parted(*((other, shown) if first else (shown, other)), texts=texts)


def chart_records() -> list[Record]:
    """A chart inside a sheet: a stream of its own between the sheet's records."""
    bof = record(BOF, struct.pack("<HHHHII", 0x600, CHART, 0xDBB, 0x7CC, 0x41, 6))
    return [bof, number("H6", 9999.0), (EOF, b"")]


file_kind("xls with last month's sheet hidden before", XLS)(two_parts)
file_kind("xls with last month's sheet very hidden behind", XLS)(
    lambda: two_parts(state=2, first=False)
)
either("xls with a chart in the sheet before the cells", XLS)(lambda: two_parts(nested=True))
file_kind("xls with a chart in the sheet behind the cells", XLS)(
    lambda: xls(sheet={"after": chart_records()})
)


def other_kind(kind: int, body: int, state: int = 0) -> bytes:
    texts = Texts()
    bof = record(BOF, struct.pack("<HHHHII", 0x600, body, 0xDBB, 0x7CC, 0x41, 6))
    other = Part("图", [bof, number("H6", 9999.0), (EOF, b"")], state, kind)
    shown = Part("月报", sheet_records(form_cells(plain_form(), texts)))
    return parted(other, shown, texts=texts)


file_kind("xls with a chart sheet first", XLS)(lambda: other_kind(2, CHART))
either("xls with a sheet of old macros", XLS, refused=f"E-FILE-MACRO {BROKEN}")(
    lambda: other_kind(1, 0x40, state=1)
)
file_kind("xls with a Basic module first", XLS)(lambda: other_kind(6, 6))
file_kind("xls with a sheet's name of 8 bits", XLS, reads=of_another_sheet("Sheet1"))(
    lambda: xls(name="Sheet1")
)


@file_kind("xls with sheets in another order than their records", XLS)
def sheets_out_of_order() -> bytes:
    """The list names 月报 second; its records come first."""
    texts = Texts()
    hidden = Part("七月", sheet_records(form_cells(july(), texts)), 1)
    shown = Part("月报", sheet_records(form_cells(plain_form(), texts)))
    book = book_records([hidden, shown], texts.items)
    size = len(stored(book))
    places = {"七月": size + len(stored(shown.records)), "月报": size}
    filled, names = [], iter(("七月", "月报"))
    for kind, data in book:
        if kind == BOUNDSHEET:
            data = struct.pack("<I", places[next(names)]) + data[4:]
        filled.append((kind, data))
    content = stored(filled) + stored(shown.records) + stored(hidden.records)
    return compound({"Workbook": content.ljust(4096, b"\0")}).done()


for words, place in {"nowhere": 0x7FFFFFFF, "into the workbook": 0, "between records": 777}.items():

    @file_kind(f"xls whose sheet's place leads {words}", XLS, refused=f"{BROKEN} E-FORM-NONE")
    def wrong_place(place: int = place) -> bytes:
        content = bytearray(stream())
        start = content.index(struct.pack("<H", BOUNDSHEET) + b"\x0c\x00")
        content[start + 4 : start + 8] = struct.pack("<I", place)
        return compound({"Workbook": bytes(content).ljust(4096, b"\0")}).done()


for words, options in {
    "protected": {"before": [(0x12, b"\1\0"), (0x13, b"\x12\x34"), (0x63, b"\1\0")]},
    "with 1,500 merged ranges": {
        "merges": [
            *plain_form().sheet.merges,
            *((row, 1, row, 2) for row in range(30, 1530)),
        ]
    },
    "with merged ranges far out": {"merges": [*plain_form().sheet.merges, (20, 1, 65536, 256)]},
    "with a broken drawing": {"before": [(0xEC, b"\xff" * 300), (0x5D, b"\0")]},
    "with hidden rows": {"hidden": (6, 7)},
}.items():
    file_kind(f"xls {words}", XLS)(lambda options=options: xls(sheet=options))

for words, extra in {
    "protected": [(0x12, b"\1\0"), (0x13, b"\x12\x34")],
    "to be read only": [(0x5B, b"\1\0\0\0\0\0\0")],
    "with a writer's password": [(0x86, b""), (0x5B, b"\1\0\x12\x34\3\0\0abc")],
    "with names and links": [(0x1AE, b"\1\0\1\4"), (0x17, bytes(8)), (0x18, b"\0" * 15)],
    "with pictures": [(0xEB, bytes(8000)), (CONTINUE, bytes(8000)), (CONTINUE, b"\xfc\0\x08\0")],
    "with an unknown record": [(0x1234, b"\xfd\0" * 30)],
}.items():
    file_kind(f"xls workbook {words}", XLS)(lambda extra=extra: xls(more=extra))


@file_kind("xls whose sheet does not end", XLS, refused=BROKEN, reads=plain_form)
def no_end() -> bytes:
    return compound({"Workbook": stream()[:-4]}).done()


@file_kind("xls cut in a sheet's record", XLS, refused=BROKEN)
def cut_record() -> bytes:
    """The last rows are gone: blank is not what stood there."""
    content = stream()
    place = content.rindex(struct.pack("<HHHH", NUMBER, 14, 15, 9))
    return compound({"Workbook": content[: place + 9].ljust(4096, b"\0")}).done()


@file_kind("xls cut between a sheet's records", XLS, refused=BROKEN)
def cut_between_records() -> bytes:
    content = stream()
    place = content.rindex(struct.pack("<HHHH", NUMBER, 14, 15, 9))
    return compound({"Workbook": content[:place].ljust(4096, b"\0")}).done()


# ---- encrypted, older, other

RC4 = struct.pack("<HHH", 1, 1, 1) + bytes(range(48))
for words, data in {
    "by RC4": RC4,
    "by XOR": struct.pack("<HHH", 0, 0x1234, 0x5678),
    "by CryptoAPI": struct.pack("<HHHI", 1, 4, 2, 4) + bytes(150),
    "by nobody knows what": b"",
    "as BIFF5 was": struct.pack("<HH", 0x1234, 0x5678),
}.items():
    file_kind(f"xls encrypted {words}", XLS, refused="E-FILE-ENCRYPTED")(
        lambda data=data: xls(first=[(FILEPASS, data)])
    )
file_kind("xls encrypted behind the writer's password", XLS, refused="E-FILE-ENCRYPTED")(
    lambda: xls(first=[(0x86, b""), (FILEPASS, RC4)])
)
OLD = "E-FILE-UNKNOWN E-FILE-OLD-XLS E-FILE-BROKEN"


def old_stream(version: int = 0x500) -> bytes:
    bof = struct.pack("<HHHHHH", BOF, 8, version, 5, 0, 0)
    sheet = struct.pack("<HHHHHH", BOF, 8, version, 0x10, 0, 0)
    text = "昌黎县".encode("gbk")
    cell = struct.pack("<HHHHHH", 0x204, 8 + len(text), 0, 0, 0, len(text)) + text
    return (bof + b"\x0a\0\0\0" + sheet + cell + b"\x0a\0\0\0").ljust(5000, b"\0")


for words, name, version in (
    ("of Excel 95 in Book", "Book", 0x500),
    ("of Excel 95 in Workbook", "Workbook", 0x500),
    ("of no version", "Workbook", 0),
):
    file_kind(f"xls {words}", XLS, refused="E-FILE-UNKNOWN E-FILE-OLD-XLS")(
        lambda name=name, version=version: compound({name: old_stream(version)}).done()
    )
for words, start in {
    "BIFF2": b"\x09\0\x04\0\x02\0\x10\0",
    "BIFF3": b"\x09\x02\x06\0\0\0\x10\0\0\0",
    "BIFF4": b"\x09\x04\x06\0\0\0\x10\0\0\0",
    "BIFF5": b"\x09\x08\x08\0\0\x05\x10\0\0\0\0\0",
    "a PHP page's": b"\x09\x08\x08\0\0\0\x10\0\0\0\0\0",
}.items():
    body = struct.pack("<HHHHHH", 0x204, 14, 0, 0, 0, 6) + "昌黎县".encode("gbk")
    body += struct.pack("<HHHHHd", 0x203, 14, 0, 1, 0, 1033.0) + b"\x0a\0\0\0"
    file_kind(
        f"xls of {words} records without a compound file",
        XLS,
        refused="E-FILE-UNKNOWN E-FILE-OLD-XLS",
    )(lambda start=start, body=body: start + body)
file_kind("xls records of BIFF8 without a compound file", XLS, refused=OLD, reads=plain_form)(
    stream
)


@file_kind("xls for Excel 95 and 97 in one file", XLS)
def two_versions() -> bytes:
    return compound({"Book": old_stream(), "Workbook": stream().ljust(4096, b"\0")}).done()


@file_kind("xls with a project of macros", XLS, refused="E-FILE-MACRO", reads=plain_form)
def with_macros() -> bytes:
    pieces = {
        "Workbook": stream().ljust(4096, b"\0"),
        "_VBA_PROJECT_CUR/PROJECT": b"ID=x" * 100,
        "_VBA_PROJECT_CUR/dir": bytes(900),
    }
    return compound(pieces).done()


# ---- the compound file

SUMMARY = {
    "\x05SummaryInformation": bytes(4096),
    "\x05DocumentSummaryInformation": bytes(200),
    "\x01CompObj": bytes(114),
}


def framed(**options: object) -> Compound:
    pieces = {**SUMMARY, "Workbook": stream().ljust(4096, b"\0")}
    return compound(pieces, **options)  # type: ignore[arg-type]


def short_stream() -> bytes:
    """Few enough bytes for the mini stream: texts without rows and formats."""
    return stream(sheet={"rows": False, "merges": []})


file_kind("xls with the properties of Office", XLS)(lambda: framed().done())
file_kind("xls with sectors out of order", XLS)(lambda: framed(scattered=True).done())
file_kind("xls with sectors of 4096 bytes", XLS)(lambda: framed(shift=12).done())
file_kind("xls in the mini stream", XLS)(
    lambda: compound({"Workbook": tiny_stream()}, cutoff=4096).done()
)


def tiny_stream() -> bytes:
    texts = Texts()
    cells = form_cells(plain_form(), texts)
    for where, records in cells.items():
        (kind, data), *_ = records
        if kind == NUMBER:
            (value,) = struct.unpack("<d", data[-8:])
            number_in_hundredths = rk_whole(round(value * 100), hundredth=True)
            cells[where] = [record(RK, placed(where), number_in_hundredths)]
    part = Part("月报", sheet_records(cells, rows=False))
    book = [item for item in book_records([part], texts.items) if item[0] not in (0x31, 0x293)]
    content = joined(book, [part])
    assert len(content) < 4096, len(content)
    return content


def patched(change: Callable[[Compound], object], **options: object) -> bytes:
    made = framed(**options)
    change(made)
    return made.done()


file_kind("xls with more bytes behind", XLS)(lambda: framed().done() + bytes(700))
file_kind("xls with a web page behind", XLS)(lambda: framed().done() + b"<html></html>")


@either("xls whose last sector is cut", XLS)
def whole_but_padding() -> bytes:
    """Only zeros of the last sector are missing, as some writers leave it."""
    content = compound({"Workbook": stream().ljust(4096, b"\0")}).done()
    return content.rstrip(b"\0")


file_kind("xls with a size of garbage above 32 bits", XLS)(
    lambda: patched(lambda made: made.entry(4, 124, b"\xcd\xcd\xcd\xcd"))
)
file_kind("xls with dates and flags of garbage", XLS)(
    lambda: patched(lambda made: made.entry(4, 80, b"\xee" * 36).head(8, b"\x77" * 16))
)
file_kind("xls with another name of the root", XLS)(lambda: framed(root="R").done())

CYCLES: dict[str, Callable[[Compound], object]] = {
    "a chain that goes round": lambda made: made.chain(
        made.starts["Workbook"] + 2, made.starts["Workbook"]
    ),
    "a sector that follows itself": lambda made: made.chain(
        made.starts["Workbook"], made.starts["Workbook"]
    ),
    "a chain that leads out of the file": lambda made: made.chain(
        made.starts["Workbook"] + 1, 0x00FFFFFF
    ),
    "a chain that ends early": lambda made: made.chain(made.starts["Workbook"] + 1, END),
    "a chain that is free": lambda made: made.chain(made.starts["Workbook"] + 1, FREE),
    "a directory that goes round": lambda made: made.chain(
        made.starts["\0directory"], made.starts["\0directory"]
    ),
    "a stream that starts nowhere": lambda made: made.entry(4, 116, b"\xff\xff\xff\x7f"),
    "a stream of four gigabytes": lambda made: made.entry(4, 120, b"\xff\xff\xff\xff"),
    "a stream of nothing": lambda made: made.entry(4, 120, bytes(8)),
    "sectors of one byte": lambda made: made.head(30, b"\0\0"),
    "sectors of two gigabytes": lambda made: made.head(30, b"\x1f\0"),
    "four billion tables": lambda made: made.head(44, b"\xff\xff\xff\xff"),
    "no table": lambda made: made.head(76, b"\xff\xff\xff\xff"),
    "a table that is not there": lambda made: made.head(76, b"\0\0\1\0"),
    "a directory that is not there": lambda made: made.head(48, b"\0\0\1\0"),
    "tables of tables that go round": lambda made: made.head(
        68, struct.pack("<I", made.starts["Workbook"])
    ).head(72, b"\xff\xff\xff\x7f"),
}
TOLERABLE = {
    "a stream of four gigabytes",
    "four billion tables",
    "tables of tables that go round",
    "a directory that goes round",
}
for words, change in CYCLES.items():
    reads: tuple[Truth, ...] = (plain_form,) if words in TOLERABLE else ()
    codes = f"{BROKEN} E-FILE-UNKNOWN E-FILE-OLD-XLS" if "stream of nothing" in words else BROKEN
    file_kind(f"xls with {words}", XLS, refused=codes, reads=reads)(
        lambda change=change: patched(change)
    )

for words, child in {"itself": 0, "its sibling's sibling": 1, "no entry": 0x00FFFFFF}.items():
    either(f"xls whose directory's tree leads to {words}", XLS, refused=f"{BROKEN} E-FILE-UNKNOWN")(
        lambda child=child: patched(
            lambda made: made.entry(1, 72, struct.pack("<I", child)),
        )
    )

for writer_name, base in (("xlwt", lambda: plain_bytes("xlwt")), ("hand", lambda: framed().done())):
    for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9):
        file_kind(f"xls by {writer_name} cut at {share}", XLS, refused=BROKEN)(
            lambda base=base, share=share: base()[: int(len(base()) * share)]
        )

# ---- personal data


def hidden_person() -> bytes:
    form = plain_form()
    form.after.append(Drawn("名册", "very_hidden"))
    form.after[0].put(300, 30, f"王某 {NOBODY}")
    return WRITERS["xlwt"].write(form)


COMMENT = f"王某 {NOBODY}"
DRAWN_TEXT = [
    (0xEC, bytes(40)),
    (0x5D, b"\x15\0\x12\0\x19\0\1\0\x11\x40" + bytes(12) + bytes(4)),
    (0xEC, bytes(8)),
    (0x1B6, struct.pack("<HHHHHHHI", 530, 0, 0, 0, 0, len(COMMENT), 16, 0)),
    (CONTINUE, b"\1" + COMMENT.encode("utf-16-le")),
    (CONTINUE, bytes(16)),
    (0x1C, struct.pack("<HHHH", 5, 7, 0, 1) + b"\1\0\0a\0"),
]
for words, make in {
    "a very hidden sheet": hidden_person,
    "a comment": lambda: xls(sheet={"after": DRAWN_TEXT}),
    "a text that no cell shows any more": lambda: xls(texts=[COMMENT]),
    "the result of a formula": lambda: xls(
        {"M30": [formula("M30", result(0)), (STRING, long(COMMENT))]}
    ),
    "a numeric cell": lambda: xls({"M30": [number("M30", float(NOBODY))]}),
}.items():
    file_kind(f"xls with an identity number in {words}", XLS, refused="E-PERSONAL-ID")(make)
