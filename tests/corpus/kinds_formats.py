"""How a figure's cell is made: number formats, formulas and their stored results, types of cells.

What is stored decides. A format that only shows it nicely is read without a word; one that
shows another amount, a date or a percentage is refused at the cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.corpus.form import FIELDS, INDICATORS, Form
from tests.corpus.kinds import kind
from tests.corpus.kinds_values import (
    FAMILIES,
    FREE,
    FREE_FUNDS,
    FUNDS,
    FUNDS_FIELDS,
    MONTH,
    TOTAL,
    Cell,
    in_yuan,
    plain_number,
    target,
)
from tests.corpus.sheet import ErrorValue, Put, Written

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
WHOLE_ACCOUNTING = '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '
ONLY_EXPORTER = "result no_result"
CURRENCY = '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '


def shown(name: str, cell: Cell, number: int | str, code: str, value: int | str) -> None:
    """A kind: the format shows a number in some way and is none of the reader's business."""

    @kind("formats", name, "format")
    def change(form: Form) -> None:
        form.type(*cell, Decimal(number), value, code)


def shown_falsely(name: str, codes: str, cell: Cell, number: int | str, code: str) -> None:
    """A kind: the format shows something else than what is stored; refused at the cell."""

    @kind("formats", name, "format")
    def change(form: Form) -> None:
        form.type(*cell, Decimal(number), None, code)
        form.refuse(codes, cell)


# ---- formats that show a count as it is

COUNT_FORMATS: Mapping[str, str] = {
    "thousands": "#,##0",
    "no decimals": "0",
    "no decimals, as the Chinese programs write it": "0_ ",
    "two decimals": "0.00_ ",
    "zeros before": "000000",
    "negative numbers red": "0_ ;[Red]\\-0\\ ",
    "negative numbers red in brackets": "#,##0_);[Red]\\(#,##0\\)",
    "accounting": WHOLE_ACCOUNTING,
    "text format": "@",
    "general with the unit": 'General"人"',
    "the unit": '0"人"',
    "the unit, thousands": '#,##0"人"',
    "the unit without quotes": "0人",
    "the unit behind a backslash": "0\\人",
    "a blank and the other word for the unit": '0" 名"',
    "a colour": "[Blue]0",
    "a numbered colour": "[Color10]0",
    "a condition and a colour": "[Red][>1000]#,##0;[Blue][<=1000]0",
    "two conditions": "[>=1000]#,##0;[>0]0;0",
    "a locale": "[$-804]0",
    "Chinese numerals": "[DBNum1][$-804]General",
    "Chinese numerals of banks": "[DBNum2][$-804]General",
    "full-width digits": "[DBNum3][$-804]0",
    "zero hidden": "#,###",
    "the unit, a word for zero": '0"人";-0"人";"无"',
    "the unit for all but zero": '[=0]"-";0"人"',
    "the unit between blanks": '0" 人 "',
    "the unit and room for a bracket": '#,##0"人"_);\\(#,##0"人"\\)',
    "the unit of families only for negative numbers": '0"人";-0"户"',
    "blanks that fill the cell": "* 0",
    "a condition that asks for no scale": '[<10000]0;0!.0,"万"',
}
for what, code in COUNT_FORMATS.items():
    shown(f"count: {what}", TOTAL, 1033, code, 1033)
shown("count: the unit of families", FAMILIES, 50, '0"户"', 50)

# ---- formats that show money as it is

MONEY_FORMATS: Mapping[str, str] = {
    "thousands and decimals": "#,##0.00",
    "accounting": ACCOUNTING,
    "no decimals, though some are stored": "0",
    "one decimal, though two are stored": "0.0_ ",
    "six decimals": "0.000000",
    "question marks for digits": "#,##0.0??",
    "the header's unit": '0.00"万元"',
    "the header's unit after thousands": '#,##0.00"万元"',
    "the header's unit, negative in brackets": '0.00"万元"_);\\(0.00"万元"\\)',
    "the header's unit, a stroke for zero": '[=0]"/";0.00"万元"',
    "a dash for zero": '#,##0.00;-#,##0.00;"-"',
    "the header's unit shortened": '0.00"万"',
    "a fraction": "# ??/??",
}
for what, code in MONEY_FORMATS.items():
    shown(f"money: {what}", FUNDS, "50.05", code, 500500)

