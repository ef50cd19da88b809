"""Cells of .ods keep their address, value, format and formula; blanks are only counted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.workbook.grid import Comment, Range
from etl.workbook.number_format import look, shown_as
from etl.workbook.opening import open_workbook
from tests.workbook.made_files import by_odfpy, content, ods, ods_rows, only, refusal
from tests.workbook.test_open_xlsx import NUMBERS, PLACES, TEXTS, expected

# A paragraph drops blanks at its ends that other writers keep, and has no control characters.
PARAGRAPHS = TEXTS.filter(lambda text: text == text.strip() and "\u0085" not in text)
GRIDS = st.dictionaries(PLACES, st.one_of(PARAGRAPHS, NUMBERS), min_size=1, max_size=20)


def cells(*written: str) -> str:
    return f"<table:table-row>{''.join(written)}</table:table-row>"


def cell(kind: str, value: str, text: str = "", more: str = "") -> str:
    name = {"float": "value", "percentage": "value", "currency": "value"}.get(kind, f"{kind}-value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


NUMBER = cell("float", "1", "1")


@settings(max_examples=40, deadline=None)
@given(GRIDS)
def test_what_was_written_comes_back_with_its_address(grid: Any) -> None:
    assert content(by_odfpy(grid)) == expected(grid)


KINDS = {
    "number": (cell("float", "12.5", "13"), "number", Decimal("12.5")),
    "percent": (cell("percentage", "0.857", "86%"), "number", Decimal("0.857")),
    "currency": (cell("currency", "58000", "¥58,000"), "number", Decimal(58000)),
    "date": (cell("date", "2021-08-18", "18.8.21"), "date", date(2021, 8, 18)),
    "date with time": (cell("date", "2021-08-18T12:30:00"), "date", date(2021, 8, 18)),
    "time": (cell("time", "PT12H00M00S", "12:00"), "number", Decimal("0.5")),
    "true": (cell("boolean", "true", "TRUE"), "bool", True),
    "false": (cell("boolean", "false", "FALSE"), "bool", False),
    "logical constant of libreoffice": (
        cell("float", "1", "TRUE", 'table:formula="of:=TRUE()"'), "bool", True),
    "text": (
        '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>',
        "text", "甲"),
    "text as attribute": (cell("string", "乙", "甲"), "text", "乙"),
    "no type": ("<table:table-cell><text:p>甲</text:p></table:table-cell>", "text", "甲"),
    "formula": (cell("float", "3", "3", 'table:formula="of:=[.B1]+1"'), "number", Decimal(3)),
    "formula without result": (
        '<table:table-cell table:formula="of:=[.B1]+1"/>', "text", None),
    "formula with a type only": (
        '<table:table-cell office:value-type="float" table:formula="of:=[.B1]"/>', "text", None),
    "error": (
        cell("string", "", "#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'),
        "error", "#DIV/0!"),
    "error of older programs": (
        cell("float", "0", "Err:502", 'table:formula="of:=X()"'), "error", "Err:502"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_cell(name: str) -> None:
    written, kind, value = KINDS[name]
    found = only(ods_rows(cells(written)))
    assert (found.address, found.kind, found.value) == ("A1", kind, value)
    assert found.unstored == (value is None)
    assert (found.formula is not None) == ("table:formula" in written)


@pytest.mark.parametrize(
    "written",
    [
        cell("float", "abc"), cell("float", ""), cell("time", "soon"),
        '<table:table-cell office:value-type="float"/>', cell("number", "1"),
    ],
)  # fmt: skip
def test_what_no_program_writes_is_damage_and_not_a_number(written: str) -> None:
    assert refusal(ods_rows(cells(written))) == "E-FILE-BROKEN"


def test_blank_cells_and_rows_are_counted_and_not_made() -> None:
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="4">{blank.format(16384)}</table:table-row>'
        + cells(blank.format(2), NUMBER, blank.format(16381))
        + f'<table:table-row table:number-rows-repeated="1048570">{blank.format(16384)}'
        "</table:table-row>" + cells(NUMBER)
    )
    assert content(ods_rows(rows)) == {"C5": 1, "A1048576": 1}


def test_cells_with_content_repeat() -> None:
    repeated = cell("float", "7", "7", 'table:number-columns-repeated="2"')
    rows = f'<table:table-row table:number-rows-repeated="2">{repeated}</table:table-row>'
    assert content(ods_rows(rows + cells(NUMBER))) == {
        "A1": 7, "B1": 7, "A2": 7, "B2": 7, "A3": 1,
    }  # fmt: skip


def test_header_rows_groups_and_columns_count_like_others() -> None:
    rows = (
        "<table:table-columns><table:table-column/></table:table-columns>"
        f"<table:table-header-rows>{cells(NUMBER)}</table:table-header-rows>"
        f"<table:table-row-group><table:table-rows>{cells(NUMBER)}</table:table-rows>"
        "</table:table-row-group>"
    )
    assert content(ods_rows(rows)) == {"A1": 1, "A2": 1}


def test_texts_are_put_together_from_their_parts() -> None:
    written = (
        '<table:table-cell office:value-type="string">\n  <text:p>昌<text:span>黎</text:span>'
        '<text:s text:c="2"/>县\n   局<text:tab/><text:ruby><text:ruby-base>字</text:ruby-base>'
        "<text:ruby-text>zi</text:ruby-text></text:ruby></text:p>"
        "<text:p/><text:p><text:a>下</text:a><text:line-break/>行 </text:p>"
        "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
        "</table:table-cell>"
    )
    assert only(ods_rows(cells(written))).value == "昌黎  县 局\t字\n\n下\n行"


def test_comments_are_no_text_of_their_cell() -> None:
    note = (
        "<office:annotation><dc:creator xmlns:dc='x'>某人</dc:creator><text:p>请核对</text:p>"
        "<text:p>第<text:span>二</text:span>行</text:p></office:annotation>"
    )
    rows = cells(f"<table:table-cell>{note}</table:table-cell>", NUMBER)
    sheet = open_workbook(ods_rows(rows)).sheets[0]
    assert sheet.comments == [Comment(1, 1, "请核对\n第二行")]
    assert [found.address for found in sheet.row(1)] == ["B1"]


def test_merged_cells() -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    rows = cells(cell("float", "7", "7", spans), covered, NUMBER) + cells(
        '<table:covered-table-cell table:number-columns-repeated="2"/>', NUMBER
    )
    sheet = open_workbook(ods_rows(rows)).sheets[0]
    assert sheet.merges == [Range(1, 1, 2, 2)]
    assert sheet.at(2, 2) == sheet.cells[1, 1]
    assert set(sheet.cells) == {(1, 1), (1, 3), (2, 3)}


def test_hidden_things() -> None:
    styles = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/>'
        f'<table:table-row table:visibility="filter">{NUMBER}</table:table-row>'
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048575"/>'
    )
    tables = (
        f'<table:table table:name="月报">{rows}</table:table>'
        '<table:table table:name="_meta" table:style-name="ta2"/>'
    )
    sheets = open_workbook(ods(tables, styles)).sheets
    assert [(sheet.name, sheet.visibility) for sheet in sheets] == [
        ("月报", "visible"),
        ("_meta", "hidden"),
    ]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({1}, {2, 3})


def test_what_is_remembered_of_other_files_is_no_sheet() -> None:
    cache = (
        "<table:table table:name=\"'file:///other.ods'#$表\"><table:table-source/>"
        f"{cells(NUMBER)}</table:table>"
    )
    book = open_workbook(
        ods(f'<table:table table:name="月报">{cells(NUMBER)}</table:table>{cache}')
    )
    assert [sheet.name for sheet in book.sheets] == ["月报"]


FORMATS = {
    "plain": ('<number:number-style style:name="N">'
              '<number:number number:min-integer-digits="1"/></number:number-style>', "plain", ""),
    "decimals": ('<number:number-style style:name="N"><number:number number:decimal-places="2" '
                 'number:grouping="true"/></number:number-style>', "plain", ""),
    "percent": ('<number:percentage-style style:name="N"><number:number number:decimal-places="1"/>'
                "<number:text>%</number:text></number:percentage-style>", "percent", ""),
    "words": ('<number:number-style style:name="N"><number:number/>'
              "<number:text>人</number:text></number:number-style>", "plain", "人"),
    "scaled": ('<number:number-style style:name="N"><number:number number:decimal-places="1" '
               'number:display-factor="1000"/></number:number-style>', "scaled", ""),
    "currency": ('<number:currency-style style:name="N"><number:currency-symbol>¥'
                 "</number:currency-symbol><number:number/></number:currency-style>", "plain", "¥"),
    "currency in words": (
        '<number:currency-style style:name="N"><number:number/><number:currency-symbol>万元'
        "</number:currency-symbol></number:currency-style>", "plain", "万元"),
    "date": ('<number:date-style style:name="N"><number:year/><number:text>年</number:text>'
             "<number:month/></number:date-style>", "date", "年"),
    "by sign": ('<number:number-style style:name="P"><number:number/><number:text>户</number:text>'
                '</number:number-style><number:number-style style:name="N"><number:text>-'
                "</number:text><number:number/>"
                '<style:map style:condition="value()&gt;=0" style:apply-style-name="P"/>'
                "</number:number-style>", "plain", "户"),
}  # fmt: skip


@pytest.mark.parametrize("place", ["cell", "parent", "row", "column"])
@pytest.mark.parametrize("name", FORMATS)
def test_number_styles_say_how_a_number_is_shown(name: str, place: str) -> None:
    style, shown, words = FORMATS[name]
    style += (
        '<style:style style:name="ce0" style:family="table-cell" style:data-style-name="N"/>'
        '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="ce0"/>'
    )
    own = {"cell": 'table:style-name="ce0"', "parent": 'table:style-name="ce1"'}.get(place, "")
    default = 'table:default-cell-style-name="ce0"'
    column = f"<table:table-column {default if place == 'column' else ''}/>"
    row = f"<table:table-row {default if place == 'row' else ''}>"
    found = only(
        ods_rows(f"{column}{row}{cell('float', '44426', '?', own)}</table:table-row>", style)
    )
    assert look(found.number_format, Decimal(44426)) == (shown, words)
    assert found.kind == ("date" if shown == "date" else "number")


def test_percent_is_known_without_a_style() -> None:
    assert shown_as(only(ods_rows(cells(cell("percentage", "0.5")))).number_format) == "percent"
