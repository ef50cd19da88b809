"""A copy of the sender's own workbook with every finding marked on its cell.

The package is changed part by part (see ``xml_edit``): values, formulas, pictures, charts,
drop-downs, conditional formats and whatever else is in the file stay as they are. Marks of
an earlier copy are taken off first, so that a copy of a copy carries one set of marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from etl.domain.finding import Severity
from etl.workbook.grid import Workbook, address, position
from etl.workbook.marking.cells import CellMarks
from etl.workbook.marking.comments import SheetComments
from etl.workbook.marking.finding_list import LIST_SHEET, FindingList, is_finding_list
from etl.workbook.marking.finding_list_writer import list_part
from etl.workbook.marking.office_parts import OfficeParts, xml_part
from etl.workbook.marking.styles import PLAIN, Look, StyleBook
from etl.workbook.marking.xml_edit import Edits, Element, elements, quoted, written

MARKS_SHEET = "_marks"
"""Very hidden: what the marks cover, so that they can be taken off again."""

LARGEST = 64 * 1024 * 1024
"""A sheet of more bytes is handed back as it is: its findings stand in the list alone."""

_MOST_MERGED = 60
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Place = tuple[int, int]


@dataclass(frozen=True)
class CellNote:
    """What a cell gets: its worst grade, and the text of its comment."""

    sheet: str
    cell: str
    grade: Severity
    text: str


Listing = Callable[[Sequence[str]], FindingList]
"""Makes the list, told in sentences what could not be marked on its cell."""


def annotate(
    content: bytes, workbook: Workbook, notes: Sequence[CellNote], listing: Listing
) -> bytes:
    """Return the copy of an .xlsx that was opened as ``workbook``."""
    return _Annotation(content, workbook).make(notes, listing)


class _Annotation:
    def __init__(self, content: bytes, workbook: Workbook) -> None:
        self._parts = OfficeParts(content)
        self._styles = StyleBook(self._parts)
        self._workbook = workbook
        self._former = _former_looks(workbook)
        self._list = _list_name(workbook)
        self._covered: list[tuple[str, str, Look]] = []
        self._unmarked: list[str] = []

    def make(self, notes: Sequence[CellNote], listing: Listing) -> bytes:
        """Mark the sheets one by one, then put our own in."""
        by_sheet: dict[str, dict[Place, CellNote]] = {}
        for note in notes:
            by_sheet.setdefault(note.sheet, {})[position(note.cell)] = note
        for item in self._sheets():
            name = item.attribute("name") or ""
            part = self._parts.target(self._parts.workbook, item.attribute("id") or "")
            if part is not None and name not in (self._list, MARKS_SHEET) and self._parts.has(part):
                self._mark(name, part, by_sheet.get(name, {}))
        self._put_sheet(MARKS_SHEET, self._marks_part(), first=False)
        made = list_part(listing(self._unmarked), self._styles, self._parts.names)
        self._put_sheet(self._list, made, first=True)
        self._styles.save()
        return self._parts.content()

    def _sheets(self) -> list[Element]:
        found = elements(self._parts.read(self._parts.workbook), "sheet")
        return [item for item in found if item.depth == 2]

    # ---- one sheet

    def _mark(self, name: str, part: str, notes: Mapping[Place, CellNote]) -> None:
        if self._parts.size(part) > LARGEST:
            self._unmarked.append(f"工作表“{name}”太大，没有在格子上标注，问题都在清单里")
            return
        grades = self._spread(name, notes)
        edits = Edits(self._parts.read(part))

        def style_of(row: int, column: int, style: int) -> int:
            plain = self._without_mark(name, (row, column), style)
            grade = grades.get((row, column))
            if grade is None:
                return plain
            self._covered.append((name, address(row, column), self._styles.look(plain)))
            return self._styles.marked(plain, grade)

        marks = CellMarks(edits, grades, style_of)
        marks.walk({place[0] for sheet, place in self._former if sheet == name})
        self._comment(part, marks, notes)
        if edits:
            self._parts.write(part, edits.result())

    def _comment(self, part: str, marks: CellMarks, notes: Mapping[Place, CellNote]) -> None:
        comments = SheetComments(self._parts, part)
        threads = comments.threads()
        texts = {place: note.text for place, note in notes.items() if place not in threads}
        drawing = comments.put(texts, marks.comments)
        if drawing is not None:
            marks.draw_comments(drawing, self._parts.names.relations)
        self._unmarked += [
            f"{note.sheet}!{note.cell} 已有会话式批注，原因没有写进批注，请看清单"
            for place, note in notes.items()
            if place in threads
        ]

    def _spread(self, name: str, notes: Mapping[Place, CellNote]) -> dict[Place, Severity]:
        """Return the cells to mark: of a merged range all of them, or its frame is torn."""
        sheet = self._workbook.sheet(name)
        grades: dict[Place, Severity] = {}
        for place, note in notes.items():
            merged = sheet.merged(*place) if sheet is not None else None
            size = (
                (merged.bottom - merged.top + 1) * (merged.right - merged.left + 1) if merged else 1
            )
            if merged is None or size > _MOST_MERGED:
                grades[place] = note.grade
                continue
            for row in range(merged.top, merged.bottom + 1):
                for column in range(merged.left, merged.right + 1):
                    grades[row, column] = note.grade
        return grades

    def _without_mark(self, name: str, place: Place, style: int) -> int:
        if not self._former or not self._styles.is_marked(style):
            return style
        of_column = (
            look for (sheet, other), look in self._former.items()
            if sheet == name and other[1] == place[1]
        )  # fmt: skip
        # A row that was put in has moved the cell: its neighbours in the column look like it.
        look = self._former.get((name, place)) or next(of_column, PLAIN)
        return self._styles.without_mark(style, look)

    # ---- our own sheets

    def _marks_part(self) -> bytes:
        rows = "".join(
            f'<row r="{number}">{_text_cell("A", number, sheet)}{_text_cell("B", number, cell)}'
            f'{_text_cell("C", number, _packed(look.fill))}'
            f'{_text_cell("D", number, _packed(look.border))}</row>'
            for number, (sheet, cell, look) in enumerate(sorted(
                self._covered, key=lambda item: (item[0], position(item[1]))), start=1)
        )  # fmt: skip
        space = self._parts.names.main
        return xml_part(f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>')

    def _put_sheet(self, name: str, content: bytes, *, first: bool) -> None:
        """Write one of our sheets: in the place of an earlier one, or as a new one."""
        listed = self._sheets()
        old = next((item for item in listed if item.attribute("name") == name), None)
        if old is not None:
            part = self._parts.target(self._parts.workbook, old.attribute("id") or "")
            assert part is not None
            self._parts.write(part, content)
        else:
            part = self._parts.free_name("xl/worksheets/sheet{}.xml")
            self._parts.write(part, content)
            self._parts.declare(part, _SHEET_TYPE)
            self._enter(name, self._parts.relate(self._parts.workbook, "worksheet", part), first)
        if first:
            self._show(name)

    def _enter(self, name: str, relation: str, first: bool) -> None:
        """Enter a new sheet into the workbook's list; names that count sheets move on."""
        data = self._parts.read(self._parts.workbook)
        edits, found = Edits(data), elements(data, "sheets", "sheet", "definedName")
        holder = next(item for item in found if item.name == "sheets")
        listed = [item for item in found if item.name == "sheet" and item.depth == 2]
        numbers = [int(item.attribute("sheetId") or 0) for item in listed]
        tag = f"{holder.prefix}:sheet" if holder.prefix else "sheet"
        state = "" if first else ' state="veryHidden"'
        text = (
            f'<{tag} name={quoted(name)} sheetId="{max(numbers, default=0) + 1}"{state} '
            f'xmlns:r="{self._parts.names.relations}" r:id="{relation}"/>'
        )
        if not first:
            edits.append(holder, text)
        else:
            edits.insert(holder.tag_end, text)
            for item in found:
                local = item.attribute("localSheetId") or ""
                if item.name == "definedName" and local.isdecimal():
                    edits.set(item, localSheetId=str(int(local) + 1))
        self._parts.write(self._parts.workbook, edits.result())

    def _show(self, name: str) -> None:
        """Open the workbook at one sheet."""
        data = self._parts.read(self._parts.workbook)
        names = [item.attribute("name") for item in self._sheets()]
        edits = Edits(data)
        for item in elements(data, "workbookView"):
            edits.set(item, activeTab=str(names.index(name)), firstSheet="0")
        self._parts.write(self._parts.workbook, edits.result())


