"""One worksheet of an .xlsx to addressed cells.

The busiest code of reading: a blank cell costs next to nothing here, another three calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO
from xml.etree.ElementTree import Element

from etl.workbook.grid import Cell, Range, Sheet, UnreadableWorkbook, position
from etl.workbook.limits import Tally
from etl.workbook.scalar import (
    bool_cell,
    error_cell,
    number_cell,
    stored_number,
    text_cell,
    unstored_cell,
)
from etl.workbook.xlsx_parts import RichText, namespace_of, only_text, tree_text, unescape, whole
from etl.workbook.xml_stream import Attributes, scan_xml

_TRUE = ("1", "true")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Extensions, and what is meant for programs that know more: the fallback beside it is read.
_PASSED_OVER = frozenset(("extLst", "Choice"))
_OF_RICH_TEXT = frozenset(("is", "r", "t", "rPh", "vertAlign", "strike"))
_MOST_HIDDEN = 1_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Surroundings:
    """What the cells of every sheet refer to, and what was seen of formulas in all of them."""

    strings: list[str]
    # Format codes by the number of their style as it is written.
    formats: dict[str, str]
    epoch_1904: bool
    tally: Tally
    # Column numbers by their letters, found once for all cells.
    columns: dict[str, int] = field(default_factory=dict)
    results: int = 0
    zero_results: list[tuple[Sheet, Cell]] = field(default_factory=list)


class SheetReader:
    """Handlers that fill one sheet."""

    def __init__(self, sheet: Sheet, around: Surroundings) -> None:
        self._sheet = sheet
        self._around = around
        self._row = 0
        # Cells without addresses since the last one with its own, and that address.
        self._column = 0
        self._before: str | None = None
        self._pieces: list[str] = []
        self._rich = RichText(self._pieces)
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = False
        # Within how many extensions the stream is: what they hold is no part of the table.
        self._extensions = 0
        self._own_number = False
        # How many columns were said to be hidden, one counted as often as it is said.
        self._hidden = 0
        self._in_value = False
        self._names: dict[str, str] = {}
        self._namespace: str | None = None

    def read(self, stream: IO[bytes]) -> None:
        """Read the part; raises UnreadableWorkbook when it is damaged."""
        scan_xml(stream, self._start, self._end, self._pieces)

    def read_tree(self, root: Element) -> None:
        """Read the part's tree: the same as `read`, in a third of the time."""
        space = namespace_of(root)
        if root.tag != f"{space}worksheet":
            raise UnreadableWorkbook("E-FILE-BROKEN")
        for part in root:
            if part.tag == f"{space}sheetData":
                self._read_rows(part, space)
            elif part.tag == f"{space}mergeCells":
                for merged in part.iter(f"{space}mergeCell"):
                    self._take_merge(merged.attrib)
            elif part.tag == f"{space}cols":
                for column in part.iter(f"{space}col"):
                    self._take_column(column.attrib)

    def _read_rows(self, data: Element, space: str) -> None:
        row_tag, cell_tag = f"{space}row", f"{space}c"
        value, formula, inline = f"{space}v", f"{space}f", f"{space}is"
        for row in data:
            if row.tag != row_tag:
                continue
            self._start_row(row.attrib)
            for cell in row:
                if cell.tag != cell_tag:
                    continue
                self._cell = cell.attrib
                self._value = self._formula = None
                self._inline = False
                for child in cell:
                    if child.tag == value:
                        self._value = only_text(child)
                    elif child.tag == formula:
                        self._formula = "".join(child.itertext())
                    elif child.tag == inline:
                        self._value, self._inline = tree_text(child, space), True
                self._end_cell()

    def _local(self, name: str) -> str:
        """Return the local name of an element of the root's namespace; others mean nothing."""
        namespace, _, local = name.rpartition(" ")
        if self._namespace is None:
            self._namespace = namespace
            if local != "worksheet":
                raise UnreadableWorkbook("E-FILE-BROKEN")
        known = namespace == self._namespace or (local == "Choice" and namespace == _COMPATIBILITY)
        self._names[name] = local if known else ""
        return self._names[name]

    def _start(self, name: str, attributes: Attributes) -> None:
        element = self._names.get(name)
        if element is None:
            element = self._local(name)
        if element in _PASSED_OVER:
            self._extensions += 1
        if self._extensions:
            return
        if self._in_value:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        if element == "c":
            self._pieces.clear()
            self._cell = attributes
            self._value = self._formula = None
            self._inline = False
        elif element in ("v", "f"):
            self._pieces.clear()
            self._in_value = element == "v"
        elif element in _OF_RICH_TEXT:
            self._rich.start(element, attributes)
        elif element in _TAKES:
            _TAKES[element](self, attributes)

    def _end(self, name: str) -> None:
        element = self._names[name]
        if self._extensions:
            self._extensions -= element in _PASSED_OVER
            return
        if element == "v":
            self._value, self._in_value = "".join(self._pieces), False
        elif element == "c":
            self._end_cell()
        elif element == "f":
            self._formula = "".join(self._pieces)
        elif element in ("t", "rPh"):
            self._rich.end(element)
        elif element == "is":
            self._value, self._inline = self._rich.take(), True

    def _start_row(self, attributes: Attributes) -> None:
        if self._before is not None:
            self._row = self._place(self._before)[0]
        self._pieces.clear()
        self._row = whole(attributes.get("r"), self._row + 1)
        self._own_number = "r" in attributes
        self._column = 0
        self._before = None
        if attributes.get("hidden") in _TRUE:
            self._sheet.hidden_rows.add(self._row)

    def _place(self, reference: str) -> tuple[int, int]:
        """Return the row and column of an address."""
        letters = reference.rstrip("0123456789")
        columns = self._around.columns
        try:
            if letters not in columns:
                columns[letters] = position(reference)[1]
            row, column = int(reference[len(letters) :]), columns[letters]
        except ValueError as error:
            raise UnreadableWorkbook("E-FILE-BROKEN") from error
        if not (0 < row <= _LAST_ROW and column <= _LAST_COLUMN):
            raise UnreadableWorkbook("E-FILE-BROKEN")
        return row, column

    def _next_place(self) -> tuple[int, int]:
        """Return the place of a cell without an address: right of the one before."""
        if self._before is not None:
            self._row, self._column = self._place(self._before)
            self._before = None
        self._column += 1
        return self._row, self._column

    def _end_cell(self) -> None:
        reference = self._cell.get("r")
        if reference:
            self._before = reference
            if self._value is None and self._formula is None and self._cell.get("t") != "e":
                return
            place = self._place(reference)
            if self._own_number and place[0] != self._row:
                raise UnreadableWorkbook("E-FILE-BROKEN")
        else:
            place = self._next_place()
        cell = self._finished(place)
        if cell is not None:
            self._around.tally.put(self._sheet, cell)
            if self._formula is not None:
                self._note_result(cell)

    def _note_result(self, cell: Cell) -> None:
        if cell.kind == "number" and cell.value == 0:
            self._around.zero_results.append((self._sheet, cell))
        elif cell.value is not None:
            self._around.results += 1

    def _finished(self, place: tuple[int, int]) -> Cell | None:
        """Make the cell, or None when it has no content."""
        text, formula = self._value, self._formula
        kind = self._cell.get("t", "n")
        if text is None and formula is None:
            return error_cell(place, "#", "General") if kind == "e" else None
        code = self._around.formats.get(self._cell.get("s", "0"), "General")
        if formula is not None and (text is None or (text == "" and kind == "n")):
            return unstored_cell(place, code, formula)
        text = text or ""
        if self._inline or kind in ("str", "inlineStr"):
            return text_cell(place, self._string(text), code, formula)
        text = text.strip()
        return None if text == "" else self._scalar(kind, place, text, code)

    def _scalar(self, kind: str, place: tuple[int, int], text: str, code: str) -> Cell | None:
        formula = self._formula
        if kind == "n":
            epoch = self._around.epoch_1904
            return number_cell(place, stored_number(text), code, formula, epoch_1904=epoch)
        if kind == "s":
            return text_cell(place, self._shared(text), code, formula)
        return _other(kind, place, text, code, formula)

    def _string(self, text: str) -> str:
        return self._around.tally.keep(text if self._inline else unescape(text))

    def _shared(self, text: str) -> str:
        strings = self._around.strings
        if not (text.isdecimal() and len(text) < 9 and (number := int(text)) < len(strings)):
            raise UnreadableWorkbook("E-FILE-BROKEN")
        return strings[number]

    def _take_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = whole(attributes.get("min")), whole(attributes.get("max"))
            self._hidden += max(0, min(last, _LAST_COLUMN) - first)
            if self._hidden > _MOST_HIDDEN:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            self._sheet.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))

    def _take_merge(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        try:
            top, left = position(first)
            bottom, right = position(last or first)
        except ValueError:
            return
        self._around.tally.merge(self._sheet, Range(top, left, bottom, right))


# Not kept in the reader: it would keep itself, and with it the sheet, alive.
_TAKES = {
    "row": SheetReader._start_row,
    "mergeCell": SheetReader._take_merge,
    "col": SheetReader._take_column,
}


def _other(
    kind: str, place: tuple[int, int], text: str, code: str, formula: str | None
) -> Cell | None:
    """Make the cell of the rarer types: logical, error, ISO date."""
    if kind == "b":
        return bool_cell(place, text in _TRUE, code, formula)
    if kind == "e":
        return error_cell(place, text, code, formula)
    if kind != "d":
        raise UnreadableWorkbook("E-FILE-BROKEN")
    try:
        day: date = datetime.fromisoformat(text.removesuffix("Z")).date()
    except ValueError:
        return text_cell(place, text, code, formula)
    return Cell(*place, "date", day, day.isoformat(), code, formula)
