"""What stands on the plan workbook's ten sheets, from a Plan.

Headers are words of the contract; what a statistician should know of a column hangs on
its header as a comment. Blank means not set, never 0.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from etl.domain.plan import APPROXIMATIONS, LEVEL_NAMES, Plan, TargetRow
from etl.domain.region import Region
from etl.domain.thresholds import THRESHOLD_NAMES, TRIAL_PREFIX, WEIGHT_PREFIX
from etl.workbook.sheet_layout import Cell, Column, Sheet

BASICS = "基本信息"
SAMPLE_MARK = "示例数据"
YES_NO = ("是", "否")
ALIAS_SEPARATOR = "、"
YUAN_PER_WAN = 10_000


def _yes_no(value: bool) -> str:
    return YES_NO[0] if value else YES_NO[1]


def _text(value: str) -> str | None:
    """Return None for an empty text, so that its cell is blank."""
    return value or None


def _wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / YUAN_PER_WAN


def _project_names(plan: Plan) -> dict[str, str]:
    return {project.code: project.short_name for project in plan.projects}


def _indicator_names(plan: Plan) -> dict[str, str]:
    return {indicator.code: indicator.name for indicator in plan.indicators}


def _project_column(plan: Plan, note: str = "") -> Column:
    codes = tuple(project.code for project in plan.projects)
    text = "与《项目指标》中的项目代码一致，代码后的简称由系统显示，不必填。" + note
    return Column("项目代码", text, choices=codes, strict=False, names=_project_names(plan))


def _basics(plan: Plan) -> Sheet:
    rows: tuple[tuple[str, Cell, str], ...] = (
        ("年度", plan.year, "任务书的年份，如 2021。"),
        ("名称", plan.title, "显示在每一页顶部的看板名称。"),
        ("单位", plan.issuer, "发布单位全称。"),
        ("行政区划代码", plan.root, "《县区》中最上一级的代码。"),
        ("报送截止日", plan.due_day, "次月几日前报送上月月报；留空则不判断逾期。"),
        (SAMPLE_MARK, _yes_no(plan.sample), "填“是”时，每页和每份导出都标明示例数据。"),
        ("时区", plan.timezone, "留空按 Asia/Shanghai。"),
        ("演示日期", plan.demo_date, "只用于示例数据：核对和页面把这一天当作今天。"),
    )
    return Sheet(
        BASICS,
        (
            Column("项目", narrowest=18, bold=True),
            Column("值", kind="any", narrowest=44, widest=70),
        ),
        tuple((name, value) for name, value, _ in rows),
        row_notes=tuple(note for _, _, note in rows),
    )


def _regions(plan: Plan) -> Sheet:
    parents = {region.parent for region in plan.regions}
    names = {region.code: region.name for region in plan.regions if region.code in parents}
    alias = "县区实际会写的名称，用、隔开。只认完全一致的，不得与其他县区重复。"
    columns = (
        Column("代码", "行政区划代码，按文本填写。", align="center", narrowest=12),
        Column("名称", "全称。与《年度目标》的列名对应。", widest=32, bold=True),
        Column("上级代码", "上一级的代码；最上一级留空。", align="center", names=names),
        Column("别名", alias, widest=64),
        Column("顺序", "显示顺序，小的在前。", kind="number", align="center"),
        Column("报送", "是否每月报送。上级只汇总，填“否”。", align="center", choices=YES_NO),
        Column("起始月", "从几月起报送；留空为全年。", kind="number", align="center"),
        Column("截止月", "报送到几月；留空为全年。", kind="number", align="center"),
    )
    return Sheet("县区", columns, tuple(map(_region_row, plan.regions)), frozen=2)


def _region_row(region: Region) -> tuple[Cell, ...]:
    return (
        region.code,
        region.name,
        region.parent,
        _text(ALIAS_SEPARATOR.join(region.aliases)),
        region.order,
        _yes_no(region.submits),
        region.first_month,
        region.last_month,
    )


def _indicators(plan: Plan) -> Sheet:
    columns = (
        Column("项目代码", "英文代码，定下后不改；一个项目有几项指标就写几行。", widest=26),
        Column("项目名称", "全称。", widest=22, bold=True),
        Column("简称", "用于表头和图。", widest=14),
        Column("指标代码", "英文代码，定下后不改。", widest=26),
        Column("指标名称", "月报表中的行名。", widest=18, bold=True),
        Column("单位", "同一项目的各项指标单位相同。", align="center", narrowest=7),
        Column("顺序", "月报表中的行序。", kind="number", align="center", narrowest=7),
        Column("别名", "县区实际会写的行名，用、隔开。只认完全一致的，不得重复。", widest=34),
        Column("口径", "计数的是什么，怎样算一个。", widest=36),
        Column("责任单位", widest=17),
        Column("小数", "允许几位小数；人、户为 0。", kind="number", align="center", narrowest=7),
    )
    rows = tuple(
        (
            project.code,
            project.name,
            project.short_name,
            item.code,
            item.name,
            item.unit,
            item.order,
            _text(ALIAS_SEPARATOR.join(item.aliases)),
            _text(item.definition),
            _text(item.responsible),
            item.decimals,
        )
        for project in plan.projects
        for item in project.indicators
    )
    return Sheet("项目指标", columns, rows, frozen=2, grouped=True)


def _targets(plan: Plan) -> Sheet:
    submitting = tuple(region for region in plan.regions if region.submits)
    total = "全市任务数。留空为未下达，不是 0。各县区填全时，其和应等于全市。"
    columns = (
        _project_column(plan),
        Column("级别", "省定、市定或需求。", align="center", choices=tuple(LEVEL_NAMES.values())),
        Column("全市", total, kind="number", align="right", bold=True, narrowest=9),
        *(
            Column(region.name, kind="number", align="right", narrowest=11, widest=12)
            for region in submitting
        ),
        Column("单位", "与项目单位不同时才填；这时只显示任务数，不算完成率。", align="center"),
        Column("文号", "下达任务的文件号。", widest=22),
        Column("生效日期", "改任务数时填新任务的生效日期。", kind="date", align="center"),
    )
    rows = tuple(_target_row(row, submitting) for row in plan.targets)
    return Sheet("年度目标", columns, rows, frozen=3, grouped=True)


def _target_row(row: TargetRow, submitting: tuple[Region, ...]) -> tuple[Cell, ...]:
    return (
        row.project,
        LEVEL_NAMES[row.level],
        row.total,
        *(row.by_region.get(region.code) for region in submitting),
        row.unit,
        _text(row.document),
        row.effective,
    )


def _pace(plan: Plan) -> Sheet:
    months = "到月底计划累计完成的百分比，5 就是 5%。留空为按月均摊（月数÷12）。"
    columns = (
        _project_column(plan, "没有列出的项目按月均摊。"),
        *(
            Column(f"{month}月", months, kind="number", align="right", narrowest=7.5)
            for month in range(1, 13)
        ),
    )
    rows = tuple((code, *curve) for code, curve in plan.pace.items())
    return Sheet("序时计划", columns, rows, required=False, frozen=1)


def _standards(plan: Plan) -> Sheet:
    names = _indicator_names(plan)
    low = "人均（户均）累计资金低于这个数时提醒，不改数。留空为不设。"
    columns = (
        Column("指标代码", choices=tuple(names), strict=False, names=names, widest=44),
        Column("下限(元)", low, kind="number", align="right", narrowest=11),
        Column("上限(元)", low.replace("低于", "高于"), kind="number", align="right", narrowest=11),
        Column("依据", "标准的出处和范围的定法。", widest=84),
        Column(
            "标准(元)",
            "公布的每人（每户）标准，列在实际人均旁边对照。没有单一标准的留空。",
            kind="number",
            align="right",
            narrowest=11,
        ),
    )
    rows = tuple(
        (item.indicator, item.low, item.high, _text(item.basis), item.standard)
        for item in plan.standards
    )
    return Sheet("资金标准", columns, rows, required=False, frozen=1)


def _history(plan: Plan) -> Sheet:
    columns = (
        _project_column(plan),
        Column("截止年", "累计到哪一年年底，须早于本年度。", kind="number", align="center"),
        Column("累计完成", "单位同项目。约数不填这里，填《事实》。", kind="number", align="right"),
        Column("累计资金(万元)", kind="number", align="right"),
        Column("起始年", "从哪一年算起；不清楚的留空。", kind="number", align="center"),
        Column("说明", "数从哪里来，怎样算出。", widest=76),
        Column("约数", "数不确切时选；约数不参与相加。", align="center", choices=APPROXIMATIONS),
    )
    rows = tuple(
        (
            item.project,
            item.until_year,
            item.completed,
            _wan(item.funds),
            item.since_year,
            _text(item.note),
            _text(item.approx),
        )
        for item in plan.history
    )
    return Sheet("历史累计", columns, rows, required=False, frozen=1)


def _policy_points(plan: Plan) -> Sheet:
    columns = (
        _project_column(plan, "留空为全部项目。"),
        Column("要点", "显示在项目页上，也供简报引用。", widest=96),
    )
    rows = tuple((_text(item.project), item.text) for item in plan.policy_points)
    return Sheet("政策要点", columns, rows, required=False, frozen=1, grouped=True)


def _facts(plan: Plan) -> Sheet:
    columns = (
        _project_column(plan, "留空为全部项目。"),
        Column("事实", "一行一个公布过的数，写清是什么。", widest=50),
        Column("数值", "没有数的留空。", kind="number", align="right", narrowest=9),
        Column("单位", align="center", narrowest=8),
        Column("约数", "原文带多、余、近、约等字时选。", align="center", choices=APPROXIMATIONS),
        Column("截至", "这个数截至哪天，原文没有的留空。", align="center", narrowest=12),
        Column("来源", widest=42),
        Column("数值上限", "公布的是区间时，填上端。", kind="number", align="right"),
    )
    rows = tuple(
        (
            _text(item.project),
            item.text,
            item.value,
            _text(item.unit),
            _text(item.approx),
            _text(item.as_of),
            _text(item.source),
            item.upper,
        )
        for item in plan.facts
    )
    return Sheet("事实", columns, rows, required=False, frozen=2, grouped=True)


def _thresholds(plan: Plan) -> Sheet:
    limits = plan.thresholds
    rows: list[tuple[str, Cell, str]] = [
        (item.name, getattr(limits, item.attribute), f"{item.meaning}。单位：{item.unit}。")
        for item in THRESHOLD_NAMES
    ]
    rows += [
        (TRIAL_PREFIX + code, YES_NO[0], "试行:这条规则只提醒，不拦截。")
        for code in sorted(limits.trial_codes)
    ]
    rows += [
        (WEIGHT_PREFIX + project, weight, "综合排序中这个项目的权重。")
        for project, weight in limits.weights.items()
    ]
    name = "可加行：试行:规则编号 = 是；权重:项目代码 = 数。"
    columns = (
        Column("名称", name, narrowest=22, widest=48, bold=True),
        Column("值", "单位见各行名称上的批注。", kind="any", align="right", narrowest=14),
    )
    body = tuple((label, value) for label, value, _ in rows)
    notes = tuple(note for _, _, note in rows)
    return Sheet("阈值", columns, body, required=False, row_notes=notes)


SHEETS: tuple[Callable[[Plan], Sheet], ...] = (
    _basics,
    _regions,
    _indicators,
    _targets,
    _pace,
    _standards,
    _history,
    _policy_points,
    _facts,
    _thresholds,
)
