"""What lies on an .xls sheet rather than in it: comments, links, drop-downs and drawings."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.workbook.biff8 import Pieces
from etl.workbook.grid import Range
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.links import allowed_address
from etl.workbook.rewriting.parts import CopiedComment, CopiedLink, CopiedSheet, Lost, clean
from etl.workbook.rewriting.validation import Validation, validate
from etl.workbook.rewriting.xls_formula import Links, formula_text

_OBJECT, _CHART, _PICTURE, _DROP_DOWN, _NOTE, _GROUP = 0x15, 0x05, 0x08, 0x14, 0x19, 0x00
_WEB = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
_HAS_MONIKER, _AS_STRING, _HAS_PLACE = 0x01, 0x100, 0x08
_HAS_NAME, _HAS_FRAME = 0x10, 0x80
_LONGEST_ADDRESS = 2_000
_KINDS = ("any", "whole", "decimal", "list", "date", "time", "length", "custom")
_COMPARISONS = ("between", "not between", "==", "!=", ">", "<", ">=", "<=")
_ERROR_KINDS = ("stop", "warning", "information")


@dataclass
class XlsDrawn:
    """Takes the records of what lies on a sheet."""

    sheet: CopiedSheet
    links: Links
    lost: Lost
    object_number: int | None = None
    texts: dict[int, str] = field(default_factory=dict)

    def _drawn_object(self, pieces: list[bytes]) -> None:
        kind, _, shape, number = struct.unpack_from("<4H", pieces[0])
        self.object_number = None
        if kind != _OBJECT or shape in (_DROP_DOWN, _GROUP):
            return
        if shape == _NOTE:
            self.object_number = number
        elif shape == _CHART:
            self.lost.count("图表")
        elif shape == _PICTURE:
            self.lost.count("图片", "张")
        else:
            self.lost.count("图形或控件")

    def _object_text(self, pieces: list[bytes]) -> None:
        if self.object_number is None or len(pieces) < 2:
            return
        (count,) = struct.unpack_from("<H", pieces[0], 10)
        reader = Pieces(pieces[1:])
        wide = bool(reader.number(1) & 1)
        self.texts[self.object_number] = reader.characters(count, wide)
        self.object_number = None

    def _note(self, pieces: list[bytes]) -> None:
        row, column, flags, number = struct.unpack_from("<4H", pieces[0])
        if text := self.texts.get(number):
            author = Pieces(pieces, 8).text() if len(pieces[0]) > 11 else ""
            comment = CopiedComment(row + 1, column + 1, text, author, bool(flags & 2))
            self.sheet.comments.append(comment)

    def _link(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        top, bottom, left, right = struct.unpack_from("<4H", data)
        address = allowed_address(_link_address(data))
        if address is None or len(address) > _LONGEST_ADDRESS:
            self.lost.count("超链接")
        else:
            over = Range(top + 1, left + 1, bottom + 1, right + 1)
            self.sheet.links.append(CopiedLink(over, address))

    def _validation(self, pieces: list[bytes]) -> None:
        try:
            found = _validation(pieces, self.links)
        except (Unsure, struct.error):
            found = None
        if found is None or not validate(self.sheet, found):
            self.lost.count("数据有效性规则", "条")


def _link_address(data: bytes) -> str:
    """Return where a link leads; what lies within the workbook begins with #."""
    (flags,) = struct.unpack_from("<I", data, 28)
    reader = Pieces([data], 32)
    for named in (_HAS_NAME, _HAS_FRAME):
        if flags & named:
            _wide_text(reader)
    address = ""
    if flags & _HAS_MONIKER:
        if flags & _AS_STRING:
            address = _wide_text(reader)
        elif reader.raw(16) == _WEB:
            address = reader.raw(reader.number(4)).decode("utf-16-le", "replace").partition("\0")[0]
        else:
            return ""  # a file
    return f"{address}#{_wide_text(reader)}" if flags & _HAS_PLACE else address


def _wide_text(reader: Pieces) -> str:
    return reader.raw(reader.number(4) * 2).decode("utf-16-le", "replace").partition("\0")[0]


def _validation(pieces: list[bytes], links: Links) -> Validation | None:
    data = b"".join(pieces)
    (flags,) = struct.unpack_from("<I", data)
    kind, failure, comparison = flags & 15, flags >> 4 & 7, flags >> 20 & 15
    if kind >= len(_KINDS) or failure >= len(_ERROR_KINDS) or comparison >= len(_COMPARISONS):
        return None
    reader = Pieces([data], 4)
    texts = [clean(reader.text()) for _ in range(4)]
    formulas = [reader.raw((reader.number(2), reader.number(2))[0]) for _ in range(2)]
    corners = [struct.unpack("<4H", reader.raw(8)) for _ in range(reader.number(2))]
    over = tuple(Range(t + 1, left + 1, b + 1, right + 1) for t, b, left, right in corners)
    if not corners:
        return None
    base = (corners[0][0], corners[0][2])
    listed = _listed(formulas[0]) if flags & 0x80 else None
    return Validation(
        over=over,
        kind=_KINDS[kind],
        comparison=_COMPARISONS[comparison],
        listed=listed,
        formulas=tuple(
            "=" + formula_text(tokens, links, base) for tokens in formulas if tokens and not listed
        ),
        ignores_blank=bool(flags & 0x100),
        drops_down=not flags & 0x200,
        shows_input=bool(flags & 0x40000),
        shows_error=bool(flags & 0x80000),
        texts=(texts[0], texts[2], texts[1], texts[3]),
        failure=_ERROR_KINDS[failure],
    )


def _listed(tokens: bytes) -> tuple[str, ...]:
    """Return the choices that stand in the rule itself."""
    if tokens[:1] != b"\x17":
        raise Unsure
    return tuple(Pieces([tokens], 1).text(1).split("\0"))


DRAWN_RECORDS: dict[int, Callable[[XlsDrawn, list[bytes]], None]] = {
    0x5D: XlsDrawn._drawn_object,
    0x1B6: XlsDrawn._object_text,
    0x1C: XlsDrawn._note,
    0x1B8: XlsDrawn._link,
    0x1BE: XlsDrawn._validation,
}
