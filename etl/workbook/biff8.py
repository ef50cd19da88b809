"""The records of a BIFF8 stream (.xls), before they mean anything.

A record is a code, a length and its bytes; a long one goes on in CONTINUE records, where
a text begins anew with the width of its characters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.workbook.deadline import check_time
from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.limits import MAX_MARKUP
from etl.workbook.marked_text import Mark, marked_runs

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
BIFF8 = 0x0600
WORKSHEET = 0x10
NO_FONTS: Mapping[int, Mark] = {}

# How often the clock is looked at.
_RECORDS_BETWEEN = 10_000
_HEAD = struct.Struct("<HH")


@dataclass
class Records:
    """Reads records and counts them over all sheets: offsets may point to one place."""

    stream: bytes
    read: int = 0

    def substream(
        self, begin: int, skip: frozenset[int] = frozenset()
    ) -> Iterator[tuple[int, list[bytes]]]:
        """Yield (code, pieces) from a BOF to its EOF; embedded charts are left out."""
        depth = 0
        for code, pieces in self._from(begin, skip):
            if depth == 0 and code != BOF:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            if code == BOF:
                depth += 1
            if depth == 1:
                yield code, pieces
            if code == EOF:
                depth -= 1
                if depth == 0:
                    return

    def _from(self, begin: int, skip: frozenset[int]) -> Iterator[tuple[int, list[bytes]]]:
        stream, end, place = self.stream, len(self.stream), begin
        if place < 0:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        code, pieces = -1, list[bytes]()
        while place + 4 <= end:
            self.read += 1
            if not self.read % _RECORDS_BETWEEN:
                check_time()
            following, length = _HEAD.unpack_from(stream, place)
            place += 4 + length
            if following in skip:
                continue
            if place > end or self.read > MAX_MARKUP:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            piece = stream[place - length : place]
            if following == CONTINUE:
                pieces.append(piece)
                continue
            if code >= 0:
                yield code, pieces
            code, pieces = following, [piece]
            if code == EOF:
                yield code, pieces
                code = -1
        # Without an EOF record the end is missing.
        raise UnreadableWorkbook("E-FILE-BROKEN")


class Pieces:
    """Reads numbers and texts that may go on in the next piece of a record."""

    def __init__(self, pieces: list[bytes], skip: int = 0) -> None:
        self._pieces = pieces
        self._piece = 0
        self._place = skip

    def _next_piece(self) -> None:
        self._piece += 1
        self._place = 0
        if self._piece >= len(self._pieces):
            raise UnreadableWorkbook("E-FILE-BROKEN")

    def raw(self, length: int) -> bytes:
        """Return the next bytes."""
        got = b""
        while len(got) < length:
            piece = self._pieces[self._piece]
            part = piece[self._place : self._place + length - len(got)]
            if not part:
                self._next_piece()
                continue
            self._place += len(part)
            got += part
        return got

    def number(self, size: int) -> int:
        """Return the next unsigned number of ``size`` bytes."""
        return int.from_bytes(self.raw(size), "little")

    def characters(self, count: int, wide: bool) -> str:
        """Return the next characters; each further piece says its own width first."""
        text: list[str] = []
        while count:
            piece = self._pieces[self._piece]
            if self._place >= len(piece):
                self._next_piece()
                wide = bool(self.number(1) & 1)
                continue
            size = count * 2 if wide else count
            part = piece[self._place : self._place + size]
            self._place += len(part)
            if wide and len(part) % 2:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            text.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= len(part) // 2 if wide else len(part)
        return "".join(text)

    def text(self, length_size: int = 2, fonts: Mapping[int, Mark] = NO_FONTS) -> str:
        """Return the next text, marked by its fonts, without its phonetic guide."""
        count = self.number(length_size)
        flags = self.number(1)
        runs = self.number(2) if flags & 8 else 0
        phonetic = self.number(4) if flags & 4 else 0
        text = self.characters(count, bool(flags & 1))
        found = [(self.number(2), self.number(2)) for _ in range(runs)]
        self.raw(phonetic)
        return marked_runs(text, found, fonts) if found else text
