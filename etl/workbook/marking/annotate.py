"""A copy of the sender's own workbook with every finding marked on its cell.

The package is changed part by part (see ``xml_edit``): values, formulas, pictures, charts,
drop-downs, conditional formats and whatever else is in the file stay as they are. Marks of
an earlier copy are taken off first, so that a copy of a copy carries one set of marks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from etl.domain.finding import Severity
from etl.workbook.grid import Workbook, position
from etl.workbook.marking.book_sheets import BookSheets
from etl.workbook.marking.cells import CellMarks
from etl.workbook.marking.comment_boxes import CommentBoxes
from etl.workbook.marking.comments import SheetComments
from etl.workbook.marking.covered import MARKS_SHEET, CoveredLooks, covered_before
from etl.workbook.marking.finding_list import LIST_SHEET, FindingList, is_finding_list
from etl.workbook.marking.finding_list_writer import list_part
from etl.workbook.marking.marks import Paint
from etl.workbook.marking.neighbours import Neighbours
from etl.workbook.marking.office_parts import OfficeParts
from etl.workbook.marking.styles import StyleBook
from etl.workbook.marking.xml_edit import Edits

LARGEST = 64 * 1024 * 1024
"""A sheet of more bytes is handed back as it is: its findings stand in the list alone."""

_MOST_MERGED = 60

Place = tuple[int, int]


@dataclass(frozen=True)
class CellNote:
    """What a cell gets: its worst grade, the text of its comment, and how it is painted."""

    sheet: str
    cell: str
    grade: Severity
    text: str
    paint: Paint = "full"


Listing = Callable[[Sequence[str], Collection[str]], FindingList]
"""Makes the list, told in sentences what else is to be said, and the sheets without marks."""


def annotate(
    content: bytes, workbook: Workbook, notes: Sequence[CellNote], listing: Listing
) -> bytes:
    """Return the copy of an .xlsx that was opened as ``workbook``."""
    return _Annotation(content, workbook).make(notes, listing)


class _Annotation:
    def __init__(self, content: bytes, workbook: Workbook) -> None:
        self._parts = OfficeParts(content)
        self._sheets = BookSheets(self._parts)
        self._styles = StyleBook(self._parts)
        self._workbook = workbook
        self._before = covered_before(workbook)
        self._marked_before = self._styles.marked_styles()
        self._covered = CoveredLooks()
        self._list = _list_name(workbook)
        self._remarks: list[str] = []
        self._left: list[str] = []
        self._guessed = 0

    def make(self, notes: Sequence[CellNote], listing: Listing) -> bytes:
        """Mark the sheets one by one, then put our own in."""
        by_sheet: dict[str, dict[Place, CellNote]] = {}
        for note in notes:
            by_sheet.setdefault(note.sheet, {})[position(note.cell)] = note
        for name, part in self._sheets.parts():
            if part is not None and name not in (self._list, MARKS_SHEET):
                self._mark(name, part, by_sheet.get(name, {}))
        if self._guessed:
            self._remarks.append(
                f"上次标记的 {self._guessed} 格没有留下原来的样子，旧标记已照旁边的格子去掉"
            )
        self._put_own_sheets(listing(self._remarks, self._left))
        self._styles.save()
        return self._parts.content()

    def _put_own_sheets(self, listing: FindingList) -> None:
        if self._covered or self._workbook.sheet(MARKS_SHEET) is not None:
            marks = self._covered.part(self._parts.names)
            self._sheets.put(MARKS_SHEET, marks, first=False)
        made = list_part(listing, self._styles, self._parts.names)
        self._sheets.put(self._list, made, first=True)
        self._sheets.show(self._list)
        self._sheets.repeat_on_paper(self._list, listing.header_row if listing.findings else None)

    # ---- one sheet

    def _mark(self, name: str, part: str, notes: Mapping[Place, CellNote]) -> None:
        if self._parts.size(part) > LARGEST:
            self._remarks.append(f"工作表“{name}”太大，没有在格子上标注，问题都在清单里")
            self._left.append(name)
            return
        painted = self._spread(name, notes)
        data = self._parts.read(part)
        edits, near = Edits(data), Neighbours(data, self._styles)

        def style_of(row: int, column: int, style: int) -> int:
            plain = self._without_mark(near, (row, column), style)
            note = painted.get((row, column))
            if note is None:
                return plain
            number = self._covered.number(self._styles.look(plain))
            return self._styles.marked(plain, note.grade, number, filled=note.paint == "full")

        marks = CellMarks(edits, painted, style_of)
        marks.walk(self._marked_before)
        self._comment(name, part, marks, notes)
        if edits:
            self._parts.write(part, edits.result())

    def _comment(
        self, name: str, part: str, marks: CellMarks, notes: Mapping[Place, CellNote]
    ) -> None:
        comments = SheetComments(self._parts, part)
        threads = comments.threads()
        texts = {place: note.text for place, note in notes.items() if place not in threads}
        boxes = CommentBoxes(marks.measures, self._workbook.sheet(name))
        drawing = comments.put(texts, marks.comments, boxes)
        if drawing is not None:
            marks.draw_comments(drawing, self._parts.names.relations)
        self._remarks += [
            f"“{note.sheet}”的 {note.cell} 已有会话式批注，原因没有写进批注，请看清单"
            for place, note in notes.items()
            if place in threads
        ]

    def _spread(self, name: str, notes: Mapping[Place, CellNote]) -> dict[Place, CellNote]:
        """Return the cells to paint: of a merged range all of them, or its frame is torn."""
        sheet = self._workbook.sheet(name)
        painted: dict[Place, CellNote] = {}
        for place, note in notes.items():
            if note.paint == "none":
                continue
            merged = sheet.merged(*place) if sheet is not None else None
            size = (
                (merged.bottom - merged.top + 1) * (merged.right - merged.left + 1) if merged else 1
            )
            if merged is None or size > _MOST_MERGED:
                painted[place] = note
                continue
            for row in range(merged.top, merged.bottom + 1):
                for column in range(merged.left, merged.right + 1):
                    painted[row, column] = note
        return painted

    def _without_mark(self, near: Neighbours, place: Place, style: int) -> int:
        """Return the style of a cell without a mark of before.

        Where the sender drew frames anew over ours, our fill alone is left: that is known to
        be ours only in a workbook that we have marked.
        """
        number = self._styles.mark_number(style)
        if number is None and not (self._before and self._styles.is_filled_by_us(style)):
            return style
        under = self._before.get(number) if number is not None else None
        if under is None:
            self._guessed += 1
            under = near.look(*place, style)
        return self._styles.without_mark(style, under)


def _list_name(workbook: Workbook) -> str:
    """Return the name of our list: that of an earlier one, else one that no sheet has."""
    earlier = next((sheet.name for sheet in workbook.sheets if is_finding_list(sheet)), None)
    taken = {sheet.name for sheet in workbook.sheets}
    names = (LIST_SHEET, *(f"{LIST_SHEET}{number}" for number in range(2, len(taken) + 3)))
    return earlier or next(name for name in names if name not in taken)
