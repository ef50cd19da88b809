"""Whatever is in a file, making its copy ends soon and ends with a copy."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from zlib import crc32

import pytest
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.workbook.deadline import time_limit
from etl.workbook.grid import Range, UnreadableWorkbook
from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import as_xlsx
from etl.workbook.rewriting.names import sheet_names
from etl.workbook.rewriting.writing import disjoint
from tests.corpus.file_kinds_catalogue import FILE_KINDS
from tests.workbook.made_files import by_xlwt, content, ods, ods_rows, saved_xls
from tests.workbook.rewriting.copied_files import by_openpyxl, copied, read_alike
from tests.workbook.rewriting.test_as_xlsx_xls import form_like
from tests.workbook.test_open_ods import NUMBER, cell, cells
from tests.workbook.test_open_xls import record, stream

MEGABYTES = 1024 * 1024


def xf(number_format: int = 0) -> bytes:
    return record(0xE0, struct.pack("<HH", 0, number_format) + b"\0" * 16)


def xls_of_blank_rows() -> bytes:
    """5,000 rows of 256 blank cells each, and one number: over a million cells."""
    rows = b"".join(
        record(0xBE, struct.pack("<HH", row, 0) + b"\1\0" * 256 + b"\xff\0") for row in range(5_000)
    )
    number = record(0x203, struct.pack("<HHHd", 7, 1, 0, 5))
    return stream(number, rows, globals_=xf() + xf())


def xls_of_many_rows(count: int = 1_000) -> bytes:
    rows = [
        record(0x203, struct.pack("<HHHd", row, column, column % 2, row * 1.1))
        for row in range(count)
        for column in range(20)
    ]
    return stream(*rows, globals_=xf() + xf(2))


def ods_of_blank_rows() -> bytes:
    style = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:text-underline-style="solid"/></style:style>'
    )
    blank = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="{}"/>'
    few = f'<table:table-row table:number-rows-repeated="999">{blank.format(200)}</table:table-row>'
    rest = f'<table:table-row table:number-rows-repeated="900000">{blank.format(16384)}</table:table-row>'
    return ods_rows(cells(NUMBER, blank.format(16383)) + few * 100 + rest, style)


def ods_of_many_rows(count: int = 1_000) -> bytes:
    return ods_rows(cells(*[cell("float", "1.5", "1.5", 'table:style-name="x"')] * 20) * count)


def ods_of_wide_rows() -> bytes:
    """A thousand rows of one cell, and one cell at the end of the sheet."""
    wide = cells('<table:table-cell table:number-columns-repeated="16383"/>', NUMBER)
    return ods_rows(wide + cells(NUMBER) * 999)


def ods_of_many_merges() -> bytes:
    spans = 'table:number-columns-spanned="3" table:number-rows-spanned="9"'
    return ods_rows(cells(*[cell("float", "1", "1", spans)] * 5) * 900)


@pytest.mark.parametrize(
    "make",
    [
        xls_of_blank_rows, xls_of_many_rows, ods_of_blank_rows, ods_of_many_rows,
        ods_of_wide_rows, ods_of_many_merges,
    ],
)  # fmt: skip
def test_what_is_repeated_a_thousand_times_is_copied_whole_and_small(
    make: Callable[[], bytes],
) -> None:
    data = make()
    workbook = open_workbook(data)
    copy = as_xlsx(data, workbook)
    assert len(copy.content) < 2 * MEGABYTES
    assert content(copy.content) == {c.address: c.value for c in workbook.sheets[0].cells.values()}


def test_a_used_range_of_blank_rows_takes_little_memory() -> None:
    for make in (xls_of_blank_rows, ods_of_blank_rows):
        data = make()
        workbook = open_workbook(data)
        tracemalloc.start()
        as_xlsx(data, workbook)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 60 * MEGABYTES


def test_time_that_is_over_is_said_and_not_hidden_in_a_plain_copy() -> None:
    data = xls_of_many_rows(10_000)
    workbook = open_workbook(data)
    with time_limit(0.0), pytest.raises(UnreadableWorkbook, match="E-FILE-TOO-SLOW"):
        as_xlsx(data, workbook)


# ---- damage


def test_a_record_that_makes_no_sense_costs_only_itself() -> None:
    number = record(0x203, struct.pack("<HHHd", 0, 0, 0, 5))
    for code in (0x208, 0x7D, 0x225, 0x55, 0xE5, 0x41, 0xA0, 0xA1, 0x1D, 0x23E, 0x26, 0x14, 0x1B,
                 0x867, 0x862, 0x1B8, 0x1BE, 0x13, 0x12, 0x99, 0xBE, 0x201, 0x221):  # fmt: skip
        for junk in (b"", b"\xff", b"\xff" * 9, b"\xff" * 40):
            data = stream(record(code, junk), number)
            try:
                workbook = open_workbook(data)
            except UnreadableWorkbook:
                continue  # the reader refuses it, so there is nothing to copy
            assert content(as_xlsx(data, workbook).content)["A1"] == 5


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32), st.binary(min_size=1, max_size=4))
@example(1681, b"\0\0\0@")  # a column that no sheet has
def test_damaged_xls_files_end_as_a_copy_with_the_same_values(place: int, junk: bytes) -> None:
    good = bytearray(form_like())
    place = 512 + place % (len(good) - 512 - len(junk))
    good[place : place + len(junk)] = junk
    ends_as_a_copy(bytes(good))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["9", "-", '"', "x", "9999999", ".", "%", ""]))
def test_damaged_ods_files_end_as_a_copy_with_the_same_values(place: int, junk: str) -> None:
    with zipfile.ZipFile(io.BytesIO(damaged_source())) as archive:
        text = archive.read("content.xml").decode()
    begin = text.index("<table:table")
    place = begin + place % (len(text) - begin)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", text[:place] + junk + text[place + 1 :])
    ends_as_a_copy(target.getvalue())


def damaged_source() -> bytes:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    row = cells(cell("float", "1.5", "1.5", spans), cell("date", "2021-08-18"), NUMBER)
    repeated = f'<table:table-row table:number-rows-repeated="3">{NUMBER}</table:table-row>'
    return ods(
        f'<table:table table:name="表" table:print-ranges="表.A1:表.B2">{row}{repeated}</table:table>'
    )


def ends_as_a_copy(data: bytes) -> None:
    try:
        workbook = open_workbook(data)
    except UnreadableWorkbook:
        return
    again = open_workbook(as_xlsx(data, workbook).content)
    for sheet, other in zip(workbook.sheets, again.sheets, strict=True):
        for place, found in sheet.cells.items():
            if found.kind in ("number", "text") and not found.unstored:
                assert other.cells[place].value == found.value


def test_what_no_reader_of_looks_understands_is_copied_plain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trip(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("etl.workbook.rewriting.as_xlsx.copied_xls", trip)
    data = by_xlwt({(1, 1): "昌黎县", (2, 3): 12.5})
    copy = read_alike(data)
    assert copy.lost == ("版式和公式（只留下了内容）",)


def corpus() -> list[str]:
    """A third of all kinds of files that the reader is tried with, another for each name."""
    return [
        name
        for name in sorted(FILE_KINDS)
        if name.startswith(("xls ", "ods ")) and crc32(name.encode()) % 3 == 0
    ]


# Excel knows neither the error nor a format without letters.
NOT_ALIKE = ("ods with an error by number", "xls with a figure in a format of nothing")


@pytest.mark.parametrize("name", corpus())
def test_whatever_the_reader_reads_it_reads_in_the_copy_as_well(name: str) -> None:
    data = FILE_KINDS[name].make()
    try:
        workbook = open_workbook(data)
    except UnreadableWorkbook:
        return
    if workbook.format != "xlsx" and name not in NOT_ALIKE:
        read_alike(data)


# ---- what Excel would take for damage


def test_names_of_sheets_that_excel_refuses_are_changed_and_said() -> None:
    long = "很长的名字" * 8
    tables = "".join(f'<table:table table:name="{name}">{cells(NUMBER)}</table:table>'
                     for name in ("a/b", long, long + "二", "History'", "月报"))  # fmt: skip
    copy = copied(ods(tables))
    names = by_openpyxl(copy).sheetnames
    assert names[0] == "a_b"
    assert names[-1] == "月报"
    assert max(map(len, names)) <= 31
    assert len(set(names)) == 5
    assert len(copy.lost) == 4
    assert copy.lost[0] == "工作表名“a/b”改成了“a_b”"


def test_names_are_told_apart_whatever_their_case() -> None:
    assert sheet_names(["A", "a", "a_2", ""]) == ["A", "a_2", "a_2_3", "Sheet4"]


def test_merged_ranges_that_overlap_are_lost_but_for_one() -> None:
    ranges = struct.pack("<H", 3) + struct.pack("<12H", 0, 1, 0, 1, 1, 2, 1, 2, 5, 6, 0, 0)
    copy = copied(stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, 5)), record(0xE5, ranges)))
    assert sorted(map(str, by_openpyxl(copy).worksheets[0].merged_cells.ranges)) == [
        "A1:B2",
        "A6:A7",
    ]
    assert copy.lost == ("1 个互相重叠的合并区域",)


RANGES = st.builds(
    lambda top, left, tall, wide: Range(top, left, top + tall, left + wide),
    st.integers(1, 12), st.integers(1, 12), st.integers(0, 4), st.integers(0, 4),
)  # fmt: skip


def overlap(one: Range, other: Range) -> bool:
    return (
        one.top <= other.bottom and other.top <= one.bottom
        and one.left <= other.right and other.left <= one.right
    )  # fmt: skip


@given(st.lists(RANGES, max_size=25))
def test_no_two_kept_ranges_overlap_and_none_is_dropped_without_need(ranges: list[Range]) -> None:
    kept = disjoint(ranges)
    assert not any(overlap(a, b) for n, a in enumerate(kept) for b in kept[n + 1 :])
    for item in ranges:
        assert item in kept or any(overlap(item, other) for other in kept)


def test_a_workbook_without_a_visible_sheet_shows_its_first() -> None:
    style = ('<style:style style:name="h" style:family="table">'
             '<style:table-properties table:display="false"/></style:style>')  # fmt: skip
    copy = copied(
        ods(
            f'<table:table table:name="a" table:style-name="h">{cells(NUMBER)}</table:table>', style
        )
    )
    assert by_openpyxl(copy).worksheets[0].sheet_state == "visible"
    assert copy.lost == ("第一个工作表的隐藏状态",)


def test_texts_longer_than_a_cell_of_excel_holds_are_cut() -> None:
    row = cells(
        f'<table:table-cell office:value-type="string"><text:p>{"长" * 40_000}</text:p></table:table-cell>'
    )
    assert len(by_openpyxl(copied(ods_rows(row))).worksheets[0]["A1"].value) == 32_767


def test_columns_that_are_said_twice_stand_in_the_copy_once() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, 1)
    two = [
        record(0x7D, struct.pack("<6H", first, last, 2560, 0, 0, 0))
        for first, last in ((0, 4), (2, 3))
    ]
    sheet = by_openpyxl(
        copied(stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, 5)), *two))
    ).worksheets[0]
    spans = sorted((item.min, item.max) for item in sheet.column_dimensions.values())
    assert spans == [(1, 5)]
    assert saved_xls(book)
