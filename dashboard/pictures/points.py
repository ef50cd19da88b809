"""The points of lines: what a month is said by shape as well as by colour."""

from __future__ import annotations

from dashboard.figures.chart import Point
from dashboard.pictures.measure import Length
from dashboard.pictures.patterns import IDLE, STALE
from dashboard.pictures.svg import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    VIOLET,
    Spot,
    element,
    hint,
    line,
    path,
    rect,
)
from etl.domain.judging import Tone

_COLOURS: dict[Tone, str] = {
    "good": BLUE,
    "slow": ORANGE,
    "idle": IDLE,
    "stale": STALE,
    "none": STALE,
}
# Further lines of one chart differ in colour and in the shape of their points.
_OTHERS = ("#6f93b8", "#10325a", "#4f7f86")


def colour(tone: Tone, order: int = 0) -> str:
    """Return the colour of a tone; what is good in a further series has that series' own."""
    return _OTHERS[(order - 1) % len(_OTHERS)] if order and tone == "good" else _COLOURS[tone]


def mark(spot: Spot, point: Point, order: int = 0) -> str:
    """Return a point: behind is a triangle, carried forward a square, hollow is white inside."""
    stroke = colour(point.tone, order)
    paint = {
        "fill": PAPER if point.hollow or point.tone in ("stale", "none") else stroke,
        "stroke": stroke,
        "stroke_width": "1.8",
        "class_": f"point {point.tone}{' hollow' if point.hollow else ''}",
    }
    said = hint(point.words)
    if point.tone == "slow":
        return element("path", said, d=_triangle(spot), **paint)
    if point.tone == "stale" or order % 2:
        return _square(spot, said, paint)
    return element("circle", said, cx=spot[0], cy=spot[1], r=4, **paint)


def _square(spot: Spot, said: str, paint: dict[str, str]) -> str:
    x, y = spot
    return element("rect", said, x=x - 4, y=y - 4, width=8, height=8, **paint)


def _triangle(spot: Spot) -> str:
    x, y = spot
    return path(((x - 5, y - 4), (x + 5, y - 4), (x, y + 5)), closed=True)


def tick(spot: Spot, half: Length, said: str = "", upright: bool = True) -> str:
    """Return the black stroke of the provincial task, across its axis."""
    x, y = spot
    corner, size = (
        ((x - 1, y - half), (3, 2 * half)) if upright else ((x - half, y - 1), (2 * half, 3))
    )
    return rect(corner, size, INK, said, class_="province")


def diamond(spot: Spot, said: str = "", half: Length = 6) -> str:
    """Return the white diamond of the city's task."""
    x, y = spot
    shape = path(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), closed=True)
    return element("path", said, d=shape, fill=PAPER, stroke=INK, stroke_width=2, class_="city")


def pace_stroke(spot: Spot, half: Length, said: str = "", upright: bool = True) -> str:
    """Return the dashed stroke of the pace, on white so that it shows over bars, too."""
    x, y = spot
    ends = ((x, y - half), (x, y + half)) if upright else ((x - half, y), (x + half, y))
    white = line(*ends, PAPER, 3)
    dashes = {"stroke": VIOLET, "stroke_width": "2", "stroke_dasharray": "4 3", "class_": "pace"}
    return white + element("path", said, d=path(ends), **dashes)