YUAN_FORMATS: Mapping[str, str] = {
    "the sign of the currency": "¥#,##0.00",
    "the full-width sign of the currency": '"￥"#,##0.00',
    "the sign of the currency with its locale": "[$¥-804]#,##0.00",
    "accounting with the sign of the currency": CURRENCY,
    "its unit": '#,##0.00"元"',
    "the sign of the currency with its locale, full width": "[$￥-804]#,##0.00_);[Red]\\([$￥-804]#,##0.00\\)",
}


def shown_in_yuan(name: str, code: str) -> None:
    @kind("formats", name, "format")
    def change(form: Form) -> None:
        in_yuan(form)
        form.type(*FUNDS, Decimal("500500.5"), "500500.50", code)


for what, code in YUAN_FORMATS.items():
    shown_in_yuan(f"money headed in 元: {what}", code)

# ---- formats that show another amount

SCALED: Mapping[str, str] = {
    "thousands left out": "#,##0,",
    "millions": "0.00,,",
    "ten thousands by a literal dot": "0!.0,",
    "ten thousands by a literal dot, with the unit": '0!.0,"万元"',
    "ten thousands by a dot in quotes": '0"."0,',
    "ten thousands by a dot behind a backslash": "0\\.0,",
    "a literal dot among the digits": "0!.0000",
    "a literal dot among the digits, with the unit": '0!.0000"万元"',
    "a dot in quotes among the digits": '0"."0000',
    "a scale and a blank": "#,##0.00, ",
    "a scale in the second part of the format": '[<1]0;0!.0,"万"',
    "a scale under a condition that holds": '[>=10000]0!.0,"万元";0"元"',
    "a scale and accounting": '_ * #,##0.0,_ ;_ * \\-#,##0.0,_ ;_ * "-"_ ;_ @_ ',
    "a colour and a scale": "[Red]0.0,",
}
for what, code in SCALED.items():
    shown_falsely(f"yuan shown as 万元: {what}", "E-SCALED-FORMAT E-CELL-UNIT", FUNDS, 500500, code)


def scaled_under_yuan(name: str, code: str) -> None:
    @kind("formats", name, "format")
    def change(form: Form) -> None:
        in_yuan(form)
        form.type(*FUNDS, 500500, None, code)
        form.refuse("E-SCALED-FORMAT E-CELL-UNIT", FUNDS)


for what in (
    "thousands left out",
    "ten thousands by a literal dot",
    "a literal dot among the digits",
):
    scaled_under_yuan(f"yuan headed in 元, shown as 万元: {what}", SCALED[what])
shown_falsely("a count shown in thousands", "E-SCALED-FORMAT", TOTAL, 1033, "0.0,")
shown_falsely(
    "a count with a literal dot", "E-SCALED-FORMAT E-CELL-UNIT E-NOT-INTEGER", TOTAL, 1033, "0!.00"
)
shown_falsely(
    "a count with zeros that are not stored", "E-SCALED-FORMAT E-NOT-NUMBER", TOTAL, 103, '0"0"'
)
shown_falsely(
    "a count with a digit before it that is not stored",
    "E-SCALED-FORMAT E-NOT-NUMBER",
    TOTAL,
    33,
    '"10"0',
)

# ---- formats whose unit is not the header's

