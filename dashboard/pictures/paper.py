"""The sheet around a drawing: title, conclusion and legend above, basis and source below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.fonts import STACK
from dashboard.pictures.measure import Length, clean, half_of, width, wrap
from dashboard.pictures.patterns import definitions
from dashboard.pictures.svg import (
    INK,
    INK2,
    INK3,
    LINE,
    PAPER,
    block,
    element,
    line,
    moved,
    number,
    rect,
    text,
    written,
)
from dashboard.pictures.words import PictureWords

WIDTH, MARGIN = 960, 24
ROOM = WIDTH - 2 * MARGIN
KEY = 24
"""The width of a mark in a legend; it is drawn about half its height of 14."""

_BADGE = "示例数据"
_BETWEEN = " · "


@dataclass(frozen=True)
class Key:
    """A mark of the legend and what it means; a narrow one needs half the width."""

    mark: str
    words: str
    narrow: bool = False


@dataclass(frozen=True)
class Drawing:
    """What stands between the words: drawn from its own upper left corner."""

    content: str
    height: Length
    keys: tuple[Key, ...] = ()
    width: Length = ROOM


@dataclass
class _Column:
    """Parts put under one another; ``y`` is where the next begins."""

    room: Length
    parts: list[str]
    y: Length = MARGIN

    def lines(self, lines: Sequence[str], size: int, fill: str, bold: bool = False) -> None:
        weight = "700" if bold else None
        self.parts.append(block((MARGIN, self.y + size), lines, size, fill, font_weight=weight))
        self.y += len(lines) * (size * 4 // 3) + 2

    def put(self, content: str, height: Length, name: str = "") -> None:
        self.parts.append(moved(content, MARGIN, self.y, name) if content else "")
        self.y += height


def paper(words: PictureWords, drawing: Drawing) -> str:
    """Return the finished SVG: a white sheet, its width that of the drawing and two margins."""
    column = _Column(drawing.width, [])
    _above(column, words)
    _legend(column, drawing.keys)
    column.put(drawing.content, drawing.height + 14)
    _below(column, words)
    high = -int(-column.y // 1)
    return _document(words, "".join(column.parts), drawing.width + 2 * MARGIN, high)


def _above(column: _Column, words: PictureWords) -> None:
    badge = width(_BADGE, 13) + 20 if words.sample else 0
    if words.sample:
        x = MARGIN + column.room - badge
        column.parts.append(
            rect((x, MARGIN), (badge, 24), PAPER, stroke=INK2, rx=3)
            + text((x + half_of(badge), MARGIN + 17), _BADGE, 13, INK, text_anchor="middle")
        )
    room = column.room - badge - (16 if badge else 0)
    column.lines(wrap(words.title, 20, room, bold=True), 20, INK, bold=True)
    if clean(words.sentence):
        column.y += 4
        column.lines(wrap(words.sentence, 14, column.room), 14, INK2)
    column.y += 8


def _legend(column: _Column, keys: Sequence[Key]) -> None:
    """Let the keys follow one another, a new line where one does not fit."""
    if not keys:
        return
    parts: list[str] = []
    x: Length = 0
    y = 0
    for key in keys:
        lines = wrap(key.words, 12, column.room - KEY - 12)
        wide = KEY // 2 if key.narrow else KEY
        taken = wide + 6 + max(width(item, 12) for item in lines)
        if x and x + taken > column.room:
            x, y = 0, y + 20
        parts.append(moved(key.mark, x - (KEY - wide) // 2, y + 7))
        parts.append(block((x + wide + 6, y + 11), lines, 12, INK2))
        x, y = x + taken + 18, y + 16 * (len(lines) - 1)
    column.put("".join(parts), y + 26, "legend")


def _below(column: _Column, words: PictureWords) -> None:
    start, end = (MARGIN, column.y), (MARGIN + column.room, column.y)
    column.parts.append(line(start, end, LINE))
    column.y += 8
    sample = f"（{_BADGE}）" if words.sample else ""
    column.lines(_flowing(words.notes, column.room), 12, INK3)
    if clean(words.source):
        column.lines(wrap(f"来源：{words.source}{sample}", 12, column.room), 12, INK3)
    column.y += MARGIN - 8


def _flowing(notes: Sequence[str], room: Length) -> list[str]:
    """Put short notes into one line, a dot between them; a long one has lines of its own."""
    lines: list[str] = []
    for note in (clean(item) for item in notes if clean(item)):
        joined = lines[-1] + _BETWEEN + note if lines else note
        if lines and width(joined, 12) <= room:
            lines[-1] = joined
        else:
            lines += wrap(note, 12, room)
    return lines


def _document(words: PictureWords, content: str, wide: Length, high: Length) -> str:
    title = element("title", written(words.title), id="picture-title")
    said = element("desc", written(words.sentence), id="picture-words")
    ground = rect((0, 0), (wide, high), PAPER)
    inside = title + said + definitions(content) + ground + content
    box = f"0 0 {number(wide)} {number(high)}"
    return element(
        "svg", inside, xmlns="http://www.w3.org/2000/svg", width=wide, height=high, viewBox=box,
        role="img", aria_labelledby="picture-title picture-words", font_family=STACK,
    )  # fmt: skip
