"""What is already accepted of a county: the past that a new filing is judged against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.domain.period import Month
from etl.domain.submission import Field, IndicatorFigures


@dataclass(frozen=True)
class AcceptedMonth:
    """The figures of one accepted submission."""

    month: Month
    figures: Mapping[str, IndicatorFigures]

    def amount(self, indicator: str, name: Field) -> Decimal | None:
        """Return a figure, None when it was not reported."""
        row = self.figures.get(indicator)
        return row.amount(name) if row else None


@dataclass(frozen=True)
class FilingHistory:
    """Accepted months of the same county: of the same year before and after, and 同期.

    ``own`` is what is accepted of the month itself, where this filing would replace it.
    """

    earlier: tuple[AcceptedMonth, ...] = ()
    later: tuple[AcceptedMonth, ...] = ()
    last_year: AcceptedMonth | None = None
    own: AcceptedMonth | None = None

    @property
    def of_the_year(self) -> tuple[AcceptedMonth, ...]:
        """All accepted months of the year, in order."""
        own = () if self.own is None else (self.own,)
        return (*self.earlier, *own, *self.later)

    def around(self, month: Month) -> FilingHistory:
        """Return the same year's months as another month sees them; 同期 is not known there."""
        months = self.of_the_year
        return FilingHistory(
            earlier=tuple(item for item in months if item.month < month),
            later=tuple(item for item in months if item.month > month),
            own=next((item for item in months if item.month == month), None),
        )

    def last(self, indicator: str, name: Field) -> tuple[Month, Decimal] | None:
        """Return the last accepted figure before this month, with its month."""
        for accepted in reversed(self.earlier):
            value = accepted.amount(indicator, name)
            if value is not None:
                return accepted.month, value
        return None

    def of(self, month: Month) -> AcceptedMonth | None:
        """Return the accepted figures of a month before, None when there are none."""
        return next((item for item in self.earlier if item.month == month), None)
