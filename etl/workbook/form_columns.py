"""The columns of the monthly form (进度月报表): one definition for writer and reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal[
    "sequence",
    "project",
    "indicator",
    "unit",
    "target_province",
    "target_city",
    "completed_month",
    "completed_total",
    "funds_month_yuan",
    "funds_total_yuan",
    "note",
    "last_completed",
    "last_funds",
    "verdict",
]


@dataclass(frozen=True)
class FormColumn:
    """One column as the template writes it; ``group`` is the upper header, if there is one."""

    kind: ColumnKind
    header: str
    width: float
    group: str = ""


TEMPLATE_VERSION = "2021.1"
FORM_SHEET = "月报"
GUIDE_SHEET = "填报说明"
META_SHEET = "_meta"

COLUMNS: tuple[FormColumn, ...] = (
    FormColumn("sequence", "序号", 5),
    FormColumn("project", "项目", 15),
    FormColumn("indicator", "指标", 19),
    FormColumn("unit", "单位", 5.5),
    FormColumn("target_province", "省定", 8.5, "年度任务"),
    FormColumn("target_city", "市定", 8.5, "年度任务"),
    FormColumn("completed_month", "本月完成", 10.5),
    FormColumn("completed_total", "累计完成", 10.5),
    FormColumn("funds_month_yuan", "本月投入资金(万元)", 11.5),
    FormColumn("funds_total_yuan", "累计投入资金(万元)", 11.5),
    FormColumn("note", "备注", 22),
    FormColumn("last_completed", "上月累计完成", 12),
    FormColumn("last_funds", "上月累计投入", 12),
    FormColumn("verdict", "核对", 36),
)
PLACES: dict[ColumnKind, int] = {column.kind: place for place, column in enumerate(COLUMNS)}
