"""The sheet 基本信息 of the plan: two columns, 项目 and 值."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from etl.domain.names import compact
from etl.workbook.grid import Cell, Workbook
from etl.workbook.plan_table import Findings, Row, Table

SHEET = "基本信息"
REQUIRED = ("年度", "名称", "单位", "行政区划代码", "报送截止日", "示例数据")
OPTIONAL = ("时区", "演示日期")
DEFAULT_TIMEZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Basics:
    """What the sheet says; zero and "" where a finding has been left."""

    year: int = 0
    title: str = ""
    issuer: str = ""
    root: str = ""
    root_cell: Cell | None = None
    due_day: int | None = None
    sample: bool = False
    timezone: str = DEFAULT_TIMEZONE
    demo_date: date | None = None


def read_basics(workbook: Workbook, findings: Findings) -> Basics:
    """Read 基本信息; everything wrong with it is left in the findings."""
    sheet = next((item for item in workbook.sheets if compact(item.name) == SHEET), None)
    if sheet is None:
        findings.at("E-PLAN-SHEET-MISSING", SHEET, None, sheet=SHEET)
        return Basics()
    table = Table(sheet, findings)
    if not table.require(("项目", "值")):
        return Basics()
    rows = _rows_by_name(table)
    for name in REQUIRED:
        if name not in rows:
            findings.at("E-PLAN-COLUMN-MISSING", SHEET, None, column=name)
        elif rows[name].cell("值") is None and name != "报送截止日":
            table.complain_blank(rows[name].number, "值")
    return _basics(rows)


def _rows_by_name(table: Table) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in table.rows():
        name = compact(row.text("项目"))
        if name in rows:
            table.complain("E-PLAN-DUPLICATE", row.cell("项目"))
        elif name not in (*REQUIRED, *OPTIONAL):
            table.complain("E-PLAN-UNKNOWN", row.cell("项目"), column="项目")
        rows.setdefault(name, row)
    return rows


def _basics(rows: dict[str, Row]) -> Basics:
    def text(name: str) -> str:
        return rows[name].text("值") if name in rows else ""

    year = rows["年度"].whole("值", 1990, 2999) if "年度" in rows else None
    return Basics(
        year=year or 0,
        title=text("名称"),
        issuer=text("单位"),
        root=text("行政区划代码"),
        root_cell=rows["行政区划代码"].cell("值") if "行政区划代码" in rows else None,
        due_day=rows["报送截止日"].whole("值", 1, 31) if "报送截止日" in rows else None,
        sample=rows["示例数据"].yes("值") if "示例数据" in rows else False,
        timezone=_timezone(rows.get("时区")),
        demo_date=rows["演示日期"].day("值") if "演示日期" in rows else None,
    )


def _timezone(row: Row | None) -> str:
    name = row.text("值") if row else ""
    if not name or row is None:
        return DEFAULT_TIMEZONE
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        expected = f"时区名,如 {DEFAULT_TIMEZONE}"
        row.table.complain("E-PLAN-VALUE", row.cell("值"), column="时区", expected=expected)
        return DEFAULT_TIMEZONE
    return name
