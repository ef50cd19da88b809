"""合计：沿着县区树把已报的、沿用的数相加；缺的说缺，不当 0。"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.completion.table import Standing, completion_table, coverage
from etl.domain.completion import STATUS_NAMES
from etl.domain.period import Month
from etl.domain.standing import MonthFiled
from tests.spec.city import YEAR, city, figures, project, standing, tree
from tests.spec.table import cases, drawn, numbered, words

AUGUST = Month(YEAR, 8)
TREE = tree("""
市
  东片
    甲县
    乙县
  西片
    丙县
    丁县
  戊区
""")
PLAN = city(
    TREE,
    project("康复", "成年", "儿童"),
    targets="""
        项目 | 级别 | 全市 | 甲县 | 乙县 | 丙县 | 丁县 | 戊区
        康复 | 省定 | 500 | 100 | 100 | 100 | 100 | 100
    """,
)


def shown(amount):
    return "—" if amount is None else f"{amount:f}"


# 数后的 @3 表示沿用 3月的数；空着是没有报过。项目的数是各指标之和。
# “已报”是各指标都是本月数的县区；“缺”是有指标从没报过的县区，这时合计不全。
SUMS = {
    "都报了": (
        """
        县区 | 成年 | 儿童 | 资金
        甲县 | 60  | 10  | 1000
        乙县 | 50  | 5   | 500.5
        丙县 | 40  | 2   | 0
        丁县 | 30  | 1   | 20
        戊区 | 20  | 0   | 7
        """,
        """
        地区 | 累计 | 资金    | 已报 | 应报 | 沿用 | 缺 | 状态
        市   | 218 | 1527.5 | 5   | 5   |     |   | 黄灯滞后
        东片 | 125 | 1500.5 | 2   | 2   |     |   | 略滞后
        西片 | 73  | 20     | 2   | 2   |     |   | 红灯滞后
        戊区 | 20  | 7      | 1   | 1   |     |   | 红灯滞后
        甲县 | 70  | 1000   | 1   | 1   |     |   | 达序时
        丁县 | 31  | 20     | 1   | 1   |     |   | 红灯滞后
        """,
    ),
    "有的沿用，有的缺": (
        """
        县区 | 成年  | 儿童 | 资金
        甲县 | 60   | 10@5 |
        乙县 | 50@3 | 5@3  | 500@2
        丙县 | 40   |      |
        戊区 | 20   | 0    |
        """,
        """
        地区 | 累计 | 资金 | 已报 | 应报 | 沿用    | 缺       | 状态
        市   | 185 | 500 | 1   | 5   | 甲县、乙县 | 丙县、丁县 | 黄灯滞后
        东片 | 125 | 500 | 0   | 2   | 甲县、乙县 |          | 略滞后
        西片 | 40  | —   | 0   | 2   |          | 丙县、丁县 | 红灯滞后
        丙县 | 40  | —   | 0   | 1   |          | 丙县     | 黄灯滞后
        丁县 | —   | —   | 0   | 1   |          | 丁县     | 未报送
        """,
    ),
    "一个也没报": (
        """
        县区 | 成年 | 儿童 | 资金
        """,
        """
        地区 | 累计 | 资金 | 已报 | 应报 | 沿用 | 缺                      | 状态
        市   | —   | —   | 0   | 5   |     | 甲县、乙县、丙县、丁县、戊区 | 未报送
        西片 | —   | —   | 0   | 2   |     | 丙县、丁县               | 未报送
        """,
    ),
    "报的都是 0，不是没报": (
        """
        县区 | 成年 | 儿童 | 资金
        甲县 | 0   | 0   | 0
        """,
        """
        地区 | 累计 | 资金 | 已报 | 应报 | 沿用 | 缺                 | 状态
        市   | 0   | 0   | 1   | 5   |     | 乙县、丙县、丁县、戊区 | 红灯滞后
        甲县 | 0   | 0   | 1   | 1   |     |                    | 红灯滞后
        """,
    ),
    "只报了资金，人数没报": (
        """
        县区 | 成年 | 儿童 | 资金
        甲县 |     | 3   | 900
        """,
        """
        地区 | 累计 | 资金 | 已报 | 应报 | 沿用 | 缺   | 状态
        甲县 | 3   | 900 | 0   | 1   |     | 甲县 | 红灯滞后
        """,
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_sums_up_a_tree_of_three_levels(name):
    stands, expected = SUMS[name]
    found = standing(PLAN, 8, figures(stands, AUGUST))
    for case in drawn(expected):
        (row,) = completion_table(found, case["地区"], "project").rows
        assert {
            "地区": row.region,
            "累计": shown(row.completed),
            "资金": shown(row.funds),
            "已报": str(row.reported),
            "应报": str(row.expected),
            "沿用": "、".join(row.carried_forward),
            "缺": "、".join(row.missing),
            "状态": STATUS_NAMES[row.overall],
        } == case
        assert row.partial is bool(case["缺"])


# 覆盖说的是“这个月的表有没有”，只看报表，不看表里有没有某一个数。
@cases("""
情形               | 报过表的月份                       | 看  | 覆盖 | 沿用     | 缺
------------------ | -------------------------------- | -- | --- | ------- | ----------
都报了              | 甲县=8 乙县=8 丙县=8 丁县=8 戊区=8   | 8  | 5/5 |         |
一个沿用            | 甲县=8 乙县=3 丙县=8 丁县=8 戊区=8   | 8  | 4/5 | 乙县     |
一个从没报过         | 甲县=8 丙县=8 丁县=8 戊区=8          | 8  | 4/5 |         | 乙县
以后月份报过的不算     | 甲县=8 乙县=9 丙县=8 丁县=8 戊区=8   | 8  | 4/5 |         | 乙县
一个也没有           |                                  | 8  | 0/5 |         | 甲县、乙县、丙县、丁县、戊区
东片                | 甲县=8 丙县=8                      | 8  | 1/2 |         | 乙县
""")
def test_coverage_names_who_is_not_there(case):
    filed = [
        (name, int(number)) for name, _, number in
        (item.partition("=") for item in case["报过表的月份"].split())
    ]  # fmt: skip
    found = standing(PLAN, int(case["看"]), (), filed)
    result = coverage(found, "东片" if case["情形"] == "东片" else "市")
    assert f"{result.reported}/{result.expected}" == case["覆盖"]
    assert (result.carried_forward, result.missing) == (words(case["沿用"]), words(case["缺"]))
    assert result.complete is (result.reported == result.expected)


# 戊区的起止月。起止月之外不要求报送，不算缺；已经报过的数仍在合计里。
@cases("""
情形                   | 起始月 | 截止月 | 戊区报过       | 看 | 应报 | 已报 | 沿用 | 缺  | 合计
---------------------- | ----- | ----- | ------------ | -- | --- | --- | --- | --- | -----
全年都报                |       |       | 2月=20 3月=30 | 3  | 5   | 5   |     |     | 430
五月才开始，三月看        | 5     |       |              | 3  | 4   | 4   |     |     | 400
五月才开始，五月还没报     | 5     |       |              | 5  | 5   | 4   |     | 戊区 | 400
五月才开始，五月报了      | 5     |       | 5月=50        | 5  | 5   | 5   |     |     | 450
六月截止，六月没报        |       | 6     | 2月=20        | 6  | 5   | 4   | 戊区 |     | 420
六月截止，七月看          |       | 6     | 6月=60        | 7  | 4   | 4   |     |     | 460
六月截止，最后报到四月     |       | 6     | 4月=40        | 12 | 4   | 4   |     |     | 440
六月截止，从没报过        |       | 6     |              | 12 | 4   | 4   |     |     | 400
二月到四月，一月看        | 2     | 4     |              | 1  | 4   | 4   |     |     | 400
二月到四月，四月看        | 2     | 4     | 2月=20 4月=40 | 4  | 5   | 5   |     |     | 440
""")
def test_nothing_is_expected_outside_a_regions_months(case):
    number = int(case["看"])
    month = Month(YEAR, number)
    first, last = (int(case[name]) if case[name] else None for name in ("起始月", "截止月"))
    regions = [
        replace(region, first_month=first, last_month=last) if region.code == "戊区" else region
        for region in TREE
    ]
    plan = city(regions, project("康复"))
    rows = [f"{name} | 100" for name in ("甲县", "乙县", "丙县", "丁县")]
    told = [(when, value) for when, value in numbered(case["戊区报过"]) if when <= number]
    if told:
        rows.append(f"戊区 | {told[-1][1]}@{told[-1][0]}")
    found = standing(plan, number, figures("\n".join(["县区 | 康复", *rows]), month))
    (row,) = completion_table(found, "市", "project").rows
    assert (row.expected, row.reported) == (int(case["应报"]), int(case["已报"]))
    assert (row.carried_forward, row.missing) == (words(case["沿用"]), words(case["缺"]))
    assert row.completed == Decimal(case["合计"])
    told_of = completion_table(found, "市", "project").coverage
    assert (told_of.expected, told_of.reported) == (row.expected, row.reported)


def test_funds_not_reported_are_not_zero_and_do_not_make_a_row_partial():
    found = standing(PLAN, 8, figures("县区 | 成年 | 儿童 | 资金\n甲县 | 1 | 1 |", AUGUST))
    (row,) = completion_table(found, "甲县", "project").rows
    assert (row.funds, row.partial) == (None, False)


def test_a_subtotal_is_the_sum_of_its_parts_whoever_asks():
    stands, _ = SUMS["有的沿用，有的缺"]
    found = standing(PLAN, 8, figures(stands, AUGUST))
    (whole,) = completion_table(found, "市", "project").rows
    parts = completion_table(found, "市", "region").rows
    assert [row.region for row in parts] == ["东片", "西片", "戊区"]
    given = [row.completed for row in parts if row.completed is not None]
    assert whole.completed == sum(given)


def test_a_county_has_no_children_and_an_empty_place_nothing_to_report():
    regions = (*TREE, replace(TREE[-1], code="空片", name="空片", order=99, submits=False))
    plan = city(regions, project("康复"))
    found = standing(plan, 8, ())
    assert completion_table(found, "甲县", "region").rows == ()
    (row,) = completion_table(found, "空片", "project").rows
    assert (row.completed, row.expected, row.overall) == (None, 0, "no_target")


# 截至日期：本月已采用的报表里最晚的一个；本月没有报表，就是月末。
@cases("""
情形              | 甲县         | 乙县         | 截至
----------------- | ----------- | ----------- | -----------
两个不一样         | 8月 08-18    | 8月 08-31    | 2021-08-31
晚的在前          | 8月 08-20    | 8月 08-18    | 2021-08-20
一个没有写         | 8月 08-18    | 8月          | 2021-08-18
都没有写          | 8月          | 8月          | 2021-08-31
别的月份的不算      | 8月 08-18    | 7月 07-31    | 2021-08-18
本月没有报表        | 7月 07-25    | 7月 07-31    | 2021-08-31
""")
def test_the_as_of_date_is_the_latest_of_the_month(case):
    filed = []
    for name in ("甲县", "乙县"):
        month, _, day = case[name].partition(" ")
        number = int(month.removesuffix("月"))
        as_of = date.fromisoformat(f"{YEAR}-{day}") if day else None
        filed.append(MonthFiled(name, Month(YEAR, number), as_of, 1))
    found = Standing.of(standing(PLAN, 8, ()).revision, AUGUST, (), filed)
    for region in ("市", "乙县"):
        assert str(completion_table(found, region, "project").as_of) == case["截至"]
