"""What was read of one workbook, before it is judged against history and plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.plan import Level
from etl.domain.submission import CellRef, Field, IndicatorFigures, Value


@dataclass(frozen=True)
class Meta:
    """The very hidden sheet ``_meta`` of a template, as far as it is there."""

    template: str | None = None
    region: str | None = None
    month: Month | None = None
    plan_revision: int | None = None


@dataclass(frozen=True)
class Elsewhere:
    """A region or month named in the title or the file's name; ``cell`` None for the name."""

    where: str
    region: str | None = None
    month: Month | None = None
    month_number: int | None = None
    cell: CellRef | None = None


@dataclass(frozen=True)
class Identity:
    """Whose form of which month it is, and where that stands."""

    region: str | None = None
    region_cell: CellRef | None = None
    month: Month | None = None
    month_cell: CellRef | None = None
    as_of: date | None = None
    as_of_cell: CellRef | None = None
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class WrittenTarget:
    """A target as the form shows it; only compared, never stored.

    ``value`` is None when what is written there is no number.
    """

    project: str
    level: Level
    value: Decimal | None
    raw: str
    cell: CellRef
    row: int


@dataclass(frozen=True)
class SumRow:
    """A 小计 or 合计 row: a checksum over a project, or over all rows (``project`` None)."""

    label: str
    project: str | None
    row: int
    values: Mapping[Field, Value]


@dataclass(frozen=True)
class Reading:
    """One workbook as read. ``figures`` holds the rows found, by indicator.

    ``broken`` are figures whose cell was refused: rules that need them say nothing more.
    """

    sheet: str | None = None
    identity: Identity = Identity()
    meta: Meta = Meta()
    figures: Mapping[str, IndicatorFigures] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    broken: frozenset[tuple[str, Field]] = frozenset()
    targets: tuple[WrittenTarget, ...] = ()
    sums: tuple[SumRow, ...] = ()
    findings: tuple[Finding, ...] = ()