OTHER_UNITS: tuple[tuple[str, Cell, int | str, str], ...] = (
    ("families for persons", TOTAL, 1033, '0"户"'),
    ("visits for persons", TOTAL, 1033, '#,##0"人次"'),
    ("visits for persons, without quotes", TOTAL, 1033, "0人次"),
    ("persons for families", FAMILIES, 50, '0"人"'),
    ("yuan under 万元", FUNDS, "50.05", '0.00"元"'),
    ("yuan behind a backslash under 万元", FUNDS, "50.05", "0.00\\元"),
    ("thousands of yuan under 万元", FUNDS, "500.5", '0.0"千元"'),
    ("dollars under 万元", FUNDS, "50.05", "[$$-409]#,##0.00"),
    ("dollars in accounting under 万元", FUNDS, "50.05", '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)'),
    ("euro under 万元", FUNDS, "50.05", "#,##0.00\\ [$€-407]"),
    ("money for persons", TOTAL, 1033, '0"万元"'),
    ("ten thousands of persons for persons", TOTAL, 1033, '0"万人"'),
    ("persons and families at once", TOTAL, 1033, '0"人/户"'),
    ("months of persons", TOTAL, 1033, '0"人月"'),
    ("pieces for persons", TOTAL, 1033, '0"件"'),
    ("families in the part for all but zero", TOTAL, 1033, '[=0]"-";0"户"'),
    ("yuan in the part for large amounts", FUNDS, "50.05", '[<1]0.00"万元";0.00"元"'),
    ("yuan per person under 万元", FUNDS, "50.05", '0.00"元/人"'),
    ("square metres for persons", TOTAL, 1033, '0"㎡"'),
)
for what, cell, number, code in OTHER_UNITS:
    shown_falsely(f"unit in the format: {what}", "E-CELL-UNIT E-SCALED-FORMAT", cell, number, code)


@kind("formats", "unit in the format: 万元 under a header in 元", "format")
def ten_thousands_under_yuan(form: Form) -> None:
    in_yuan(form)
    form.type(*FUNDS, Decimal("50.05"), None, '0.00"万元"')
    form.refuse("E-CELL-UNIT E-SCALED-FORMAT", FUNDS)


# ---- dates, times, percentages

DATES: Mapping[str, str] = {
    "year, month and day": "yyyy-mm-dd",
    "with strokes": "yyyy/m/d",
    "month and day in Chinese": 'm"月"d"日"',
    "year and month in Chinese": 'yyyy"年"m"月"',
    "all in Chinese": '[$-804]yyyy"年"m"月"d"日";@',
    "Chinese numerals": '[DBNum1][$-804]yyyy"年"m"月"d"日";@',
    "day and month in English": "d-mmm",
    "the weekday in Chinese": "[$-804]aaaa;@",
    "the weekday in short": "aaa",
    "the year of the era": 'e"年"m"月"',
    "the long date of the system": "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
    "hours and minutes": "h:mm",
    "hours in Chinese": 'h"时"mm"分"',
    "hours that go on counting": "[h]:mm:ss",
    "hours of the system": "[$-F400]h:mm:ss\\ AM/PM",
    "minutes": "mm:ss.0",
}
for what, code in DATES.items():
    shown_falsely(f"a count shown as a date: {what}", "E-DATE", TOTAL, 1033, code)
shown_falsely("a typed 8-1 that became a date", "E-DATE", MONTH, 44409, 'm"月"d"日"')
shown_falsely("money shown as a date", "E-DATE", FUNDS, "50.05", "yyyy/m/d")
shown_falsely("a time of day", "E-DATE", MONTH, "0.5", "h:mm")


@kind("formats", "a date as a figure")
def date_as_figure(form: Form) -> None:
    for cell in (TOTAL, ("home_sports", "completed_month"), FUNDS):
        form.type(*cell, date(2021, 8, 1))
        form.refuse("E-DATE", cell)


@kind("formats", "letters of dates that are only words in quotes", "format")
def letters_in_quotes(form: Form) -> None:
    codes = ('0" (sum)"', "0\\d", '"ymd "0', "[Magenta]0", '[Red]0;[Red]-0;"yes"', "0_d", "0*y")
    for indicator, code in zip(INDICATORS, codes, strict=False):
        number = plain_number(form, indicator, "completed_month")
        form.type(indicator, "completed_month", number, number, code)


