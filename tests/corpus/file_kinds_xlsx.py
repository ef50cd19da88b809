"""Kinds of .xlsx sheets: how programs write rows, cells, values and the XML around them.

H6 is 累计完成 of 成年残疾人康复, 1033; J6 its money, 50.05 万元; K6 its remark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tests.corpus.file_kinds import (
    BROKEN,
    NO_NUMBER,
    at_cell,
    either,
    file_kind,
    less,
    nil,
    noted,
)
from tests.corpus.file_kinds_packages import (
    BOOK,
    LINKS,
    MAIN,
    PROLOG,
    SHEET,
    STRINGS,
    book_xml,
    cells_of,
    changed,
    handmade,
    handmade_parts,
    merges_of,
    packed,
    put,
    rows_of,
    sheet_data,
    sheet_xml,
    strings_xml,
    styles_xml,
    swap,
    written,
    xf,
)
from tests.corpus.form import Form, plain_form
from tests.corpus.sheet import address

MONEY_AT = ("rehab_adult", "funds_total_yuan")


def text_cell(where: str, text: str) -> dict[str, str]:
    return put(where, f"<is><t>{text}</t></is>", 't="inlineStr"')


@file_kind("by hand as it should be")
def by_hand() -> bytes:
    return handmade()


# ---- the used range


DIMENSIONS = {
    "of one cell": "A1",
    "of one cell twice": "A1:A1",
    "of the whole sheet": "A1:XFD1048576",
    "too small": "A1:C3",
    "too far right": "M40:N50",
    "backwards": "K18:A1",
    "in small letters": "a1:k18",
    "with dollars": "$A$1:$K$18",
    "empty": "",
    "of an error": "#REF!",
    "of row 0": "A0:A0",
    "beyond the sheet": "A1:ZZZ99999999",
    "of whole rows": "1:18",
}


def with_dimension(reference: str) -> bytes:
    sheet = sheet_xml(sheet_data(cells_of()), before=f'<dimension ref="{reference}"/>')
    return handmade(sheet=sheet)


for words, reference in DIMENSIONS.items():
    file_kind(f"used range {words}")(lambda reference=reference: with_dimension(reference))


@file_kind("used range of one cell in a file of openpyxl")
def openpyxl_dimension() -> bytes:
    return changed("openpyxl", sheet=lambda part: swap(part, 'ref="A1:K18"', 'ref="A1"'))


@file_kind("used range of one cell in a file of XlsxWriter")
def xlsxwriter_dimension() -> bytes:
    return changed("xlsxwriter", sheet=lambda part: swap(part, 'ref="A1:K18"', 'ref="A1:A1"'))


@file_kind("used range left out, of XlsxWriter")
def no_dimension() -> bytes:
    return changed("xlsxwriter", sheet=lambda part: swap(part, '<dimension ref="A1:K18"/>', ""))


# ---- where cells are


def rows_written(row: Callable[[int, list[str]], str], data: str = "") -> bytes:
    lines = "".join(row(number, cells) for number, cells in rows_of(cells_of()).items())
    return handmade(sheet=sheet_xml(data or f"<sheetData>{lines}</sheetData>"))


def full_rows() -> list[list[str]]:
    """Every cell of every row up to the foot, blank ones too, without addresses."""
    cells = cells_of()
    lines = []
    for row in range(1, 19):
        line = []
        for column in range(1, 12):
            where = address((row, column))
            cell = cells.get(where, f'<c r="{where}"/>')
            line.append(cell.replace(f' r="{where}"', ""))
        lines.append(line)
    return lines


@file_kind("cells without addresses")
def cells_without_addresses() -> bytes:
    lines = "".join(
        f'<row r="{number}">{"".join(line)}</row>' for number, line in enumerate(full_rows(), 1)
    )
    return handmade(sheet=sheet_xml(f"<sheetData>{lines}</sheetData>"))


@file_kind("rows and cells without addresses")
def nothing_has_addresses() -> bytes:
    lines = "".join(f"<row>{''.join(line)}</row>" for line in full_rows())
    return handmade(sheet=sheet_xml(f"<sheetData>{lines}</sheetData>"))


@file_kind("rows without numbers, cells with addresses")
def rows_without_numbers() -> bytes:
    return rows_written(lambda _, cells: f"<row>{''.join(cells)}</row>")


@file_kind("only the first row and the foot have a number")
def some_rows_have_numbers() -> bytes:
    lines = full_rows()
    text = f'<row r="1">{"".join(lines[0])}</row>'
    text += "".join(f"<row>{''.join(line)}</row>" for line in lines[1:16])
    text += f'<row r="18">{"".join(lines[17])}</row>'
    return handmade(sheet=sheet_xml(f"<sheetData>{text}</sheetData>"))


@file_kind("only the first cell of a row has an address")
def first_cell_has_an_address() -> bytes:
    lines = ""
    for number, line in enumerate(full_rows(), 1):
        first = line[0].replace("<c", f'<c r="A{number}"', 1)
        lines += f'<row r="{number}">{first}{"".join(line[1:])}</row>'
    return handmade(sheet=sheet_xml(f"<sheetData>{lines}</sheetData>"))


@file_kind("a cell without address after a gap")
def address_after_a_gap() -> bytes:
    """H6 follows G6, which has an address."""
    return handmade({"H6": "<c><v>1033</v></c>"})


@either("rows out of order")
def rows_out_of_order() -> bytes:
    rows = list(rows_of(cells_of()).items())
    order = [*rows[8:], *rows[:8]]
    lines = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in order)
    return handmade(sheet=sheet_xml(f"<sheetData>{lines}</sheetData>"))


@either("cells out of order")
def cells_out_of_order() -> bytes:
    return rows_written(lambda row, cells: f'<row r="{row}">{"".join(reversed(cells))}</row>')


@either("a row in two pieces")
def row_in_two_pieces() -> bytes:
    return rows_written(
        lambda row, cells: (
            f'<row r="{row}">{"".join(cells[:3])}</row><row r="{row}">{"".join(cells[3:])}</row>'
        )
    )


@file_kind("one cell twice with two numbers", refused=BROKEN, reads=at_cell("E-CELLS-TWO"))
def cell_twice() -> bytes:
    return handmade({"H6": '<c r="H6"><v>1033</v></c><c r="H6"><v>1034</v></c>'})


@file_kind("a row twice with two numbers", refused=BROKEN, reads=at_cell("E-CELLS-TWO"))
def row_twice() -> bytes:
    again = '<row r="6"><c r="H6"><v>1034</v></c></row>'
    data = sheet_data(cells_of())
    return handmade(sheet=sheet_xml(data.replace('<row r="7">', f'{again}<row r="7">')))


@either("one cell twice with one number")
def cell_twice_alike() -> bytes:
    return handmade({"H6": '<c r="H6"><v>1033</v></c><c r="H6"><v>1033</v></c>'})


@file_kind("a cell says another row than its row", refused=BROKEN)
def cell_of_another_row() -> bytes:
    return handmade({"H6": '<c r="H19"><v>1033</v></c>'})


for words, where in {
    "in small letters": "h6",
    "with dollars": "$H$6",
    "with a zero before": "H06",
    "empty": "",
    "with a blank": " H6 ",
}.items():
    either(f"a cell's address {words}")(
        lambda where=where: handmade({"H6": f'<c r="{where}"><v>1033</v></c>'})
    )


for words, where in {
    "of row 0": "H0",
    "of no row": "H",
    "of no column": "6",
    "of column XFE": "XFE6",
    "of very many letters": "A" * 3000 + "6",
    "of very many digits": "H" + "6" * 6000,
    "in full width": "Ｈ6",
    "of a range": "H6:I6",
    "R1C1": "R6C8",
}.items():
    # None of these is H6: the number must not be dropped as if nothing stood there.
    file_kind(f"a cell's address {words}", refused=BROKEN)(
        lambda where=where: handmade({"H6": f'<c r="{where}"><v>1033</v></c>'})
    )


for words, number in {
    "0": "0",
    "1048577": "1048577",
    "-1": "-1",
    "1e3": "1e3",
    "of 6000 digits": "9" * 6000,
    "in full width": "１９",
    "of a word": "abc",
}.items():
    either(f"a last row numbered {words}")(
        lambda number=number: handmade(
            sheet=sheet_xml(
                sheet_data(cells_of()).replace(
                    "</sheetData>", f'<row r="{number}"><c><v>1</v></c></row></sheetData>'
                )
            )
        )
    )


for words, spans in {
    "too narrow": "1:3",
    "far too wide": "1:16384",
    "no spans": "x",
    "blank": "",
}.items():
    file_kind(f"row spans {words}")(
        lambda spans=spans: rows_written(
            lambda row, cells: f'<row r="{row}" spans="{spans}">{"".join(cells)}</row>'
        )
    )


# ---- numbers


NUMBERS = {
    "with exponent": "1.033E3",
    "with small exponent": "1.033e+3",
    "with signed exponent": "10330E-1",
    "with a zero after the point": "1033.0",
    "with many zeros": "1033.0000000000000000000",
    "with zeros before": "001033",
    "with noise": "1033.0000000000001",
    "with noise below": "1032.9999999999999",
    "as a comment splits it": "10<!-- halved -->33",
    "as an instruction splits it": "10<?halved?>33",
    "as CDATA": "<![CDATA[1033]]>",
    "as CDATA in part": "1<![CDATA[03]]>3",
    "by character codes": "&#49;&#x30;33",
}
for words, number in NUMBERS.items():
    file_kind(f"a number {words}")(lambda number=number: handmade(put("H6", f"<v>{number}</v>")))

for words, number in {
    "between blanks": " 1033 ",
    "on a line of its own": "\n  1033\n",
    "with a plus": "+1033",
    "with a bare point": "1033.",
}.items():
    either(f"a number {words}")(lambda number=number: handmade(put("H6", f"<v>{number}</v>")))

for zero in ("0", "-0", "-0.0", "0E0", "0.00000", "-0E-15"):
    file_kind(f"nothing written as {zero}", reads=nil)(
        lambda zero=zero: handmade({**put("G7", f"<v>{zero}</v>"), **put("I7", f"<v>{zero}</v>")})
    )
for minus in ("-3", "-3.0", "-0.3E1"):
    file_kind(f"a negative month written as {minus}", reads=less)(
        lambda minus=minus: handmade(put("G7", f"<v>{minus}</v>"))
    )

NO_NUMBERS = {
    "a word": "七百",
    "nan": "NaN",
    "infinity": "INF",
    "minus infinity": "-Infinity",
    "hexadecimal": "0x409",
    "with an underscore": "1_033",
    "of Arabic digits": "١٠٣٣",
    "of full-width digits": "１０３３",
    "with a unit": "1033人",
    "with a decimal comma": "1033,0",
    "with a thousands comma": "1,033",
    "with two points": "1.033.0",
    "with a quote": "'1033",
    "with a blank inside": "1 033",
    "as a formula": "=1033",
    "of another element": "<n>1033</n>",
    "of an exponent only": "E3",
    "beyond double": "1e400",
    "of a huge exponent": "1e999999999",
    "of a huge negative exponent": "1e-999999999",
    "of 100,000 digits": "9" * 100_000,
    "true": "true",
}
NUMBER_CODES = f"{NO_NUMBER} E-DECIMAL-COMMA E-CELL-UNIT E-BOOLEAN E-NOT-INTEGER E-CHINESE-NUMERAL"
for words, number in NO_NUMBERS.items():
    # Excel calls these damaged: the file, or the cell, or 1,033 told as read.
    readable = {
        "with a thousands comma",
        "of full-width digits",
        "with a unit",
        "with a blank inside",
    }
    truths = (at_cell(NUMBER_CODES), plain_form) if words in readable else (at_cell(NUMBER_CODES),)
    file_kind(f"a numeric cell holds {words}", refused=BROKEN, reads=truths)(
        lambda number=number: handmade(put("H6", f"<v>{number}</v>"))
    )


@file_kind(
    "money with a decimal comma in a numeric cell",
    refused=BROKEN,
    reads=at_cell(f"{NO_NUMBER} E-DECIMAL-COMMA", *MONEY_AT),
)
def money_with_comma() -> bytes:
    return handmade(put("J6", "<v>50,05</v>"))


for words, number in {
    "with 17 digits": "50.049999999999997",
    "with 17 digits above": "50.050000000000004",
    "with exponent and 17 digits": "5.0049999999999997E1",
    "with zeros after": "50.0500",
}.items():
    file_kind(f"money {words}")(lambda number=number: handmade(put("J6", f"<v>{number}</v>")))


# ---- types of cells


@file_kind("numbers said to be numbers")
def typed_numbers() -> bytes:
    return handmade({at: cell.replace("><v>", ' t="n"><v>') for at, cell in cells_of().items()})


@file_kind("texts as results of no formula")
def texts_as_results() -> bytes:
    return handmade(texts_as(lambda text: (' t="str"', f"<v>{text}</v>")))


def texts_as(content: Callable[[str], tuple[str, str]]) -> dict[str, str]:
    """The cells, each text written in another way: its attribute and inner XML."""
    cells = {}
    for where, cell in cells_of().items():
        if "inlineStr" in cell:
            text = cell.split("<t>")[1].split("</t>")[0]
            kind, inner = content(text)
            cell = f'<c r="{where}"{kind}>{inner}</c>'
        cells[where] = cell
    return cells


@file_kind("texts in line, in runs")
def texts_in_runs() -> bytes:
    def runs(text: str) -> tuple[str, str]:
        items = "".join(
            f'<r><rPr><b/><sz val="9"/><rFont val="宋体"/></rPr><t xml:space="preserve">{letter}</t></r>'
            for letter in text
        )
        return ' t="inlineStr"', f"<is>{items}</is>"

    return handmade(texts_as(runs))


@either("texts in line without a type")
def texts_without_type() -> bytes:
    return handmade(texts_as(lambda text: ("", f"<is><t>{text}</t></is>")))


@either("texts in line in a value")
def texts_in_value() -> bytes:
    return handmade(texts_as(lambda text: (' t="inlineStr"', f"<v>{text}</v>")))


@file_kind("a number as a text in line")
def number_in_line() -> bytes:
    return handmade(text_cell("H6", "1033"))


@file_kind("a number as a result of no formula")
def number_as_result() -> bytes:
    return handmade(put("H6", "<v>1033</v>", 't="str"'))


@file_kind("an unknown type of a cell", refused=BROKEN, reads=(plain_form, at_cell(NO_NUMBER)))
def unknown_type() -> bytes:
    return handmade(put("H6", "<v>1033</v>", 't="number"'))


@file_kind("a boolean", reads=at_cell("E-BOOLEAN"))
def boolean() -> bytes:
    return handmade(put("H6", "<v>1</v>", 't="b"'))


@file_kind("an error value", reads=at_cell("E-ERROR-VALUE"))
def error_value() -> bytes:
    return handmade(put("H6", "<v>#N/A</v>", 't="e"'))


@file_kind("an error value without its word", reads=at_cell("E-ERROR-VALUE"), refused=BROKEN)
def bare_error() -> bytes:
    return handmade(put("H6", "", 't="e"'))


@file_kind("an error value with a number", reads=at_cell("E-ERROR-VALUE"), refused=BROKEN)
def error_with_number() -> bytes:
    return handmade(put("H6", "<v>1033</v>", 't="e"'))


@file_kind("an ISO date among the figures", reads=at_cell("E-DATE"))
def iso_date() -> bytes:
    return handmade(put("H6", "<v>2021-08-31</v>", 't="d"'))


def dated(form: Form) -> Form:
    """报告期 and 截至日期 as label and Excel date."""
    form.sheet.put(2, 6, "报告期：")
    form.sheet.put(2, 7, date(2021, 8, 1))
    form.sheet.put(2, 9, "截至日期：")
    form.sheet.put(2, 10, date(2021, 8, 31))
    form.sheet.marks |= {("month",): (2, 7), ("as_of",): (2, 10)}
    return form


def dated_form() -> Form:
    return dated(plain_form())


def dates_by_hand(month: str, as_of: str, **rest: object) -> bytes:
    cells = {
        **text_cell("F2", "报告期："),
        "G2": month,
        **text_cell("I2", "截至日期："),
        "J2": as_of,
    }
    return handmade(cells, **rest)


for words, month, as_of in (
    ("dates", "2021-08-01", "2021-08-31"),
    ("dates with time", "2021-08-01T00:00:00", "2021-08-31T00:00:00.000"),
    ("dates with time in UTC", "2021-08-01T00:00:00Z", "2021-08-31T00:00:00Z"),
):
    file_kind(f"ISO {words}", reads=dated_form)(
        lambda month=month, as_of=as_of: dates_by_hand(
            f'<c r="G2" t="d"><v>{month}</v></c>', f'<c r="J2" t="d"><v>{as_of}</v></c>'
        )
    )


def styled_dates(
    number: int, formats: str = "", days: tuple[str, str] = ("44409", "44439")
) -> bytes:
    return dates_by_hand(
        f'<c r="G2" s="1"><v>{days[0]}</v></c>',
        f'<c r="J2" s="1"><v>{days[1]}</v></c>',
        styles=styles_xml(formats=formats, xfs=xf(number)),
    )


def in_built_in_format(code: int) -> bytes:
    return handmade({"H6": '<c r="H6" s="1"><v>1033</v></c>'}, styles=styles_xml(xfs=xf(code)))


# 27 to 31, 36 and 50 to 58 are dates in a Chinese Excel and WPS without being defined.
for code in (14, 15, 17, 22, 27, 30, 31, 36, 50, 54, 57, 58):
    file_kind(f"dates in the built-in format {code}", reads=dated_form)(
        lambda code=code: styled_dates(code)
    )
for code in (14, 15, 16, 17, 18, 20, 21, 22, 28, 31, 32, 45, 46, 47, 55, 57, 58):
    file_kind(f"a figure in the built-in date format {code}", reads=at_cell("E-DATE"))(
        lambda code=code: in_built_in_format(code)
    )
for code in (9, 10):
    file_kind(f"a figure in the built-in percent format {code}", reads=at_cell("E-PERCENT"))(
        lambda code=code: in_built_in_format(code)
    )
for code in (1, 2, 3, 4, 5, 11, 37, 38, 39, 40, 41, 42, 43, 44, 48, 49):
    # 11 and 48 show 1.03E+03 for 1033.
    truths = (plain_form, at_cell("E-SCIENTIFIC")) if code in (11, 48) else (plain_form,)
    file_kind(f"a figure in the built-in format {code}", reads=truths)(
        lambda code=code: in_built_in_format(code)
    )


@file_kind("dates of 1904", reads=dated_form)
def dates_of_1904() -> bytes:
    return dates_by_hand(
        '<c r="G2" s="1"><v>42947</v></c>',
        '<c r="J2" s="1"><v>42977</v></c>',
        styles=styles_xml(xfs=xf(14)),
        book=book_xml(before='<workbookPr date1904="1"/>'),
    )


@file_kind("1904 said to be false", reads=dated_form)
def not_1904() -> bytes:
    return dates_by_hand(
        '<c r="G2" s="1"><v>44409</v></c>',
        '<c r="J2" s="1"><v>44439.5</v></c>',
        styles=styles_xml(xfs=xf(14)),
        book=book_xml(before='<workbookPr date1904="false"/>'),
    )


# ---- cells without content


@file_kind("an empty value")
def empty_value() -> bytes:
    return handmade(put("K6", "<v/>"))


@file_kind("an empty value of a formula that gives no text")
def empty_result() -> bytes:
    return handmade(put("K6", '<f>IF(1,"","x")</f><v></v>', 't="str"'))


@either("an empty number of a shared string")
def empty_index() -> bytes:
    return handmade(put("K6", "<v></v>", 't="s"'))


@file_kind("an empty text in line")
def empty_in_line() -> bytes:
    return handmade(put("K6", "<is><t/></is>", 't="inlineStr"'))


@file_kind("an in-line cell without text")
def no_in_line() -> bytes:
    return handmade({**put("K6", "<is/>", 't="inlineStr"'), **put("K7", "", 't="inlineStr"')})


@file_kind("a shared string without text")
def empty_shared() -> bytes:
    strings = strings_xml("<si/>", "<si><t/></si>")
    cells = {**put("K6", "<v>0</v>", 't="s"'), **put("K7", "<v>1</v>", 't="s"')}
    return handmade(cells, strings=strings)


@file_kind("a thousand blank styled rows as Google Sheets leaves them")
def google_rows() -> bytes:
    rows = "".join(f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(19, 1001))
    return handmade(
        sheet=sheet_xml(sheet_data(cells_of()).replace("</sheetData>", f"{rows}</sheetData>"))
    )


@file_kind("blank styled cells to the last column")
def blank_columns() -> bytes:
    return handmade({"XFD5": '<c r="XFD5" s="0"/>', "XFD18": '<c r="XFD18" s="0"/>'})


@file_kind("one styled cell in the last corner")
def last_corner() -> bytes:
    return handmade({"XFD1048576": '<c r="XFD1048576" s="0"/>'})


@file_kind("a blank text in the last corner")
def blank_in_last_corner() -> bytes:
    return handmade(text_cell("XFD1048576", "  "))


@file_kind("columns defined to the last")
def all_columns() -> bytes:
    columns = '<cols><col min="1" max="16384" width="9" style="0" customWidth="1"/></cols>'
    return handmade(sheet=sheet_xml(sheet_data(cells_of()), before=columns))


# ---- formulas


for words, inner in {
    "of one cell": "<f>G6+913</f><v>1033</v>",
    "with an empty formula": "<f/><v>1033</v>",
    "with blanks around": '<f xml:space="preserve"> G6+913 </f><v>1033</v>',
    "of an array": '<f t="array" ref="H6">SUM(G6,913)</f><v>1033</v>',
    "of a data table": '<f t="dataTable" ref="H6:H7" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1033</v>',
    "shared, the first": '<f t="shared" ref="H6:H9" si="0">G6+913</f><v>1033</v>',
    "of another workbook": "<f>[1]月报!H6</f><v>1033</v>",
    "to be computed again": '<f ca="1">G6+913</f><v>1033</v>',
    "after its result": "<v>1033</v><f>G6+913</f>",
    "8192 long": f"<f>{'1+' * 4095}1</f><v>1033</v>",
    "200,000 long": f"<f>{'1+' * 100_000}1</f><v>1033</v>",
    "nested 5,000 deep": f"<f>{'(' * 5000}1033{')' * 5000}</f><v>1033</v>",
}.items():
    file_kind(f"a formula {words}")(lambda inner=inner: handmade(put("H6", inner)))


either("a formula shared, of a group that is nowhere")(
    lambda: handmade(put("H6", '<f t="shared" si="7"/><v>1033</v>'))
)
for words, inner in {
    "of one cell": "<f>G6+913</f>",
    "with an empty value": "<f>G6+913</f><v/>",
    "of an array": '<f t="array" ref="H6">SUM(G6,913)</f>',
    "shared, the first": '<f t="shared" ref="H6:H9" si="0">G6+913</f>',
    "shared, a later one": '<f t="shared" si="0"/>',
    "shared, with an empty value": '<f t="shared" si="0"/><v></v>',
    "of a data table": '<f t="dataTable" ref="H6:H7" dt2D="1" dtr="1" r1="A1" r2="A2"/>',
}.items():
    file_kind(f"no result of a formula {words}", reads=at_cell("E-FORMULA-NO-RESULT"))(
        lambda inner=inner: handmade(put("H6", inner))
    )


@file_kind("no result of a formula by XlsxWriter", reads=at_cell("E-FORMULA-NO-RESULT"))
def xlsxwriter_formula() -> bytes:
    """XlsxWriter stores 0 and asks for computing when the file is opened: 1033 is seen."""
    return handmade(
        put("H6", "<f>1000+33</f><v>0</v>"),
        book=book_xml(after='<calcPr calcId="124519" fullCalcOnLoad="1"/>'),
    )


def spilled() -> Form:
    form = at_cell("E-FORMULA-NO-RESULT")()
    form.truth["rehab_child", "completed_total"] = None
    form.truth["rehab_child", "completed_month"] = None
    form.type("rehab_child", "completed_month", None)
    return form


@file_kind("no result of an array over two rows", reads=spilled)
def array_without_results() -> bytes:
    cells = cells_of()
    del cells["G7"]
    del cells["H7"]
    sheet = sheet_xml(sheet_data({**cells, **put("H6", '<f t="array" ref="H6:H7">G6:G7+913</f>')}))
    return handmade(sheet=sheet)


@file_kind("shared formulas down the columns")
def shared_down() -> bytes:
    cells: dict[str, str] = {}
    for row in range(5, 17):
        for column in "GHIJ":
            where = f"{column}{row}"
            value = cells_of()[where].split("<v>")[1].split("</v>")[0]
            first = f'<f t="shared" ref="{column}5:{column}16" si="{ord(column)}">N5+0</f>'
            formula = first if row == 5 else f'<f t="shared" si="{ord(column)}"/>'
            cells |= put(where, f"{formula}<v>{value}</v>")
    return handmade(cells)


@file_kind("a dynamic array with its metadata")
def dynamic_array() -> bytes:
    return handmade(
        put(
            "H6", '<f t="array" ref="H6" aca="1">_xlfn.SEQUENCE(1,1,1033)</f><v>1033</v>', 'cm="1"'
        ),
        more={
            "xl/metadata.xml": f'<metadata xmlns="{MAIN}"><cellMetadata count="1"><bk>'
            '<rc t="1" v="0"/></bk></cellMetadata></metadata>'
        },
        links=(("rIdM", "sheetMetadata", "metadata.xml"),),
    )


@file_kind("a picture in a cell as Excel has it", reads=at_cell("E-ERROR-VALUE E-PICTURE"))
def picture_in_cell() -> bytes:
    return handmade(put("H6", "<v>#VALUE!</v>", 't="e" vm="1"'))


for words, formula in (
    ("as WPS has it", '=DISPIMG("ID_0123456789ABCDEF",1)'),
    ("as Excel writes WPS's", '_xlfn.DISPIMG("ID_0123456789ABCDEF",1)'),
):
    file_kind(f"a picture in a cell {words}", reads=at_cell("E-PICTURE"))(
        lambda formula=formula: handmade(
            put(
                "H6",
                f"<f>{formula.lstrip('=').replace(chr(34), '&quot;')}</f>"
                '<v>=DISPIMG("ID_0123456789ABCDEF",1)</v>',
                't="str"',
            ),
            more={
                "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
            },
            links=(("rIdI", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),),
        )
    )


# ---- texts


REMARK = '因病 <暂停> & 9月"恢复"'
for words, xml, text in (
    ("entities", "因病 &lt;暂停&gt; &amp; 9月&quot;恢复&quot;", REMARK),
    ("CDATA", '<![CDATA[因病 <暂停> & 9月"恢复"]]>', REMARK),
    ("character codes", "&#22240;&#x75C5;&#10;9月", "因病\n9月"),
    ("a comment inside", "因病<!-- 不读 -->暂停", "因病暂停"),
    ("an escaped carriage return", "第一行_x000D_\n第二行", "第一行\n第二行"),
    ("an escape of an escape", "见_x005F_x000D_表", "见_x000D_表"),
    ("an escaped letter", "_x56E0_病", "因病"),
    ("what only looks escaped", "见_x00_表", "见_x00_表"),
    ("a sign beyond the first plane", "𠮷𠮷😀", "𠮷𠮷😀"),
    ("lone line feeds by code", "甲&#13;&#10;乙", "甲\n乙"),
    ("blanks between words", "甲   乙", "甲   乙"),
):
    file_kind(f"a remark with {words}", reads=noted(text))(
        lambda xml=xml: handmade(
            put("K6", f'<is><t xml:space="preserve">{xml}</t></is>', 't="inlineStr"')
        )
    )
    file_kind(f"a shared remark with {words}", reads=noted(text))(
        lambda xml=xml: handmade(
            put("K6", "<v>0</v>", 't="s"'),
            strings=strings_xml(f'<si><t xml:space="preserve">{xml}</t></si>'),
        )
    )

for words, inner in {
    "unescaped &": "甲 & 乙",
    "a control sign": "甲\x0b乙",
    "a null by code": "甲&#0;乙",
    "a control sign by code": "甲&#x1F;乙",
    "half a pair by code": "甲&#xD800;乙",
    "an entity of HTML": "甲&nbsp;乙",
    "an open angle": "甲 < 乙",
    "a wrong end": "甲</x>乙",
}.items():
    file_kind(f"a remark with {words}", refused=BROKEN)(
        lambda inner=inner: handmade(put("K6", f"<is><t>{inner}</t></is>", 't="inlineStr"'))
    )


@file_kind("escaped letters in the region's name")
def escaped_region() -> bytes:
    return handmade(text_cell("A2", "填报单位：_x660C_黎县"))


@file_kind("readings of names beside the names")
def phonetic_runs() -> bytes:
    """WPS and a Japanese Excel keep how a name is read; it is no part of the text."""

    def read_as(text: str) -> tuple[str, str]:
        return ' t="inlineStr"', (
            f'<is><t>{text}</t><rPh sb="0" eb="1"><t>シン</t></rPh>'
            '<rPh sb="1" eb="2"><t>100</t></rPh><phoneticPr fontId="1" type="noConversion"/></is>'
        )

    return handmade(texts_as(read_as))


@file_kind("readings of shared names")
def shared_phonetic_runs() -> bytes:
    def change(part: bytes) -> bytes:
        return swap(
            part, "</si>", '<rPh sb="0" eb="1"><t>月1</t></rPh><phoneticPr fontId="1"/></si>'
        )

    return changed("xlsxwriter", strings=change)


# ---- shared strings


@file_kind("shared strings counted wrong")
def wrong_counts() -> bytes:
    def change(part: bytes) -> bytes:
        head = part.index(b" count="), part.index(b">", part.index(b" count="))
        return part[: head[0]] + b' count="4294967295" uniqueCount="1"' + part[head[1] :]

    return changed("xlsxwriter", strings=change)


@file_kind("shared strings all twice")
def doubled_strings() -> bytes:
    """The table written out twice: each text stands at two numbers."""

    def change(part: bytes) -> bytes:
        start, end = part.index(b"<si>"), part.index(b"</sst>")
        return part[:end] + part[start:end] + part[end:]

    return changed("xlsxwriter", strings=change)


@file_kind("shared strings left out", refused=BROKEN)
def no_strings() -> bytes:
    pieces = written("xlsxwriter")
    del pieces[STRINGS]
    return packed(pieces)


@file_kind("shared strings cut short", refused=BROKEN)
def short_strings() -> bytes:
    def change(part: bytes) -> bytes:
        items = part.split(b"<si>")
        return b"<si>".join(items[:-8]) + b"</sst>"

    return changed("xlsxwriter", strings=change)


@file_kind("an empty table of shared strings", refused=BROKEN)
def empty_strings() -> bytes:
    return changed("xlsxwriter", strings=lambda _: f'<sst xmlns="{MAIN}"/>'.encode())


for words, index in {
    "far off": "99999",
    "-1": "-1",
    "a word": "x",
    "half": "0.5",
    "huge": "9" * 6000,
}.items():
    file_kind(
        f"a figure's shared string has the number {words}", refused=BROKEN, reads=at_cell(NO_NUMBER)
    )(
        lambda index=index: handmade(
            put("H6", f"<v>{index}</v>", 't="s"'), strings=strings_xml("1", "1033", "2")
        )
    )


@file_kind("a remark's shared string is not there", refused=BROKEN)
def remark_not_there() -> bytes:
    return handmade(put("K6", "<v>3</v>", 't="s"'), strings=strings_xml("1", "2"))


@file_kind("a number as a shared string")
def shared_number() -> bytes:
    return handmade(put("H6", "<v>1</v>", 't="s"'), strings=strings_xml("5", "1033"))


@file_kind("rich shared strings")
def rich_strings() -> bytes:
    def change(part: bytes) -> bytes:
        text = part.decode()
        for name in ("昌黎县", "2021年8月", "累计完成", "成年残疾人康复"):
            rich = (
                f"</t></r><r><rPr><b/></rPr><t>{name[:2]}</t></r>"
                f'<r><rPr><i/></rPr><t xml:space="preserve">{name[2:]}'
            )
            at = text.index(name)
            start, end = text.rindex("<si>", 0, at), text.index("</si>", at)
            inner = text[start + 4 : end]
            inner = inner.replace("<t>", "<r><t>", 1).replace(name, rich, 1) + "</r>"
            text = text[: start + 4] + inner.replace("<r><t></t></r>", "") + text[end:]
        return text.encode()

    return changed("xlsxwriter", strings=change)


# ---- the XML around


def whole_xml(change: Callable[[bytes], bytes], *names: str) -> bytes:
    """Every part, or some, of the hand-made file changed as text."""
    pieces = handmade_parts()
    for name in names or [name for name in pieces if name.endswith((".xml", ".rels"))]:
        pieces[name] = change(pieces[name])
    return packed(pieces)


def coded(encoding: str, said: str, mark: bytes = b"") -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        text = part.decode().replace('encoding="UTF-8"', f'encoding="{said}"' if said else "")
        return mark + text.encode(encoding)

    return change


CODED: Mapping[str, Callable[[bytes], bytes]] = {
    "UTF-16 LE": coded("utf-16-le", "UTF-16", b"\xff\xfe"),
    "UTF-16 BE": coded("utf-16-be", "UTF-16", b"\xfe\xff"),
    "UTF-8 with a mark": coded("utf-8", "utf-8", b"\xef\xbb\xbf"),
    "no declaration": lambda part: part[part.index(b"?>") + 2 :],
    "a mark and no declaration": lambda part: (
        b"\xef\xbb\xbf" + part[part.index(b"?>") + 2 :].lstrip()
    ),
    "single quotes": lambda part: part.replace(
        PROLOG.encode(), b"<?xml version='1.0' encoding='utf-8'?>\r\n"
    ),
    "comments and instructions": lambda part: (
        swap(part, "?>", "?><!-- made by 报表 --><?mso x?>", 1) + b"<!-- end -->\n<?end?>\n"
    ),
    "line ends everywhere": lambda part: part.replace(b"><", b">\r\n  <"),
}
for words, change in CODED.items():
    file_kind(f"XML parts with {words}")(lambda change=change: whole_xml(change))

for words, change in {
    "GBK": coded("gbk", "GBK"),
    "GB18030": coded("gb18030", "gb18030"),
    "an unknown name of UTF-8": coded("utf-8", "utf8"),
    "XML 1.1": lambda part: part.replace(b'version="1.0"', b'version="1.1"'),
    "a blank before": lambda part: b"\n " + part,
    "zeros after": lambda part: part + b"\0\0\0\0",
    "words after": lambda part: part + b"<end/>",
}.items():
    either(f"XML parts in {words}")(lambda change=change: whole_xml(change, SHEET))

for words, change in {
    "GBK that say UTF-8": coded("gbk", "UTF-8"),
    "UTF-8 that say GBK": coded("utf-8", "GBK"),
    "UTF-8 that say UTF-16": coded("utf-8", "UTF-16"),
    "an encoding of nobody": coded("utf-8", "x-nobody"),
    "halves": lambda part: part[: len(part) // 2],
    "nothing": lambda _: b"",
    "blanks only": lambda _: b"   \n",
    "zeros only": lambda part: bytes(len(part)),
    "no XML": lambda _: b"not a sheet",
}.items():
    codes = f"{BROKEN} E-FORM-NONE" if words == "UTF-8 that say GBK" else BROKEN
    file_kind(f"a sheet in {words}", refused=codes)(lambda change=change: whole_xml(change, SHEET))
    file_kind(
        f"a workbook part in {words}",
        refused=codes,
        reads=plain_form if words.startswith("UTF-8") else None,
    )(lambda change=change: whole_xml(change, BOOK))


def prefixed(part: bytes, prefix: str = "日") -> bytes:
    """Every element of the main namespace with a prefix."""
    text = part.decode()
    text = text.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')
    text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
    return (
        text.replace(f"<{prefix}:/{prefix}:", f"</{prefix}:").replace(f"<{prefix}:?", "<?").encode()
    )


@file_kind("a prefix in Chinese before every name")
def chinese_prefix() -> bytes:
    pieces = handmade_parts()
    for name in (SHEET, BOOK):
        pieces[name] = prefixed(pieces[name])
    return packed(pieces)


STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    LINKS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(content: Mapping[str, bytes]) -> dict[str, bytes]:
    pieces = dict(content)
    for name, part in pieces.items():
        for old, new in STRICT.items():
            part = part.replace(old.encode(), new.encode())
        pieces[name] = part
    return pieces


for writer in ("openpyxl", "xlsxwriter", "exporter"):
    file_kind(f"strict namespaces, of {writer}")(
        lambda writer=writer: packed(strict(written(writer)))
    )


@file_kind("strict namespaces with ISO dates", reads=dated_form)
def strict_dates() -> bytes:
    pieces = handmade_parts(
        {
            **text_cell("F2", "报告期："),
            "G2": '<c r="G2" t="d" s="1"><v>2021-08-01</v></c>',
            **text_cell("I2", "截至日期："),
            "J2": '<c r="J2" t="d" s="1"><v>2021-08-31T00:00:00</v></c>',
        },
        styles=styles_xml(xfs=xf(14)),
        book=book_xml(before='<workbookPr dateCompatibility="0"/>').replace(
            "<workbook ", '<workbook conformance="strict" '
        ),
    )
    return packed(strict(pieces))


@either("no namespace at all")
def no_namespace() -> bytes:
    pieces = handmade_parts()
    pieces[SHEET] = swap(pieces[SHEET], f' xmlns="{MAIN}"', "")
    return packed(pieces)


FOREIGN = 'xmlns:w="urn:nobody" mc:Ignorable="w"'


@file_kind("cells of a foreign namespace among the cells")
def foreign_cells() -> bytes:
    data = sheet_data(cells_of())
    data = swap(
        data.encode(),
        '<c r="H6">',
        '<w:c r="H6"><w:v>9999</w:v></w:c><c r="H6" w:r="H9">',
    ).decode()
    data = data.replace(
        "</sheetData>", '<w:row r="6"><w:c r="H6"><w:v>8888</w:v></w:c></w:row></sheetData>'
    )
    return handmade(sheet=sheet_xml(data).replace("<worksheet ", f"<worksheet {FOREIGN} "))


@file_kind("attributes of a foreign namespace")
def foreign_attributes() -> bytes:
    data = sheet_data(cells_of()).replace(
        '<c r="H6">', '<c r="H6" w:t="s" w:s="9" w:r="A1"><w:v>5</w:v>'
    )
    data = data.replace('<row r="6">', '<row r="6" w:r="99" w:hidden="1">')
    return handmade(sheet=sheet_xml(data).replace("<worksheet ", f"<worksheet {FOREIGN} "))


@file_kind("values in an extension of a cell")
def extension_of_a_cell() -> bytes:
    extension = '<extLst><ext uri="{0}" xmlns:w="urn:nobody"><w:v>77</w:v><v>78</v></ext></extLst>'
    return handmade(put("H6", f"<v>1033</v>{extension}"))


@file_kind("sheet data in an extension of the sheet")
def extension_of_the_sheet() -> bytes:
    inner = '<sheetData><row r="6"><c r="H6"><v>9</v></c></row></sheetData>'
    extension = f'<extLst><ext uri="{{0}}">{inner}</ext></extLst>'
    return handmade(sheet=sheet_xml(sheet_data(cells_of()), after=extension))


@file_kind("alternate content around what only newer programs know")
def alternate_content() -> bytes:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="x15" xmlns:x15="urn:x15">'
        '<x15:absPath url="C:\\县残联\\"/></mc:Choice></mc:AlternateContent>'
    )
    controls = (
        '<mc:AlternateContent><mc:Choice Requires="x14" xmlns:x14="urn:x14"><controls>'
        "</controls></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )
    return handmade(
        sheet=sheet_xml(sheet_data(cells_of()), after=controls), book=book_xml(before=choice)
    )


for words, choice in (("of an unknown need", "w"), ("of no need", "")):
    either(f"alternate content in a row, {words}")(
        lambda choice=choice: handmade(
            sheet=sheet_xml(
                sheet_data(
                    {
                        **cells_of(),
                        "H6": f'<mc:AlternateContent><mc:Choice Requires="{choice}">'
                        '<c r="H6"><v>9999</v></c></mc:Choice><mc:Fallback><c r="H6"><v>1033</v></c>'
                        "</mc:Fallback></mc:AlternateContent>",
                    }
                )
            ).replace("<worksheet ", f"<worksheet {FOREIGN} ")
        )
    )


# ---- hidden, merged, protected


@file_kind("all rows hidden by default")
def rows_hidden_by_default() -> bytes:
    return handmade(
        sheet=sheet_xml(
            sheet_data(cells_of()),
            before='<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>',
        )
    )


@file_kind("rows with an outline, folded")
def folded_rows() -> bytes:
    def row(number: int, cells: list[str]) -> str:
        folded = ' hidden="true" outlineLevel="1"' if number in (6, 7) else ""
        return f'<row r="{number}"{folded}>{"".join(cells)}</row>'

    return rows_written(row)


@file_kind("a protected sheet and workbook")
def protected_sheet() -> bytes:
    data = sheet_data(cells_of()) + (
        '<sheetProtection algorithmName="SHA-512" hashValue="AAAA" saltValue="AAAA" '
        'spinCount="100000" sheet="1" objects="1" scenarios="1"/>'
    )
    return handmade(
        sheet=sheet_xml(data),
        book=book_xml(
            before='<fileSharing readOnlyRecommended="1"/><workbookProtection lockStructure="1"/>'
        ),
    )


for words, merges in {
    "counted wrong": merges_of(plain_form().sheet).replace("count=", 'w="1" count="999" x='),
    "of one cell": '<mergeCells><mergeCell ref="H6"/><mergeCell ref="G5:G5"/></mergeCells>',
    "below the form to the last corner": '<mergeCells><mergeCell ref="A20:XFD1048576"/></mergeCells>',
    "empty": "<mergeCells/>",
    "right of the form": '<mergeCells><mergeCell ref="M1:XFD1048576"/></mergeCells>',
}.items():
    file_kind(f"merged ranges {words}")(
        lambda merges=merges: handmade(sheet=sheet_xml(sheet_data(cells_of()), merges=merges))
    )
for words, reference in {
    "of no cell": "",
    "of a word": "abc",
    "of an error": "#REF!",
    "backwards": "K1:A1",
    "beyond the sheet": "A30:ZZZZZZ9999999999",
    "of 6000 digits": "A30:B" + "9" * 6000,
    "in small letters": "a1:k1",
}.items():
    either(f"a merged range {words}")(
        lambda reference=reference: handmade(
            sheet=sheet_xml(
                sheet_data(cells_of()),
                merges=f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>',
            )
        )
    )
