"""Exports of tables to csv and xlsx, the same from the command line and over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.domain.completion import CompletionTable
from etl.domain.plan import Plan
from etl.services.figures import HEADERS
from etl.services.tables import (
    SAMPLE,
    as_csv,
    as_xlsx,
    completion_caption,
    completion_frame,
    records_frame,
)

if TYPE_CHECKING:
    import pandas as pd


def completion_csv(
    table: CompletionTable, plan: Plan, cells: CompletionTable | None = None
) -> bytes:
    """Return the completion table as csv; each row says of when it is and by which plan.

    ``cells``: the same month by cell, from which a county's row knows its month.
    """
    frame = completion_frame(table, plan, cells).assign(
        报告期=str(table.month),
        截至日期=table.as_of.isoformat(),
        报送覆盖=f"{table.coverage.reported}/{table.coverage.expected}",
        任务书=f"第{table.plan_revision}版",
    )
    return as_csv(frame, plan)


def completion_xlsx(
    table: CompletionTable, plan: Plan, cells: CompletionTable | None = None
) -> bytes:
    """Return the completion table as a workbook."""
    frame = completion_frame(table, plan, cells)
    return as_xlsx(frame, plan, "完成情况", completion_caption(table, plan))


def figures_csv(records: list[dict[str, Any]], plan: Plan) -> bytes:
    """Return the figures that count as csv."""
    return as_csv(_figures_frame(records), plan)


def figures_xlsx(records: list[dict[str, Any]], plan: Plan) -> bytes:
    """Return the figures that count as a workbook."""
    mark = "示例数据 · " if plan.sample else ""
    caption = f"{mark}{plan.title} {plan.year}年 · 现在计入的每一个数，及其文件和单元格"
    numbers = [record | {"value": float(record["value"])} for record in records]
    return as_xlsx(_figures_frame(numbers), plan, "数据明细", caption)


def _figures_frame(records: list[dict[str, Any]]) -> Any:
    said = [record | {"computed": "是" if record["computed"] else "否"} for record in records]
    named = [{HEADERS[key]: value for key, value in record.items()} for record in said]
    return records_frame(named, list(HEADERS.values()))


Cell = str | Decimal | None


def grid_csv(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    plan: Plan,
    stamp: Mapping[str, str],
) -> bytes:
    """Return a table as it is shown, as csv; each row ends with what the table is of."""
    columns = [*headers, *stamp]
    written = [[*(_as_shown(value) for value in row), *stamp.values()] for row in rows]
    return as_csv(_texts_frame(written, columns), plan)


def grid_xlsx(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    plan: Plan,
    title: str,
    caption: str,
) -> bytes:
    """Return a table as it is shown, as a workbook in which numbers are numbers."""
    mark = f"{SAMPLE} · " if plan.sample else ""
    values = [[_number(value) for value in row] for row in rows]
    return as_xlsx(_texts_frame(values, headers), plan, title, mark + caption)


def _as_shown(value: Cell) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _number(value: Cell) -> Any:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _texts_frame(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame that keeps whole numbers whole beside texts and blanks."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns), dtype="object")