PERCENT: tuple[tuple[str, Cell, int | str, str], ...] = (
    ("a whole count", TOTAL, 1033, "0%"),
    ("a rate in a count's cell", TOTAL, "0.922", "0.0%"),
    ("one hundred percent", MONTH, 1, "0%"),
    ("money", FUNDS, "50.05", "0.00%"),
    ("money below one", (FREE, "funds_month_yuan"), "0.5", "0.00%"),
    ("a percent sign in quotes", TOTAL, 1033, '0"%"'),
    ("a percent sign behind a backslash", TOTAL, 1033, "0\\%"),
    ("a colour and percent", TOTAL, 1033, "[Red]0.00%;0%"),
    ("per mille", TOTAL, 1033, '0"‰"'),
)
for what, cell, number, code in PERCENT:
    shown_falsely(f"percent: {what}", "E-PERCENT E-CELL-UNIT E-NOT-INTEGER", cell, number, code)
shown("scientific format on a whole count", TOTAL, 1033, "0.00E+00", 1033)
shown("scientific format on money", FUNDS, "50.05", "0.00E+00", 500500)


@kind("formats", "an inexact word in the format", "format")
def inexact_format(form: Form) -> None:
    for indicator, code in (("rehab_adult", '"约"0'), (FREE, '0"余"'), ("care_home", '0"多人"')):
        cell = (indicator, "completed_total")
        form.type(*cell, plain_number(form, indicator, "completed_total"), None, code)
        form.refuse("E-INEXACT E-NOT-NUMBER E-CELL-UNIT", cell)


# ---- the stored number decides, not its looks


@kind("formats", "rests that the format hides", "format")
def hidden_rests(form: Form) -> None:
    for cell, number, code in (
        (TOTAL, "1033.4", "0"),
        (("care_home", "completed_total"), "149.6", "#,##0_ "),
        (FAMILIES, "50.5", '0"户"'),
    ):
        form.type(*cell, Decimal(number), None, code)
        form.refuse("E-NOT-INTEGER", cell)
    form.type(*FREE_FUNDS, Decimal("23.1234567"), None, "0.00")
    form.refuse("E-FRACTION-OF-FEN", FREE_FUNDS)


@kind("formats", "a minus sign that the format hides", "format")
def hidden_minus(form: Form) -> None:
    form.type(FREE, "completed_month", -5, -5, "0;0")
    form.refuse("E-NEGATIVE-MONTH", (FREE, "completed_month"))
    form.type("care_home", "funds_month_yuan", -1, -10000, "0.00_);\\(0.00\\)")
    form.refuse("E-NEGATIVE-MONTH", ("care_home", "funds_month_yuan"))


@kind("formats", "numbers that the format hides altogether", "format")
def hidden_numbers(form: Form) -> None:
    form.type(*TOTAL, 1033, 1033, ";;;")
    form.type(*FUNDS, Decimal("50.05"), 500500, ";;;@")


ZERO_FORMATS: Mapping[str, str] = {
    "a dash": '#,##0;-#,##0;"-"',
    "a dash in accounting": WHOLE_ACCOUNTING,
    "nothing": "0;-0;;@",
    "nothing by a number sign": "#,###",
    "a word": '0;-0;"无"',
    "hidden altogether": ";;;",
    "text": "@",
    "percent": "0%",
    "a stroke": '0;0;"/"',
    "a scale": "0!.0,",
}


def zero_shown(name: str, code: str) -> None:
    @kind("formats", name, "format")
    def change(form: Form) -> None:
        for field in FIELDS:
            form.type(FREE, field, 0, 0, code)


for what, code in ZERO_FORMATS.items():
    zero_shown(f"zero shown as {what}", code)


@kind("formats", "accounting format on every figure, zeros shown as dashes", "format")
def accounting_everywhere(form: Form) -> None:
    form.type("aid_student", "completed_month", 0, 0)
    form.type("aid_student", "funds_month_yuan", 0, 0)
    for indicator in INDICATORS:
        for field in FIELDS:
            code = ACCOUNTING if field in FUNDS_FIELDS else WHOLE_ACCOUNTING
            place = form.place(indicator, field)
            form.sheet.put(*place, replace(form.sheet.cells[place], number_format=code))


