"""Whether a text fits its box, at which size, and what is left out where it does not.

PowerPoint fits text only while somebody edits it, and other programs not at all: sizes are
set from here, by a measure that rather takes a line too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from etl.publication.chart_names import text_width

LINE = 1.35
"""Height of a line of 微软雅黑, in sizes of the font."""
BETWEEN = 0.35
"""Room after a paragraph, in sizes of its font."""
LEAST = 14
"""Points that can still be read from the last row of a meeting room."""
CUT = "……"


@dataclass(frozen=True)
class Box:
    """A place on the slide, in inches; text keeps a tenth from its left and right edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def line(self) -> float:
        """Points that a line of text may take."""
        return (self.width - 0.2) * 72

    @property
    def room(self) -> float:
        """Points that all lines together may take."""
        return self.height * 72


def lines_of(text: str, size: float, box: Box) -> int:
    """Return how many lines a paragraph takes; none ends exactly at the edge."""
    usable = max(box.line / size - 1, 1)
    return max(1, ceil(text_width(text) / usable))


def fits(paragraphs: Sequence[str], size: float, box: Box) -> bool:
    """Whether paragraphs fit at a size."""
    lines = sum(lines_of(text, size, box) for text in paragraphs)
    between = (len(paragraphs) - 1) * BETWEEN
    return (lines * LINE + between) * size <= box.room


def fitting_size(paragraphs: Sequence[str], box: Box, sizes: Sequence[int]) -> int:
    """Return the first of the sizes that fits, else the last."""
    return next((size for size in sizes if fits(paragraphs, size, box)), sizes[-1])


def fitted(text: str, box: Box, sizes: Sequence[int], tail: str = CUT) -> tuple[str, int]:
    """Return a text and its size; what does not fit at the least size is left out at its end.

    It is cut after a clause, so that no number loses its unit, and says that it is cut.
    """
    size = fitting_size([text], box, sizes)
    if fits([text], size, box):
        return text, size
    ends = [place for place, sign in enumerate(text) if sign in "。；，、"]
    whole = (text[:place] + tail for place in reversed(ends))
    short = next((item for item in whole if fits([item], size, box)), None)
    return (short or _hard_cut(text, box, size, tail)), size


def _hard_cut(text: str, box: Box, size: int, tail: str) -> str:
    length = len(text)
    while length > 1 and not fits([text[:length] + tail], size, box):
        length -= 1
    return text[:length] + tail


def pages(paragraphs: Sequence[str], box: Box, size: int) -> list[list[str]]:
    """Share paragraphs among as many boxes as they need; a longer one than a box is cut."""
    found: list[list[str]] = []
    for text in paragraphs:
        text = fitted(text, box, (size,))[0]
        if found and fits([*found[-1], text], size, box):
            found[-1].append(text)
        else:
            found.append([text])
    return found
