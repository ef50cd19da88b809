"""The plan judged as a whole: tree, names, sums of targets, curves, limits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.checks.plan_workbook_rules import judge_plan
from etl.domain.plan import Indicator, Project
from etl.domain.region import Region
from etl.domain.thresholds import Thresholds
from tests.checks.form import speaks_like_a_colleague
from tests.spec.city import city, project, tree
from tests.spec.table import drawn

TREE = tree("""
市
  甲县
  乙县
""")
PLAN = city(
    TREE,
    project("康复", "成年", "儿童"),
    project("就业"),
    targets="""
        项目 | 级别 | 全市 | 甲县 | 乙县
        康复 | 省定 | 100 | 60  | 40
        康复 | 市定 | 120 | 70  | 50
        就业 | 省定 | 30  |     |
    """,
)


def tells(plan, expected):
    found = judge_plan(plan)
    for item in found:
        speaks_like_a_colleague(item)
    rows = drawn(f"级别 | 代码 | 表 | 话\n{expected}")
    levels = {"error": "错误", "warning": "提醒", "info": "提示"}
    assert [
        {
            "级别": levels[item.severity],
            "代码": item.code,
            "表": item.sheet,
            "话": item.message,
        }
        for item in found
    ] == rows


def regions(*lines):
    """Regions as 代码 上级 报送, by words."""
    made = []
    for order, line in enumerate(lines):
        name, parent, submits = line.split()
        above = None if parent == "无" else parent
        made.append(Region(name, name, above, order=order, submits=submits == "是"))
    return replace(PLAN, regions=tuple(made), targets=())


def test_a_plan_in_order():
    tells(PLAN, "")


# ---------------------------------------------------------------- the tree


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            regions("市 无 是", "甲县 市 是"),
            "错误 | E-PLAN-ROOT-SUBMITS | 县区 | “市”是最上一级，不能填“报送：是”",
            id="最上一级报送",
        ),
        pytest.param(
            regions("市 无 否", "甲县 市 否"),
            "错误 | E-PLAN-NOBODY-SUBMITS | 县区 | 没有一个县区填“报送：是”",
            id="没有人报送",
        ),
        pytest.param(
            regions("市 无 否", "甲县 无 是"),
            "错误 | E-PLAN-BLANK | 县区 | “甲县的上级代码”不能空着",
            id="没有上级",
        ),
        pytest.param(
            regions("市 无 否", "东片 省 否", "甲县 东片 是", "乙县 东片 是"),
            "错误 | E-PLAN-UNKNOWN | 县区 | “上级代码”写的是“省”，任务书里没有",
            id="上级不在表里，只说一次",
        ),
        pytest.param(
            regions("市 无 否", "东片 西片 否", "西片 东片 否", "甲县 东片 是", "乙县 市 是"),
            "错误 | E-PLAN-CYCLE | 县区 | “东片”的上级又回到了它自己\n"
            "错误 | E-PLAN-CYCLE | 县区 | “西片”的上级又回到了它自己",
            id="绕圈，只说圈上的",
        ),
        pytest.param(
            regions("市 无 否", "甲县 甲县 是"),
            "错误 | E-PLAN-CYCLE | 县区 | “甲县”的上级又回到了它自己",
            id="自己是自己的上级",
        ),
        pytest.param(
            regions("市 无 否", "东片 市 是", "甲县 东片 是", "乙县 东片 是"),
            "提醒 | W-PLAN-SUBMITS-ABOVE | 县区 |"
            " “东片”自己报送，它下面的甲县、乙县也报送，数会加在一起",
            id="上下级都报送",
        ),
        pytest.param(
            regions("市 无 否", "东片 市 是", *(f"{n}镇 东片 是" for n in "一二三四")),
            "提醒 | W-PLAN-SUBMITS-ABOVE | 县区 |"
            " “东片”自己报送，它下面的一镇、二镇、三镇等也报送，数会加在一起",
            id="上下级都报送，下级多",
        ),
        pytest.param(
            regions("市 省 否", "东片 市 否", "甲县 东片 是", "乙县 市 是"), "", id="三级，市有上级"
        ),
    ],
)
def test_every_region_hangs_below_the_root(plan, expected):
    tells(plan, expected)


def test_a_broken_tree_is_all_that_is_said():
    plan = replace(regions("市 无 否", "甲县 省 是"), thresholds=Thresholds(Decimal(99)))
    assert [item.code for item in judge_plan(plan)] == ["E-PLAN-UNKNOWN"]


# ---------------------------------------------------------------- names


def aliased(**aliases):
    return replace(
        PLAN,
        regions=tuple(
            replace(region, aliases=tuple(aliases.get(region.code, "").split("、")))
            if region.code in aliases
            else region
            for region in PLAN.regions
        ),
    )


@pytest.mark.parametrize(
    ("plan", "raw"),
    [
        (aliased(甲县="新区", 乙县="新区"), "新区"),
        (aliased(甲县="乙县"), "乙县"),
        (aliased(甲县="新 区", 乙县="新区（盖章）"), "新区（盖章）"),
        (aliased(甲县="新区、新区", 乙县="老区"), ""),
        (aliased(甲县="北戴河", 乙县="北戴河新区"), ""),
    ],
)
def test_no_two_regions_share_a_name(plan, raw):
    shared = f"错误 | E-PLAN-NAME-SHARED | 县区 | “{raw}”同时是“甲县”和“乙县”的名称或别名"
    tells(plan, shared if raw else "")


def projects(*items):
    return replace(PLAN, projects=items, targets=())


def named(code, name, short, *indicators):
    made = tuple(Indicator(f"{code}{n}", item, code, "人") for n, item in enumerate(indicators))
    return Project(code, name, short, "人", made)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            projects(
                named("a", "康复服务", "康复", "成年", "儿童"), named("b", "就业", "就业", "成年")
            ),
            "错误 | E-PLAN-NAME-SHARED | 项目指标 | “成年”同时是“成年”和“成年”的名称或别名",
            id="两个指标同名",
        ),
        pytest.param(
            projects(
                named("a", "康复服务", "康复", "成年", "就业"), named("b", "就业", "就业", "人数")
            ),
            "错误 | E-PLAN-NAME-SHARED | 项目指标 | “就业”同时是“就业”和“人数”的名称或别名",
            id="项目只有一个指标，项目名也指它",
        ),
        pytest.param(
            projects(
                named("a", "康复服务", "服务", "成年", "儿童"),
                named("b", "托养服务", "服务", "机构", "居家"),
            ),
            "错误 | E-PLAN-NAME-SHARED | 项目指标 | “服务”同时是“康复服务”和“托养服务”的名称或别名",
            id="两个项目简称相同",
        ),
        pytest.param(
            projects(named("a", "康复", "康复", "康复"), named("b", "就业", "就业", "就业")),
            "",
            id="指标和自己的项目同名",
        ),
    ],
)
def test_no_two_indicators_or_projects_share_a_name(plan, expected):
    tells(plan, expected)


# ---------------------------------------------------------------- targets


def with_targets(text):
    return city(TREE, *PLAN.projects, targets=text)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("康复 | 省定 | 100 | 60 | 40 | ", ""),
        (
            "康复 | 省定 | 100 | 60 | 39.5 | ",
            "提醒 | W-PLAN-SPLIT | 年度目标 | “康复”省定全市是 100，各县区相加是 99.5，差 0.5",
        ),
        (
            "康复 | 需求 | 90 | 60 | 40 | ",
            "提醒 | W-PLAN-SPLIT | 年度目标 | “康复”需求全市是 90，各县区相加是 100，差 10",
        ),
        ("康复 | 省定 | 90 | 60 | | ", ""),
        ("康复 | 省定 | | 60 | 40 | ", ""),
        ("康复 | 省定 | 0 | 0 | 0 | ", ""),
    ],
)
def test_where_all_regions_are_set_they_make_the_whole(row, expected):
    tells(with_targets(f"项目 | 级别 | 全市 | 甲县 | 乙县 | 单位\n{row}"), expected)


@pytest.mark.parametrize(
    ("province", "own", "expected"),
    [
        ("100 | 60 | 40 |", "100 | 60 | 40 |", ""),
        ("100 | 60 | 40 |", "110 | 60 | 50 |", ""),
        (
            *("100 | | |", "99 | | |"),
            "提醒 | W-PLAN-CITY-BELOW | 年度目标 | “康复”全市的市定 99 低于省定 100",
        ),
        (
            *("100 | 60 | 40 |", "100 | 50.5 | 49.5 |"),
            "提醒 | W-PLAN-CITY-BELOW | 年度目标 | “康复”甲县的市定 50.5 低于省定 60",
        ),
        ("100 | 60 | 40 |", "50 | | | 人次", ""),
        (
            *("100 | | | 人", "99 | | |"),
            "提醒 | W-PLAN-CITY-BELOW | 年度目标 | “康复”全市的市定 99 低于省定 100",
        ),
        ("100 | 60 | 40 |", " | | |", ""),
        (" | | |", "5 | | |", ""),
    ],
)
def test_the_citys_target_is_not_below_the_provinces(province, own, expected):
    text = f"项目 | 级别 | 全市 | 甲县 | 乙县 | 单位\n康复 | 省定 | {province}\n康复 | 市定 | {own}"
    tells(with_targets(text), expected)


# ---------------------------------------------------------------- curves and limits


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ("0 0 0 0 0 0 0 0 100 100 100 100", ""),
        ("- - - - - - - - - - - -", ""),
        (
            "10 20 15 - - - - - - - - -",
            "提醒 | W-PLAN-PACE-FALLS | 序时计划 | “康复”的序时计划3月是 15%，比前一个月的 20% 少",
        ),
        (
            "- - - - - 80 - - - - - -",
            "提醒 | W-PLAN-PACE-FALLS | 序时计划 | “康复”的序时计划7月是 58.3%，比前一个月的 80% 少",
        ),
        ("50 50 50 50 50 50 - - - - - -", ""),
    ],
)
def test_a_curve_does_not_fall(curve, expected):
    shares = tuple(None if share == "-" else Decimal(share) for share in curve.split())
    tells(replace(PLAN, pace={"康复": shares}), expected)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("1 10 30", ""),
        ("10 10 10", ""),
        (
            "15 10 30",
            "提醒 | W-PLAN-LIMITS | 阈值 | 达序时容差 15 大于黄灯下限 10，中间的状态永远不会出现",
        ),
        (
            "1 40.5 30",
            "提醒 | W-PLAN-LIMITS | 阈值 | 黄灯下限 40.5 大于红灯下限 30，中间的状态永远不会出现",
        ),
    ],
)
def test_the_limits_of_the_lamps_follow_one_another(points, expected):
    tolerance, behind, far_behind = map(Decimal, points.split())
    limits = Thresholds(tolerance, behind, far_behind)
    tells(replace(PLAN, thresholds=limits), expected)


def test_a_trial_is_of_a_rule_that_exists():
    limits = Thresholds(trial_codes=frozenset({"E-TOTAL-FALLS", "E-TOTAL-FALL"}))
    tells(
        replace(PLAN, thresholds=limits),
        "错误 | E-PLAN-TRIAL | 阈值 | 试行写的是“E-TOTAL-FALL”，没有这个代码的规则",
    )
