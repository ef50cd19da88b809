"""Folding: equal findings of one field become one line with all their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from etl.domain.finding import Finding

_PLACE = re.compile(r"([A-Z]+)(\d+)")
_IDENTITY = ("region", "month", "as_of")


def fold(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Merge findings that say the same of the same field; no cell is lost.

    What has no cell is merged only with what is about the same row. ``raw`` stays that of
    the first cell, which is the one to show.
    """
    same: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        key: tuple[object, ...] = (
            item.severity, item.code, item.sheet, item.field, item.message, item.hint,
            None if item.cells else (item.indicator,),
        )  # fmt: skip
        same.setdefault(key, []).append(item)
    return tuple(sorted(map(_merged, same.values()), key=_order))


def _merged(found: list[Finding]) -> Finding:
    first = found[0]
    if len(found) == 1:
        return first
    return replace(
        first,
        cells=tuple(dict.fromkeys(cell for item in found for cell in item.cells)),
        row=first.row if all(item.row == first.row for item in found) else None,
        indicator=first.indicator if len({item.indicator for item in found}) == 1 else None,
    )


def _order(item: Finding) -> tuple[int, int, int]:
    """Who and when first, then from cell to cell, then what has no cell."""
    if item.field in _IDENTITY:
        return (0, _IDENTITY.index(item.field), 0)
    match = _PLACE.fullmatch(item.cell or "")
    if match is None:
        return (2 if item.indicator else 1, 0, 0)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return (1, int(match[2]), column)
