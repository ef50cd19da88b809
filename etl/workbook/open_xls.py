"""Excel 97-2003 workbooks (BIFF8) to addressed cells.

Read record by record: the libraries for this format hand out neither which cells are
formulas nor whether a result was stored, stop at drawings that they do not understand,
and keep a list entry for each blank styled cell.
"""

from __future__ import annotations

from etl.workbook.biff8 import BIFF8, BOF, WORKSHEET, Pieces, Records
from etl.workbook.compound import SIGNATURE, CompoundFile
from etl.workbook.grid import Sheet, UnreadableWorkbook, Visibility, Workbook
from etl.workbook.limits import MAX_SHEETS, Tally
from etl.workbook.scalar import UNKNOWN_FORMULA, unstored_cell
from etl.workbook.xls_sheet import BLANKS, SheetReader, Surroundings

_FILEPASS, _SHEET, _DATEMODE, _FORMAT, _XF, _SST = 0x2F, 0x85, 0x22, 0x41E, 0xE0, 0xFC
_FONT = 0x31
_VISIBILITY: tuple[Visibility, ...] = ("visible", "hidden", "very_hidden", "very_hidden")


def _read_globals(records: Records, tally: Tally) -> Surroundings:
    found = Surroundings()
    old = False
    for code, pieces in records.substream(0):
        if code == BOF:
            old = len(pieces[0]) < 4 or int.from_bytes(pieces[0][:2], "little") != BIFF8
        elif code == _FILEPASS:
            raise UnreadableWorkbook("E-FILE-ENCRYPTED")
        elif not old:  # of an old one only matters whether it is encrypted
            _take_global(code, pieces, found, tally)
    if old:
        raise UnreadableWorkbook("E-FILE-OLD-XLS")
    return found


def _take_global(code: int, pieces: list[bytes], found: Surroundings, tally: Tally) -> None:
    data = pieces[0]
    if code == _SHEET and data[5] == 0:
        name = Pieces(pieces, 6).text(1)
        begin = int.from_bytes(data[:4], "little")
        found.sheets.append((name, _VISIBILITY[data[4] & 3], begin))
    elif code == _DATEMODE:
        found.epoch_1904 = data[:2] == b"\1\0"
    elif code == _FORMAT:
        number = int.from_bytes(data[:2], "little")
        found.formats[number] = _format_code(data)
    elif code == _FONT:
        found.add_font(data)
    elif code == _XF:
        found.styles.append(int.from_bytes(data[2:4], "little"))
    elif code == _SST:
        _read_strings(pieces, found, tally)


def _format_code(data: bytes) -> str:
    """Return a format's code; some writers count one character more than they write."""
    count = int.from_bytes(data[2:4], "little")
    encoding = "utf-16-le" if data[4] & 1 else "latin-1"
    return data[5:].decode(encoding, "replace")[:count]


def _read_strings(pieces: list[bytes], found: Surroundings, tally: Tally) -> None:
    reader = Pieces(pieces, 4)
    for _ in range(reader.number(4)):
        found.strings.append(tally.keep(reader.text(fonts=found.fonts)))


def _settle_results(readers: list[SheetReader], tally: Tally) -> None:
    """Decide which results a program stored, and which stand there for want of one.

    A formula never calculated and one whose result is an empty text look alike: a blank
    result counts as stored only where some formula of the workbook has a real one. A
    nought in a sheet marked as not calculated is none.
    """
    calculates = any(reader.results for reader in readers)
    for reader in readers:
        if not calculates or reader.not_calculated:
            for cell in reader.blank_results:
                tally.put(reader.sheet, cell)
        if reader.not_calculated:
            for cell in reader.zero_results:
                place = (cell.row, cell.column)
                reader.sheet.cells[place] = unstored_cell(
                    place, cell.number_format, UNKNOWN_FORMULA
                )


def _stream(data: bytes) -> bytes:
    """Return the workbook's stream, in a compound file or (from some exporters) bare."""
    if data[:8] != SIGNATURE:
        return data
    compound = CompoundFile(data)
    for name in ("Workbook", "Book"):
        if compound.has(name):
            return compound.read(name)
    raise UnreadableWorkbook("E-FILE-UNKNOWN")


def open_xls(data: bytes) -> Workbook:
    """Read every worksheet; an older BIFF or a damaged stream is an UnreadableWorkbook."""
    records = Records(_stream(data))
    tally = Tally()
    around = _read_globals(records, tally)
    if not around.sheets or len(around.sheets) > MAX_SHEETS:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    readers = []
    for name, visibility, begin in around.sheets:
        reader = SheetReader(Sheet(name, visibility), around, tally)
        for code, pieces in records.substream(begin, BLANKS):
            if code == BOF and int.from_bytes(pieces[0][2:4], "little") != WORKSHEET:
                break
            reader.read(code, pieces)
        readers.append(reader)
    _settle_results(readers, tally)
    return Workbook("xls", [reader.sheet for reader in readers])
