"""Tables drawn in text: the rules as a statistician would write them on paper.

The first line names the columns, ``|`` stands between them, a line of dashes is for the eye
only. Each other line is one case, named by its first column.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

Row = dict[str, str]


def drawn(text: str) -> list[Row]:
    """The rows of a table, by column."""
    lines = [line for line in text.splitlines() if line.strip(" -+|")]
    header, *rows = ([part.strip() for part in line.split("|")] for line in lines)
    for row in rows:
        assert len(row) == len(header), f"{len(row)} cells, {len(header)} columns: {row}"
    return [dict(zip(header, row, strict=True)) for row in rows]


def cases(text: str) -> Any:
    """Run a test once for each row of a table: the test takes the row as ``case``."""
    rows = drawn(text)
    names = [next(iter(row.values())) for row in rows]
    assert len(set(names)) == len(names), "two cases have the same name"
    return pytest.mark.parametrize("case", rows, ids=names)


def words(text: str) -> tuple[str, ...]:
    """The words of a cell, separated by 、; nothing for a blank one."""
    return tuple(part for part in text.split("、") if part)


def share(text: str) -> Fraction:
    """A share of 1, written as a percentage or as a fraction."""
    return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)


def points(text: str) -> Fraction:
    """Percentage points as a share of 1."""
    return Fraction(text) / 100


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """What is written for months, such as ``2月=20 3月=30``, by number of the month."""
    for part in text.split():
        month, _, value = part.partition("月=")
        yield int(month), value
