"""The plan workbook (年度任务书) to a Plan: ten sheets, each cell read or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from etl.domain.finding import Finding, outcome_of
from etl.domain.names import compact
from etl.domain.plan import (
    LEVEL_NAMES,
    Fact,
    FundStandard,
    History,
    Indicator,
    Level,
    Plan,
    PolicyPoint,
    Project,
    TargetRow,
)
from etl.domain.region import Region
from etl.domain.region_names import RegionNames
from etl.domain.thresholds import THRESHOLD_NAMES, TRIAL_PREFIX, WEIGHT_PREFIX, Thresholds
from etl.workbook.grid import Cell, Workbook
from etl.workbook.plan_basics import Basics, read_basics
from etl.workbook.plan_table import Findings, Row, Table

MONTH_COLUMNS = tuple(f"{number}月" for number in range(1, 13))
_LEVELS: dict[str, Level] = {name: level for level, name in LEVEL_NAMES.items()}
_APPROXIMATIONS = ("多", "余", "近", "约", "以上", "以下")


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


class _Reader:
    """Reads one workbook; what is wrong gathers in ``findings``."""

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

    def regions(self, basics: Basics) -> tuple[Region, ...]:
        """Read 县区; structure is checked by the plan's rules afterwards."""
        found: dict[str, Region] = {}
        for row in self.rows(REGIONS):
            code, name = row.required("代码"), row.required("名称")
            if not code or not name:
                continue
            if code in found:
                row.table.complain("E-PLAN-DUPLICATE", row.cell("代码"))
                continue
            found[code] = Region(
                code=code,
                name=name,
                parent=row.text("上级代码") or None,
                aliases=row.names("别名"),
                order=row.whole("顺序", 0, 99_999) or 0,
                submits=row.yes("报送"),
                first_month=row.month("起始月"),
                last_month=row.month("截止月"),
            )
        return tuple(found.values())

    def indicators(self) -> list[tuple[Row, Indicator, str, str]]:
        """Read 项目指标 as (row, indicator, project name, short name)."""
        found: dict[str, tuple[Row, Indicator, str, str]] = {}
        for place, row in enumerate(self.rows(INDICATORS), start=1):
            texts = {name: row.required(name) for name in ("项目代码", "项目名称", "指标代码")}
            texts |= {name: row.required(name) for name in ("指标名称", "单位")}
            if not all(texts.values()):
                continue
            code = texts["指标代码"]
            if code in found:
                row.table.complain("E-PLAN-DUPLICATE", row.cell("指标代码"))
                continue
            indicator = Indicator(
                code=code,
                name=texts["指标名称"],
                project=texts["项目代码"],
                unit=texts["单位"],
                order=row.whole("顺序", 0, 99_999) or place,
                aliases=row.names("别名"),
                decimals=row.whole("小数", 0, 3) or 0,
                definition=row.text("口径"),
                responsible=row.text("责任单位"),
            )
            short = row.text("简称") or texts["项目名称"]
            found[code] = (row, indicator, texts["项目名称"], short)
        return sorted(found.values(), key=lambda item: item[1].order)

    def projects(self) -> tuple[Project, ...]:
        """Group the indicators by project, in the order of their first indicator."""
        grouped: dict[str, list[tuple[Row, Indicator, str, str]]] = {}
        for item in self.indicators():
            grouped.setdefault(item[1].project, []).append(item)
        return tuple(self._project(code, items) for code, items in grouped.items())

    def _project(self, code: str, items: list[tuple[Row, Indicator, str, str]]) -> Project:
        row, first, name, short = items[0]
        units = list(dict.fromkeys(item[1].unit for item in items))
        if len(units) > 1:
            words = {"project": name, "units": "、".join(units)}
            row.table.complain("E-PLAN-UNITS", items[1][0].cell("单位"), **words)
        for other in items[1:]:
            if other[2:] != (name, short):
                other[0].table.complain("E-PLAN-PROJECT-NAMES", other[0].cell("项目代码"))
        return Project(code, name, short, first.unit, tuple(item[1] for item in items))

    def _project_code(
        self, row: Row, projects: Sequence[Project], blank: bool = False
    ) -> str | None:
        """Return the project code of a row, None (with a finding) when the plan has none."""
        code = row.text("项目代码") if blank else row.required("项目代码")
        if code in {project.code for project in projects} or (blank and not code):
            return code
        if code:
            row.table.complain("E-PLAN-UNKNOWN", row.cell("项目代码"), column="项目代码")
        return None

    def targets(
        self, projects: Sequence[Project], regions: Sequence[Region], root: str
    ) -> tuple[TargetRow, ...]:
        """Read 年度目标; its region columns are named by name or alias."""
        table = self.table(TARGETS)
        if table is None:
            return ()
        columns = self._region_columns(table, regions, root)
        found: dict[tuple[str, str], TargetRow] = {}
        for row in table.rows():
            project, level = self._project_code(row, projects), self._level(row)
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

    def _level(self, row: Row) -> Level | None:
        text = compact(row.required("级别"))
        if text and text not in _LEVELS:
            expected = "“省定”“市定”或“需求”"
            row.table.complain("E-PLAN-VALUE", row.cell("级别"), column="级别", expected=expected)
        return _LEVELS.get(text)

    def _region_columns(self, table: Table, regions: Sequence[Region], root: str) -> dict[str, str]:
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

    def pace(self, projects: Sequence[Project]) -> dict[str, tuple[Decimal | None, ...]]:
        """Read 序时计划: planned cumulative shares in percent."""
        found: dict[str, tuple[Decimal | None, ...]] = {}
        for row in self.rows(PACE):
            code = self._project_code(row, projects)
            if code is None:
                continue
            if code in found:
                row.table.complain("E-PLAN-DUPLICATE", row.cell("项目代码"))
                continue
            found[code] = tuple(_share(row, column) for column in MONTH_COLUMNS)
        return found

    def standards(self, projects: Sequence[Project]) -> tuple[FundStandard, ...]:
        """Read 资金标准 in yuan per person or household."""
        known = {item.code for project in projects for item in project.indicators}
        found: dict[str, FundStandard] = {}
        for row in self.rows(STANDARDS):
            code = row.required("指标代码")
            if code not in known or code in found:
                problem = "E-PLAN-DUPLICATE" if code in found else "E-PLAN-UNKNOWN"
                if code:
                    row.table.complain(problem, row.cell("指标代码"), column="指标代码")
                continue
            low, high = row.number_at("下限(元)"), row.number_at("上限(元)")
            if low is not None and high is not None and low > high:
                row.table.complain("E-PLAN-RANGE", row.cell("下限(元)"), low=low, high=high)
            standard = row.number_at("标准(元)")
            found[code] = FundStandard(code, low, high, row.text("依据"), standard)
        return tuple(found.values())

    def history(self, projects: Sequence[Project], year: int) -> tuple[History, ...]:
        """Read 历史累计; money in the sheet is 万元, in the plan yuan."""
        found: list[History] = []
        for row in self.rows(HISTORY):
            code = self._project_code(row, projects)
            until = row.whole("截止年", 1900, 2999)
            if code is None or until is None:
                if row.cell("截止年") is None and "截止年" in row.table.columns:
                    row.table.complain_blank(row.number, "截止年")
                continue
            if until >= year:
                row.table.complain("E-PLAN-HISTORY-YEAR", row.cell("截止年"), year=year)
            funds = row.number_at("累计资金(万元)")
            found.append(
                History(
                    project=code,
                    until_year=until,
                    completed=row.number_at("累计完成"),
                    funds=None if funds is None else funds * 10_000,
                    since_year=row.whole("起始年", 1900, 2999),
                    note=row.text("说明"),
                    approx=_approx(row),
                )
            )
        return tuple(found)

    def policy_points(self, projects: Sequence[Project]) -> tuple[PolicyPoint, ...]:
        """Read 政策要点; a blank project means the whole programme."""
        rows = [(self._project_code(row, projects, blank=True), row) for row in self.rows(POLICY)]
        return tuple(
            PolicyPoint(code, text)
            for code, row in rows
            if code is not None and (text := row.required("要点"))
        )

    def facts(self, projects: Sequence[Project]) -> tuple[Fact, ...]:
        """Read 事实: published numbers that are no monthly figures."""
        found: list[Fact] = []
        for row in self.rows(FACTS):
            code, text = self._project_code(row, projects, blank=True), row.required("事实")
            if code is None or not text:
                continue
            found.append(
                Fact(
                    project=code,
                    text=text,
                    value=row.number_at("数值"),
                    unit=row.text("单位"),
                    approx=_approx(row),
                    as_of=row.text("截至"),
                    source=row.text("来源"),
                    upper=row.number_at("数值上限"),
                )
            )
        return tuple(found)

    def thresholds(self, projects: Sequence[Project]) -> Thresholds:
        """Read 阈值: limits by their Chinese names, trial rules, weights."""
        limits = Thresholds()
        attributes = {item.name: item.attribute for item in THRESHOLD_NAMES}
        trial: set[str] = set()
        weights: dict[str, Decimal] = {}
        known = {project.code for project in projects}
        for row in self.rows(THRESHOLDS):
            name = row.required("名称").replace("：", ":")
            if name.startswith(TRIAL_PREFIX):
                if row.yes("值"):
                    trial.add(name.removeprefix(TRIAL_PREFIX).strip())
                continue
            value = row.number_at("值")
            if value is not None and value < 0:
                row.table.complain(
                    "E-PLAN-VALUE", row.cell("值"), column="值", expected="不小于 0 的数"
                )
            elif name.startswith(WEIGHT_PREFIX) and name.removeprefix(WEIGHT_PREFIX) in known:
                if value is not None:
                    weights[name.removeprefix(WEIGHT_PREFIX)] = value
            elif name not in attributes:
                row.table.complain("E-PLAN-UNKNOWN", row.cell("名称"), column="名称")
            elif value is not None:
                limits = replace(limits, **_one_limit(attributes[name], value))
        return replace(limits, trial_codes=frozenset(trial), weights=weights)


