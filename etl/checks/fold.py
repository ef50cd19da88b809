"""Folding: findings that say the same of one column become one line with all their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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

    What has no cell is merged only with what is about the same row, or about the same
    column where that is not there at all. ``raw`` stays that of the first cell, which is
    the one to show.
    """
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for item in in_order(findings):
        kinds.setdefault(_kind(item), []).append(item)
    merged = (line for found in kinds.values() for line in _lines(found))
    return tuple(sorted(merged, key=_order))


def _lines(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is said of findings of one kind: one line for many, else one for equal ones."""
    same: dict[tuple[object, ...], list[Finding]] = {}
    for item in found:
        same.setdefault((item.message, item.hint, _alone(item)), []).append(item)
    if len(found) >= MANY and len(same) > 1 and _is_of_a_column(found):
        yield _summed_up(found)
    else:
        yield from map(_merged, same.values())


def _is_of_a_column(found: Sequence[Finding]) -> bool:
    """Whether the field says which column it is; without one, lines have nothing in common."""
    return found[0].field not in (None, *_IDENTITY)


def _alone(item: Finding) -> str | None:
    return None if item.cells else item.indicator or ""


def _kind(item: Finding) -> tuple[object, ...]:
    return item.severity, item.code, item.sheet, item.field, bool(item.cells)


def _summed_up(found: Sequence[Finding]) -> Finding:
    line = _merged(found)
    what = "情况" if line.severity == "info" else "问题"
    each = [
        f"{item.cell} {said}" for item in found if item.cell and (said := item.gist or item.raw)
    ]
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
        advice=_shared_advice(found),
    )


def _shared_advice(found: Sequence[Finding]) -> str:
    """Return what is advised of most of them, saying of how many."""
    ((advice, count),) = Counter(item.advice for item in found).most_common(1)
    if count == len(found) or not advice:
        return advice if count == len(found) else ""
    return f"其中 {count} 处：{advice}" if count * 4 >= len(found) * 3 else ""


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
