"""Folding: findings that say the same of one column become one line with all their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl.domain.finding import Finding

MANY = 4
"""From this many lines of one kind in one column on, a reader wants one line, not a list."""

_SHOWN = 20
"""Of so many cells a line says what stands in each."""

_PLACE = re.compile(r"([A-Z]+)(\d+)")
_IDENTITY = ("region", "month", "as_of")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings each once: who and when, then from cell to cell, then what has no cell."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


def fold(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Merge findings of one field that say the same, or are many of one kind; no cell is lost.

    What has no cell is merged only with what is about the same row. ``raw`` stays that of
    the first cell, which is the one to show.
    """
    return tuple(sorted(_merge_many(_merge_equal(in_order(findings))), key=_order))


def _merge_equal(findings: Iterable[Finding]) -> list[Finding]:
    same: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        key = (*_kind(item), item.message, item.hint, None if item.cells else (item.indicator,))
        same.setdefault(key, []).append(item)
    return [_merged(found) for found in same.values()]


def _merge_many(findings: Iterable[Finding]) -> list[Finding]:
    """Make one line of many that differ only in what was written in each cell."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        # The field says which column it is of; without one, lines have nothing in common.
        alone = () if item.cells and item.field not in (None, *_IDENTITY) else (item,)
        kinds.setdefault((*_kind(item), *alone), []).append(item)
    merged: list[Finding] = []
    for found in kinds.values():
        merged.extend(found if len(found) < MANY else [_summed_up(found)])
    return merged


def _kind(item: Finding) -> tuple[object, ...]:
    return item.severity, item.code, item.sheet, item.field


def _summed_up(found: Sequence[Finding]) -> Finding:
    line = _merged(found)
    what = "情况" if line.severity == "info" else "问题"
    each = [f"{item.cell} {item.gist or item.raw}" for item in found if item.gist or item.raw]
    more = "等" if each[_SHOWN:] else ""
    listed = f"：{'、'.join(each[:_SHOWN])}{more}" if len(each) == len(found) else ""
    message = f"{found[0].message}；这一栏同样的{what}共 {len(found)} 处{listed}"
    return replace(line, message=message)


def _merged(found: Sequence[Finding]) -> Finding:
    first = found[0]
    if len(found) == 1:
        return first
    return replace(
        first,
        cells=tuple(dict.fromkeys(cell for item in found for cell in item.cells)),
        row=first.row if all(item.row == first.row for item in found) else None,
        indicator=first.indicator if len({item.indicator for item in found}) == 1 else None,
        # What follows from the other figures of one row helps with that row only.
        advice=first.advice if len({item.advice for item in found}) == 1 else "",
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
