"""The sender's own workbook with marks on it: nothing else is touched, nothing is lost."""

import re
from io import BytesIO

import openpyxl
import xlsxwriter

from etl.workbook.marking.annotate import annotate
from etl.workbook.marking.comments import ENDS, OURS
from etl.workbook.marking.finding_list import LIST_SHEET, FindingList, ListedFinding
from etl.workbook.opening import open_workbook
from tests.workbook.marking.marked_books import RICH, marked, note, parts, picture, xml_of


def test_every_part_that_holds_no_mark_is_carried_over_byte_for_byte():
    before, after = parts(RICH), parts(marked(RICH, note("C3"), note("D5", "warning")))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert {name for name in before if name.startswith(("xl/media", "xl/charts"))}


def test_of_a_sheet_nothing_is_changed_but_the_styles_of_the_marked_cells():
    def without_styles(xml):
        return re.sub(r' (?:s|tabSelected)="\d+"', "", xml)

    made = marked(RICH, note("C3"), note("B4", "warning"), note("A5", "info"))
    name = "xl/worksheets/sheet1.xml"
    assert without_styles(xml_of(made, name)) == without_styles(xml_of(RICH, name))


def test_pictures_charts_drop_downs_and_conditional_formats_are_still_there():
    made = marked(RICH, note("C3"))
    sheet = openpyxl.load_workbook(BytesIO(made))["月报"]
    drawing = xml_of(made, "xl/drawings/drawing1.xml")
    assert (drawing.count("<xdr:pic>"), drawing.count("<c:chart ")) == (1, 1)
    assert '<drawing r:id="' in xml_of(made, "xl/worksheets/sheet1.xml")
    assert len(sheet.data_validations.dataValidation) == 1
    assert len(sheet.conditional_formatting) == 1
    assert sheet.auto_filter.ref == "A1:D9"


def test_a_marked_cell_keeps_its_number_format_font_and_lock():
    before = openpyxl.load_workbook(BytesIO(RICH))["月报"]
    after = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"), note("B3", "info"))))["月报"]
    for cell in ("C3", "B3"):
        for what in ("value", "number_format", "font", "alignment", "protection", "data_type"):
            assert repr(getattr(after[cell], what)) == repr(getattr(before[cell], what))
    assert after["C3"].fill.fgColor.rgb == "FFFCE4D3"
    assert after["C3"].border.left.style == "medium"
    assert repr(after["B3"].fill) == repr(before["B3"].fill)
    assert after["B3"].border.bottom.style == "dotted"


def test_a_warning_is_hatched_on_the_colour_of_its_cell_and_dashed():
    after = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3", "warning"))))["月报"]
    fill, border = after["C3"].fill, after["C3"].border
    assert (fill.fill_type, fill.bgColor.rgb) == ("lightUp", "FFFFFDF0")
    assert {border.left.style, border.top.style} == {"dashed"}


def test_a_merged_cell_is_framed_as_a_whole():
    after = openpyxl.load_workbook(BytesIO(marked(RICH, note("A12"))))["月报"]
    sides = {after.cell(row, 1).border.left.style for row in (12, 13)}
    sides |= {after.cell(row, 3).border.right.style for row in (12, 13)}
    sides |= {after.cell(12, column).border.top.style for column in (1, 2, 3)}
    assert sides == {"medium"}


def test_blank_cells_and_rows_that_were_not_there_can_be_marked():
    after = openpyxl.load_workbook(BytesIO(marked(RICH, note("D4"), note("F6"), note("B40"))))
    for cell in ("D4", "F6", "B40"):
        assert after["月报"][cell].fill.fgColor.rgb == "FFFCE4D3"
        assert after["月报"][cell].value is None


def test_the_senders_comment_stays_and_ours_stands_under_it():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C2", text="应为整数。"))))
    said = book["月报"]["C2"].comment.text
    assert said.startswith("我们的说法")
    assert said.endswith(f"{OURS}× 错误\n应为整数。\n{ENDS}")
    assert book["月报"]["B2"].comment.text == "这个数要核"


def test_a_picture_in_the_page_head_is_no_drawing_of_comments():
    """Both are drawings of the old kind; the one of comments has a relationship of its own."""
    made = marked(RICH, note("C3"))
    before, after = parts(RICH), parts(made)
    head = "xl/drawings/vmlDrawing2.vml"
    assert before[head] == after[head]
    plain = BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        sheet = book.add_worksheet("月报")
        sheet.write_number("C3", 1)
        sheet.set_header("&L&G", {"image_left": "p.png", "image_data_left": BytesIO(picture())})
    made = marked(plain.getvalue(), note("C3"))
    xml = xml_of(made, "xl/worksheets/sheet1.xml")
    assert xml.index("<legacyDrawing ") < xml.index("<legacyDrawingHF ")
    assert openpyxl.load_workbook(BytesIO(made))["月报"]["C3"].comment is not None


def test_the_list_comes_first_is_open_and_links_to_the_cells():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"), note("D5"))))
    assert book.sheetnames == [LIST_SHEET, "月报", "其他'表", "_marks"]
    assert book.active is book[LIST_SHEET]
    assert book["_marks"].sheet_state == "veryHidden"
    links = [cell.hyperlink.location for row in book[LIST_SHEET].iter_rows() for cell in row
             if cell.hyperlink]  # fmt: skip
    assert links == ["'月报'!C3", "'月报'!D5"]
    selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
    assert selected == [LIST_SHEET]


def test_names_of_one_sheet_still_belong_to_it():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3"))))
    assert book["月报"].print_area == "'月报'!$A$1:$E$13"
    assert book[LIST_SHEET].print_area == ""


def test_a_sheet_whose_name_has_a_quote_is_linked():
    content = marked(RICH, note("A1", sheet="其他'表"), sheet="其他'表")
    sheet = openpyxl.load_workbook(BytesIO(content))[LIST_SHEET]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'其他''表'!A1"]


def test_a_senders_own_sheet_of_that_name_is_left_alone():
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet(LIST_SHEET).write_string("A1", "我自己的清单")
        book.add_worksheet("月报").write_number("C3", 1)
    book = openpyxl.load_workbook(BytesIO(marked(target.getvalue(), note("C3"))))
    assert book.sheetnames[:3] == [f"{LIST_SHEET}2", LIST_SHEET, "月报"]
    assert book[LIST_SHEET]["A1"].value == "我自己的清单"


def test_what_is_typed_is_text_in_the_list_and_never_a_formula():
    def evil(*_):
        item = ListedFinding(
            "error", "月报", "C3", ("月报", "C3"), "=1+1", "累计", '=HYPERLINK("http://x")',
            "<b>&\x01", "改。", "E-X",
        )  # fmt: skip
        return FindingList("=2+2", (), (item,))

    content = annotate(RICH, open_workbook(RICH), [note("C3", text="=3+3 <r>&")], evil)
    sheet = openpyxl.load_workbook(BytesIO(content))[LIST_SHEET]
    assert sheet["A1"].data_type != "f"
    assert [cell.data_type for row in sheet.iter_rows() for cell in row].count("f") == 0
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert '=HYPERLINK("http://x")' in texts
    assert any(str(text).startswith("<b>&") for text in texts)


def test_a_line_end_is_one_however_it_is_spelt():
    book = openpyxl.load_workbook(BytesIO(marked(RICH, note("C3", text="写的是“1\r\n2\r3”。"))))
    assert "写的是“1\n2\n3”。" in book["月报"]["C3"].comment.text
