"""OLE compound files: which streams lie at their root, and their bytes.

Read here and not by a library, because a damaged or hostile file must end: every chain
of sectors is walked at most once round. Streams inside storages (embedded documents)
say nothing about what the file itself is and are not listed.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from etl.workbook.grid import UnreadableWorkbook

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA  # above it: end of chain, free, table sectors
_NOTHING = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def _numbers(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data[: len(data) // 4 * 4])
    return numbers


def _chain(table: array[int], start: int, most: int) -> Iterator[int]:
    """Yield the sectors of a chain; one longer than there are sectors bites its tail."""
    sector, seen = start, 0
    while sector < _LAST_SECTOR:
        seen += 1
        if sector >= len(table) or seen > most:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        yield sector
        sector = table[sector]


class CompoundFile:
    """The root folder of a compound file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or data[:8] != SIGNATURE:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        self._data = data
        shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 4 <= self._mini_shift <= shift:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        self._size = 1 << shift
        self._most = len(data) // self._size + 1
        directory, _, self._cutoff, mini_table, _, more, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._allocation(more)
        whole = self._joined(directory)
        # Some writers leave out the zeros at the end of the last sector.
        entries = self._entries(whole.ljust(-(-len(whole) // 128) * 128, b"\0"))
        root = entries[0]
        self._root = {entry.name.lower(): entry for entry in _children(entries, root.child)}
        self._mini_table = _numbers(self._joined(mini_table))
        self._mini_start = root.start
        self._mini_data: bytes | None = None

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size]

    def _allocation(self, more: int) -> array[int]:
        """Return the table that links sectors, itself spread over listed sectors."""
        listed = _numbers(self._data[76:512])
        most = self._most
        while more < _LAST_SECTOR and len(listed) <= most + self._size:
            further = _numbers(self._sector(more))
            if not further:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            more = further.pop()
            listed.extend(further)
        table = array("I")
        for number in listed[: most + 109]:
            if number < most:
                table.extend(_numbers(self._sector(number)))
        return table

    def _joined(self, start: int) -> bytes:
        if start >= _LAST_SECTOR:
            return b""
        return b"".join(self._sector(number) for number in _chain(self._table, start, self._most))

    @staticmethod
    def _entries(directory: bytes) -> list[_Entry]:
        entries = []
        for begin in range(0, len(directory) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, begin + 64)
            kind = directory[begin + 66]
            left, right, child = struct.unpack_from("<3I", directory, begin + 68)
            start, size = struct.unpack_from("<II", directory, begin + 116)
            written = directory[begin : begin + max(0, min(length, 64) - 2)]
            name = written.decode("utf-16-le", "replace")
            entries.append(_Entry(name, kind, left, right, child, start, size))
        if not entries or entries[0].kind != _ROOT:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        return entries

    def has(self, name: str) -> bool:
        """Whether a stream or a storage of this name lies at the root."""
        return name.lower() in self._root

    def names(self) -> list[str]:
        """The names at the root."""
        return [entry.name for entry in self._root.values()]

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream at the root."""
        entry = self._root[name.lower()]
        if entry.kind != _STREAM:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        if entry.size >= self._cutoff:
            return self._joined(entry.start)[: entry.size]
        if self._mini_data is None:
            self._mini_data = self._joined(self._mini_start)
        size = 1 << self._mini_shift
        most = len(self._mini_data) // size + 1
        sectors = _chain(self._mini_table, entry.start, most)
        pieces = (self._mini_data[number * size : (number + 1) * size] for number in sectors)
        return b"".join(pieces)[: entry.size]


def _children(entries: list[_Entry], child: int) -> list[_Entry]:
    """Return the entries of the tree that begins at ``child``, in no useful order."""
    found: list[_Entry] = []
    waiting, seen = [child], set()
    while waiting:
        number = waiting.pop()
        if number == _NOTHING or number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        if entry.kind in (_STORAGE, _STREAM):
            found.append(entry)
        waiting += [entry.left, entry.right]
    return found
