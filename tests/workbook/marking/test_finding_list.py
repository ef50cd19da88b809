"""The sheet 问题清单: short, printable, and known again also when nothing stands in it."""

from io import BytesIO

import openpyxl
import pytest

from etl.workbook.marking.annotate import annotate
from etl.workbook.marking.cell_ranges import in_ranges
from etl.workbook.marking.finding_list import (
    LIST_SHEET,
    FindingList,
    ListedFinding,
    is_finding_list,
)
from etl.workbook.opening import open_workbook
from tests.workbook.marking.marked_books import RICH, changed, marked, note, xml_of
from tests.workbook.marking.test_marks_travel import saved

PRINTED = '<definedName name="_xlnm.Print_Titles" localSheetId="0">'


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("", ""),
        ("I7", "I7"),
        ("I7 I8 I9 I10", "I7:I10"),
        ("J7 J8 J9 J12", "J7:J9、J12"),
        ("H13 G13", "H13、G13"),
        ("G7 H7 G8 H8 G9 H9", "G7:G9、H7:H9"),
        ("C3 AA9 AA10 C3", "C3、AA9:AA10"),
        ("A1 A3 A5 A7 A9 A11 A13 A15 A17 A18", "A1、A3、A5、A7、A9、A11、A13、A15 等 10 格"),
    ],
)
def test_cells_are_named_by_their_ranges(cells, said):
    assert in_ranges(cells.split()) == said


def test_the_header_is_printed_on_each_page_and_said_once():
    once = marked(RICH, note("C3"))
    twice = marked(once, note("C3"), note("D4"))
    for content in (once, twice):
        sheet = openpyxl.load_workbook(BytesIO(content))[LIST_SHEET]
        assert sheet.print_title_rows == "$3:$3"
        assert [cell.value for cell in sheet[3]][:2] == ["序号", "级别"]
        assert xml_of(content, "xl/workbook.xml").count(PRINTED) == 1


def test_it_is_the_lists_header_also_where_the_sender_moved_the_list():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"))))
    book.move_sheet(LIST_SHEET, 2)
    again = openpyxl.load_workbook(BytesIO(marked(saved(book), note("C3"))))
    titles = {sheet.title: sheet.print_title_rows for sheet in again.worksheets}
    assert titles == {LIST_SHEET: "$3:$3", "月报": None, "其他'表": None, "_marks": None}


def test_the_senders_own_headers_are_printed_as_before():
    book = openpyxl.load_workbook(BytesIO(RICH))
    book["月报"].print_title_rows = "1:2"
    again = openpyxl.load_workbook(BytesIO(marked(marked(saved(book), note("C3")), note("C4"))))
    assert again["月报"].print_title_rows == "$1:$2"
    assert again[LIST_SHEET].print_title_rows == "$3:$3"


def test_a_workbook_without_names_gets_them_where_the_format_wants_them():
    content = changed(
        RICH, "xl/workbook.xml",
        lambda data: data[: data.index(b"<definedNames>")] + data[data.index(b"<calcPr") :],
    )  # fmt: skip
    xml = xml_of(marked(content, note("C3")), "xl/workbook.xml")
    assert xml.index("</sheets>") < xml.index(PRINTED) < xml.index("<calcPr")


def with_list(content, listing):
    return annotate(content, open_workbook(content), [], lambda *_: listing)


def right(content):
    return with_list(content, FindingList("问题清单", ("没有发现问题，可以直接报送。",), ()))


def test_without_findings_there_is_no_table_to_be_seen_and_nothing_hidden_is_added():
    made = right(RICH)
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == [LIST_SHEET, "月报", "其他'表"]
    sheet = book[LIST_SHEET]
    seen = [row for row in range(1, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden]
    assert [sheet.cell(row, 1).value for row in seen] == [
        "问题清单",
        "没有发现问题，可以直接报送。",
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == (None, None)


def test_without_findings_the_list_is_known_again_all_the_same():
    made = right(right(RICH))
    sheets = open_workbook(made).sheets
    assert [sheet.name for sheet in sheets if is_finding_list(sheet)] == [LIST_SHEET]
    assert openpyxl.load_workbook(BytesIO(marked(made, note("C3")))).sheetnames == [
        LIST_SHEET, "月报", "其他'表", "_marks",
    ]  # fmt: skip


def test_a_mended_copy_is_not_printed_with_a_header_any_more():
    sheet = openpyxl.load_workbook(BytesIO(right(marked(RICH, note("C3")))))[LIST_SHEET]
    assert sheet.print_title_rows is None


def test_a_link_is_no_longer_than_its_column_and_the_problem_names_the_rest():
    """LibreOffice does not wrap a link."""
    lines = []
    for place in ("J7:J9、J12", "J7:J9、J12:J15、I7:I9、I12:I15"):
        item = ListedFinding(
            "error", "月报", place, ("月报", "J7"), "", "", "", "话", "改。", "E-X"
        )
        listing = FindingList("问题清单", ("错误 1 处。",), (item,))
        sheet = openpyxl.load_workbook(BytesIO(with_list(RICH, listing)))[LIST_SHEET]
        lines.append((sheet["D4"].value, sheet["H4"].value))
    assert lines == [
        ("J7:J9、J12", "话。"),
        ("J7:J9 等", "话（J7:J9、J12:J15、I7:I9、I12:I15）。"),
    ]
