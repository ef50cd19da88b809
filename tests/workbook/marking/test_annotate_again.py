"""Copies of copies carry one set of marks, and odd packages are marked as well."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from etl.workbook.marking.finding_list import LIST_SHEET, is_finding_list
from etl.workbook.opening import open_workbook
from tests.workbook.marking.marked_books import RICH, changed, marked, note, parts


def looks(content):
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate): (
            repr(cell.fill), repr(cell.border), cell.number_format,
            cell.comment.text if cell.comment else None,
        )
        for sheet in book.worksheets
        if sheet.title not in (LIST_SHEET, "_marks")
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


NOTES = (note("C3"), note("B4", "warning"), note("A5", "info"), note("C2"), note("A12"))


def test_marking_a_marked_copy_gives_the_same_marks_once():
    once = marked(RICH, *NOTES)
    twice = marked(once, *NOTES)
    assert looks(twice) == looks(once)
    assert openpyxl.load_workbook(BytesIO(twice)).sheetnames == [
        LIST_SHEET, "月报", "其他'表", "_marks",
    ]  # fmt: skip
    assert parts(marked(twice, *NOTES)) == parts(twice)


def test_what_was_mended_looks_as_it_did_before_it_was_marked():
    cleaned = looks(marked(marked(RICH, *NOTES), note("B8")))
    only = looks(marked(RICH, note("B8")))
    assert cleaned == only


def test_rows_put_in_between_do_not_leave_old_marks_behind():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C5"), note("B6", "warning"))))
    book["月报"].insert_rows(3)
    saved = BytesIO()
    book.save(saved)
    after = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), note("B9"))))["月报"]
    framed = [cell.coordinate for row in after.iter_rows() for cell in row
              if cell.border.left.style in ("medium", "dashed")]  # fmt: skip
    assert framed == ["B9"]


@pytest.mark.office
def test_a_copy_that_libreoffice_saved_is_marked_once_too(office_convert, tmp_path):
    source = tmp_path / "copy.xlsx"
    source.write_bytes(marked(RICH, *NOTES))
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = office_convert(source, "xlsx", folder).read_bytes()
    again = marked(saved, note("B8"))
    book = openpyxl.load_workbook(BytesIO(again))
    assert book.sheetnames.count(LIST_SHEET) == 1
    sheet = book["月报"]
    framed = [cell.coordinate for row in sheet.iter_rows() for cell in row
              if cell.border.left.style in ("medium", "dashed")]  # fmt: skip
    assert framed == ["B8"]
    assert sheet["C3"].fill.fgColor.rgb == "FFFFFDF0"
    comments = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row
                if cell.comment}  # fmt: skip
    assert comments.keys() == {"B2", "C2", "B8"}
    assert comments["C2"].strip() == "我们的说法"


# ---------------------------------------------------------------- odd packages


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("xl/styles.xml", lambda data: re.sub(rb"<(fills|borders|cellXfs).*?</\1>", b"",
                     data, flags=re.DOTALL), id="styles without lists"),
        pytest.param("xl/worksheets/sheet1.xml", lambda data: data.decode("utf-8").replace(
                     "UTF-8", "UTF-16").encode("utf-16"), id="a sheet in UTF-16"),
        pytest.param("xl/worksheets/sheet1.xml", lambda data: re.sub(
                     rb'<(c|row) r="[A-Z0-9]+"', rb"<\1", data), id="cells without addresses"),
        pytest.param("xl/workbook.xml", lambda data: re.sub(rb"<bookViews>.*?</bookViews>", b"",
                     data), id="no view"),
    ],
)  # fmt: skip
def test_packages_that_other_programs_write_are_marked_too(name, change):
    content = changed(RICH, name, change)
    book = openpyxl.load_workbook(BytesIO(marked(content, note("C3"), note("D4"))))
    sheet = book["月报"]
    assert sheet["C3"].fill.fgColor.rgb == sheet["D4"].fill.fgColor.rgb == "FFFCE4D3"
    assert sheet["C3"].comment is not None
    assert sheet["C3"].value == 21.25


def test_a_conversation_on_the_cell_is_left_alone_and_told():
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="C3" dT="2021-08-01T00:00:00" personId="{1}" '
        'id="{2}"><text>在吗</text></threadedComment></ThreadedComments>'
    )
    relation = (
        b'<Relationship Id="rIdT" Target="../threadedComments/threadedComment1.xml" '
        b'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/>'
        b"</Relationships>"
    )
    content = changed(
        RICH, "xl/worksheets/_rels/sheet1.xml.rels",
        lambda data: data.replace(b"</Relationships>", relation),
    )  # fmt: skip
    target = BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
    book = openpyxl.load_workbook(BytesIO(marked(target.getvalue(), note("C3"), note("C4"))))
    assert book["月报"]["C3"].comment is None
    assert book["月报"]["C4"].comment is not None
    texts = [str(cell.value) for row in book[LIST_SHEET].iter_rows() for cell in row if cell.value]
    assert any("“月报”的 C3 已有会话式批注" in text for text in texts)


def test_our_list_is_known_again_under_another_name():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"))))
    book[LIST_SHEET].title = "看过了"
    saved = BytesIO()
    book.save(saved)
    opened = open_workbook(saved.getvalue())
    assert [sheet.name for sheet in opened.sheets if is_finding_list(sheet)] == ["看过了"]
    again = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), note("C4"))))
    assert again.sheetnames == ["看过了", "月报", "其他'表", "_marks"]


def test_a_long_sheet_of_blank_cells_stays_whole_and_is_marked_where_it_must_be():
    rows = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{column}{row}" s="1"/>""" for column in "ABCDEF")}</row>'
        for row in range(50, 9_050)
    )
    content = changed(
        RICH, "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )  # fmt: skip
    assert len(parts(content)["xl/worksheets/sheet1.xml"]) > 1_048_576
    made = marked(content, note("B5000"), note("C3"), note("J6000"))
    before = parts(content)["xl/worksheets/sheet1.xml"].decode()
    after = parts(made)["xl/worksheets/sheet1.xml"].decode()
    assert after.count("<c ") == before.count("<c ") + 1
    assert after.count("<row ") == before.count("<row ")
    sheet = openpyxl.load_workbook(BytesIO(made))["月报"]
    framed = [cell.coordinate for row in sheet.iter_rows() for cell in row
              if cell.border.left.style == "medium"]  # fmt: skip
    assert framed == ["C3", "B5000", "J6000"]
    cleaned = openpyxl.load_workbook(BytesIO(marked(made, note("C3"))))["月报"]
    assert cleaned["B5000"].border.left.style != "medium"


def test_a_colour_that_the_sender_gave_the_marked_cell_since_stays():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"), note("B6", "warning"))))
    book["月报"]["C3"].fill = PatternFill("solid", fgColor="FF92D050")
    saved = BytesIO()
    book.save(saved)
    after = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), note("B9"))))["月报"]
    assert after["C3"].fill.fgColor.rgb == "FF92D050"
    assert after["C3"].border.left.style == "thin"
    assert after["B6"].fill.fill_type is None


