"""Many cells in few words: I7:I15 instead of nine addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.workbook.grid import address, position

_MOST = 8


def in_ranges(cells: Sequence[str]) -> str:
    """Name cells by their ranges, column after column as the columns first come.

    Of very many ranges only the first are named, and how many cells there are.
    """
    columns: dict[int, set[int]] = {}
    for cell in cells:
        row, column = position(cell)
        columns.setdefault(column, set()).add(row)
    pieces = [piece for column, rows in columns.items() for piece in _runs(column, sorted(rows))]
    more = f" 等 {len(set(cells))} 格" if len(pieces) > _MOST else ""
    return "、".join(pieces[:_MOST]) + more


def _runs(column: int, rows: list[int]) -> Iterator[str]:
    first = rows[0]
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if following != row + 1:
            start, end = address(first, column), address(row, column)
            yield start if first == row else f"{start}:{end}"
            first = following or row