@kind("formats", "text format on every figure, typed as text", "format")
def text_everywhere(form: Form) -> None:
    for indicator in INDICATORS:
        for field in FIELDS:
            text = str(plain_number(form, indicator, field))
            form.type(indicator, field, text, form.truth[indicator, field], "@")
            form.inform("I-NORMALISED", (indicator, field))


@kind("formats", "formats on cells that are empty", "format")
def formats_on_nothing(form: Form) -> None:
    for field, code in zip(FIELDS, ("0%", "yyyy-mm-dd", "0!.0,", '0"元"'), strict=True):
        form.type(FREE, field, Put(None, code))


@kind("formats", "a text number with a format for numbers", "format")
def text_with_number_format(form: Form) -> None:
    form.type(*TOTAL, "1,033", 1033, "#,##0")
    form.type(*MONTH, "120", 120, "0.00_ ")
    form.type(*FUNDS, "50.05", 500500, ACCOUNTING)
    for cell in (TOTAL, MONTH, FUNDS):
        form.inform("I-NORMALISED", cell)


@kind("formats", "a text number with a format for dates or percent", "format")
def text_with_date_format(form: Form) -> None:
    form.type(*TOTAL, "1033", 1033, "yyyy-mm-dd")
    form.type(*MONTH, "120人", 120, "0%")
    for cell in (TOTAL, MONTH):
        form.inform("I-NORMALISED", cell)


# ---- a workbook that counts its days from 1904


def _as_of_date(form: Form) -> None:
    """The as-of date as a real date in a cell of its own."""
    row, column = form.sheet.marks["as_of",]
    form.sheet.put(row, column, "截至日期：")
    form.sheet.put(row, column + 1, date(2021, 8, 31))


@kind("formats", "days counted from 1904: figures and the as-of date", "1904")
def from_1904(form: Form) -> None:
    form.date_1904 = True
    _as_of_date(form)


@kind("formats", "days counted from 1904: a date as a figure", "1904 format")
def date_from_1904(form: Form) -> None:
    form.date_1904 = True
    form.type(*TOTAL, 1033, None, "yyyy-mm-dd")
    form.refuse("E-DATE", TOTAL)


# ---- formulas


# From a text result that another program stored, LibreOffice makes a 0 when it writes .xls.
TEXT_RESULT = ONLY_EXPORTER


def computed(name: str, cell: Cell, put: Put, value: int | None, info: str = "") -> None:
    @kind("formats", name, TEXT_RESULT if isinstance(put.value, str) else "result")
    def change(form: Form) -> None:
        form.type(*cell, put, value)
        if info:
            form.inform(info, cell)


computed("formula: a number", TOTAL, Put(1033, formula="913+G6"), 1033)
computed("formula: noise", FUNDS, Put(Decimal("50.050000000000004"), formula="44.25+I6"), 500500)
computed(
    "formula: text that is a number", TOTAL, Put("1033", formula='"10"&"33"'), 1033, "I-NORMALISED"
)
computed(
    "formula: a number and its unit",
    TOTAL,
    Put("1033人", formula='1033&"人"'),
    1033,
    "I-NORMALISED",
)
computed("formula: a number as text with commas", TOTAL,
         Put("1,033", formula='TEXT(1033,"#,##0")'), 1033, "I-NORMALISED")  # fmt: skip
computed(
    "formula: a formatted number", FUNDS, Put(Decimal("50.05"), ACCOUNTING, "44.25+5.8"), 500500
)


@kind("formats", "formula: a zero among other results", "result")
def zero_result(form: Form) -> None:
    form.type(FREE, "completed_month", Put(0, formula="H8-H8"), 0)
    form.type(*TOTAL, Put(1033, formula="913+G6"), 1033)


@kind("formats", "formula: an empty text in every cell of a row", TEXT_RESULT)
def empty_results(form: Form) -> None:
    form.type(*TOTAL, Put(1033, formula="913+G6"), 1033)
    for field in FIELDS:
        form.type(FREE, field, Put("", formula='IF(1>2,1,"")'))


@kind("formats", "formula: a dash as text in every cell of a row", TEXT_RESULT)
def dash_results(form: Form) -> None:
    for field in FIELDS:
        form.type(FREE, field, Put("—", formula='IF(1>2,1,"—")'))


