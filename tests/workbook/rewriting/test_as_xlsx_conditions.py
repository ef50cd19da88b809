"""Looks under a condition are kept where .xlsx says them alike, and named as lost elsewhere."""

import struct
from typing import Any

import pytest

from etl.workbook.rewriting.as_xlsx import Rewritten
from tests.workbook.made_files import ods
from tests.workbook.rewriting.copied_files import by_openpyxl, copied
from tests.workbook.test_open_ods import NUMBER, cells
from tests.workbook.test_open_xls import record, stream

ONE = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1))
FONT, BORDER, PATTERN = 1 << 26, 1 << 28, 1 << 29


def found(copy: Rewritten) -> list[tuple[Any, ...]]:
    sheet = by_openpyxl(copy).worksheets[0]
    return [
        (str(over.sqref), rule.type, rule.operator, rule.formula, rule.stopIfTrue)
        for over, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
    ]


def look(copy: Rewritten) -> Any:
    sheet = by_openpyxl(copy).worksheets[0]
    ((_, (rule,)),) = sheet.conditional_formatting._cf_rules.items()
    return rule.dxf


def font(
    colour: int = 0xFFFFFFFF, weight: int = 0xFFFF, style: int = 0, unused: int = 0x82
) -> bytes:
    block = b"\0" * 64 + struct.pack("<IIHHB3x", 0xFFFFFFFF, style, weight, 0, 0)
    return block + struct.pack("<5I", colour, 0, unused, 1, 1) + b"\0" * 18


def xls(*conditions: bytes, at: tuple[int, ...] = (1, 4, 2, 2)) -> Rewritten:
    """A sheet with conditions for C2:C5, or for several ranges."""
    count = len(at) // 4
    head = struct.pack(f"<HH4HH{len(at)}H", len(conditions), 0, *at[:4], count, *at)
    return copied(stream(ONE, record(0x1B0, head), *conditions))


def condition(
    formula: bytes, second: bytes = b"", kind: int = 2, comparison: int = 0,
    block: bytes = b"", flags: int = 0,
) -> bytes:  # fmt: skip
    block, flags = (block, flags) if flags else (font(10, 700, 0, 0), FONT)
    sizes = struct.pack("<BBHHIH", kind, comparison, len(formula), len(second), flags, 0)
    return record(0x1B1, sizes + block + formula + second)


BESIDE = b"\x4c" + struct.pack("<HH", 0, 0xC0FF) + b"\x1e\1\0\x0d"


def test_formulas_of_xls_count_from_the_first_cell() -> None:
    copy = xls(condition(BESIDE))
    assert found(copy) == [("C2:C5", "expression", None, ["B2>1"], True)]
    assert (look(copy).font.color.rgb, look(copy).font.b, copy.lost) == ("FFFF0000", True, ())


def test_comparisons_of_xls() -> None:
    one = condition(b"\x1e\5\0", kind=1, comparison=5)
    two = condition(b"\x1e\1\0", b"\x1e\x0a\0", kind=1, comparison=1)
    assert found(xls(one, two)) == [
        ("C2:C5", "cellIs", "greaterThan", ["5"], True),
        ("C2:C5", "cellIs", "between", ["1", "10"], True),
    ]


def test_several_ranges_of_xls() -> None:
    copy = xls(condition(b"\x1e\5\0", kind=1, comparison=3), at=(1, 4, 2, 2, 8, 8, 0, 1))
    assert set(found(copy)[0][0].split()) == {"C2:C5", "A9:B9"}


def test_grounds_and_borders_of_xls() -> None:
    ground = struct.pack("<HH", 0, 13 << 7)
    copy = xls(condition(BESIDE, block=ground, flags=PATTERN | 0x00010000 | 0x00020000))
    assert look(copy).fill.bgColor.rgb == "FFFFFF00"
    border = struct.pack("<HIH", 0x1111, 10 | 10 << 7 | 10 << 16 | 10 << 23, 0)
    copy = xls(condition(BESIDE, block=border, flags=BORDER))
    assert (look(copy).border.left.style, look(copy).border.top.color.rgb) == ("thin", "FFFF0000")


