"""How large the boxes of comments are, and where they stand, on sheets of all shapes."""

import re
from io import BytesIO

import pytest
import xlsxwriter

from tests.workbook.marking.marked_books import changed, marked, note, parts, xml_of

SHORT = "累计比本月小。\n怎么改：核对两个数。"
LONG = "很长的话，要折成许多行才写得下，" * 40


def book(*, width=None, height=None, hidden=None):
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("月报")
        for row in range(20):
            sheet.write_row(row, 0, range(10))
            if height is not None:
                sheet.set_row(row, height)
        if width is not None:
            sheet.set_column(0, 9, width)
        if hidden is not None:
            sheet.set_column(hidden, 16383, width, None, {"hidden": True})
        sheet.merge_range("C12:E12", "合并")
    return target.getvalue()


def anchor(content):
    (name,) = (name for name in parts(content) if name.lower().endswith(".vml"))
    (found,) = re.findall(r"<\w+:Anchor>([^<]*)<", xml_of(content, name))
    return [int(number) for number in found.split(",")]


def size(numbers, column, row):
    left, left_in, top, top_in, right, right_in, bottom, bottom_in = numbers
    return (
        (right - left) * column + right_in - left_in + 1,
        (bottom - top) * row + bottom_in - top_in + 1,
    )


@pytest.mark.parametrize(
    ("width", "column", "height", "row"),
    [(None, 64, None, 20), (5.29, 42, 11.25, 15), (40, 285, 60, 80), (2, 19, 300, 400)],
)
def test_a_box_is_as_wide_and_high_on_any_sheet(width, column, height, row) -> None:
    found = anchor(marked(book(width=width, height=height), note("C5", text=SHORT)))
    usual = (64 - column) * sum(place >= 10 for place in range(found[0], found[4]))
    wide, high = size(found, column, row)
    assert 330 <= wide + usual <= 360
    assert 60 <= high <= 130


def test_a_long_comment_gets_a_high_box_and_no_endless_one() -> None:
    _, high = size(anchor(marked(book(), note("C5", text=LONG))), 64, 20)
    assert high == 400


def test_a_box_stands_right_of_its_merged_cell() -> None:
    found = anchor(marked(book(), note("C12")))
    assert found[0] == 5


@pytest.mark.parametrize(("cell", "over"), [("J5", False), ("B5", True)])
def test_where_all_to_the_right_is_hidden_a_box_stands_left_of_its_cell_or_over_it(
    cell, over
) -> None:
    width = 6 if over else 9
    found = anchor(marked(book(width=width, hidden=10), note(cell, text=SHORT)))
    pixels = 7 * width + 5
    wide, _ = size(found, pixels, 20)
    assert found[4] <= 9
    assert 330 <= wide <= 360
    assert (found[4] < 9) is not over


def test_hidden_rows_give_a_box_no_height() -> None:
    content = changed(
        book(), "xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb'<row r="([6-9]|1\d)"', rb'<row r="\1" hidden="1"', data),
    )  # fmt: skip
    found = anchor(marked(content, note("C5", text=SHORT)))
    seen = (found[6] - found[2] - 14) * 20 + found[7] - found[3]
    assert found[6] >= 19
    assert 60 <= seen <= 130


def test_a_comment_of_the_sender_gets_room_for_both_texts() -> None:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("月报")
        sheet.write_row(4, 0, range(10))
        sheet.write_comment("C5", "这个数要核\n" * 10)
    _, high = size(anchor(marked(target.getvalue(), note("C5", text=SHORT))), 64, 20)
    assert high >= 14 * 16
