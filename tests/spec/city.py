"""Small cities for the drawn tables: a tree by indentation, figures by their place in a table.

Codes are the names themselves, so that a table reads as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from etl.completion.table import Standing
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, Indicator, Level, Plan, PlanRevision, Project, TargetRow
from etl.domain.region import Region
from etl.domain.standing import MonthFiled, StandingFigure
from tests.spec.table import drawn

YEAR = 2021
LEVEL_OF: dict[str, Level] = {name: level for level, name in LEVEL_NAMES.items()}


def tree(text: str) -> tuple[Region, ...]:
    """Regions by indentation; those with nothing below them submit."""
    lines = [line for line in text.splitlines() if line.strip()]
    depths = [len(line) - len(line.lstrip()) for line in lines]
    above: list[tuple[int, str]] = []
    regions: list[Region] = []
    for place, (line, depth) in enumerate(zip(lines, depths, strict=True)):
        name = line.strip()
        above = [item for item in above if item[0] < depth]
        inner = place + 1 < len(lines) and depths[place + 1] > depth
        parent = above[-1][1] if above else None
        regions.append(Region(name, name, parent, order=place, submits=not inner))
        above.append((depth, name))
    return tuple(regions)


def project(name: str, *indicators: str, unit: str = "人") -> Project:
    names = indicators or (name,)
    made = tuple(Indicator(item, item, name, unit, place) for place, item in enumerate(names))
    return Project(name, name, name, unit, made)


def city(regions: Iterable[Region], *projects: Project, targets: str = "", **more: Any) -> Plan:
    """A plan; ``targets`` is drawn like the sheet 年度目标."""
    regions = tuple(regions)
    return Plan(
        year=more.pop("year", YEAR),
        title="",
        issuer="",
        root=regions[0].code,
        due_day=None,
        sample=False,
        regions=regions,
        projects=projects,
        targets=tuple(_target(row) for row in drawn(targets)) if targets else (),
        **more,
    )


def _target(row: Mapping[str, str]) -> TargetRow:
    split = {
        name: Decimal(value)
        for name, value in row.items()
        if value and name not in ("项目", "级别", "全市", "单位")
    }
    total = Decimal(row["全市"]) if row["全市"] else None
    return TargetRow(row["项目"], LEVEL_OF[row["级别"]], total, split, row.get("单位") or None)


def figures(text: str, month: Month) -> list[StandingFigure]:
    """Figures as they stand: a column per indicator, one named 资金 for the first of them.

    ``10`` is of this month, ``10@2`` carried forward from month 2, blank not reported.
    """
    found: list[StandingFigure] = []
    for row in drawn(text):
        funds = row.get("资金", "")
        names = [name for name in row if name not in ("县区", "资金")]
        for place, name in enumerate(names):
            value, from_month = _value(row[name], month)
            money, money_month = _value(funds if place == 0 else "", month)
            if value is not None or money is not None:
                region = row["县区"]
                found.append(
                    StandingFigure(
                        *(region, name, value, from_month, 1 if from_month else None),
                        *(money, money_month),
                    )
                )
    return found


def _value(text: str, month: Month) -> tuple[Decimal | None, Month | None]:
    value, _, number = text.partition("@")
    if not value:
        return None, None
    return Decimal(value), Month(month.year, int(number)) if number else month


def standing(
    plan: Plan,
    number: int,
    stands: Iterable[StandingFigure],
    filed: Iterable[tuple[str, int]] | None = None,
) -> Standing:
    """What stands in a month. Who filed follows from the figures unless it is said."""
    stands = tuple(stands)
    of = {(item.region, item.month.number) for item in stands if item.month}
    months = [
        MonthFiled(region, Month(plan.year, month), None, 1)
        for region, month in (of if filed is None else filed)
    ]
    revision = PlanRevision(plan, 1, datetime(2021, 1, 1, tzinfo=UTC), "测试")
    return Standing.of(revision, Month(plan.year, number), stands, months)
