"""The very hidden sheet that remembers what our marks cover, so that they come off again."""

from __future__ import annotations

from collections.abc import Mapping

from etl.workbook.grid import Workbook
from etl.workbook.marking.marks import NUMBERS, Look
from etl.workbook.marking.office_parts import Namespaces, xml_part
from etl.workbook.marking.xml_edit import written

MARKS_SHEET = "_marks"

_DIGITS = str.maketrans("0123456789", "ghijklmnop")
_LETTERS = str.maketrans("ghijklmnop", "0123456789")


class CoveredLooks:
    """Gives each look that a mark covers its number, by which it is found again."""

    def __init__(self) -> None:
        self._looks: dict[int, Look] = {}
        self._numbers: dict[Look, int] = {}

    def __bool__(self) -> bool:
        return bool(self._looks)

    def number(self, look: Look) -> int:
        """Return a look's number: its own, or the next one where two have the same."""
        if look not in self._numbers:
            following = ((look.number + step) % NUMBERS for step in range(NUMBERS))
            free = (number for number in following if number not in self._looks)
            self._numbers[look] = next(free, look.number)
            self._looks.setdefault(self._numbers[look], look)
        return self._numbers[look]

    def part(self, names: Namespaces) -> bytes:
        """Return the sheet: a row for each look."""
        rows = "".join(
            f'<row r="{row}">{_cell("A", row, str(number))}{_cell("B", row, _packed(look.fill))}'
            f"{_cell('C', row, _packed(look.border))}</row>"
            for row, (number, look) in enumerate(sorted(self._looks.items()), start=1)
        )
        return xml_part(
            f'<worksheet xmlns="{names.main}"><sheetData>{rows}</sheetData></worksheet>'
        )


def covered_before(workbook: Workbook) -> Mapping[int, Look]:
    """Return the looks that the marks of an earlier copy cover, by number."""
    sheet = workbook.sheet(MARKS_SHEET)
    found: dict[int, Look] = {}
    for _, cells in sheet.rows() if sheet is not None else ():
        texts = {cell.column: cell.raw for cell in cells}
        try:
            found[int(texts[1])] = Look(_unpacked(texts[2]), _unpacked(texts[3]))
        except (KeyError, ValueError):  # somebody wrote in it
            continue
    return found


def _cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{written(text)}</t></is></c>'


def _packed(xml: str) -> str:
    """Return XML in letters alone: its long fractions would be taken for personal numbers."""
    return xml.encode().hex().translate(_DIGITS)


def _unpacked(text: str) -> str:
    return bytes.fromhex(text.translate(_LETTERS)).decode()
