"""The matrix of regions and projects as a picture: the same words, steps and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.components.matrix import Matrix, cell_content, matrix_legend, states_of
from dashboard.pictures.legend import swatch
from dashboard.pictures.measure import Length, shorten, width, wrap_most
from dashboard.pictures.paper import ROOM, Drawing, Key, paper
from dashboard.pictures.patterns import STEPS
from dashboard.pictures.stack import Written, height_of, stack
from dashboard.pictures.svg import INK, INK2, INK3, LINE, ORANGE, line, rect, text
from dashboard.pictures.words import PictureWords
from etl.domain.completion import CompletionRow
from etl.domain.judging import count_behind
from etl.domain.plan import LEVEL_NAMES
from etl.domain.text import NOTHING
from etl.domain.thresholds import Thresholds

_NAME, _SUM, _LEAST = 290, 56, 62
_GAP, _LEAST_HIGH, _HEAD_LINES = 2, 28, 4
_STRONG = frozenset({"behind", "far-behind"})
_SMALL = "Small"
_FOR_THE_EAR = "vh"


@dataclass(frozen=True)
class _Grid:
    """Where the columns lie: the names, one column per project, the count at the end."""

    name: Length
    column: Length
    count: int

    @property
    def width(self) -> Length:
        return self.name + self.column * self.count + _SUM

    def at(self, place: int) -> Length:
        return self.name + self.column * place


def matrix_svg(matrix: Matrix, words: PictureWords, limits: Thresholds | None = None) -> str:
    """Return the matrix as SVG: 960 pixels wide, more where there are many projects.

    ``limits`` are those in force, for the legend of the steps; without them it has no legend.
    """
    grid = _grid(matrix)
    heads = _heads(matrix, grid)
    parts, high = [heads.content], heads.height
    for region in matrix.regions:
        rows = [matrix.cells[region.code, item.code] for item in matrix.projects]
        drawn = _row(grid, region.name, rows, high)
        parts.append(drawn.content)
        high += drawn.height
    parts.append(line((0, high + 2), (grid.width, high + 2), LINE))
    totals = [matrix.total[item.code] for item in matrix.projects]
    total = _row(grid, matrix.total_name, totals, high + 6, total=True)
    parts.append(total.content)
    keys = _keys(matrix, limits)
    return paper(words, Drawing("".join(parts), high + 6 + total.height, keys, grid.width))


def _grid(matrix: Matrix) -> _Grid:
    names = [matrix.corner, matrix.total_name, *(region.name for region in matrix.regions)]
    name = min(-(-max(width(item, 13, bold=True) for item in names) // 1) + 14, _NAME)
    count = len(matrix.projects)
    column = max((ROOM - name - _SUM) // max(count, 1), _LEAST)
    if count:
        name = max(name, ROOM - _SUM - column * count)
    return _Grid(int(name), int(column), count)


@dataclass(frozen=True)
class _Drawn:
    content: str
    height: int


def _heads(matrix: Matrix, grid: _Grid) -> _Drawn:
    levels = matrix.levels
    room = grid.column - 6
    heads = []
    for project in matrix.projects:
        lines = wrap_most(project.short_name or project.name, 12, room, _HEAD_LINES)
        other = levels.get(project.code) == "province"
        level = [Written(f"（{LEVEL_NAMES['province']}）", 11, INK2)] if other else []
        heads.append([*(Written(item, 12, INK2) for item in lines), *level])
    high = max((height_of(lines) for lines in heads), default=17)
    parts = [
        stack(
            grid.at(place) + grid.column // 2, high - height_of(lines), lines, text_anchor="middle"
        )
        for place, lines in enumerate(heads)
    ]
    corner = Written(shorten(matrix.corner, 12, grid.name - 8), 12, INK2)
    last = Written("滞后项", 12, INK2)
    ends = (
        stack(0, high - corner.height, [corner]),
        stack(grid.width - _SUM // 2, high - last.height, [last], text_anchor="middle"),
    )
    return _Drawn("".join((*parts, *ends)), high + 4)


def _row(
    grid: _Grid, name: str, rows: Sequence[CompletionRow], top: int, total: bool = False
) -> _Drawn:
    lines = [
        Written(item, 13, INK, total) for item in wrap_most(name, 13, grid.name - 10, 3, total)
    ]
    cells = [_cell(row, total) for row in rows]
    high = max([_LEAST_HIGH, height_of(lines) + 6, *(height_of(cell) + 8 for _, cell in cells)])
    middle = top + high // 2
    parts = [stack(0, middle - height_of(lines) // 2, lines)]
    for place, (step, cell) in enumerate(cells):
        paint = STEPS[step]
        x = grid.at(place)
        parts.append(
            rect(
                (x + _GAP // 2, top + _GAP // 2), (grid.column - _GAP, high - _GAP), paint.fill,
                stroke=paint.stroke, stroke_dasharray=paint.dashes, rx=3, class_=f"cell {step}",
            )
        )  # fmt: skip
        start = middle - height_of(cell) // 2
        parts.append(stack(x + grid.column // 2, start, cell, text_anchor="middle"))
    return _Drawn("".join(parts) + _count(grid, rows, middle), high)


def _count(grid: _Grid, rows: Sequence[CompletionRow], middle: int) -> str:
    """Return how many projects are behind; without a report this month there is no count."""
    count = count_behind(rows)
    return text(
        (grid.width - _SUM // 2, middle + 5), NOTHING if count is None else str(count), 13,
        ORANGE if count else INK3, text_anchor="middle", class_="sum",
        font_weight="700" if count else None,
    )  # fmt: skip


def _cell(row: CompletionRow, total: bool) -> tuple[str, list[Written]]:
    """Return the step of a cell and its lines: what the page has in small print comes below."""
    step, content = cell_content(row)
    parts = list(_parts(content))
    large = "".join(words for words, small in parts if not small)
    bold = total or step in _STRONG
    first = [Written(large, 13, INK, bold, "figure")] if large else []
    small = [Written(words, 11, INK2) for words, small in parts if small]
    return step, [*first, *small]


def _parts(node: Any, small: bool = False) -> Iterator[tuple[str, bool]]:
    """Read the words of a page's node, each with whether it is small print."""
    if isinstance(node, str):
        yield node, small
    elif isinstance(node, (list, tuple)):
        for part in node:
            yield from _parts(part, small)
    elif getattr(node, "className", "") != _FOR_THE_EAR:
        inside = list(_parts(getattr(node, "children", None) or "", small))
        if type(node).__name__ == _SMALL:
            yield "".join(words for words, _ in inside), True
        else:
            yield from inside


def _keys(matrix: Matrix, limits: Thresholds | None) -> tuple[Key, ...]:
    """Return the legend of the page, its swatches drawn."""
    if limits is None:
        return ()
    legend = matrix_legend(limits, sorted(states_of(matrix)))
    found = []
    for item in legend.children:
        mark, words = item.children
        found.append(Key(swatch(STEPS[mark.className.split()[-1]]), words))
    return tuple(found)
