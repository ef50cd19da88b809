"""A sheet as data: what stands in each cell and what kind of number it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from etl.domain.text import half_up, points, rounded_rate

Form = Literal["text", "count", "rate", "money"]


@dataclass(frozen=True)
class Cell:
    """A text, a number, or nothing: what is not reported is blank, never 0."""

    value: str | Decimal | None
    form: Form = "text"


BLANK = Cell(None)


@dataclass(frozen=True)
class Sheet:
    """A list with a head: ``texts`` is how many of its first columns stay when it is scrolled.

    ``notes`` stand between title and head. ``plain`` has no filter: it is read, not sorted.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    notes: tuple[str, ...] = ()
    plain: bool = False


def words(text: str) -> Cell:
    """Return a text; none at all is a blank."""
    return Cell(text or None)


def count(value: Decimal | int | None) -> Cell:
    """Return a count as it was reported."""
    return Cell(None if value is None else Decimal(value), "count")


def rate(value: Fraction | None) -> Cell:
    """Return a rate in percent as it is read: no target that is not reached shows 100.0."""
    return Cell(None if value is None else rounded_rate(value), "rate")


def share(value: Fraction) -> Cell:
    """Return a planned share in percent."""
    return Cell(half_up(value * 100, 1), "rate")


def gap(value: Fraction | None) -> Cell:
    """Return a distance to the planned share in percentage points, below 0 when slow.

    What rounds to nothing but is not says so in words.
    """
    if value is None:
        return BLANK
    rounded = half_up(value * 100, 1)
    if value and not rounded:
        return words(f"{'快' if value > 0 else '慢'}{points(value)}")
    return Cell(rounded, "rate")


def money(yuan: Decimal | None) -> Cell:
    """Return yuan as 万元 with up to two decimals."""
    return Cell(None if yuan is None else half_up(Fraction(yuan) / 10_000, 2), "money")
