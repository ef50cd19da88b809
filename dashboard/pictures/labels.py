"""Labels that never lie on one another: each takes the freest of its places, or none.

Boxes are in hundredths of a pixel as whole numbers, so that every machine decides alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.pictures.measure import Length, width
from dashboard.pictures.svg import Spot

_FINE = 100


@dataclass(frozen=True)
class Box:
    """A rectangle in hundredths of a pixel."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        """Whether two boxes share room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether this box lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def box(left: Length, top: Length, right: Length, bottom: Length) -> Box:
    """Return a box of pixels, rounded outwards."""
    return Box(
        int(left * _FINE // 1), int(top * _FINE // 1),
        -int(-right * _FINE // 1), -int(-bottom * _FINE // 1),
    )  # fmt: skip


def around(spot: Spot, words: str, size: int, bold: bool = False) -> Box:
    """Return the box of a text centred over its base line, with a little air at its sides."""
    x, y = spot
    half = width(words, size, bold) / 2 + 2
    return box(x - half, y - size, x + half, y + Fraction(size, 4))


@dataclass(frozen=True)
class Stroke:
    """A straight piece of a line that labels had better not cover; its box and its rise."""

    area: Box
    falls: bool

    def crosses(self, other: Box) -> bool:
        """Whether it runs through a box, looked at between the box's two sides."""
        own = self.area
        left, right = max(own.left, other.left), min(own.right, other.right)
        if left > right or own.top > other.bottom or own.bottom < other.top:
            return False
        high, wide = own.bottom - own.top, max(own.right - own.left, 1)
        ends = [(x - own.left) * high // wide for x in (left, right)]
        if own.right == own.left:
            ends = [0, high]
        tops = [own.top + end if self.falls else own.bottom - end for end in ends]
        return min(tops) < other.bottom and max(tops) > other.top


def stroke(start: Spot, end: Spot) -> Stroke:
    """Return the piece of a line between two spots."""
    (x1, y1), (x2, y2) = sorted((start, end))
    return Stroke(box(x1, min(y1, y2), x2, max(y1, y2)), falls=y2 >= y1)


@dataclass(frozen=True)
class Label:
    """A text with the places it may take, the best first; ``spots`` are middles of base lines."""

    words: str
    spots: tuple[Spot, ...]
    fill: str
    bold: bool = False
    size: int = 12


@dataclass(frozen=True)
class Ground:
    """What labels must stay within, must not touch, and had better not cover."""

    room: Box
    taken: Sequence[Box] = ()
    marks: Sequence[Box] = ()
    strokes: Sequence[Stroke] = ()


def placed(labels: Iterable[Label], ground: Ground) -> list[tuple[Label, Spot]]:
    """Return the labels that find a place, in the order in which they may choose."""
    taken, found = list(ground.taken), []
    for label in labels:
        options = [
            (_cost(area, ground) + rank, rank, spot, area)
            for rank, spot in enumerate(label.spots)
            if (area := around(spot, label.words, label.size, label.bold)).within(ground.room)
            and not any(area.meets(other) for other in taken)
        ]
        if options:
            _, _, spot, area = min(options, key=lambda option: option[:2])
            taken.append(area)
            found.append((label, spot))
    return found


def _cost(area: Box, ground: Ground) -> int:
    """Weigh what a label would hide: marks most, then lines."""
    hidden = sum(area.meets(other) for other in ground.marks)
    crossed = sum(stroke.crosses(area) for stroke in ground.strokes)
    return 12 * hidden + 5 * crossed


def stacked(wanted: Sequence[Length], heights: Sequence[Length], low: Length) -> list[Length]:
    """Return tops of blocks as near as can be to those wanted, none on another.

    ``wanted`` rise; the last block ends above ``low`` if there is room for all of them.
    """
    tops: list[Length] = []
    free: Length = wanted[0] if wanted else 0
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, free))
        free = tops[-1] + height
    limit = low
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place]
    return tops
