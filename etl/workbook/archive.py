"""The zip archive around .xlsx and .ods, with a cap on what is unpacked from it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Any, cast

from etl.workbook.deadline import check_time
from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.limits import MAX_MARKUP, MAX_UNPACKED

# Blank styled cells, up to the next one that says its own address or the row's end, and
# then blank rows up to the next one that says its own number: those left out are of no
# consequence to the address of what follows.
BLANK_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")? ?/>)+(?=<c r="|</row>)')
_BLANK_ROWS = re.compile(rb'(?:<row r="[0-9]+"[^<>]*(?:/>|></row>))+(?=<row r="|</sheetData>)')
_THIN_ABOVE = 1024 * 1024
# Looking for runs costs more than reading a chunk that has few.
_WORTH_WHILE = 100
_SMALL = 256 * 1024
_STEP = 256 * 1024


class CappedArchive(zipfile.ZipFile):
    """A zip archive that stops unpacking beyond the limits, over all parts and readings.

    The directory's sizes alone prove nothing: a workbook may name one part a thousand times.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._small: dict[str, bytes] = {}
        self.unpacked = 0
        self.markup = 0
        if sum(entry.file_size for entry in self.infolist()) > MAX_UNPACKED:
            raise UnreadableWorkbook("E-FILE-UNPACKED")

    def open(self, name: Any, *arguments: Any, **options: Any) -> IO[bytes]:
        """Open a part for reading, counted."""
        return cast(IO[bytes], _Counted(super().open(name, *arguments, **options), self))

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """Return a part's bytes; small ones, asked for twice, are unpacked once."""
        known = self._small.get(name)
        if known is None:
            with self.open(name, pwd=pwd) as stream:
                known = stream.read()
            if len(known) < _SMALL:
                self._small[name] = known
        return known

    def count(self, unpacked: int, markup: int) -> None:
        """Note what was read; raises when it is too much."""
        check_time()
        self.unpacked += unpacked
        self.markup += markup
        if self.unpacked > MAX_UNPACKED or self.markup > MAX_MARKUP:
            raise UnreadableWorkbook("E-FILE-UNPACKED")


class _Counted:
    """A part being read; long ones come without their runs of blank cells and rows."""

    def __init__(self, stream: IO[bytes], archive: CappedArchive) -> None:
        self._stream = stream
        self._archive = archive
        self._read = 0

    def __enter__(self) -> _Counted:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """Return bytes, about ``size`` of them; none only at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_STEP), b""))
        while True:
            chunk = self._stream.read(size)
            self._read += len(chunk)
            self._archive.count(len(chunk), 0)
            kept = self._thinned(chunk)
            if kept or not chunk:
                self._archive.count(0, kept.count(b"<"))
                return kept

    def _thinned(self, chunk: bytes) -> bytes:
        """Leave out blank cells and rows; what a chunk's edge cuts through is simply kept."""
        if self._read <= _THIN_ABOVE:
            return chunk
        if chunk.count(b'/><c r="') > _WORTH_WHILE:
            chunk = BLANK_CELLS.sub(b"", chunk)
        if chunk.count(b'><row r="') > _WORTH_WHILE:
            chunk = _BLANK_ROWS.sub(b"", chunk)
        return chunk
