"""What lies on and around the cells: comments, links, drop-downs, names; and what is lost."""

import struct
from typing import Any

import pytest

from tests.workbook.made_files import ods, ods_rows
from tests.workbook.rewriting.copied_files import by_openpyxl, copied, first_sheet, read_alike
from tests.workbook.test_open_ods import NUMBER, cells
from tests.workbook.test_open_xls import bof, record, stream

ONE = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1))


def wide(text: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(text)) + b"\1" + text.encode("utf-16-le")


# ---- comments


def xls_comment(text: str, author: str, flags: int = 0) -> bytes:
    drawn = record(0x5D, struct.pack("<4H", 0x15, 0x12, 0x19, 7) + b"\0" * 14)
    head = struct.pack("<HH6xHH4x", 0, 0, len(text), 0)
    words = record(0x1B6, head) + record(0x3C, b"\1" + text.encode("utf-16-le"))
    return drawn + words + record(0x1C, struct.pack("<4H", 3, 2, flags, 7) + wide(author))


@pytest.mark.parametrize("shown", [False, True])
def test_comments_of_xls(shown: bool) -> None:
    data = stream(ONE, xls_comment("请核对\n第二行", "张三", 2 if shown else 0))
    made = by_openpyxl(read_alike(data)).worksheets[0]["C4"].comment
    assert (made.text, made.author) == ("请核对\n第二行", "张三")


def test_comments_of_ods() -> None:
    note = (
        '<office:annotation office:display="true"><dc:creator '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">李四</dc:creator><text:p>请核对</text:p>'
        "<text:p>第<text:span>二</text:span>行</text:p></office:annotation>"
    )
    data = ods_rows(cells(NUMBER, f"<table:table-cell>{note}</table:table-cell>"))
    made = by_openpyxl(read_alike(data)).worksheets[0]["B1"].comment
    assert (made.text, made.author) == ("请核对\n第二行", "李四")


# ---- links


def hlink(flags: int, rest: bytes) -> bytes:
    return record(
        0x1B8, struct.pack("<4H", 0, 0, 0, 1) + b"\0" * 16 + struct.pack("<II", 2, flags) + rest
    )


def long_text(text: str) -> bytes:
    return struct.pack("<I", len(text) + 1) + (text + "\0").encode("utf-16-le")


def web(address: str) -> bytes:
    moniker = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
    raw = (address + "\0").encode("utf-16-le")
    return moniker + struct.pack("<I", len(raw)) + raw


def test_links_of_xls_to_the_web_and_within_the_workbook() -> None:
    sheet = first_sheet(stream(ONE, hlink(0x13, long_text("名") + web("https://example.com/a"))))
    assert sheet["A1"].hyperlink.target == "https://example.com/a"
    sheet = first_sheet(stream(ONE, hlink(0x08, long_text("表!B2"))))
    assert sheet["A1"].hyperlink.location == "表!B2"


@pytest.mark.parametrize(
    "rest", [web("file:///c:/x.exe"), web("javascript:alert(1)"), b"\3\3" + b"\0" * 40, b"\0"]
)
def test_links_to_elsewhere_are_lost(rest: bytes) -> None:
    copy = copied(stream(ONE, hlink(0x03, rest)))
    assert by_openpyxl(copy).worksheets[0]["A1"].hyperlink is None
    assert copy.lost != ()


def test_links_of_ods() -> None:
    def link(address: str) -> str:
        return (
            '<table:table-cell office:value-type="string"><text:p>'
            f'<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}">见</text:a>'
            "</text:p></table:table-cell>"
        )

    row = cells(link("https://example.com"), link("#表.B2"), link("../other.ods"))
    copy = copied(ods_rows(row))
    found = by_openpyxl(copy).worksheets[0][1]
    assert [item.value for item in found] == ["见"] * 3
    assert found[0].hyperlink.target == "https://example.com"
    assert found[1].hyperlink.location == "'表'!B2"
    assert found[2].hyperlink is None
    assert copy.lost == ("1 个超链接",)


