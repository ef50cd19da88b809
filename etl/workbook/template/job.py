"""What a form is made from: whose it is, what is accepted already, what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import Field
from etl.workbook.template.facts import YUAN_PER_WAN


@dataclass(frozen=True)
class FilledRow:
    """What a county writes in one row; money in yuan, None is left blank."""

    completed_month: int | Decimal | None = None
    completed_total: int | Decimal | None = None
    funds_month: Decimal | None = None
    funds_total: Decimal | None = None
    note: str = ""

    @property
    def written(self) -> dict[Field, Decimal | None]:
        """The figures as the form shows them: money in 万元."""
        return {
            "completed_month": _exact(self.completed_month),
            "completed_total": _exact(self.completed_total),
            "funds_month_yuan": _wan(self.funds_month),
            "funds_total_yuan": _wan(self.funds_total),
        }


def _exact(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / YUAN_PER_WAN


@dataclass(frozen=True)
class FilledForm:
    """A filled form: rows by indicator code."""

    as_of: date
    rows: Mapping[str, FilledRow] = field(default_factory=dict)
    filed_by: str = ""
    reviewed_by: str = ""
    filed_on: date | None = None


@dataclass(frozen=True)
class FormJob:
    """One form to be written."""

    plan: Plan
    revision: int
    region: str
    month: Month
    history: FilingHistory
    filled: FilledForm