@kind("formats", "formula: totals of every row from help columns", "result")
def totals_by_formula(form: Form) -> None:
    column = form.column("note") + 1
    form.sheet.put(form.header_top, column, "上月累计完成")
    for indicator in INDICATORS:
        row = form.row(indicator)
        month, total = (plain_number(form, indicator, name) for name in FIELDS[:2])
        form.sheet.put(row, column, int(total - month))
        form.type(indicator, "completed_total", Put(int(total), formula=f"G{row}+L{row}"), total)


def wrong_result(
    name: str, codes: str, put: Put, cell: Cell = TOTAL, needs: str = "result"
) -> None:
    @kind("formats", name, needs)
    def change(form: Form) -> None:
        form.type(*cell, put)
        form.refuse(codes, cell)


for text, formula in (
    ("#DIV/0!", "1/0"), ("#N/A", "NA()"), ("#REF!", "#REF!+1"), ("#VALUE!", '"a"+1'),
    ("#NAME?", "上月累计+G6"),
):  # fmt: skip
    wrong_result(
        f"formula: {text.strip('#!?').lower()} as result",
        "E-ERROR-VALUE",
        Put(ErrorValue(text), formula=formula),
        needs="result error",
    )
wrong_result("formula: a truth value", "E-BOOLEAN", Put(True, formula="1<2"))
wrong_result("formula: a word", "E-NOT-NUMBER", Put("待定", formula='"待"&"定"'), needs=TEXT_RESULT)
wrong_result("formula: a rest", "E-NOT-INTEGER", Put(Decimal("1033.5"), formula="2067/2"))
wrong_result(
    "formula: a quotient of money",
    "E-FRACTION-OF-FEN",
    Put(Decimal("12.3333333333333"), formula="37/3"),
    FREE_FUNDS,
)
wrong_result(
    "formula: a rate shown as percent",
    "E-PERCENT",
    Put(Decimal("0.5"), "0%", "1/2"),
    needs="result format",
)
wrong_result(
    "formula: a number shown as date",
    "E-DATE",
    Put(44409, "yyyy-mm-dd", "44408+1"),
    needs="result format",
)
wrong_result(
    "formula: yuan shown as 万元",
    "E-SCALED-FORMAT E-CELL-UNIT",
    Put(500500, "0!.0,", "442500+58000"),
    FUNDS,
    "result format",
)
wrong_result(
    "a stored error without a formula", "E-ERROR-VALUE", Put(ErrorValue("#N/A")), needs="error"
)


# LibreOffice computes what it can when it opens a file: these can be computed nowhere.
LOST = "VLOOKUP(C6,上月累计表,4,FALSE)"


@kind("formats", "formula: no stored result in figures", "no_result")
def no_result(form: Form) -> None:
    for cell in (TOTAL, MONTH, FUNDS):
        form.type(*cell, Put(None, formula=LOST))
        form.refuse("E-FORMULA-NO-RESULT E-ERROR-VALUE", cell)


@kind("formats", "formula: no stored result in a whole column of totals", "no_result")
def no_results_in_a_column(form: Form) -> None:
    for indicator in INDICATORS:
        form.type(indicator, "completed_total", Put(None, formula=LOST))
        form.refuse("E-FORMULA-NO-RESULT E-ERROR-VALUE", (indicator, "completed_total"))


@kind("formats", "formula: no stored result in a remark", "no_result")
def no_result_in_note(form: Form) -> None:
    form.sheet.put(*form.place(FREE, "note"), Put(None, formula=LOST))
    form.refuse("E-FORMULA-NO-RESULT E-ERROR-VALUE", (FREE, "note"))


@kind("formats", "formula: no stored result where nothing is read", "no_result")
def no_result_elsewhere(form: Form) -> None:
    column = form.column("note") + 2
    for number, indicator in enumerate(INDICATORS):
        form.sheet.put(form.row(indicator), column, Put(None, formula="1+1"))
        form.sheet.put(form.row(indicator), 1, Put(None, formula=f"ROW()-{4 + number * 0}"))
    form.sheet.put(form.last_row + 4, 2, Put(None, formula="SUM(G5:G16)"))