# ---- drop-downs


def dv(
    flags: int, first: bytes, second: bytes = b"", words: tuple[str, ...] = ("\0",) * 4
) -> bytes:
    data = struct.pack("<I", flags) + b"".join(wide(word) for word in words)
    for tokens in (first, second):
        data += struct.pack("<HH", len(tokens), 0) + tokens
    return record(0x1BE, data + struct.pack("<H4H4H", 2, 1, 4, 2, 2, 8, 8, 2, 2))


def xls_rules(data: bytes) -> list[tuple[Any, ...]]:
    return [
        (rule.type, rule.operator, rule.formula1, rule.formula2, str(rule.sqref))
        for rule in first_sheet(data).data_validations.dataValidation
    ]


def test_drop_downs_of_xls() -> None:
    choices = b"\x17" + struct.pack("<BB", 3, 1) + "是\0否".encode("utf-16-le")
    words = ("提示", "\0", "请选", "错了")
    listed = stream(ONE, dv(0x000C0183, choices, words=words))
    assert xls_rules(listed) == [("list", None, '"是,否"', None, "C2:C5 C9")]
    rule = first_sheet(listed).data_validations.dataValidation[0]
    assert (rule.promptTitle, rule.prompt, rule.error) == ("提示", "请选", "错了")
    area = b"\x25" + struct.pack("<4H", 0, 2, 0, 0)
    assert xls_rules(stream(ONE, dv(0xC0103, area)))[0][2] == "$A$1:$A$3"
    between = stream(ONE, dv(0xC0101, b"\x1e\1\0", b"\x1e\x0a\0"))
    assert xls_rules(between) == [("whole", None, "1", "10", "C2:C5 C9")]


def test_rules_with_relative_places_count_from_their_first_cell() -> None:
    beside = b"\x4c" + struct.pack("<HH", 0, 0xC0FF)
    assert xls_rules(stream(ONE, dv(0x4C0102, beside)))[0][1:3] == ("greaterThan", "B2")


def test_a_rule_that_cannot_be_kept_is_lost() -> None:
    assert copied(stream(ONE, dv(0xC0101, b"\x39" + b"\0" * 6, b""))).lost == (
        "1 条数据有效性规则",
    )


CONDITIONS = {
    'of:cell-content-is-in-list("是";"否")': ("list", None, '"是,否"', None),
    "of:cell-content-is-in-list([$表.$A$1:.$A$3])": ("list", None, "'表'!$A$1:$A$3", None),
    "of:cell-content-is-whole-number() and cell-content()>=0": (
        "whole", "greaterThanOrEqual", "0", None),
    "of:cell-content-is-decimal-number() and cell-content-is-between(1,10)": (
        "decimal", None, "1", "10"),
    "of:cell-content-is-decimal-number() and cell-content-is-not-between(1;10)": (
        "decimal", "notBetween", "1", "10"),
    "of:cell-content-text-length()<=18": ("textLength", "lessThanOrEqual", "18", None),
    "of:is-true-formula([.A1]>1)": None,
    "of:cell-content-is-in-list(是)": None,
}  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_drop_downs_of_ods(condition: str) -> None:
    rules = (
        '<table:content-validations><table:content-validation table:name="v1" '
        f"table:condition='{condition.replace('<', '&lt;')}'>"
        '<table:error-message table:display="true" table:title="错"><text:p>甲</text:p><text:p>乙'
        "</text:p></table:error-message></table:content-validation></table:content-validations>"
    )
    held = '<table:table-cell table:content-validation-name="v1"/>'
    data = ods(
        f'{rules}<table:table table:name="表">{cells(NUMBER, held)}{cells(NUMBER, held)}</table:table>'
    )
    copy = copied(data)
    found = by_openpyxl(copy).worksheets[0].data_validations.dataValidation
    if CONDITIONS[condition] is None:
        assert (found, copy.lost) == ([], ("1 条数据有效性规则",))
        return
    (rule,) = found
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == CONDITIONS[condition]
    assert (str(rule.sqref), rule.errorTitle, rule.error) == ("B1:B2", "错", "甲\n乙")


