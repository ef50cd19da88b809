"""How a figure comes about, ready to be shown: terms of its formula, rules, what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.components.tables import Column, Row
from etl.domain.figure_ref import FigureRef
from etl.domain.submission import Field


@dataclass(frozen=True)
class Term:
    """One number of a formula; ``sign`` stands before it (÷, －, ＝)."""

    label: str
    value: str
    unit: str = ""
    ref: FigureRef | None = None
    sign: str = ""


@dataclass(frozen=True)
class Listing:
    """What a count counts, or what a place is a place among."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class PlanPlace:
    """Where a number stands in the plan workbook, as ``PlanPlaces`` names it."""

    sheet: str
    key: str
    column: str


@dataclass(frozen=True)
class Explanation:
    """A figure as the pages show it, and how it comes about.

    ``shown`` is exactly what pages write, without the unit. ``exact`` is the value before
    rounding, "" where nothing was rounded. ``rules`` are pairs of a name and a sentence.
    ``field`` says which cells of the counties' workbooks it goes back to, None for none;
    ``planned`` which cells of the plan.
    """

    name: str
    shown: str
    unit: str
    terms: tuple[Term, ...] = ()
    exact: str = ""
    rules: tuple[tuple[str, str], ...] = ()
    listing: Listing | None = None
    field: Field | None = None
    planned: tuple[PlanPlace, ...] = ()
