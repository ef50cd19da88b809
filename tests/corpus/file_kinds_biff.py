"""The two layers of an .xls file by hand: BIFF8 records, and the compound file around them."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.corpus.file_kinds_packages import split
from tests.corpus.form import Form, plain_form
from tests.corpus.sheet import address

Record = tuple[int, bytes]

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
BLANK, NUMBER, LABEL, BOOLERR, RK = 0x201, 0x203, 0x204, 0x205, 0x27E
FORMULA, STRING, LABELSST, MULRK, MULBLANK, RSTRING = 0x06, 0x207, 0xFD, 0xBD, 0xBE, 0xD6
SST, BOUNDSHEET, DIMENSIONS, ROW, MERGED, FILEPASS = 0xFC, 0x85, 0x200, 0x208, 0xE5, 0x2F
GLOBALS, SHEET, CHART, MACROS, BASIC = 5, 0x10, 0x20, 0x40, 6


def record(kind: int, *values: bytes) -> Record:
    return kind, b"".join(values)


def stored(records: Iterable[Record]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def narrow(text: str) -> bool:
    return all(ord(letter) < 256 for letter in text)


def letters(text: str, wide: bool | None = None) -> tuple[int, bytes]:
    """Flag and bytes of a text's letters: 8 bits each where that is enough."""
    wide = not narrow(text) if wide is None else wide
    return int(wide), text.encode("utf-16-le" if wide else "latin-1")


