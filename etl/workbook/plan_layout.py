"""The sheets of the plan workbook: their headers, and reading them row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.domain.names import compact
from etl.domain.plan import Project
from etl.workbook.grid import Workbook
from etl.workbook.plan_table import Findings, Row, Table

MONTH_COLUMNS = tuple(f"{number}月" for number in range(1, 13))


@dataclass(frozen=True)
class SheetColumns:
    """The headers of one sheet: those it must have and those it may have."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


REGIONS = SheetColumns(
    "县区", ("代码", "名称", "上级代码", "别名", "顺序", "报送"), ("起始月", "截止月")
)
INDICATORS = SheetColumns(
    "项目指标",
    ("项目代码", "项目名称", "简称", "指标代码", "指标名称", "单位", "顺序", "别名"),
    ("口径", "责任单位", "小数"),
)
TARGETS = SheetColumns("年度目标", ("项目代码", "级别", "全市"), ("单位", "文号", "生效日期"))
PACE = SheetColumns("序时计划", ("项目代码", *MONTH_COLUMNS))
STANDARDS = SheetColumns("资金标准", ("指标代码", "下限(元)", "上限(元)", "依据"), ("标准(元)",))
HISTORY = SheetColumns(
    "历史累计", ("项目代码", "截止年", "累计完成", "累计资金(万元)", "起始年", "说明"), ("约数",)
)
POLICY = SheetColumns("政策要点", ("项目代码", "要点"))
FACTS = SheetColumns(
    "事实", ("项目代码", "事实", "数值", "单位", "约数", "截至", "来源"), ("数值上限",)
)
THRESHOLDS = SheetColumns("阈值", ("名称", "值"))


class PlanSheets:
    """One plan workbook; what is wrong with it gathers in ``findings``."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.findings = Findings()

    def table(self, columns: SheetColumns) -> Table | None:
        """Return the sheet as a table, None (with findings) when it cannot be one."""
        name = columns.name
        sheet = next((item for item in self.workbook.sheets if compact(item.name) == name), None)
        if sheet is None:
            self.findings.at("E-PLAN-SHEET-MISSING", name, None, sheet=name)
            return None
        table = Table(sheet, self.findings)
        return table if table.require([compact(item) for item in columns.required]) else None

    def rows(self, columns: SheetColumns) -> list[Row]:
        """Return the rows of a sheet; unknown headers are told."""
        table = self.table(columns)
        if table is None:
            return []
        table.unknown([compact(item) for item in (*columns.required, *columns.optional)])
        return list(table.rows())

    def project_code(
        self, row: Row, projects: Sequence[Project], blank: bool = False
    ) -> str | None:
        """Return the project code of a row, None (with a finding) when the plan has none."""
        code = row.text("项目代码") if blank else row.required("项目代码")
        if code in {project.code for project in projects} or (blank and not code):
            return code
        if code:
            row.table.complain("E-PLAN-UNKNOWN", row.cell("项目代码"), column="项目代码")
        return None
