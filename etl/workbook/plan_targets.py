"""Targets and planned shares of the plan workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from etl.domain.names import compact
from etl.domain.plan import LEVEL_NAMES, Level, Project, TargetRow
from etl.domain.region import Region
from etl.domain.region_names import RegionNames
from etl.workbook.grid import Cell
from etl.workbook.plan_layout import MONTH_COLUMNS, PACE, TARGETS, PlanSheets
from etl.workbook.plan_table import Row, Table

_LEVELS: dict[str, Level] = {name: level for level, name in LEVEL_NAMES.items()}


def targets(
    sheets: PlanSheets, projects: Sequence[Project], regions: Sequence[Region], root: str
) -> tuple[TargetRow, ...]:
    """Read 年度目标; its region columns are named by name or alias."""
    table = sheets.table(TARGETS)
    if table is None:
        return ()
    columns = _region_columns(table, regions, root)
    for region in regions:
        if region.submits and region.code not in columns.values():
            table.complain("W-PLAN-TARGET-COLUMN", None, raw=region.name)
    found: dict[tuple[str, str], TargetRow] = {}
    for row in table.rows():
        project, level = sheets.project_code(row, projects), _level(row)
        if project is None or level is None:
            continue
        if (project, level) in found:
            table.complain("E-PLAN-DUPLICATE", row.cell("项目代码"))
            continue
        split = {code: _target(row, header) for header, code in columns.items()}
        found[project, level] = TargetRow(
            project=project,
            level=level,
            total=_target(row, "全市"),
            by_region={code: value for code, value in split.items() if value is not None},
            unit=row.text("单位") or None,
            document=row.text("文号"),
            effective=row.day("生效日期"),
        )
    return tuple(found.values())


def _level(row: Row) -> Level | None:
    text = compact(row.required("级别"))
    if text and text not in _LEVELS:
        expected = "“省定”“市定”或“需求”"
        row.table.complain("E-PLAN-VALUE", row.cell("级别"), column="级别", expected=expected)
    return _LEVELS.get(text)


def _region_columns(table: Table, regions: Sequence[Region], root: str) -> dict[str, str]:
    names = RegionNames(regions, root)
    submitting = {region.code for region in regions if region.submits}
    found: dict[str, str] = {}
    for header, column in table.columns.items():
        if header in (*TARGETS.required, *TARGETS.optional):
            continue
        code = names.find(header)
        cell = table.sheet.at(table.header_row, column)
        if code is None or code not in submitting:
            table.complain("E-PLAN-UNKNOWN", cell, column="县区")
        elif code in found.values():
            table.complain("E-PLAN-COLUMN-TWICE", cell, column=header)
        else:
            found[header] = code
    return found


def pace(sheets: PlanSheets, projects: Sequence[Project]) -> dict[str, tuple[Decimal | None, ...]]:
    """Read 序时计划: planned cumulative shares in percent."""
    found: dict[str, tuple[Decimal | None, ...]] = {}
    for row in sheets.rows(PACE):
        code = sheets.project_code(row, projects)
        if code is None:
            continue
        if code in found:
            row.table.complain("E-PLAN-DUPLICATE", row.cell("项目代码"))
            continue
        found[code] = tuple(_share(row, column) for column in MONTH_COLUMNS)
    return found


def _target(row: Row, column: str) -> Decimal | None:
    value = row.number_at(column, "不小于 0 的数;没有的留空")
    if value is not None and value < 0:
        cell: Cell | None = row.cell(column)
        row.table.complain("E-PLAN-VALUE", cell, column=column, expected="不小于 0 的数")
        return None
    return value


def _share(row: Row, column: str) -> Decimal | None:
    expected = "0 到 100 的百分数(5 就是 5%)"
    value = row.number_at(column, expected)
    cell = row.cell(column)
    if value is not None and (not 0 <= value <= 100 or (cell and "%" in cell.number_format)):
        row.table.complain("E-PLAN-VALUE", cell, column=column, expected=expected)
        return None
    return value