def test_what_was_written_under_our_comment_stays():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"), note("C4"))))
    for cell in ("C3", "C4"):
        said = book["月报"][cell].comment.text
        book["月报"][cell].comment = Comment(f"{said}\n李四：已与市残联核对", "李四")
    saved = BytesIO()
    book.save(saved)
    after = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), note("C3"))))["月报"]
    assert after["C4"].comment.text.strip() == "李四：已与市残联核对"
    kept = after["C3"].comment.text
    assert kept.count("【系统检查】") == 1
    assert "李四：已与市残联核对" in kept


def test_what_was_typed_into_our_comment_behind_what_we_say_stays():
    said = "一。\n怎么改：改。\n编号 E-X-Y\n————\n△ 提醒\n二。\n编号 W-Z"
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3", text=said), note("C4"))))
    ours = book["月报"]["C3"].comment.text
    typed = ours.replace("编号 E-X-Y", "编号 E-X-Y 已改").replace(
        "编号 W-Z", "编号 W-Z\n李四：属实"
    )
    book["月报"]["C3"].comment = Comment(typed, "李四")
    saved = BytesIO()
    book.save(saved)
    for notes in ([note("C3", text=said)], [note("B9")]):
        after = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), *notes)))["月报"]
        theirs, _, again = after["C3"].comment.text.partition("【系统检查】")
        assert theirs.split() == ["已改", "李四：属实"]
        assert not again or f"【系统检查】{again}".strip() == ours.strip()


def test_our_comment_on_one_line_is_known_again():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"))))
    ours = book["月报"]["C3"].comment.text.replace("\n", " ")
    book["月报"]["C3"].comment = Comment(f"{ours} 李四：属实", "李四")
    saved = BytesIO()
    book.save(saved)
    after = openpyxl.load_workbook(BytesIO(marked(saved.getvalue(), note("B9"))))["月报"]
    assert after["C3"].comment.text.strip() == "李四：属实"
