"""The fonts of our own in assets/fonts: where they lie and which characters they have."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

FAMILY = "Dashboard Sans SC"
_NAMED = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC'"
# As on the pages; quoted for an attribute in double quotes.
STACK = f"{_NAMED},system-ui,sans-serif"
# For signs that ours lacks: one font for all of a picture, ours where the system has none.
OTHER_STACK = f"{_NAMED},'{FAMILY}',sans-serif"

_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FILES = tuple(_FOLDER / f"DashboardSansSC-{weight}.otf" for weight in ("Regular", "Bold"))


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """Return the characters that our fonts have, read from the character map of the first."""
    data = FILES[0].read_bytes()
    return frozenset(chr(code) for code in _codes(data, _table(data, b"cmap")))


def _table(data: bytes, name: bytes) -> int:
    """Return where a table of an OpenType file begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _codes(data: bytes, start: int) -> Iterator[int]:
    """Read the segments of the map's first subtable, which is of format 4."""
    (offset,) = struct.unpack_from(">I", data, start + 8)
    place = start + offset
    (twice,) = struct.unpack_from(">H", data, place + 6)
    shape = f">{twice // 2}H"
    ends = struct.unpack_from(shape, data, place + 14)
    starts = struct.unpack_from(shape, data, place + 16 + twice)
    pairs = zip(starts, ends, strict=True)
    return chain.from_iterable(range(a, b + 1) for a, b in pairs if a != 0xFFFF)


def lacking(text: str) -> bool:
    """Whether a text has characters that only a font of the system can show."""
    return not covered().issuperset(text)
