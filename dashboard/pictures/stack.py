"""Cells of a drawn table: lines of text under one another, as high as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.measure import Length, width, wrap
from dashboard.pictures.svg import INK, INK3, Value, text


@dataclass(frozen=True)
class Written:
    """A line of a cell, already as wide as the cell at most; ``note`` follows in small print."""

    words: str
    size: int = 12
    fill: str = INK3
    bold: bool = False
    name: str = ""
    note: str = ""

    @property
    def height(self) -> int:
        """The distance to the next line."""
        return self.size * 3 // 2 - 1


def flowing(
    words: str, room: Length, size: int = 12, fill: str = INK3, bold: bool = False
) -> list[Written]:
    """Return a text as the lines of a cell of a certain width."""
    return [Written(part, size, fill, bold) for part in wrap(words, size, room, bold) if part]


def heading(words: str, room: Length) -> list[Written]:
    """Return the first, strong lines of a cell."""
    return flowing(words, room, 14, INK, bold=True)


def height_of(lines: Sequence[Written]) -> int:
    """Return the room that lines need."""
    return sum(item.height for item in lines)


def stack(x: Length, top: Length, lines: Sequence[Written], **more: Value) -> str:
    """Return the lines drawn from ``top`` downwards."""
    parts, y = [], top
    for item in lines:
        weight = "700" if item.bold else None
        base = y + item.height - item.size * 2 // 5
        parts.append(
            text(
                (x, base), item.words, item.size, item.fill, font_weight=weight,
                class_=item.name or None, **more,
            )
        )  # fmt: skip
        if item.note:
            after = x + width(item.words, item.size, item.bold)
            parts.append(text((after, base), item.note, 12, INK3, **more))
        y += item.height
    return "".join(parts)