def _one_limit(attribute: str, value: Decimal) -> dict[str, Any]:
    return {attribute: value}


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


def _approx(row: Row) -> str:
    text = row.text("约数")
    if text and text not in _APPROXIMATIONS:
        expected = "、".join(_APPROXIMATIONS) + "之一"
        row.table.complain("E-PLAN-VALUE", row.cell("约数"), column="约数", expected=expected)
    return text


def read_plan(workbook: Workbook) -> tuple[Plan | None, list[Finding]]:
    """Read a plan workbook; the plan is None when anything in it stops it."""
    reader = _Reader(workbook)
    basics = read_basics(workbook, reader.findings)
    regions = reader.regions(basics)
    projects = reader.projects()
    targets = reader.targets(projects, regions, basics.root)
    pace = reader.pace(projects)
    standards = reader.standards(projects)
    history = reader.history(projects, basics.year)
    policy_points = reader.policy_points(projects)
    facts = reader.facts(projects)
    thresholds = reader.thresholds(projects)
    findings = list(reader.findings)
    if not regions or not projects:
        for name, found in (("县区", regions), ("项目指标", projects)):
            if not found and outcome_of(findings) != "errors":
                reader.findings.at("E-PLAN-EMPTY", name, None, sheet=name)
        return None, list(reader.findings)
    if basics.root not in {region.code for region in regions}:
        if basics.root:
            reader.findings.at("E-PLAN-NO-ROOT", "基本信息", basics.root_cell)
        return None, list(reader.findings)
    plan = Plan(
        year=basics.year,
        title=basics.title,
        issuer=basics.issuer,
        root=basics.root,
        due_day=basics.due_day,
        sample=basics.sample,
        regions=regions,
        projects=projects,
        targets=targets,
        pace=pace,
        standards=standards,
        history=history,
        policy_points=policy_points,
        facts=facts,
        thresholds=thresholds,
        timezone=basics.timezone,
        demo_date=basics.demo_date,
    )
    return plan, findings
