"""What a county's workbook says: every value remembers the cell it stood in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from etl.domain.period import Month

Field = Literal["completed_month", "completed_total", "funds_month_yuan", "funds_total_yuan"]

FIELDS: tuple[Field, ...] = (
    "completed_month",
    "completed_total",
    "funds_month_yuan",
    "funds_total_yuan",
)
FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "completed_month": "本月完成",
        "completed_total": "累计完成",
        "funds_month_yuan": "本月投入资金",
        "funds_total_yuan": "累计投入资金",
        "note": "备注",
        "region": "填报单位",
        "month": "报告期",
        "as_of": "截至日期",
        "target_province": "省定任务",
        "target_city": "市定任务",
    }
)

State = Literal["submitted", "accepted", "returned", "superseded"]
STATE_NAMES: Mapping[State, str] = MappingProxyType(
    {
        "submitted": "待审核",
        "accepted": "已采用",
        "returned": "已退回",
        "superseded": "已被替代",
    }
)


@dataclass(frozen=True)
class CellRef:
    """A place in the user's own file."""

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True)
class Value:
    """One figure: counts in the indicator's unit, money in yuan; exact, None if not reported.

    ``raw`` is the text that stood in ``cell``. A computed value (本月 or 累计 from last
    month) has ``computed`` set; its cell is the blank one that it stands for.
    """

    value: Decimal | None
    raw: str | None = None
    cell: CellRef | None = None
    computed: bool = False


NOT_REPORTED = Value(None)


@dataclass(frozen=True)
class IndicatorFigures:
    """The row of one indicator."""

    indicator: str
    values: Mapping[Field, Value] = field(default_factory=dict)
    note: str = ""
    note_cell: CellRef | None = None

    def __getitem__(self, name: Field) -> Value:
        return self.values.get(name, NOT_REPORTED)

    def amount(self, name: Field) -> Decimal | None:
        """Return the bare number of a field."""
        return self[name].value


@dataclass(frozen=True)
class Filing:
    """A stored submission without its figures.

    ``on_behalf``: the city filed it for the county. ``extension`` is the leave by which it was
    filed although its month was closed.
    """

    id: int
    region: str
    month: Month
    version: int
    state: State
    as_of: date | None
    file_name: str
    sha256: str
    filed_by: str
    filed_at: datetime
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    backfilled: bool = False
    template: str | None = None
    reason: str = ""
    on_behalf: bool = False
    extension: int | None = None
    returned_by: str | None = None
    returned_at: datetime | None = None
    return_reason: str = ""