# ---- names


def test_names_of_xls_that_stand_for_a_fixed_range_are_kept() -> None:
    def name(text: str, tokens: bytes, flags: int = 0, sheet: int = 0) -> bytes:
        head = struct.pack("<HBBHHH4x", flags, 0, len(text), len(tokens), 0, sheet)
        return record(0x18, head + b"\1" + text.encode("utf-16-le") + tokens)

    links = record(0x1AE, struct.pack("<HH", 1, 0x0401)) + record(
        0x17, struct.pack("<4H", 1, 0, 0, 0)
    )
    fixed = b"\x3b" + struct.pack("<5H", 0, 0, 2, 0, 1)
    moving = b"\x3a" + struct.pack("<3H", 0, 0, 0xC000)
    data = stream(
        record(0x06, struct.pack("<HHHd6xH", 4, 0, 0, 6.0, 9) + b"\x23\1\0\0\0" + b"\x19\x10\0\0"),
        globals_=links + name("范围", fixed) + name("动", moving) + name("A1", fixed)
        + name("\x06", fixed, 0x20, 1) + name("藏", fixed, 1),
    )  # fmt: skip
    copy = copied(data)
    book = by_openpyxl(copy)
    assert {key: value.attr_text for key, value in book.defined_names.items()} == {
        "范围": "'表'!$A$1:$B$3"
    }
    assert book.worksheets[0]["A5"].value == "=SUM(范围)"
    assert book.worksheets[0].print_area == "'表'!$A$1:$B$3"
    assert copy.lost == ("2 个定义的名称",)


def test_names_of_ods_that_stand_for_a_fixed_range_are_kept() -> None:
    names = (
        "<table:named-expressions>"
        '<table:named-range table:name="范围" table:cell-range-address="$表.$A$1:.$B$3"/>'
        '<table:named-expression table:name="数" table:expression="1"/></table:named-expressions>'
    )
    row = cells('<table:table-cell table:formula="of:=SUM(范围)" office:value-type="float" '
                'office:value="6"/>')  # fmt: skip
    copy = copied(ods(f'<table:table table:name="表">{row}</table:table>{names}'))
    book = by_openpyxl(copy)
    assert book.defined_names["范围"].attr_text == "'表'!$A$1:$B$3"
    assert (book.worksheets[0]["A1"].value, copy.lost) == ("=SUM(范围)", ("1 个定义的名称",))


# ---- what is not carried


def test_what_an_xls_loses_is_named_and_counted() -> None:
    def drawn(shape: int) -> bytes:
        return record(0x5D, struct.pack("<4H", 0x15, 0x12, shape, 1) + b"\0" * 14)

    data = stream(
        ONE, drawn(8), drawn(8), drawn(5), bof(0x20), record(0x0A), drawn(6), drawn(0x14),
        record(0x87A, b"\0" * 40), record(0x13, b"\1\2"),
        globals_=record(0xD3),
    )  # fmt: skip
    assert copied(data).lost == (
        "2 张图片", "1 个图表", "1 个图形或控件", "宏", "条件格式", "工作表保护的密码",
    )  # fmt: skip


def test_what_an_ods_loses_is_named_and_counted() -> None:
    picture = "<draw:frame><draw:image/></draw:frame>"
    chart = "<draw:frame><draw:object/><draw:image/></draw:frame>"
    shapes = f"<table:shapes>{picture}<draw:rect><text:p>框</text:p></draw:rect></table:shapes>"
    row = cells(f"<table:table-cell>{picture}{chart}</table:table-cell>", NUMBER)
    copy = copied(ods(f'<table:table table:name="表">{shapes}{row}</table:table>'))
    assert copy.lost == ("2 张图片", "1 个图形或控件", "1 个图表或嵌入的对象")


def test_a_copy_that_has_everything_says_so() -> None:
    assert copied(stream(ONE)).lost == copied(ods_rows(cells(NUMBER))).lost == ()
