"""Target lines: straight over all categories, their names at the end, none on another."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dashboard.figures.chart import Line
from dashboard.pictures.labels import Box, around, stacked
from dashboard.pictures.measure import Length, shorten, width, wrap_most
from dashboard.pictures.plot import Plot
from dashboard.pictures.points import diamond, tick
from dashboard.pictures.svg import INK, INK2, INK3, PAPER, block, line, text

_DASHES = {"province": None, "city": None, "need": "2 3", "standard": "8 3"}
_ROOM, _LEADER, _MARK, _LEADING, _SIDE = 170, 12, 18, 16, 300


def column_width(lines: Sequence[Line]) -> Length:
    """Return the room that the names need to the right of an upright chart."""
    if not lines:
        return 10
    return min(max(width(item.name, 12) for item in lines), Fraction(_ROOM)) + _LEADER + _MARK + 6


def column_height(lines: Sequence[Line]) -> int:
    """Return the room that all names need under one another."""
    return sum(len(_wrapped(item)) * _LEADING for item in lines)


def _wrapped(item: Line) -> list[str]:
    return wrap_most(item.name, 12, _ROOM, 4)


def beside(plot: Plot, lines: Sequence[Line]) -> str:
    """Return the lines over an upright chart, each led to its name on the right."""
    falling = sorted(lines, key=lambda item: -item.value)
    heights = [len(_wrapped(item)) * _LEADING for item in falling]
    wanted = [plot.at(item.value) - _LEADING // 2 for item in falling]
    tops = stacked(wanted, heights, plot.bottom + _LEADING // 2)
    return "".join(_named(plot, item, top) for item, top in zip(falling, tops, strict=True))


def _named(plot: Plot, item: Line, top: Length) -> str:
    y, middle = plot.at(item.value), top + _LEADING // 2
    end = plot.right + _LEADER
    return (
        _stroke(item, (plot.left, y), (plot.right, y))
        + line((plot.right, y), (end, middle), INK3, 1)
        + _sign(item, (end + 6, middle))
        + block((end + _MARK, middle + 4), _wrapped(item), 12, INK, class_="target")
    )


def _stroke(item: Line, start: tuple[Length, Length], end: tuple[Length, Length]) -> str:
    ink = INK if item.kind == "province" else INK2
    return line(
        start,
        end,
        ink,
        Fraction(3, 2),
        stroke_dasharray=_DASHES[item.kind],
        class_=f"target {item.kind}",
    )


def _sign(item: Line, spot: tuple[Length, Length]) -> str:
    """Return the mark that the level has beside bars, too."""
    if item.kind == "province":
        return tick(spot, 6)
    if item.kind == "city":
        return diamond(spot, half=5)
    x, y = spot
    return line((x - 6, y), (x + 6, y), INK2, 2, stroke_dasharray=_DASHES[item.kind])


def rows_above(
    plot: Plot, lines: Sequence[Line], room: Length
) -> list[tuple[Line, str, Length, int]]:
    """Return name, middle and row (0 the lowest) of each line of a sideways chart.

    Names of the lower half end at their line, the others begin there: so a line that leads
    to a name further up does not run through another.
    """
    rows: list[list[Box]] = []
    found: list[tuple[Line, str, Length, int]] = []
    for place, item in enumerate(sorted(lines, key=lambda item: item.value)):
        name = shorten(item.name, 12, _SIDE)
        half = width(name, 12) / 2 + 2
        aside = -half if 2 * place + 1 < len(lines) else half if place else 0
        middle = min(max(plot.at(item.value) + aside, half), room - half)
        area = around((middle, 0), f"{name}　", 12)
        row = next(
            (n for n, taken in enumerate(rows) if not any(map(area.meets, taken))), len(rows)
        )
        if row == len(rows):
            rows.append([])
        rows[row].append(area)
        found.append((item, name, middle, row))
    return found


def above(plot: Plot, lines: Sequence[Line], room: Length, base: Length) -> str:
    """Return the lines down a sideways chart; ``base`` is the base of the lowest row of names."""
    strokes, names = [], []
    for item, name, middle, row in rows_above(plot, lines, room):
        x, y = plot.at(item.value), base - row * _LEADING
        strokes.append(_stroke(item, (x, y + 4), (x, plot.bottom)))
        names.append(
            text(
                (middle, y), name, 12, INK, text_anchor="middle", class_="target",
                paint_order="stroke", stroke=PAPER, stroke_width=3,
            )
        )  # fmt: skip
    return "".join([*strokes, *names])
