"""The case that every rule judges: one reading with its plan and history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Indicator, Plan
from etl.domain.reading import Reading
from etl.domain.submission import FIELD_NAMES, CellRef, Field, IndicatorFigures

TOTALS: tuple[tuple[Field, Field], ...] = (
    ("completed_month", "completed_total"),
    ("funds_month_yuan", "funds_total_yuan"),
)
"""(month, cumulative) of people and of money."""


@dataclass(frozen=True)
class Case:
    """One reading; ``figures`` are those of the reading with what could be computed."""

    reading: Reading
    plan: Plan
    plan_revision: int
    history: FilingHistory
    today: date
    figures: Mapping[str, IndicatorFigures] = field(default_factory=dict)

    @property
    def month(self) -> Month | None:
        """The month the form is of."""
        return self.reading.identity.month

    def lines(self) -> Iterable[tuple[Indicator, IndicatorFigures]]:
        """Yield the rows that the form has, in the plan's order."""
        for indicator in self.plan.indicators:
            if indicator.code in self.figures:
                yield indicator, self.figures[indicator.code]

    def whole(self, indicator: str, *names: Field) -> bool:
        """Whether none of these figures stood in a cell that was refused."""
        return not any((indicator, name) in self.reading.broken for name in names)

    def about(
        self, code: str, indicator: str, *names: Field, words: Mapping[str, Any] | None = None
    ) -> Finding:
        """Make a finding about figures of one row; the first field is the one it is about."""
        row = self.figures[indicator]
        raw = row[names[0]].raw
        filled = {
            "field": FIELD_NAMES[names[0]],
            "raw": raw if raw is not None else amount_text(row.amount(names[0]), names[0]),
            "note": row.note,
            **(words or {}),
        }
        return finding(
            code,
            filled,
            sheet=self.reading.sheet,
            cells=addresses(row[name].cell for name in names),
            row=self.reading.rows.get(indicator),
            field=names[0],
            indicator=indicator,
            raw=raw,
        )


def addresses(places: Iterable[CellRef | None]) -> tuple[str, ...]:
    """Return the plain addresses of cells that are there, each once."""
    return tuple(dict.fromkeys(place.address for place in places if place is not None))


def amount_text(value: Decimal | None, name: Field) -> str:
    """Write a figure for a message: counts as they are, money in 万元."""
    if value is None:
        return "—"
    if name.startswith("funds"):
        return f"{(value / 10_000).normalize():f}万元"
    return f"{value.normalize():f}" if value != value.to_integral_value() else f"{value:.0f}"
