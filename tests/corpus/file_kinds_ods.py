"""Kinds of .ods files: how LibreOffice, Excel, WPS, Google Sheets and older programs write them.

H6 is 累计完成 of 成年残疾人康复, 1033; J6 its money, 50.05 万元; K6 its remark.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from tests.corpus.file_kinds import (
    BROKEN,
    NO_NUMBER,
    NOBODY,
    at_cell,
    either,
    file_kind,
    less,
    nil,
    noted,
    of_another_sheet,
)
from tests.corpus.file_kinds_packages import PROLOG, Parts, packed, plain_bytes, swap, written
from tests.corpus.file_kinds_xlsx import dated_form
from tests.corpus.form import Form, plain_form
from tests.corpus.sheet import address

ODS = ".ods"
BASE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    f'xmlns:office="{BASE}office:1.0" xmlns:table="{BASE}table:1.0" xmlns:text="{BASE}text:1.0" '
    f'xmlns:style="{BASE}style:1.0" xmlns:number="{BASE}datastyle:1.0" '
    f'xmlns:draw="{BASE}drawing:1.0" xmlns:svg="{BASE}svg-compatible:1.0" '
    f'xmlns:config="{BASE}config:1.0" xmlns:manifest="{BASE}manifest:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    f'xmlns:of="{BASE}of:1.2"'
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def text_cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
    )


def number_cell(value: object, more: str = "", shown: str | None = None) -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"{more}>'
        f"<text:p>{value if shown is None else shown}</text:p></table:table-cell>"
    )


def typed(kind: str, attributes: str, shown: str = "1033") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {attributes}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


BLANK = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"


def grid(form: Form | None = None, cells: Mapping[str, str] | None = None) -> list[list[str]]:
    """The XML of every cell, rows of eleven, some in other words."""
    drawn = (form or plain_form()).sheet
    spans = {merge[:2]: merge for merge in drawn.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in drawn.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    lines = []
    for row in range(1, 19):
        line = []
        for column in range(1, 12):
            span = ""
            if (row, column) in spans:
                top, left, bottom, right = spans[row, column]
                span = (
                    f' table:number-rows-spanned="{bottom - top + 1}"'
                    f' table:number-columns-spanned="{right - left + 1}"'
                )
            value = drawn.value(row, column)
            made = BLANK
            if (row, column) in covered:
                made = COVERED
            elif isinstance(value, str):
                made = text_cell(value, span)
            elif hasattr(value, "isoformat"):
                made = typed("date", f'office:date-value="{value}"', f"{value}")
            elif value is not None:
                made = number_cell(value, span)
            line.append((cells or {}).get(address((row, column)), made))
        lines.append(line)
    return lines


def row_xml(cells: list[str], more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table_xml(rows: str, name: str = "月报", more: str = "", columns: str = "") -> str:
    columns = columns or '<table:table-column table:number-columns-repeated="11"/>'
    return f'<table:table table:name="{name}"{more}>{columns}{rows}</table:table>'


def content_xml(tables: str, styles: str = "", before: str = "", after: str = "") -> str:
    return (
        f'<office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{before}{tables}{after}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def manifest_xml(mime: str = MIME, inner: str = "") -> str:
    return (
        f'<manifest:manifest {SPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{inner}</manifest:file-entry>"
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )


def ods_parts(content: str, mime: str = MIME) -> Parts:
    return {
        "mimetype": mime.encode(),
        CONTENT: (PROLOG + content).encode(),
        STYLES: (PROLOG + f"<office:document-styles {SPACES}/>").encode(),
        MANIFEST: (PROLOG + manifest_xml(mime)).encode(),
    }


def ods(cells: Mapping[str, str] | None = None, **rest: str) -> bytes:
    """The plain form by hand, some cells in other words."""
    rows = "".join(row_xml(line) for line in grid(cells=cells))
    return packed(ods_parts(content_xml(table_xml(rows), **rest)))


def of_rows(rows: str, **rest: str) -> bytes:
    return packed(ods_parts(content_xml(table_xml(rows), **rest)))


file_kind("ods by hand as it should be", ODS)(ods)

# ---- rows and columns that are repeated

REST_OF_ROW = '<table:table-cell table:number-columns-repeated="16373"/>'
ALL_ROW = '<table:table-cell table:number-columns-repeated="16384"/>'


@file_kind("ods filled up to the last row and column", ODS)
def filled_up() -> bytes:
    rows = "".join(row_xml([*line, REST_OF_ROW]) for line in grid())
    rows += row_xml([ALL_ROW], ' table:number-rows-repeated="1048557"')
    rows += row_xml([ALL_ROW])
    return of_rows(rows)


@file_kind("ods filled up with styles", ODS)
def filled_up_styled() -> bytes:
    styled = REST_OF_ROW.replace("<table:table-cell", '<table:table-cell table:style-name="ce1"')
    rows = "".join(row_xml([*line, styled], ' table:style-name="ro1"') for line in grid())
    rows += row_xml(
        [ALL_ROW.replace("cell ", 'cell table:style-name="ce1" ')],
        ' table:style-name="ro1" table:number-rows-repeated="1048558"',
    )
    return of_rows(rows)


@file_kind("ods whose like neighbours are one cell", ODS)
def like_neighbours() -> bytes:
    """助学 has month and total alike, people and money: each pair is written once."""
    lines = grid()
    for row in (14, 15):
        people, money = lines[row][6], lines[row][8]
        assert people == lines[row][7]
        assert money == lines[row][9]
        twice = ' table:number-columns-repeated="2"'
        lines[row][6:10] = [
            people.replace("<table:table-cell", "<table:table-cell" + twice),
            money.replace("<table:table-cell", "<table:table-cell" + twice),
        ]
    return of_rows("".join(map(row_xml, lines)))


@file_kind("ods whose blank rows are one row before the form", ODS)
def blank_rows_before() -> bytes:
    """Row 17 and what is around it are written as repeated rows."""
    lines = grid()
    rows = "".join(row_xml(line) for line in lines[:16])
    rows += row_xml([ALL_ROW], ' table:number-rows-repeated="1"') + row_xml(lines[17])
    return of_rows(rows)


def shifted(rows: int, columns: int) -> Callable[[], Form]:
    def truth() -> Form:
        form = plain_form()
        form.sheet.insert_rows(1, rows)
        form.sheet.insert_columns(1, columns)
        return form

    return truth


def far_out(rows: int, columns: int) -> bytes:
    before = f'<table:table-cell table:number-columns-repeated="{columns}"/>'
    return of_rows(
        row_xml([ALL_ROW], f' table:number-rows-repeated="{rows}"')
        + "".join(row_xml([before, *line]) for line in grid())
    )


for down, right in ((60, 1), (1, 30), (2000, 1), (1, 300), (100_000, 16_000)):
    file_kind(
        f"ods with {down} blank rows and {right} columns before", ODS, reads=shifted(down, right)
    )(lambda down=down, right=right: far_out(down, right))


def twice_form() -> Form:
    form = plain_form()
    form.warn("W-DUPLICATE-ROW")
    return form


@file_kind("ods with one row said to be two", ODS, reads=twice_form)
def row_of_two() -> bytes:
    """康复体育进家庭 stands twice, in one row element: all below is a row further down."""
    lines = grid()
    rows = "".join(row_xml(line) for line in lines[:15])
    rows += row_xml(lines[15], ' table:number-rows-repeated="2"') + row_xml(lines[17])
    return of_rows(rows)


for words, count in {
    "0": "0",
    "-1": "-1",
    "a word": "x",
    "empty": "",
    "6000 digits": "9" * 6000,
}.items():
    either(f"ods with a last row repeated {words} times", ODS)(
        lambda count=count: of_rows(
            "".join(map(row_xml, grid()))
            + row_xml([BLANK], f' table:number-rows-repeated="{count}"')
        )
    )
    either(f"ods with a last cell repeated {words} times", ODS)(
        lambda count=count: of_rows(
            "".join(
                row_xml([*line, f'<table:table-cell table:number-columns-repeated="{count}"/>'])
                for line in grid()
            )
        )
    )

# ---- groups, headers, hidden


def grouped(before: str, after: str, first: int = 0, last: int = 18) -> bytes:
    lines = [row_xml(line) for line in grid()]
    rows = "".join(lines[:first]) + before + "".join(lines[first:last]) + after
    return of_rows(rows + "".join(lines[last:]))


for words, name, first, last in (
    ("header rows", "table-header-rows", 0, 4),
    ("a group of rows", "table-row-group", 4, 16),
    ("rows in a frame", "table-rows", 0, 18),
):
    file_kind(f"ods with {words}", ODS)(
        lambda name=name, first=first, last=last: grouped(
            f"<table:{name}>", f"</table:{name}>", first, last
        )
    )
file_kind("ods with groups in groups, folded", ODS)(
    lambda: grouped(
        '<table:table-row-group table:display="false"><table:table-row-group>',
        "</table:table-row-group></table:table-row-group>",
        6,
        9,
    )
)
for words in ("collapse", "filter"):
    file_kind(f"ods with rows hidden by {words}", ODS)(
        lambda words=words: of_rows(
            "".join(
                row_xml(line, f' table:visibility="{words}"' if row in (6, 7) else "")
                for row, line in enumerate(grid(), 1)
            )
        )
    )
COLUMNS = (
    "<table:table-column-group><table:table-header-columns><table:table-column "
    'table:number-columns-repeated="2"/></table:table-header-columns>'
    '<table:table-column table:number-columns-repeated="6" table:visibility="collapse"/>'
    '</table:table-column-group><table:table-column table:number-columns-repeated="16376"/>'
)
file_kind("ods with columns in groups, hidden", ODS)(
    lambda: packed(
        ods_parts(content_xml(table_xml("".join(map(row_xml, grid())), columns=COLUMNS)))
    )
)

HIDDEN = (
    '<style:style style:name="ta1" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


def july() -> str:
    form = plain_form()
    form.sheet.put(2, 6, "报告期：2021年7月")
    form.sheet.put(2, 9, "截至日期：2021-07-31")
    form.sheet.put(6, 8, 913)
    return "".join(map(row_xml, grid(form)))


def two_tables(styles: str = HIDDEN, first: bool = True, between: str = "") -> bytes:
    hidden = table_xml(july(), "七月", ' table:style-name="ta1"')
    shown = table_xml("".join(map(row_xml, grid())))
    tables = hidden + between + shown if first else shown + between + hidden
    return packed(ods_parts(content_xml(tables, styles)))


file_kind("ods with last month's sheet hidden before", ODS)(two_tables)
file_kind("ods with last month's sheet hidden behind", ODS)(lambda: two_tables(first=False))
file_kind("ods with two sheets that are shown", ODS, refused="E-FORM-TWO")(
    lambda: two_tables(HIDDEN.replace("false", "true"))
)


@file_kind("ods with the style that hides in the other part", ODS)
def hidden_by_common_style() -> bytes:
    hidden = table_xml(july(), "七月", ' table:style-name="ta1"')
    shown = table_xml("".join(map(row_xml, grid())))
    pieces = ods_parts(content_xml(hidden + shown))
    styles = f"<office:document-styles {SPACES}><office:styles>{HIDDEN}</office:styles>"
    pieces[STYLES] = (PROLOG + styles + "</office:document-styles>").encode()
    return packed(pieces)


file_kind("ods whose sheet has an odd name", ODS, reads=of_another_sheet("A&B '月报' <8>"))(
    lambda: packed(
        ods_parts(content_xml(table_xml("".join(map(row_xml, grid())), "A&amp;B '月报' &lt;8&gt;")))
    )
)
file_kind("ods with a protected sheet", ODS)(
    lambda: packed(
        ods_parts(
            content_xml(
                table_xml(
                    "".join(map(row_xml, grid())),
                    more=' table:protected="true" table:protection-key="AAAA"',
                )
            )
        )
    )
)

# ---- values

VALUES: dict[str, str] = {
    "a number with exponent": number_cell("1.033E3", shown="1033"),
    "a number with a zero after the point": number_cell("1033.0"),
    "a number with zeros before": number_cell("001033"),
    "a number without text": number_cell(1033, shown=""),
    "a number shown with a comma": number_cell(1033, shown="1,033"),
    "a number shown rounded": number_cell(1033, shown="1千"),
    "a number shown as signs": number_cell(1033, shown="###"),
    "a number shown with a unit": number_cell(1033, shown="1033人"),
    "a number without a paragraph": '<table:table-cell office:value-type="float" office:value="1033"/>',
    "a number of the newer kind": typed("float", 'office:value="1033" calcext:value-type="float"'),
    "money of a currency": typed("currency", 'office:currency="CNY" office:value="1033"', "￥1,033.00"),
    "a text number": text_cell("1033"),
    "a text number in an attribute": typed("string", 'office:string-value="1033"'),
    "a number of no type": "<table:table-cell><text:p>1033</text:p></table:table-cell>",
    "a formula": number_cell(1033, ' table:formula="of:=[.G6]+913"'),
    "a formula of the old kind": number_cell(1033, ' table:formula="oooc:=[.G6]+913"'),
    "a formula of Excel's": number_cell(1033, ' table:formula="msoxl:=G6+913"'),
    "an array": number_cell(
        1033, ' table:formula="of:=1033" table:number-matrix-rows-spanned="1"'
        ' table:number-matrix-columns-spanned="1"'
    ),
    "a formula that gives a text number": typed("string", 'table:formula="of:=&quot;1033&quot;"'),
    "a comment": number_cell(1033).replace(
        "<text:p>", "<office:annotation><dc:creator>甲</dc:creator><text:p>上月 913</text:p>"
        "</office:annotation><text:p>"
    ),
    "a picture over it": number_cell(1033).replace(
        "<text:p>", '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame><text:p>'
    ),
    "a text box over it": number_cell(1033).replace(
        "<text:p>", "<draw:frame><draw:text-box><text:p>9999</text:p></draw:text-box></draw:frame><text:p>"
    ),
    "a span of one": number_cell(1033, ' table:number-columns-spanned="1" table:number-rows-spanned="1"'),
    "a rule for input": number_cell(1033, ' table:content-validation-name="val1"'),
    "a text number in spans": typed("string", "").replace(
        "1033", '<text:span>10</text:span><text:span text:style-name="T1">33</text:span>'
    ),
    "a text number as a link": typed("string", "").replace(
        "1033", '<text:a xlink:href="#x">1033</text:a>'
    ),
}  # fmt: skip
for words, cell in VALUES.items():
    file_kind(f"ods with {words}", ODS)(lambda cell=cell: ods({"H6": cell}))

for words, value in {"between blanks": " 1033 ", "with a plus": "+1033"}.items():
    either(f"ods with a number {words}", ODS)(
        lambda value=value: ods({"H6": number_cell(value, shown="1033")})
    )

for zero in ("0", "-0", "-0.0", "0E0"):
    file_kind(f"ods with nothing written as {zero}", ODS, reads=nil)(
        lambda zero=zero: ods(
            {"G7": number_cell(zero, shown="-"), "I7": number_cell(zero, shown="0.00")}
        )
    )
file_kind("ods with a negative month", ODS, reads=less)(
    lambda: ods({"G7": number_cell("-3", shown="(3)")})
)

FAULTS: dict[str, tuple[str, str]] = {
    "a share": (typed("percentage", 'office:value="1033"', "103300%"), "E-PERCENT"),
    "a date": (typed("date", 'office:date-value="1902-10-29"', "1902/10/29"), "E-DATE"),
    "a time": (typed("time", 'office:time-value="PT17H13M00S"', "17:13"), f"E-DATE {NO_NUMBER}"),
    "true": (typed("boolean", 'office:boolean-value="true"', "TRUE"), "E-BOOLEAN"),
    "an error": (
        typed("string", 'calcext:value-type="error" office:string-value="" table:formula="of:=1/0"', "#DIV/0!"),
        "E-ERROR-VALUE",
    ),
    "an error of Excel's": (
        typed("string", 'table:formula="of:=1/0" office:string-value="#DIV/0!"', "#DIV/0!"),
        "E-ERROR-VALUE",
    ),
    "an error by number": (
        typed("float", 'table:formula="of:=1/0" office:value="0" calcext:value-type="error"', "Err:502"),
        "E-ERROR-VALUE",
    ),
    "a formula without result": (
        '<table:table-cell table:formula="of:=[.G6]+913"/>',
        "E-FORMULA-NO-RESULT",
    ),
    "a formula with a type and no result": (
        '<table:table-cell table:formula="of:=[.G6]+913" office:value-type="float"/>',
        "E-FORMULA-NO-RESULT",
    ),
    "a number that is a word": (number_cell("七百"), NO_NUMBER),
    "a number with a comma": (number_cell("1,033"), f"{NO_NUMBER} E-DECIMAL-COMMA"),
    "a number with a decimal comma": (number_cell("1033,5"), f"{NO_NUMBER} E-DECIMAL-COMMA E-NOT-INTEGER"),
    "no number": (number_cell("NaN"), NO_NUMBER),
    "infinity": (number_cell("INF"), NO_NUMBER),
    "a number beyond all": (number_cell("1e999999999"), NO_NUMBER),
    "a number of 100,000 digits": (number_cell("9" * 100_000, shown="9"), NO_NUMBER),
    "an underscore in a number": (number_cell("1_033"), NO_NUMBER),
    "digits of another script": (number_cell("١٠٣٣"), NO_NUMBER),
    "an empty number that shows one": (number_cell("", shown="1033"), NO_NUMBER),
    "an unknown type": (typed("fraction", 'office:value="1033"'), NO_NUMBER),
}  # fmt: skip
for words, (cell, codes) in FAULTS.items():
    plain_too = (
        (plain_form,) if words in ("an empty number that shows one", "an unknown type") else ()
    )
    file_kind(f"ods with {words}", ODS, refused=BROKEN, reads=(at_cell(codes), *plain_too))(
        lambda cell=cell: ods({"H6": cell})
    )

# The value is left out and only the text is there: 1033 is what is seen.
file_kind(
    "ods with a number said in its text only",
    ODS,
    refused=BROKEN,
    reads=(plain_form, at_cell(NO_NUMBER)),
)(lambda: ods({"H6": typed("float", "")}))

DATES = {
    "dates": ('office:date-value="2021-08-01"', 'office:date-value="2021-08-31"'),
    "dates with time": (
        'office:date-value="2021-08-01T00:00:00"',
        'office:date-value="2021-08-31T00:00:00.000"',
    ),
}
for words, (month, as_of) in DATES.items():
    file_kind(f"ods with {words}", ODS, reads=dated_form)(
        lambda month=month, as_of=as_of: ods(
            {
                "F2": text_cell("报告期："),
                "G2": typed("date", month, "2021年8月"),
                "I2": text_cell("截至日期："),
                "J2": typed("date", as_of, "8月31日"),
            }
        )
    )

DATE_STYLE = (
    '<number:{0}-style style:name="N1">{1}</number:{0}-style>'
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
)
for words, kind, inner, codes in (
    ("date", "date", "<number:year/><number:month/>", "E-DATE"),
    ("time", "time", "<number:hours/>", f"E-DATE {NO_NUMBER}"),
    ("share", "percentage", "<number:number/><number:text>%</number:text>", "E-PERCENT"),
):
    for place in ("cell", "column"):
        file_kind(
            f"ods with a number shown as a {words} by its {place}'s style",
            ODS,
            reads=at_cell(codes),
        )(lambda kind=kind, inner=inner, place=place: styled_number(kind, inner, place))


def styled_number(kind: str, inner: str, place: str) -> bytes:
    styles = DATE_STYLE.format(kind, inner)
    if place == "cell":
        return ods({"H6": number_cell(1033, ' table:style-name="ce1"')}, styles=styles)
    columns = (
        '<table:table-column table:number-columns-repeated="7"/>'
        '<table:table-column table:default-cell-style-name="ce1"/>'
        '<table:table-column table:number-columns-repeated="3"/>'
    )
    plain_style = '<style:style style:name="ce2" style:family="table-cell"/>'
    cells = {
        f"H{row}": line[7].replace("<table:table-cell", '<table:table-cell table:style-name="ce2"')
        for row, line in enumerate(grid(), 1)
        if row != 6 and "covered" not in line[7]
    }
    rows = "".join(row_xml(line) for line in grid(cells=cells))
    return packed(ods_parts(content_xml(table_xml(rows, columns=columns), styles + plain_style)))


# ---- texts

REMARKS: dict[str, tuple[str, str]] = {
    "two paragraphs": ("<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙"),
    "a line break": ("<text:p>甲<text:line-break/>乙</text:p>", "甲\n乙"),
    "blanks": ('<text:p>甲<text:s text:c="3"/>乙<text:s/>丙</text:p>', "甲   乙 丙"),
    "blanks that fold": ("<text:p>甲\n      乙   丙</text:p>", "甲 乙 丙"),
    "spans": ("<text:p>甲<text:span>乙<text:span>丙</text:span></text:span>丁</text:p>", "甲乙丙丁"),
    "a link": ('<text:p>见<text:a xlink:href="http://x/">附件</text:a></text:p>', "见附件"),
    "a comment": (
        "<office:annotation><dc:date>2021-09-01</dc:date><text:p>内部</text:p></office:annotation>"
        "<text:p>甲</text:p>",
        "甲",
    ),
    "a comment behind": ("<text:p>甲</text:p><office:annotation><text:p>内部</text:p></office:annotation>", "甲"),
    "a text box": (
        "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame><text:p>甲</text:p>",
        "甲",
    ),
    "a field": ("<text:p>甲<text:sheet-name>月报</text:sheet-name></text:p>", "甲月报"),
    "entities": ("<text:p>&lt;甲&gt; &amp; &#20057;</text:p>", "<甲> & 乙"),
    "CDATA": ("<text:p><![CDATA[<甲>]]></text:p>", "<甲>"),
    "a comment of XML": ("<text:p>甲<!-- 不读 -->乙</text:p>", "甲乙"),
    "a soft break of a page": ("<text:p>甲<text:soft-page-break/>乙</text:p>", "甲乙"),
}  # fmt: skip
for words, (inner, text) in REMARKS.items():
    file_kind(f"ods whose remark has {words}", ODS, reads=noted(text))(
        lambda inner=inner: ods(
            {"K6": f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'}
        )
    )
either("ods whose remark has a reading", ODS)(
    lambda: ods({"K6": "<table:table-cell><text:p/></table:table-cell>"})
)
file_kind("ods whose remark is an attribute", ODS, reads=noted("甲"))(
    lambda: ods({"K6": typed("string", 'office:string-value="甲"', "")})
)
file_kind("ods whose remark is an empty result", ODS)(
    lambda: ods(
        {"K6": typed("string", 'table:formula="of:=&quot;&quot;" office:string-value=""', "")}
    )
)


@file_kind("ods with names in spans", ODS)
def names_in_spans() -> bytes:
    lines = grid()
    for line in lines:
        for place, cell in enumerate(line):
            if '"string"' in cell:
                inner = cell.split("<text:p>")[1].split("</text:p>")[0]
                spans = "".join(f"<text:span>{letter}</text:span>" for letter in inner)
                line[place] = cell.replace(inner, spans)
    return of_rows("".join(map(row_xml, lines)))


# ---- covered cells


@file_kind("ods with words in covered cells", ODS)
def words_in_covered() -> bytes:
    """What a merge covers is not seen; LibreOffice keeps it."""
    covered = "<table:covered-table-cell office:value-type='string'><text:p>{}</text:p></table:covered-table-cell>"
    return ods({"B7": covered.format("旧项目"), "C1": covered.format("2021年7月"), "E7": COVERED})


@file_kind("ods with numbers in covered cells", ODS)
def numbers_in_covered() -> bytes:
    covered = number_cell(9).replace("table:table-cell", "table:covered-table-cell")
    return ods({"E7": covered, "F7": covered})


@file_kind("ods with covered cells in one piece", ODS)
def covered_in_one() -> bytes:
    lines = grid()
    assert lines[0][1:] == [COVERED] * 10
    lines[0][1:] = ['<table:covered-table-cell table:number-columns-repeated="10"/>']
    return of_rows("".join(map(row_xml, lines)))


# ---- around the tables

CHANGES = (
    "<table:tracked-changes><table:cell-content-change table:id='ct1'>"
    "<table:cell-address table:column='7' table:row='5' table:table='0'/>"
    "<office:change-info><dc:creator>甲</dc:creator></office:change-info><table:previous>"
    "<table:change-track-table-cell office:value-type='float' office:value='913'>"
    "<text:p>{}</text:p></table:change-track-table-cell></table:previous>"
    "</table:cell-content-change><table:deletion table:id='ct2' table:type='row' "
    "table:position='3'><table:deletions><table:cell-content-deletion><table:cell-address/>"
    "<table:change-track-table-cell><text:p>{}</text:p></table:change-track-table-cell>"
    "</table:cell-content-deletion></table:deletions></table:deletion></table:tracked-changes>"
)
AROUND = {
    "recorded changes": {"before": CHANGES.format("913", "旧")},
    "rules for input": {
        "before": "<table:content-validations><table:content-validation table:name='val1'>"
        "<table:help-message><text:p>填整数</text:p></table:help-message>"
        "</table:content-validation></table:content-validations>"
    },
    "names and ranges": {
        "after": "<table:named-expressions><table:named-range table:name='x' "
        "table:cell-range-address='月报.A1'/></table:named-expressions><table:database-ranges/>"
    },
    "a pivot": {"after": "<table:data-pilot-tables/>"},
    "an empty line of shapes": {"before": "<table:calculation-settings/>"},
}
for words, more in AROUND.items():
    file_kind(f"ods with {words}", ODS)(lambda more=more: ods(**more))


for words, inner in {
    "a text box": "<draw:text-box><text:p>本月完成 9999</text:p></draw:text-box>",
    "a link to a chart": "<draw:object xlink:href='./Object 1'/>",
}.items():
    file_kind(f"ods with {words} before the rows", ODS)(
        lambda inner=inner: of_rows(
            f"<table:shapes><draw:frame>{inner}</draw:frame></table:shapes>"
            + "".join(map(row_xml, grid()))
        )
    )


@file_kind("ods with a chart's table inside a cell", ODS)
def table_in_cell() -> bytes:
    inner = (
        "<draw:frame><draw:object><table:table table:name='local'><table:table-row>"
        "<table:table-cell office:value-type='float' office:value='77'><text:p>77</text:p>"
        "</table:table-cell></table:table-row></table:table></draw:object></draw:frame>"
    )
    return ods({"H6": number_cell(1033).replace("<text:p>", inner + "<text:p>")})


# ---- the package


def repacked(change: Callable[[Parts], Mapping[str, bytes | str]], writer: str = "") -> bytes:
    return packed(change(dict(written(writer) if writer else parts_by_hand())))


def parts_by_hand() -> Parts:
    return ods_parts(content_xml(table_xml("".join(map(row_xml, grid())))))


def left_out(*names: str) -> Callable[[Parts], Parts]:
    return lambda pieces: {name: part for name, part in pieces.items() if name not in names}


file_kind("ods without styles", ODS)(lambda: repacked(left_out(STYLES)))
file_kind("ods without styles, meta and settings, of odfpy", ODS)(
    lambda: repacked(left_out(STYLES, "meta.xml", "settings.xml"), "odfpy")
)
either("ods without a manifest", ODS)(lambda: repacked(left_out(MANIFEST)))
either("ods without mimetype", ODS, refused=f"{BROKEN} E-FILE-ZIP E-FILE-UNKNOWN")(
    lambda: repacked(left_out("mimetype"))
)
file_kind("ods whose mimetype is not the first part", ODS)(
    lambda: repacked(lambda pieces: {**left_out("mimetype")(pieces), "mimetype": MIME.encode()})
)
either("ods whose mimetype ends a line", ODS, refused=f"{BROKEN} E-FILE-ZIP E-FILE-UNKNOWN")(
    lambda: repacked(lambda pieces: {**pieces, "mimetype": MIME.encode() + b"\r\n"})
)
file_kind("ods stored, not packed", ODS)(lambda: packed(parts_by_hand(), zipfile.ZIP_STORED))
file_kind("ods with folders and pictures", ODS)(
    lambda: repacked(
        lambda pieces: {
            **pieces, "Configurations2/": b"", "Pictures/1.png": b"\x89PNG" + bytes(99),
            "Object 1/content.xml": pieces[CONTENT].replace(b"1033", b"9999"),
            "Thumbnails/thumbnail.png": b"", "Basic/Standard/Module1.xml": b"<x/>",
            "META-INF/documentsignatures.xml": b"<x/>",
            # As of version 1.2 every part must be listed.
            CONTENT: swap(pieces[CONTENT], 'office:version="1.3"', 'office:version="1.1"'),
            MANIFEST: swap(pieces[MANIFEST], ' manifest:version="1.3"', ""),
        }
    )
)  # fmt: skip
file_kind("ods without content", ODS, refused=BROKEN)(lambda: repacked(left_out(CONTENT)))
file_kind("ods whose content is cut", ODS, refused=BROKEN)(
    lambda: repacked(lambda pieces: {**pieces, CONTENT: pieces[CONTENT][:-900]})
)
file_kind("ods whose content is empty", ODS, refused=BROKEN)(
    lambda: repacked(lambda pieces: {**pieces, CONTENT: b""})
)
file_kind("ods whose styles are broken", ODS, refused=BROKEN, reads=plain_form)(
    lambda: repacked(lambda pieces: {**pieces, STYLES: b"<office"})
)
file_kind("ods in UTF-16", ODS)(
    lambda: repacked(
        lambda pieces: {
            **pieces,
            CONTENT: pieces[CONTENT].decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        }
    )
)
file_kind("ods with a byte order mark", ODS)(
    lambda: repacked(lambda pieces: {**pieces, CONTENT: b"\xef\xbb\xbf" + pieces[CONTENT]})
)
file_kind("ods with prefixes of its own", ODS)(
    lambda: repacked(
        lambda pieces: {
            **pieces,
            CONTENT: pieces[CONTENT]
            .replace(b"xmlns:table=", b"xmlns:t=").replace(b"table:", b"t:")
            .replace(b"xmlns:office=", b"xmlns:o=").replace(b"office:", b"o:")
            .replace(b"xmlns:text=", b"xmlns:x=").replace(b"text:", b"x:")
            .replace(b"opendocument:xmlns:t:", b"opendocument:xmlns:table:")
            .replace(b"opendocument:xmlns:o:", b"opendocument:xmlns:office:")
            .replace(b"opendocument:xmlns:x:", b"opendocument:xmlns:text:"),
        }
    )
)  # fmt: skip
file_kind("ods with blanks between all elements", ODS)(
    lambda: repacked(
        lambda pieces: {
            **pieces, CONTENT: pieces[CONTENT].replace(b"><table:", b">\r\n   <table:")
        }
    )
)  # fmt: skip
for version in ("1.0", "1.1", "1.2", "1.4", ""):
    file_kind(f"ods of version {version or 'nothing'}", ODS)(
        lambda version=version: repacked(
            lambda pieces: {
                **pieces,
                CONTENT: swap(
                    pieces[CONTENT], 'office:version="1.3"', f'office:version="{version}"'
                ),
            }
        )
    )

DOCTYPE = (
    '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
)
either("ods whose manifest names a DTD, as OpenOffice 2 wrote it", ODS)(
    lambda: repacked(
        lambda pieces: {
            **pieces,
            MANIFEST: swap(
                pieces[MANIFEST], "<manifest:manifest", DOCTYPE + "<manifest:manifest", 1
            ),
        }
    )
)

ENCRYPTION = (
    '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA==">'
    '<manifest:algorithm manifest:algorithm-name="Blowfish CFB"/></manifest:encryption-data>'
)
file_kind("ods that is encrypted", ODS, refused="E-FILE-ENCRYPTED")(
    lambda: packed(
        {
            **parts_by_hand(),
            CONTENT: bytes(range(256)) * 9,
            MANIFEST: manifest_xml(inner=ENCRYPTION).encode(),
        }
    )
)
file_kind("ods that is encrypted as a whole", ODS, refused="E-FILE-ENCRYPTED")(
    lambda: packed(
        {
            "mimetype": MIME.encode(),
            "encrypted-package": bytes(range(256)) * 9,
            MANIFEST: manifest_xml(inner=ENCRYPTION)
            .replace("content.xml", "encrypted-package")
            .encode(),
        }
    )
)
either("ods of a template", ".ots", refused="E-FILE-UNKNOWN")(
    lambda: packed(
        ods_parts(content_xml(table_xml("".join(map(row_xml, grid())))), f"{MIME}-template")
    )
)

# ---- hostile and personal

file_kind(
    "ods with blanks without number", ODS, refused=f"{BROKEN} E-FILE-UNPACKED", reads=plain_form
)(
    lambda: ods(
        {
            "K6": '<table:table-cell><text:p><text:s text:c="2000000000"/></text:p></table:table-cell>'
        }
    )
)
for words, make in {
    "a comment": lambda: ods(
        {
            "H6": number_cell(1033).replace(
                "<text:p>",
                f"<office:annotation><text:p>王某 {NOBODY}</text:p></office:annotation><text:p>",
            )
        }
    ),
    "a covered cell": lambda: ods(
        {"C1": f"<table:covered-table-cell><text:p>{NOBODY}</text:p></table:covered-table-cell>"}
    ),
    "a hidden sheet": lambda: packed(
        ods_parts(
            content_xml(
                table_xml("".join(map(row_xml, grid())))
                + table_xml(
                    row_xml([text_cell(f"王某 {NOBODY}")]), "名册", ' table:style-name="ta1"'
                ),
                HIDDEN,
            )
        )
    ),
    "a recorded change": lambda: ods(before=CHANGES.format(NOBODY, "旧")),
    "a deleted row": lambda: ods(before=CHANGES.format("9", f"王某 {NOBODY}")),
    "a text box": lambda: ods(
        {
            "K6": "<table:table-cell><draw:frame><draw:text-box><text:p>"
            f"{NOBODY}</text:p></draw:text-box></draw:frame></table:table-cell>"
        }
    ),
    "an attribute": lambda: ods({"K6": typed("string", f'office:string-value="{NOBODY}"', "")}),
    "a numeric cell": lambda: of_rows(
        "".join(map(row_xml, grid())) + row_xml([BLANK, number_cell(NOBODY)])
    ),
    "the properties": lambda: repacked(
        lambda pieces: {
            **pieces,
            "meta.xml": f"<office:document-meta {SPACES}><dc:subject>{NOBODY}</dc:subject>"
            "</office:document-meta>",
        }
    ),
}.items():
    file_kind(f"ods with an identity number in {words}", ODS, refused="E-PERSONAL-ID")(make)

for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
    file_kind(f"ods by odfpy cut at {share}", ODS, refused=BROKEN)(
        lambda share=share: plain_bytes("odfpy")[: int(len(plain_bytes("odfpy")) * share)]
    )
