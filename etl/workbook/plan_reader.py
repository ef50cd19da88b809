"""The plan workbook (年度任务书) to a Plan: ten sheets, each cell read or refused."""

from __future__ import annotations

from etl.domain.finding import Finding, outcome_of
from etl.domain.plan import Indicator, Plan, Project
from etl.domain.region import Region
from etl.workbook.grid import Workbook
from etl.workbook.plan_basics import Basics, read_basics
from etl.workbook.plan_extras import facts, history, policy_points, standards, thresholds
from etl.workbook.plan_layout import INDICATORS, REGIONS, PlanSheets
from etl.workbook.plan_table import Findings, Row
from etl.workbook.plan_targets import pace, targets


def regions(sheets: PlanSheets) -> tuple[Region, ...]:
    """Read 县区; structure is checked by the plan's rules afterwards."""
    found: dict[str, Region] = {}
    for row in sheets.rows(REGIONS):
        code, name = row.required("代码"), row.name("名称")
        if not code or not name:
            continue
        if code in found:
            row.table.complain("E-PLAN-DUPLICATE", row.cell("代码"))
            continue
        first, last = row.month("起始月"), row.month("截止月")
        if first is not None and last is not None and first > last:
            words = {"column": "截止月", "expected": f"不早于起始月（{first}月）的月份"}
            row.table.complain("E-PLAN-VALUE", row.cell("截止月"), **words)
        if row.cell("报送") is None:
            row.table.complain_blank(row.number, "报送", "W-PLAN-SUBMITS-BLANK")
        found[code] = Region(
            code=code,
            name=name,
            parent=row.text("上级代码") or None,
            aliases=row.names("别名"),
            order=row.whole("顺序", 0, 99_999) or 0,
            submits=row.yes("报送"),
            first_month=first,
            last_month=last,
        )
    return tuple(found.values())


def _indicators(sheets: PlanSheets) -> list[tuple[Row, Indicator, str, str]]:
    """Read 项目指标 as (row, indicator, project name, short name)."""
    found: dict[str, tuple[Row, Indicator, str, str]] = {}
    for place, row in enumerate(sheets.rows(INDICATORS), start=1):
        columns = ("项目代码", "项目名称", "指标代码", "指标名称", "单位")
        texts = {column: row.name(column) for column in columns}
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


def projects(sheets: PlanSheets) -> tuple[Project, ...]:
    """Group the indicators by project, in the order of their first indicator."""
    grouped: dict[str, list[tuple[Row, Indicator, str, str]]] = {}
    for item in _indicators(sheets):
        grouped.setdefault(item[1].project, []).append(item)
    return tuple(_project(code, items) for code, items in grouped.items())


def _project(code: str, items: list[tuple[Row, Indicator, str, str]]) -> Project:
    row, first, name, short = items[0]
    units = list(dict.fromkeys(item[1].unit for item in items))
    if len(units) > 1:
        words = {"project": name, "units": "、".join(units)}
        row.table.complain("E-PLAN-UNITS", items[1][0].cell("单位"), **words)
    for other in items[1:]:
        if other[2:] != (name, short):
            other[0].table.complain("E-PLAN-PROJECT-NAMES", other[0].cell("项目代码"))
    return Project(code, name, short, first.unit, tuple(item[1] for item in items))


def read_plan(workbook: Workbook) -> tuple[Plan | None, list[Finding]]:
    """Read a plan workbook; the plan is None when there is nothing to judge as a whole."""
    sheets = PlanSheets(workbook)
    basics = read_basics(workbook, sheets.findings)
    known = regions(sheets)
    listed = projects(sheets)
    plan = Plan(
        year=basics.year,
        title=basics.title,
        issuer=basics.issuer,
        root=basics.root,
        due_day=basics.due_day,
        sample=basics.sample,
        regions=known,
        projects=listed,
        targets=targets(sheets, listed, known, basics.root),
        pace=pace(sheets, listed),
        standards=standards(sheets, listed),
        history=history(sheets, listed, basics.year),
        policy_points=policy_points(sheets, listed),
        facts=facts(sheets, listed),
        thresholds=thresholds(sheets, listed),
        timezone=basics.timezone,
        demo_date=basics.demo_date,
    )
    whole = _is_whole(plan, basics, sheets.findings)
    return (plan if whole else None), list(sheets.findings)


def _is_whole(plan: Plan, basics: Basics, findings: Findings) -> bool:
    """Whether there are regions, projects and the root; what is missing is told once."""
    for name, found in (("县区", plan.regions), ("项目指标", plan.projects)):
        if not found and outcome_of(findings) != "errors":
            findings.at("E-PLAN-EMPTY", name, None, sheet=name)
    if not plan.regions or not plan.projects:
        return False
    has_root = plan.root in {region.code for region in plan.regions}
    if not has_root and plan.root:
        findings.at("E-PLAN-NO-ROOT", "基本信息", basics.root_cell)
    return has_root
