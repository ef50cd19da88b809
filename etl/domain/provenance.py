"""Where a figure comes from (溯源): the filed cells it is made of, and the plan's own cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from etl.domain.completion import FigureState
from etl.domain.finding import Finding
from etl.domain.plan import Indicator
from etl.domain.region import Region
from etl.domain.submission import Field, Filing, IndicatorFigures, Value


@dataclass(frozen=True)
class FigurePart:
    """One indicator of one submitting region: its value with its cell, and who filed it.

    ``filing`` is None where nothing is reported; where it is of an earlier month the figure is
    carried forward. ``warnings`` were asked about the row when it was filed.
    """

    region: Region
    indicator: Indicator
    field: Field
    value: Value
    state: FigureState
    filing: Filing | None = None
    note: str = ""
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class FiledForm:
    """What was read of one submission: its rows by indicator, each value with its cell."""

    filing: Filing
    rows: Mapping[str, IndicatorFigures]


@dataclass(frozen=True)
class PlanCell:
    """Where a number of the plan stands; ``cell`` is None where its place is not known."""

    file: str
    sheet: str
    cell: str | None
    loaded_by: str
    loaded_at: datetime