def short(text: str, wide: bool | None = None) -> bytes:
    """A text whose length has one byte."""
    flag, data = letters(text, wide)
    return bytes([len(text.encode("utf-16-le")) // 2, flag]) + data


def long(text: str, wide: bool | None = None) -> bytes:
    """A text whose length has two bytes."""
    flag, data = letters(text, wide)
    return struct.pack("<HB", len(text.encode("utf-16-le")) // 2, flag) + data


def rich(text: str, runs: int = 2, reading: bytes = b"") -> bytes:
    """A shared text with runs of format and the reading of it."""
    flag, data = letters(text)
    flag |= (8 if runs else 0) | (4 if reading else 0)
    head = struct.pack("<HB", len(text), flag)
    head += struct.pack("<H", runs) if runs else b""
    head += struct.pack("<I", len(reading)) if reading else b""
    return head + data + bytes(4 * runs) + reading


def at(where: str) -> bytes:
    row, column = split(where)
    return struct.pack("<HH", row - 1, column - 1)


def placed(where: str, style: int = 15) -> bytes:
    return at(where) + struct.pack("<H", style)


def number(where: str, value: float, style: int = 15) -> Record:
    return record(NUMBER, placed(where, style), struct.pack("<d", value))


def label(where: str, text: str) -> Record:
    return record(LABEL, placed(where), long(text))


def shared(where: str, index: int) -> Record:
    return record(LABELSST, placed(where), struct.pack("<I", index))


def rk_whole(value: int, hundredth: bool = False) -> bytes:
    return struct.pack("<I", (value << 2 & 0xFFFFFFFF) | 2 | hundredth)


def rk_double(value: float, hundredth: bool = False) -> bytes:
    (bits,) = struct.unpack("<Q", struct.pack("<d", value))
    return struct.pack("<I", (bits >> 32 & 0xFFFFFFFC) | hundredth)


def formula(where: str, result: bytes, tokens: bytes = b"", style: int = 15) -> Record:
    tokens = tokens or b"\x1e" + struct.pack("<H", 1033)
    return record(
        FORMULA, placed(where, style), result, bytes(6), struct.pack("<H", len(tokens)), tokens
    )


def result(kind: int, value: int = 0) -> bytes:
    """A result that is no number: 0 a text, 1 true or false, 2 an error, 3 an empty text."""
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


@dataclass
class Part:
    """A sheet, chart or module: its name, its records, how it shows."""

    name: str
    records: list[Record]
    state: int = 0
    kind: int = 0


@dataclass
class Texts:
    """The shared texts: each is given its number when it is first asked for."""

    items: list[str] = field(default_factory=list)

    def index(self, text: str) -> int:
        if text not in self.items:
            self.items.append(text)
        return self.items.index(text)


def form_cells(form: Form, texts: Texts) -> dict[str, list[Record]]:
    """Address to records of every cell, row by row."""
    found: dict[str, list[Record]] = {}
    for place in sorted(form.sheet.cells):
        where, value = address(place), form.sheet.cells[place].value
        if isinstance(value, str):
            found[where] = [shared(where, texts.index(value))]
        elif isinstance(value, date):
            found[where] = [number(where, (value - date(1899, 12, 30)).days, 16)]
        elif isinstance(value, int | Decimal):
            found[where] = [number(where, float(value))]
    return found


def sheet_records(
    cells: Mapping[str, list[Record]],
    *,
    dimensions: bytes | None = None,
    rows: bool = True,
    merges: Sequence[tuple[int, int, int, int]] | None = None,
    before: Sequence[Record] = (),
    after: Sequence[Record] = (),
    hidden: Iterable[int] = (),
) -> list[Record]:
    """A sheet of these cells: ``before`` the cells and ``after`` them other records."""
    used = struct.pack("<IIHHH", 0, 18, 0, 11, 0) if dimensions is None else dimensions
    made = [record(BOF, struct.pack("<HHHHII", 0x600, SHEET, 0xDBB, 0x7CC, 0x41, 6)), *before]
    if used:
        made.append((DIMENSIONS, used))
    order = sorted(cells, key=split)
    if rows:
        for row in sorted({split(where)[0] for where in order}):
            flags = 0x000F0100 | (0x20 if row in hidden else 0)
            made.append(record(ROW, struct.pack("<HHHHHHI", row - 1, 0, 11, 255, 0, 0, flags)))
    for where in order:
        made += cells[where]
    made += [*after, record(0x23E, struct.pack("<HHHIHHI", 0x6B6, 0, 0, 0x40, 0, 0, 0))]
    merges = plain_form().sheet.merges if merges is None else merges
    for start in range(0, len(merges), 1000):
        some = merges[start : start + 1000]
        ranges = [
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1)
            for top, left, bottom, right in some
        ]
        made.append(record(MERGED, struct.pack("<H", len(some)), *ranges))
    return [*made, (EOF, b"")]


def shared_texts(texts: Sequence[str | bytes], limit: int = 8224) -> list[Record]:
    """The table of shared texts, in records of at most ``limit`` bytes.

    A text is broken between two letters, and what goes on in the next record says anew
    whether its letters have 8 bits or 16; a text given as bytes is taken as it is.
    """
    made: list[bytearray] = [bytearray(struct.pack("<II", len(texts), len(texts)))]
    for text in texts:
        if isinstance(text, bytes):
            if len(made[-1]) + len(text) > limit:
                made.append(bytearray())
            made[-1] += text
            continue
        if len(made[-1]) + 5 > limit:
            made.append(bytearray())
        _add_text(made, text, limit)
    return [(SST if index == 0 else CONTINUE, bytes(data)) for index, data in enumerate(made)]


def _add_text(made: list[bytearray], text: str, limit: int) -> None:
    head, rest = struct.pack("<H", len(text)), text
    while True:
        room = limit - len(made[-1]) - len(head) - 1
        piece = rest[: max(room // 2, 1)] if not narrow(rest) else rest[: max(room, 1)]
        flag, data = letters(piece)
        made[-1] += head + bytes([flag]) + data
        head, rest = b"", rest[len(piece) :]
        if not rest:
            return
        made.append(bytearray())


def book_records(
    parts: Sequence[Part],
    texts: Sequence[str | bytes],
    *,
    first: Sequence[Record] = (),
    codepage: int | None = 1200,
    date_1904: bool = False,
    formats: Sequence[tuple[int, str]] = (),
    styles: Sequence[int] = (14,),
    sst: list[Record] | None = None,
    more: Sequence[Record] = (),
) -> list[Record]:
    """The workbook's own records; the places of the sheets are still blank."""
    made = [record(BOF, struct.pack("<HHHHII", 0x600, GLOBALS, 0xDBB, 0x7CC, 0x41, 6)), *first]
    if codepage is not None:
        made.append(record(0x42, struct.pack("<H", codepage)))
    made.append(record(0x3D, struct.pack("<9H", 0, 0, 0x2000, 0x1000, 0x38, 0, 0, 1, 0x258)))
    made.append(record(0x22, struct.pack("<H", date_1904)))
    font = struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + short("宋体")
    made += [(0x31, font)] * 5
    made += [record(0x41E, struct.pack("<H", key), long(code)) for key, code in formats]
    look = struct.pack("<BBBBIIH", 0x20, 0, 0, 0, 0, 0, 0x20C0)
    made += [record(0xE0, struct.pack("<HHH", 0, 0, 0xFFF5), look)] * 15
    for code in (0, *styles):
        made.append(record(0xE0, struct.pack("<HHH", 0, code, 1), look))
    made.append(record(0x293, struct.pack("<HBB", 0x8000, 0, 0xFF)))
    for part in parts:
        made.append(
            record(BOUNDSHEET, struct.pack("<IBB", 0, part.state, part.kind), short(part.name))
        )
    made += [*more, *(shared_texts(texts) if sst is None else sst)]
    return [*made, (EOF, b"")]


def joined(book: list[Record], parts: Sequence[Part]) -> bytes:
    """The stream: the workbook's records and then each sheet's, their places filled in."""
    bodies = [stored(part.records) for part in parts]
    place = len(stored(book))
    places = []
    for body in bodies:
        places.append(place)
        place += len(body)
    filled, waiting = [], iter(places)
    for kind, data in book:
        if kind == BOUNDSHEET:
            data = struct.pack("<I", next(waiting)) + data[4:]
        filled.append((kind, data))
    return stored(filled) + b"".join(bodies)


def stream(
    cells: Mapping[str, list[Record]] | None = None,
    *,
    form: Form | None = None,
    sheet: Mapping[str, object] | None = None,
    name: str = "月报",
    **book: object,
) -> bytes:
    """The plain form as a BIFF8 stream, some cells in other words."""
    texts = Texts()
    drawn = form or plain_form()
    body = form_cells(drawn, texts)
    body.update(cells or {})
    options: dict[str, object] = {"merges": drawn.sheet.merges, **(sheet or {})}
    part = Part(name, sheet_records(body, **options))  # type: ignore[arg-type]
    extra = book.pop("texts", [])
    return joined(
        book_records([part], [*texts.items, *extra], **book),  # type: ignore[arg-type, misc]
        [part],
    )


# ---- the compound file

FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class Compound:
    """A compound file's bytes and where its pieces are."""

    content: bytearray
    fat_at: int
    directory_at: int
    sector: int
    starts: dict[str, int]

    def chain(self, number: int, following: int) -> Compound:
        """Say which sector follows one."""
        struct.pack_into("<I", self.content, self.fat_at + 4 * number, following)
        return self

    def entry(self, number: int, offset: int, value: bytes) -> Compound:
        """Write into a directory entry."""
        place = self.directory_at + 128 * number + offset
        self.content[place : place + len(value)] = value
        return self

    def head(self, offset: int, value: bytes) -> Compound:
        """Write into the header."""
        self.content[offset : offset + len(value)] = value
        return self

    def done(self) -> bytes:
        return bytes(self.content)


def compound(
    streams: Mapping[str, bytes],
    *,
    shift: int = 9,
    cutoff: int = 4096,
    scattered: bool = False,
    root: str = "Root Entry",
) -> Compound:
    """A compound file of these streams; ``storage/stream`` lies in a storage.

    Streams shorter than ``cutoff`` go into the mini stream.
    """
    sector = 1 << shift
    mini, mini_fat, mini_starts = _mini_stream(streams, cutoff)
    big = {name: data for name, data in streams.items() if len(data) >= cutoff}
    if mini:
        big["\0mini"] = mini
        big["\0minifat"] = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    storages = list(dict.fromkeys(name.split("/")[0] for name in streams if "/" in name))
    entries = 1 + len(streams) + len(storages)
    big["\0directory"] = bytes(128 * entries)
    lengths = {name: -(-len(data) // sector) for name, data in big.items()}
    total = sum(lengths.values())
    fats, more = 1, 0
    while fats * sector // 4 < total + fats + more:
        fats += 1
        more = -(-max(fats - 109, 0) // (sector // 4 - 1))
    numbers = list(range(fats + more, fats + more + total))
    if scattered:
        random.Random(8).shuffle(numbers)
    fat = [FAT] * fats + [DIFAT] * more + [FREE] * (fats * sector // 4 - fats - more)
    starts: dict[str, int] = {}
    body = bytearray(sector * (fats + more + total))
    for name, data in big.items():
        own = [numbers.pop(0) for _ in range(lengths[name])]
        starts[name] = own[0] if own else END
        if name == "\0directory":
            own_directory = own
        for place, (here, following) in enumerate(zip(own, [*own[1:], END], strict=True)):
            fat[here] = following
            piece = data[place * sector : (place + 1) * sector]
            body[here * sector : here * sector + len(piece)] = piece
    starts = {**mini_starts, **starts}
    directory = _directory(streams, storages, starts, len(mini), root)
    for place, here in enumerate(own_directory):
        piece = directory[place * sector : (place + 1) * sector]
        body[here * sector : here * sector + len(piece)] = piece
    tables = struct.pack(f"<{len(fat)}I", *fat) + _further_tables(fats, more, sector)
    body[: len(tables)] = tables
    head = _header(shift, (fats, more), starts, lengths, cutoff)
    return Compound(
        bytearray(head.ljust(sector, b"\0") + body),
        sector,
        sector * (1 + starts["\0directory"]),
        sector,
        starts,
    )


def _mini_stream(
    streams: Mapping[str, bytes], cutoff: int
) -> tuple[bytes, list[int], dict[str, int]]:
    data, starts = bytearray(), {}
    fat: list[int] = []
    for name, content in streams.items():
        if len(content) >= cutoff:
            continue
        count = -(-len(content) // 64)
        starts[name] = len(fat) if count else END
        fat += [*range(len(fat) + 1, len(fat) + count), END][: max(count, 0)]
        data += content.ljust(64 * count, b"\0")
    return bytes(data), fat, starts


def _directory(
    streams: Mapping[str, bytes],
    storages: Sequence[str],
    starts: Mapping[str, int],
    mini: int,
    root: str,
) -> bytes:
    """Entries: the root, the storages, the streams; each folder's children in one line."""
    names = [*storages, *streams]
    number_of = {name: index for index, name in enumerate(names, start=1)}

    def line(members: list[str]) -> tuple[int, dict[str, int]]:
        order = sorted(members, key=lambda name: (len(name), name.upper()))
        following = dict(zip(order, [number_of[name] for name in order[1:]], strict=False))
        return (number_of[order[0]] if order else FREE), following

    first, rights = line([*storages, *(name for name in streams if "/" not in name)])
    made = [_entry(root, 5, FREE, first, starts.get("\0mini", END), mini)]
    inner: dict[str, int] = {}
    for storage in storages:
        inner[storage], more = line([name for name in streams if name.startswith(storage + "/")])
        rights |= more
    for name in storages:
        made.append(_entry(name, 1, rights.get(name, FREE), inner[name], 0, 0))
    for name, content in streams.items():
        start = starts.get(name, END)
        short_name = name.split("/")[-1]
        made.append(_entry(short_name, 2, rights.get(name, FREE), FREE, start, len(content)))
    return b"".join(made)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _further_tables(fats: int, more: int, sector: int) -> bytes:
    """Where the tables are that the header has no room for."""
    each = sector // 4 - 1
    made = b""
    for number in range(more):
        first = 109 + number * each
        here = list(range(first, min(first + each, fats)))
        following = fats + number + 1 if number + 1 < more else END
        made += struct.pack(f"<{each + 1}I", *here, *[FREE] * (each - len(here)), following)
    return made


def _header(
    shift: int,
    tables: tuple[int, int],
    starts: Mapping[str, int],
    lengths: Mapping[str, int],
    cutoff: int,
) -> bytes:
    fats, more = tables
    version = 3 if shift == 9 else 4
    mini_fat = starts.get("\0minifat", END)
    return (
        SIGNATURE
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, version, 0xFFFE, shift, 6)
        + bytes(6)
        + struct.pack(
            "<IIIIIIIII",
            lengths["\0directory"] if version == 4 else 0,
            fats,
            starts["\0directory"],
            0,
            4096 if cutoff == 0 else cutoff,
            mini_fat,
            lengths.get("\0minifat", 0),
            fats if more else END,
            more,
        )
        + struct.pack("<109I", *range(min(fats, 109)), *[FREE] * max(109 - fats, 0))
    )


def xls(cells: Mapping[str, list[Record]] | None = None, **rest: object) -> bytes:
    """The plain form as an .xls file by hand."""
    content = stream(cells, **rest)  # type: ignore[arg-type]
    return compound({"Workbook": content.ljust(4096, b"\0")}).done()
