"""The fonts of official papers, and what stands in for one that a computer does not have.

方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 are licensed: they are named, never shipped. The font
table tells Word, WPS and LibreOffice which other font is meant and of what kind it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.publication.markup import w, written

LATIN = "Times New Roman"
TITLE = "方正小标宋简体"
TEXT = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"


@dataclass(frozen=True)
class _Entry:
    """A font: the names it goes by elsewhere, its PANOSE number, its family in w:family."""

    name: str
    others: str
    panose: str
    family: str


_SONG_PANOSE = "02010600030101010101"
_CHINESE = (
    _Entry(TITLE, "宋体,SimSun,Noto Serif CJK SC", _SONG_PANOSE, "roman"),
    _Entry(TEXT, "仿宋,FangSong,STFangsong", "02010609030101010101", "modern"),
    _Entry(KAI, "楷体,KaiTi,STKaiti", "02010609030101010101", "modern"),
    _Entry(HEI, "SimHei,Noto Sans CJK SC", "02010609060101010101", "modern"),
    _Entry(SONG, "SimSun,Noto Serif CJK SC", _SONG_PANOSE, "roman"),
)


def font_table() -> bytes:
    """Return the part word/fontTable.xml."""
    latin = w(
        "font",
        w("panose1", val="02020603050405020304"),
        w("charset", val="00"),
        w("family", val="roman"),
        w("pitch", val="variable"),
        w("sig", usb0="E0002EFF", usb1="C000785B", usb2="00000009", usb3="00000000",
          csb0="000001FF", csb1="00000000"),
        name=LATIN,
    )  # fmt: skip
    return written(w("fonts", latin, *map(_font, _CHINESE)))


def _font(entry: _Entry) -> object:
    """Return an entry; charset 86 and the bit in csb0 say that it holds simplified Chinese."""
    return w(
        "font",
        w("altName", val=entry.others),
        w("panose1", val=entry.panose),
        w("charset", val="86"),
        w("family", val=entry.family),
        w("pitch", val="variable" if entry.family == "roman" else "fixed"),
        w("sig", usb0="00000001", usb1="080E0000", usb2="00000010", usb3="00000000",
          csb0="00040000", csb1="00000000"),
        name=entry.name,
    )  # fmt: skip
