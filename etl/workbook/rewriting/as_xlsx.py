"""An .xlsx that is as faithful a copy of a sender's .xls or .ods as can be, to be marked.

What neither is kept nor can be is named, so that nobody takes the copy for the original.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from etl.workbook.grid import Cell, UnreadableWorkbook, Workbook
from etl.workbook.rewriting.names import sheet_names
from etl.workbook.rewriting.ods import copied_ods
from etl.workbook.rewriting.parts import CellValue, CopiedBook, CopiedCell, CopiedSheet, ErrorValue
from etl.workbook.rewriting.writing import write_copy
from etl.workbook.rewriting.xls import copied_xls

_DAY_ZERO = date(1899, 12, 30)
_EPOCHS_APART = 1_462


@dataclass(frozen=True)
class Rewritten:
    """The copy, and in short phrases what it does not have."""

    content: bytes
    lost: tuple[str, ...]


def as_xlsx(content: bytes, workbook: Workbook) -> Rewritten:
    """Copy a workbook that was opened from these bytes; only want of time or memory raises."""
    try:
        return _written(_copied(content, workbook), workbook)
    except (MemoryError, UnreadableWorkbook) as error:
        if isinstance(error, MemoryError) or error.code == "E-FILE-TOO-SLOW":
            raise
    except Exception:  # noqa: BLE001 - what an odd file may trip ends as a plain copy
        pass
    plain = CopiedBook([CopiedSheet(sheet.name, sheet.visibility) for sheet in workbook.sheets])
    plain.lost.note("版式和公式（只留下了内容）")
    return _written(plain, workbook)


def _copied(content: bytes, workbook: Workbook) -> CopiedBook:
    return (copied_xls if workbook.format == "xls" else copied_ods)(content, workbook)


def _written(book: CopiedBook, workbook: Workbook) -> Rewritten:
    """Write what was copied, with each cell that was read in it come what may."""
    names = sheet_names([sheet.name for sheet in workbook.sheets])
    for copied, read, name in zip(book.sheets, workbook.sheets, names, strict=True):
        copied.name = name
        if read.name != name:
            book.lost.note(f"工作表名“{read.name}”改成了“{name}”")
        for place, cell in read.cells.items():
            known = copied.cells.get(place)
            if known is None or (_is_blank(known) and not cell.unstored):
                copied.cells[place] = _plain_cell(cell, book)
    content = write_copy(book)
    return Rewritten(content, book.lost.phrases())


def _is_blank(cell: CopiedCell) -> bool:
    return cell.value is None and cell.formula is None


def _plain_cell(cell: Cell, book: CopiedBook) -> CopiedCell:
    """Return a cell with nothing but its value and format."""
    look: dict[str, object] = {"num_format": cell.number_format}
    if look not in book.styles[-1:]:
        book.styles.append(look)
    return CopiedCell(len(book.styles) - 1, _value(cell, book.epoch_1904))


def _value(cell: Cell, epoch_1904: bool) -> CellValue:
    value = cell.value
    if cell.kind == "error":
        return ErrorValue(str(value))
    if isinstance(value, date):
        serial = (value - _DAY_ZERO).days
        serial -= 1 if serial < 61 else 0  # Excel's 29 February 1900
        return float(serial - (_EPOCHS_APART if epoch_1904 else 0))
    return value