def _text_cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{written(text)}</t></is></c>'


_DIGITS = str.maketrans("0123456789", "ghijklmnop")
_LETTERS = str.maketrans("ghijklmnop", "0123456789")


def _packed(xml: str) -> str:
    """Return XML in letters alone: its long fractions would be taken for personal numbers."""
    return xml.encode().hex().translate(_DIGITS)


def _unpacked(text: str) -> str:
    return bytes.fromhex(text.translate(_LETTERS)).decode()


def _former_looks(workbook: Workbook) -> dict[tuple[str, Place], Look]:
    """Return what the marks of an earlier copy cover, by sheet and cell."""
    sheet = workbook.sheet(MARKS_SHEET)
    found: dict[tuple[str, Place], Look] = {}
    for _, cells in sheet.rows() if sheet is not None else ():
        texts = {cell.column: cell.raw for cell in cells}
        try:
            look = Look(_unpacked(texts[3]), _unpacked(texts[4]))
            found[texts[1], position(texts[2])] = look
        except (KeyError, ValueError):  # somebody wrote in it
            continue
    return found


def _list_name(workbook: Workbook) -> str:
    """Return the name of our list: that of an earlier one, else one that no sheet has."""
    earlier = next((sheet.name for sheet in workbook.sheets if is_finding_list(sheet)), None)
    taken = {sheet.name for sheet in workbook.sheets}
    names = (LIST_SHEET, *(f"{LIST_SHEET}{number}" for number in range(2, len(taken) + 3)))
    return earlier or next(name for name in names if name not in taken)