@pytest.mark.parametrize(
    "written",
    [
        condition(b"\x39" + b"\0" * 6),
        condition(BESIDE, block=b"\0" * 4, flags=1 << 25),
        condition(BESIDE, kind=9),
        condition(BESIDE, block=font(), flags=FONT),
        record(0x1B1, b"\1\1"),
        record(0x87A, b"\0" * 40),
    ],
)
def test_what_is_not_said_alike_is_lost(written: bytes) -> None:
    copy = xls(written)
    assert (found(copy), copy.lost) == ([], ("条件格式",))


STYLE = (
    '<style:style style:name="Bad_5f_1" style:display-name="Bad_1" style:family="table-cell" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
    '<style:table-cell-properties fo:background-color="#ffc7ce"/>'
    '<style:text-properties fo:color="#9c0006" fo:font-weight="bold"/></style:style>'
)


def ods_with(
    value: str, over: str = "表.A1:表.A9", base: str = "表.A1", name: str = "", more: str = ""
) -> Rewritten:
    inside = (
        f'<calcext:condition calcext:apply-style-name="{name or "Bad_1"}" '
        f"calcext:value='{value.replace('<', '&lt;')}' calcext:base-cell-address='{base}'/>{more}"
    )
    formats = (
        f"<calcext:conditional-formats><calcext:conditional-format "
        f'calcext:target-range-address="{over}">{inside}</calcext:conditional-format>'
        "</calcext:conditional-formats>"
    )
    return copied(
        ods(f'<table:table table:name="表">{cells(NUMBER)}{formats}</table:table>', STYLE)
    )


VALUES = {
    'formula-is(LEFT([.B1];1)="×")': ("expression", None, ['LEFT(B1,1)="×"']),
    ">5": ("cellIs", "greaterThan", ["5"]),
    "<=[.$B$1]": ("cellIs", "lessThanOrEqual", ["$B$1"]),
    "between(1,10)": ("cellIs", "between", ["1", "10"]),
    "not-between(1,10)": ("cellIs", "notBetween", ["1", "10"]),
}


@pytest.mark.parametrize("value", VALUES)
def test_conditions_of_ods(value: str) -> None:
    copy = ods_with(value)
    assert found(copy) == [("A1:A9", *VALUES[value], True)]
    assert look(copy).font.color.rgb == "FF9C0006"
    assert (look(copy).fill.bgColor.rgb, copy.lost) == ("FFFFC7CE", ())


def test_several_ranges_of_ods() -> None:
    assert set(found(ods_with(">5", "表.A1:表.A9 表.C3"))[0][0].split()) == {"A1:A9", "C3"}


@pytest.mark.parametrize(
    "rest",
    [
        {"value": "unique"},
        {"value": ">5", "base": "表.B7"},
        {"value": ">5", "name": "none"},
        {"value": ">FOO(1)"},
        {"value": ">5", "over": "everywhere"},
    ],
)
def test_conditions_of_ods_that_are_not_certain_are_lost(rest: dict[str, str]) -> None:
    copy = ods_with(**rest)
    assert (found(copy), copy.lost) == ([], ("条件格式",))


@pytest.mark.parametrize(
    ("more", "lost"),
    [
        ("<calcext:data-bar><calcext:formatting-entry/></calcext:data-bar>", "条件格式里的数据条"),
        ("<calcext:icon-set><calcext:formatting-entry/></calcext:icon-set>", "条件格式里的图标集"),
        ("<calcext:color-scale><calcext:color-scale-entry/></calcext:color-scale>",
         "条件格式里的色阶"),
        ("<calcext:condition calcext:value='unique'/>", "部分条件格式"),
    ],
)  # fmt: skip
def test_of_the_conditions_of_ods_only_what_is_lost_is_named(more: str, lost: str) -> None:
    copy = ods_with(">5", more=more)
    assert (len(found(copy)), copy.lost) == (1, (lost,))


def test_conditions_that_stand_in_a_style_are_lost() -> None:
    mapped = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:map style:condition="cell-content()&gt;5" style:apply-style-name="Bad_1"/>'
        "</style:style>"
    )
    row = cells(
        '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="1"/>'
    )
    assert copied(ods(f'<table:table table:name="表">{row}</table:table>', mapped)).lost == (
        "条件格式",
    )