@kind("formats", "formula: a total line without stored results", "no_result")
def no_result_in_sums(form: Form) -> None:
    row = form.last_row + 1
    form.sheet.insert_rows(row)
    form.sheet.put(row, form.column("project"), "合计")
    for field in FIELDS:
        letter = "GHIJ"[FIELDS.index(field)]
        form.sheet.put(row, form.column(field), Put(None, formula=f"SUM({letter}5:{letter}16)"))


@kind("formats", "formula: a remark by formula", TEXT_RESULT)
def note_by_formula(form: Form) -> None:
    note = Put("已完成累计任务", formula='"已完成"&"累计任务"')
    form.sheet.put(*form.place(FREE, "note"), note)
    form.notes[FREE] = "已完成累计任务"


@kind("formats", "formula: a remark by formula is reason enough for a negative month", TEXT_RESULT)
def note_by_formula_as_reason(form: Form) -> None:
    note = "更正上月多报5人"
    form.type(FREE, "completed_month", Put(-5, formula="0-5"), -5)
    form.sheet.put(*form.place(FREE, "note"), Put(note, formula='"更正上月多报"&5&"人"'))
    form.notes[FREE] = note
    form.warn("W-NEGATIVE-MONTH", (FREE, "completed_month"))


@kind("formats", "formula: units and targets by formula", TEXT_RESULT)
def identification_by_formula(form: Form) -> None:
    for indicator in INDICATORS:
        row, column = form.row(indicator), form.column("unit")
        word = str(form.sheet.value(row, column))
        form.sheet.put(row, column, Put(word, formula=f'"{word}"&""'))
    target(form, "assistive_devices", "city", Put(858, formula="840+18"))


# ---- pictures in cells


@kind("formats", "a picture in a figure's cell, as the Chinese program stores it", TEXT_RESULT)
def picture(form: Form) -> None:
    formula = '_xlfn.DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)'
    for cell in (TOTAL, FUNDS):
        form.type(*cell, Put(f"={formula[6:]}", formula=formula))
        form.refuse("E-PICTURE E-ERROR-VALUE", cell)


@kind("formats", "a picture in a figure's cell, left as text")
def picture_as_text(form: Form) -> None:
    form.type(*MONTH, '=DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)')
    form.refuse("E-PICTURE", MONTH)


# ---- runs of rich text


def in_runs(name: str, cell: Cell, *runs: str, reads: int | None) -> None:
    @kind("formats", name, "runs")
    def change(form: Form) -> None:
        form.type(*cell, Put("".join(runs), runs=runs), reads)
        if reads is None:
            form.refuse("E-NOT-NUMBER E-INEXACT E-BRACKETS E-ENCLOSED-NUMBER", cell)
        else:
            form.inform("I-NORMALISED", cell)


in_runs("runs: a number in two", TOTAL, "1", "033", reads=1033)
in_runs("runs: money broken at the dot", FUNDS, "50", ".05", reads=500500)
in_runs("runs: the unit in bold", TOTAL, "1,033", "人", reads=1033)
in_runs("runs: a blank between", TOTAL, " 1033", " ", "人 ", reads=1033)
in_runs("runs: an inexact word in bold", TOTAL, "约", "1033", reads=None)
in_runs("runs: a footnote sign in bold", TOTAL, "1033", "①", reads=None)
in_runs("runs: an insertion in bold", TOTAL, "1033", "（含续建）", reads=None)


@kind("formats", "runs: a remark in three", "runs")
def note_in_runs(form: Form) -> None:
    runs = ("已完成", "省定任务", "，正在验收")
    form.sheet.put(*form.place(FREE, "note"), Put("".join(runs), runs=runs))
    form.notes[FREE] = "".join(runs)


# ---- comments and types


@kind("formats", "comments on figures", "comment")
def comments(form: Form) -> None:
    for cell, text in ((TOTAL, "上月 913 人"), (FUNDS, "应为 60 万元？"), (MONTH, "待核实")):
        form.sheet.comments[form.place(*cell)] = text


