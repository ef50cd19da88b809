"""A mark knows what it covers wherever its cell has gone since: renamed, moved, copied, saved."""

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Border, PatternFill, Side

from etl.workbook.marking.annotate import annotate
from etl.workbook.marking.finding_list import LIST_SHEET, FindingList
from etl.workbook.opening import open_workbook
from tests.workbook.marking.marked_books import marked, note

FILLS = {"B": "FFFFFDF0", "C": "FFF4F6F8", "D": "FFE8EEF5"}
NOTES = (
    note("B3"), note("C3", "warning"), note("B4", paint="frame"), note("D5", "info"), note("C6"),
    note("A4", "warning", paint="frame"),
)  # fmt: skip


def form() -> bytes:
    """A table whose columns have looks of their own, and one row one more."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("月报")
        head = book.add_format({"bold": True, "border": 2, "bg_color": "#DDDDDD"})
        sheet.write_row(0, 0, ["指标", "本月完成", "累计完成", "累计资金"], head)
        for row in range(1, 9):
            sheet.write_string(row, 0, f"甲{row}", book.add_format({"border": 1}))
            for place, (column, fill) in enumerate(FILLS.items(), start=1):
                look = {"border": 1, "bg_color": f"#{fill[2:]}", "num_format": "0.00"}
                if (column, row) == ("B", 3):
                    look |= {"bg_color": "#92D050", "left": 6}
                sheet.write_number(row, place, row * 10 + place, book.add_format(look))
    return target.getvalue()


FORM = form()
SIDES = ("left", "right", "top", "bottom")


def saved(book) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def looks(content: bytes, sheet: str = "月报") -> dict[str, tuple[object, ...]]:
    """Value, number format, fill and frame of each cell."""
    rows = openpyxl.load_workbook(BytesIO(content))[sheet].iter_rows()
    return {
        cell.coordinate: (
            cell.value, cell.number_format, cell.fill.fill_type, cell.fill.fgColor.rgb,
            *(getattr(getattr(cell.border, side), "style", None) for side in SIDES),
        )
        for row in rows
        for cell in row
    }  # fmt: skip


def cleaned(
    content: bytes, *notes, sheet="月报"
) -> tuple[dict[str, tuple[object, ...]], list[str]]:
    """How the cells look after another marking, with the sentences that it adds to the list."""
    told: list[str] = []

    def listing(remarks, _):
        told.extend(remarks)
        return FindingList("问题清单", ("没有错误。",), ())

    made = annotate(content, open_workbook(content), notes, listing)
    return looks(made, sheet), told


def test_the_marks_differ_by_what_they_cover_in_nothing_that_is_seen():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, note("B3"), note("B4"))))["月报"]
    first, second = (book[cell].border.left.color.rgb for cell in ("B3", "B4"))
    assert first != second
    pairs = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
    assert all(abs(one - other) < 8 for one, other in pairs)


def test_a_renamed_sheet_gets_its_looks_back():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, *NOTES)))
    book["月报"].title = "八月"
    found, told = cleaned(saved(book), sheet="八月")
    assert found == looks(FORM)
    assert told == []


def test_moved_cells_take_their_looks_along():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, *NOTES)))
    book["月报"].insert_rows(3, 2)
    book["月报"].delete_rows(8)
    found, told = cleaned(saved(book))
    plain = openpyxl.load_workbook(BytesIO(FORM))
    plain["月报"].insert_rows(3, 2)
    plain["月报"].delete_rows(8)
    assert found == looks(saved(plain))
    assert told == []


def test_without_the_hidden_sheet_the_cells_around_lend_their_look():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, *NOTES)))
    del book["_marks"], book[LIST_SHEET]
    found, told = cleaned(saved(book))
    assert found == looks(FORM) | {"B4": found["B4"]}
    # its own green stood under it, and nowhere else
    assert found["B4"][:2] == looks(FORM)["B4"][:2]
    assert found["B4"][4:] == looks(FORM)["B5"][4:]
    assert told == ["上次标记的 6 格没有留下原来的样子，旧标记已照旁边的格子去掉"]


def test_a_head_cell_without_the_hidden_sheet_looks_like_the_head():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, note("B1"), note("C1", "warning"))))
    del book["_marks"]
    found, _ = cleaned(saved(book))
    assert found == looks(FORM)


def test_where_every_cell_is_marked_the_marks_come_off_all_the_same():
    whole = [note(f"{column}{row}") for column in "ABCD" for row in range(1, 10)]
    book = openpyxl.load_workbook(BytesIO(marked(FORM, *whole)))
    del book["_marks"]
    found, _ = cleaned(saved(book))
    assert {look[2] for look in found.values()} == {None}
    assert {cell: look[:2] for cell, look in found.items()} == {
        cell: look[:2] for cell, look in looks(FORM).items()
    }


def test_frames_that_the_sender_drew_anew_stay_and_our_fill_goes():
    book = openpyxl.load_workbook(BytesIO(marked(FORM, note("C3"), note("B5", "warning"))))
    thick = Side("thick", "FF000000")
    for row in book["月报"].iter_rows():
        for cell in row:
            cell.border = Border(left=thick, right=thick, top=thick, bottom=thick)
    found, told = cleaned(saved(book))
    assert {look[4:] for look in found.values()} == {("thick",) * 4}
    assert {cell: look[:4] for cell, look in found.items()} == {
        cell: look[:4] for cell, look in looks(FORM).items()
    }
    assert told == ["上次标记的 2 格没有留下原来的样子，旧标记已照旁边的格子去掉"]


def test_a_senders_own_cell_in_our_colour_is_left_alone():
    book = openpyxl.load_workbook(BytesIO(FORM))
    book["月报"]["C3"].fill = PatternFill("solid", fgColor="FFFCE4D3")
    content = saved(book)
    found, told = cleaned(content)
    assert found == looks(content)
    assert told == []


def test_a_frame_alone_leaves_the_colour_of_its_cell():
    found = looks(marked(FORM, note("B4", paint="frame")))
    assert found["B4"] == (*looks(FORM)["B4"][:4], *("medium",) * 4)


def test_a_cell_that_is_not_painted_gets_the_comment_alone():
    made = marked(FORM, note("C3", paint="none"), note("H30", paint="none"))
    found = looks(made)
    assert {cell: found[cell] for cell in looks(FORM)} == looks(FORM)
    sheet = openpyxl.load_workbook(BytesIO(made))["月报"]
    assert sheet["C3"].comment is not None


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_libreoffice_saved_gets_its_looks_back(office_convert, tmp_path, kind):
    """LibreOffice makes one colour of a hatching; as that it is known too."""
    source = tmp_path / "copy.xlsx"
    source.write_bytes(marked(FORM, *NOTES))
    folder = tmp_path / "saved"
    folder.mkdir()
    content = office_convert(source, kind, folder).read_bytes()
    if kind == "ods":
        (folder / "again").mkdir()
        ods = folder / "copy.ods"
        content = office_convert(ods, "xlsx", folder / "again").read_bytes()
    found, told = cleaned(content)
    assert found == looks(FORM)
    assert told == []
