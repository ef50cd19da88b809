"""What can be taken away from a page: a table's texts and a chart's picture, by name.

Nothing is computed anew for an export: it is what the page shows, so that the two are equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.components.tables import Column, Row, text_of
from etl.domain.text import NOTHING

Value = str | Decimal | None

_NUMBER = re.compile(r"([+−-]?)(\d+(?:\.\d+)?)(%?)")


@dataclass(frozen=True)
class Grid:
    """A table for a spreadsheet: heads, and rows of texts, numbers as shown, or nothing."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Exhibit:
    """One card of a page under its name in addresses; ``picture`` draws its chart as SVG."""

    name: str
    title: str
    grid: Grid | None = None
    picture: Callable[[], str] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The formats in which it can be had."""
        drawn = ("png", "svg") if self.picture is not None else ()
        return (*drawn, *(("csv", "xlsx") if self.grid is not None else ()))


def grid(columns: Sequence[Column], rows: Sequence[Row], foot: Row = ()) -> Grid:
    """Return the texts of a table; the percent sign of a column of rates goes to its head."""
    listed = [*rows, *([foot] if foot else [])]
    texts = [tuple(text_of(entry) for entry in row) for row in listed]
    percent = {
        place
        for place, column in enumerate(columns)
        if column.number and any(text[place].endswith("%") for text in texts)
    }
    heads = tuple(
        f"{column.head}(%)" if place in percent else column.head
        for place, column in enumerate(columns)
    )
    values = tuple(
        tuple(_value(text, columns[place].number) for place, text in enumerate(row))
        for row in texts
    )
    return Grid(heads, values)


def _value(text: str, number: bool) -> Value:
    """Return the number that a text of a number column shows; other words stay words."""
    if text == NOTHING or not text:
        return None
    found = _NUMBER.fullmatch(text) if number else None
    if found is None:
        return text
    return Decimal(found[2]) * (-1 if found[1] in ("−", "-") else 1)