@kind("formats", "a comment on an empty figure", "comment")
def comment_on_nothing(form: Form) -> None:
    for field in FIELDS:
        form.type(FREE, field, None)
    form.sheet.comments[form.place(FREE, "completed_total")] = "230"


@kind("formats", "targets that are a date, percent or an error", "format error")
def odd_targets(form: Form) -> None:
    for indicator, level, put in (
        ("assistive_devices", "province", Put(ErrorValue("#N/A"))),
        ("rehab_adult", "city", Put(1172, "yyyy-mm-dd")),
        (FREE, "city", Put(280, "0%")),
        ("home_sports", "province", Put(True)),
    ):
        form.warn("W-TARGET-DIFFERS", target(form, indicator, level, put))


@kind("formats", "targets shown with thousands and units", "format")
def formatted_targets(form: Form) -> None:
    target(form, "assistive_devices", "province", Put(840, '0"人"'))
    target(form, "rehab_adult", "city", Put(1172, WHOLE_ACCOUNTING))
    target(form, FREE, "province", Put(Decimal("270.0"), "0.0"))


# ---- what only one program writes: the words of its file as they stand


class Markup(str):
    """The inside of a run of text that is markup itself: it ends the run and begins others."""

    def replace(self, *_: object) -> str:
        """Stay as it is where texts are escaped."""
        return self


def run(text: str, properties: str = "") -> str:
    """The markup of a further run of text with properties of its own."""
    inside = f"<x:rPr>{properties}</x:rPr>" if properties else ""
    return f"</x:t></x:r><x:r>{inside}<x:t>{text}"


SUPERSCRIPT = '<x:vertAlign val="superscript"/>'


def marked_up(name: str, cell: Cell, first: str, *further: str) -> None:
    """A kind: runs that stand higher or are struck out are no digits of the number."""

    @kind("formats", name, f"{ONLY_EXPORTER} runs")
    def change(form: Form) -> None:
        form.type(*cell, Put(first, runs=(Markup(first + "".join(further)),)))
        form.refuse("E-NOT-NUMBER E-ENCLOSED-NUMBER E-BRACKETS", cell)


marked_up("runs: a footnote number in superscript", TOTAL, "103", run("3", SUPERSCRIPT))
marked_up(
    "runs: a footnote number in superscript after money", FREE_FUNDS, "23.5", run("1", SUPERSCRIPT)
)
marked_up(
    "runs: a footnote number in subscript",
    FAMILIES,
    "50",
    run("2", SUPERSCRIPT.replace("super", "sub")),
)
marked_up(
    "runs: an old number struck out before the new one",
    (FREE, "completed_total"),
    "2",
    run("2", "<x:strike/>"),
    run("30"),
)
marked_up("runs: a bracketed footnote in superscript", TOTAL, "1033", run("[1]", SUPERSCRIPT))


def exported(name: str, codes: str, cell: Cell, written: Written) -> None:
    """A kind: a stored number that no spreadsheet program would write."""

    @kind("formats", name, ONLY_EXPORTER)
    def change(form: Form) -> None:
        form.type(*cell, written)
        form.refuse_file(f"E-FILE-BROKEN {codes}", cell, None)


exported("stored: no number", "E-NOT-NUMBER E-ERROR-VALUE", TOTAL, Decimal("NaN"))
exported(
    "stored: larger than any number",
    "E-NOT-NUMBER E-TOO-LONG E-ERROR-VALUE",
    TOTAL,
    Decimal("1E+400"),
)


@kind("formats", "stored: thirteen digits of money")
def too_much_money(form: Form) -> None:
    form.type(*FUNDS, Decimal("1234567890123"))
    form.refuse("E-TOO-LONG E-PERSONAL-ID", FUNDS)


@kind("formats", "stored: a line end as the program spells it", ONLY_EXPORTER)
def spelt_line_end(form: Form) -> None:
    form.type(*TOTAL, "1033_x000D_\n", 1033)
    form.inform("I-NORMALISED", TOTAL)
