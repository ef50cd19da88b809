"""The paragraph styles of a paper: sizes and distances of GB/T 9704-2012, 7.3 and 7.5.

Sizes by their Chinese names: 2号 is 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt, 五号 10.5 pt,
小五 9 pt. Lines of the text stand 28 pt apart: 22 lines on the 225 mm of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from etl.publication.word import fonts


@dataclass(frozen=True)
class Look:
    """A paragraph style. ``line`` is the fixed distance of lines in pt, None for as high as it is.

    ``name`` is Word's own where it has the style, so that navigation and screen readers know it.
    ``indent`` and ``right`` count characters. ``outline`` is the place in the navigation, from 0.
    """

    id: str
    name: str
    font: str = fonts.TEXT
    latin: str = fonts.LATIN
    points: float = 16
    line: float | None = 28
    align: Literal["both", "left", "center", "right"] = "both"
    indent: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    with_next: bool = False


NORMAL = Look("Normal", "Normal")
BODY = Look("BodyText", "Body Text", indent=2)
ADDRESSED = Look("Addressed", "主送机关", align="left")
SIGNED = Look("Signed", "落款", align="right", right=2, with_next=True)
NOTE = Look("Note", "附注", points=12, line=20, indent=2)
TITLE = Look(
    "Title", "Title", fonts.TITLE, points=22, line=36, align="center", after=12, outline=0,
    with_next=True,
)  # fmt: skip
BELOW_TITLE = Look(
    "Subtitle", "Subtitle", fonts.KAI, align="center", after=14, with_next=True
)  # fmt: skip
HEADINGS = {
    1: Look("Heading1", "heading 1", fonts.HEI, indent=2, outline=0, with_next=True),
    2: Look("Heading2", "heading 2", fonts.KAI, indent=2, outline=1, with_next=True),
}
CAPTION = Look(
    "Caption", "caption", fonts.HEI, points=12, line=20, align="center", before=8, with_next=True
)  # fmt: skip
UNIT = Look("TableUnit", "表格单位", points=10.5, line=16, align="right", with_next=True)
CELL = Look("TableText", "表格文字", points=10.5, line=16, align="left")
NUMBER = Look("TableNumber", "表格数字", points=10.5, line=16, align="right")
HEAD = Look(
    "TableHead", "表头", fonts.HEI, points=10.5, line=16, align="center", with_next=True
)  # fmt: skip
FIGURE = Look("Figure", "图", line=None, align="center", before=8, after=8)
AFTER_TABLE = Look("AfterTable", "表后", points=5, line=6)
PAGE_HEAD = Look("Header", "header", points=9, line=None, align="center")
# 7.5: a half-width 4号 宋体 number between two dashes, one character from the outer margin.
PAGE_FOOT = Look(
    "Footer", "footer", fonts.SONG, fonts.SONG, points=14, line=None, align="right", right=1
)  # fmt: skip

LOOKS = (
    NORMAL, BODY, ADDRESSED, SIGNED, NOTE, TITLE, BELOW_TITLE, *HEADINGS.values(), CAPTION, UNIT,
    CELL, NUMBER, HEAD, FIGURE, AFTER_TABLE, PAGE_HEAD, PAGE_FOOT,
)  # fmt: skip
