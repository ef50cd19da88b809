"""Finds the cells that findings about a whole plan speak of."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.names import compact
from etl.domain.plan_places import PlanPlaces, target_key
from etl.domain.region_names import RegionNames
from etl.workbook.grid import Workbook, address
from etl.workbook.plan_table import Findings, Row, Table

KEY_COLUMNS: dict[str, tuple[str, ...]] = {
    "县区": ("代码",),
    "项目指标": ("指标代码",),
    "年度目标": ("项目代码", "级别"),
    "序时计划": ("项目代码",),
    "资金标准": ("指标代码",),
    "历史累计": ("项目代码", "截止年"),
    "政策要点": ("项目代码", "要点"),
    "事实": ("项目代码", "事实"),
    "阈值": ("名称",),
}


def plan_places(workbook: Workbook, names: RegionNames) -> PlanPlaces:
    """Return where the rows stand; the target columns also by the code of their region."""
    return PlanPlaces(
        {
            (sheet, key, column): cell
            for sheet, keys in KEY_COLUMNS.items()
            for key, column, cell in _cells(workbook, sheet, keys, names)
        }
    )


def _cells(
    workbook: Workbook, name: str, keys: tuple[str, ...], names: RegionNames
) -> Iterator[tuple[str, str, str]]:
    sheet = next((item for item in workbook.sheets if compact(item.name) == name), None)
    if sheet is None:
        return
    table = Table(sheet, Findings())
    for row in table.rows():
        key = _key(row, keys)
        for header, column in table.columns.items():
            cell = address(row.number, column)
            yield key, header, cell
            region = names.find(header) if name == "年度目标" else None
            if region is not None:
                yield key, region, cell


def _key(row: Row, keys: tuple[str, ...]) -> str:
    texts = [compact(row.text(column)) for column in keys]
    return target_key(*texts) if len(texts) == 2 else texts[0]
