"""The look of a marked cell whose own is not known any more: that of the cells around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from etl.workbook.grid import position
from etl.workbook.marking.blank_runs import without_blank_runs
from etl.workbook.marking.marks import PLAIN, Look
from etl.workbook.marking.styles import StyleBook
from etl.workbook.marking.xml_edit import Element, scan

_NAMES = frozenset(("row", "c"))

_Cell = tuple[int, int, int]
"""Row, column, style."""


class Neighbours:
    """The unmarked cells of one sheet; read only when one of them is asked for."""

    def __init__(self, data: bytes, styles: StyleBook) -> None:
        self._data = data
        self._styles = styles
        self._cells: list[_Cell] | None = None
        self._kinds: dict[int, tuple[int, bytes]] = {}
        self._found: dict[tuple[int, int], Look] = {}

    def look(self, row: int, column: int, style: int) -> Look:
        """Return the look that a marked cell most likely had.

        A cell of the same kind (number format, font and all else that a mark leaves alone)
        counts before any other, one in the same column before one beside it. Of those that
        are left the look of most is taken, for a single one may be coloured by hand.
        """
        if (style, column) not in self._found:
            alike = self._most_alike(column, style)
            looks = Counter(self._styles.look(other) for _, _, other in alike)
            most = max(looks.values(), default=0)
            common = [cell for cell in alike if looks[self._styles.look(cell[2])] == most]
            nearest = min(common, key=lambda cell: abs(cell[0] - row) + abs(cell[1] - column),
                          default=None)  # fmt: skip
            self._found[style, column] = self._styles.look(nearest[2]) if nearest else PLAIN
        return self._found[style, column]

    def _most_alike(self, column: int, style: int) -> list[_Cell]:
        if self._cells is None:
            self._cells = list(self._unmarked())
        number, rest = self._styles.mark_number(style), self._styles.rest(style)

        def unlike(cell: _Cell) -> tuple[bool, bool, bool]:
            own, other = self._kinds[cell[2]]
            return own != number, other != rest, cell[1] != column

        best = min(map(unlike, self._cells), default=None)
        return [cell for cell in self._cells if unlike(cell) == best]

    def _unmarked(self) -> Iterator[_Cell]:
        found: list[_Cell] = []
        row, column = 0, 0

        def seen(item: Element) -> None:
            nonlocal row, column
            reference = item.attribute("r")
            if item.name == "row":
                row, column = _whole(reference, row + 1), 0
                return
            row, column = position(reference) if reference else (row, column + 1)
            found.append((row, column, _whole(item.attribute("s"), 0)))

        scan(without_blank_runs(self._data, ()), seen, lambda _: None, _NAMES)
        styles = self._styles
        for style in {cell[2] for cell in found}:
            if styles.mark_number(style) is None and not styles.is_filled_by_us(style):
                self._kinds[style] = styles.look(style).number, styles.rest(style)
        return (cell for cell in found if cell[2] in self._kinds)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
