"""按此进度：照近三个月的平均（或照计划曲线的比例），几月完成；从下月起每月还需多少。

“各月累计”只写当月报了的：没写的月份沿用上一个报了的月份，之前都没有就是未报。
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.completion.table import completion_table
from etl.domain.forecast import FORECAST_REFUSAL_NAMES, Assumption
from etl.domain.period import Month
from etl.services.outlook import forecast, forecasts, forecasts_below, months_by_region
from tests.spec.city import YEAR, city, figures, project, standing, tree
from tests.spec.table import cases, drawn, numbered, words

COUNTY = tree("""
市
  甲县
""")


def plan_for(case, **more):
    """One county and one project, with the target of the case at 市定."""
    of = project("康复")
    if case.get("小数"):
        decimals = int(case["小数"])
        of = replace(of, indicators=(replace(of.indicators[0], decimals=decimals),))
    head = "项目 | 级别 | 全市 | 甲县 | 单位"
    row = f"康复 | 市定 | {case['任务']} | {case['任务']} | {case.get('单位', '')}"
    return city(COUNTY, of, targets=f"{head}\n{row}", **more)


def tables_of(plan, filed, last, by="project"):
    """The tables of the months up to one; ``filed`` by month is what was filed in it."""
    found = []
    for number in range(1, last + 1):
        stands = {}
        for month in sorted(month for month in filed if month <= number):
            for item in figures(filed[month], Month(YEAR, month)):
                stands[item.region, item.indicator] = item
        found.append(completion_table(standing(plan, number, stands.values()), "市", by))
    return found


def one_county(written):
    return {month: f"县区 | 康复\n甲县 | {value}" for month, value in numbered(written)}


def foretold(plan, case):
    tables = tables_of(plan, one_county(case["各月累计"]), int(case["看"]))
    return forecast(plan, months_by_region(tables, "康复")["市"], "city")


def text(value):
    return "—" if value is None else str(value)


def months(found):
    return "、".join(str(month.number) for month in found) or "—"


def said(found):
    average = found.average
    return {
        "尚差": text(found.remaining),
        "每月需": text(found.needed),
        "月均": text(average.per_month if average else None),
        "所用月份": months(average.months) if average else "—",
        "隔过": months(average.left_out) if average else "—",
        "完成月": text(found.reached_in),
        "年底": text(found.expected),
        "结论": FORECAST_REFUSAL_NAMES[found.refusal]
        if found.refusal
        else ("年内完成" if found.within_year else "年内不能完成"),
    }


def told(found, case):
    """What was found, in the columns that the table draws; with what it should be."""
    everything = said(found)
    drawn_columns = [name for name in everything if name in case]
    assert drawn_columns
    return (
        {name: everything[name] for name in drawn_columns},
        {name: case[name] or "—" for name in drawn_columns},
    )


# 月均从三个月以前的当月数算到看的这个月；那个月没有当月数，就退到更早的；更早的也没有，
# 才从本年第一个有数的月份算起。隔过的月份照历月分摊。
@cases("""
情形                  | 各月累计                               | 看 | 月均  | 所用月份          | 隔过
--------------------- | ------------------------------------- | -- | ---- | ---------------- | -----------
近三个月              | 5月=20 6月=31 7月=40 8月=50             | 8  | 10   | 6、7、8           |
平均除不尽             | 5月=20 6月=25 7月=28 8月=30             | 8  | 10/3 | 6、7、8           |
三个月以前的不看        | 1月=1 4月=3 5月=20 6月=30 7月=40 8月=50  | 8  | 10   | 6、7、8           |
看以前的月份           | 4月=8 5月=20 6月=30 7月=40 8月=50        | 7  | 32/3 | 5、6、7           |
中间沿用              | 5月=20 6月=30 8月=50                    | 8  | 10   | 6、7、8           | 7
起点沿用              | 4月=10 6月=30 7月=40 8月=50             | 8  | 10   | 5、6、7、8         | 5
退得再远也照历月分摊    | 1月=1 2月=2 8月=50                      | 8  | 8    | 3、4、5、6、7、8    | 3、4、5、6、7
六月才首次报送         | 6月=121 7月=170 8月=224                 | 8  | 103/2 | 7、8             |
三月，年初不当作 0      | 1月=10 2月=15 3月=20                    | 3  | 5    | 2、3              |
只有两个月有当月数      | 7月=40 8月=50                           | 8  |      |                  |
减少了                | 5月=50 6月=50 7月=50 8月=44             | 8  | -2   | 6、7、8           |
""")
def test_the_recent_average(case):
    found, wanted = told(foretold(plan_for({**case, "任务": "1000"}), case), case)
    assert found == wanted


@cases("""
情形             | 任务 | 各月累计                      | 看 | 尚差 | 每月需 | 完成月   | 年底   | 结论
---------------- | --- | ---------------------------- | -- | --- | ----- | ------- | ----- | --------
年底正好完成       | 90  | 5月=20 6月=30 7月=40 8月=50   | 8  | 40  | 10    | 2021-12 | 90    | 年内完成
年底差一个         | 91  | 5月=20 6月=30 7月=40 8月=50   | 8  | 41  | 11    | 2022-01 | 90    | 年内不能完成
下个月正好完成      | 60  | 5月=20 6月=30 7月=40 8月=50   | 8  | 10  | 3     | 2021-09 | 90    | 年内完成
下个月差一个        | 61  | 5月=20 6月=30 7月=40 8月=50   | 8  | 11  | 3     | 2021-10 | 90    | 年内完成
平均除不尽         | 60  | 5月=20 6月=25 7月=28 8月=30   | 8  | 30  | 8     | 2022-05 | 130/3 | 年内不能完成
要好几年          | 500 | 5月=20 6月=30 7月=40 8月=50    | 8  | 450 | 113   | 2025-05 | 90    | 年内不能完成
六月才首次报送      | 370 | 6月=121 7月=170 8月=224       | 8  | 146 | 37    | 2021-11 | 430   | 年内完成
十一月，只剩一个月   | 90  | 8月=50 9月=60 10月=70 11月=80 | 11 | 10  | 10    | 2021-12 | 90    | 年内完成
""")
def test_a_project_without_a_curve(case):
    forecast_found = foretold(plan_for(case), case)
    found, wanted = told(forecast_found, case)
    assert found == wanted
    assert forecast_found.assumption == Assumption("linear", average=forecast_found.average)


# 推不出完成月时，只要差多少说得准，仍告诉每月需多少。
@cases("""
情形            | 任务 | 各月累计                      | 看 | 尚差 | 每月需 | 结论
--------------- | --- | ---------------------------- | -- | --- | ----- | ----------
只有两个月有数    | 100 | 7月=40 8月=50                 | 8  | 50  | 13    | 有当月数的月份不足三个
二月            | 100 | 1月=10 2月=20                 | 2  | 80  | 8     | 有当月数的月份不足三个
没有增加         | 100 | 5月=50 6月=50 7月=50 8月=50   | 8  | 50  | 13    | 没有新增，推不出完成月
更正后减少了      | 100 | 5月=50 6月=50 7月=50 8月=44   | 8  | 56  | 14    | 没有新增，推不出完成月
一直是 0         | 100 | 5月=0 6月=0 7月=0 8月=0       | 8  | 100 | 25    | 没有新增，推不出完成月
十二月           | 100 | 9月=60 10月=70 11月=80 12月=90 | 12 | 10 | 10    | 本年已没有剩余月份
正好完成         | 50  | 5月=20 6月=30 7月=40 8月=50   | 8  | 0   |       | 已完成任务
超额完成         | 49  | 5月=20 6月=30 7月=40 8月=50   | 8  | 0   |       | 已完成任务
沿用的数已完成    | 40  | 4月=10 5月=20 6月=30 7月=40   | 8  | 0   |       | 已完成任务
没有任务         |     | 5月=20 6月=30 7月=40 8月=50   | 8  |     |       | 没有可比的任务数
任务是 0         | 0   | 5月=20 6月=30 7月=40 8月=50   | 8  |     |       | 没有可比的任务数
当月沿用         | 100 | 4月=10 5月=20 6月=30 7月=40   | 8  |     |       | 当月没有报送
从没报过         | 100 |                              | 8  |     |       | 当月没有报送
""")
def test_no_month_is_named_without_a_reason(case):
    forecast_found = foretold(plan_for(case), case)
    found, wanted = told(forecast_found, case)
    assert found == wanted
    assert (forecast_found.assumption, forecast_found.within_year) == (None, None)
    assert (forecast_found.reached_in, forecast_found.expected) == (None, None)


@cases("""
情形           | 任务   | 小数 | 各月累计                      | 看 | 每月需
-------------- | ----- | --- | ---------------------------- | -- | ----
按人，进成整数   | 53.5  | 0   | 5月=20 6月=30 7月=40 8月=50   | 8  | 1
有小数的照实    | 53.5  | 1   | 5月=20 6月=30 7月=40 8月=50   | 8  | 7/8
十二月，按人    | 90.5  | 0   | 10月=70 11月=80 12月=90       | 12 | 1
十二月，有小数   | 90.5  | 1   | 10月=70 11月=80 12月=90       | 12 | 1/2
""")
def test_a_whole_unit_is_rounded_up(case):
    assert text(foretold(plan_for(case), case).needed) == case["每月需"]


# 六月动工，九月停一个月，十一月做完。
BUILT = tuple(Decimal(share) for share in (0, 0, 0, 0, 0, 10, 20, 40, 40, 80, 100, 100))
PAID = (Decimal(0),) * 8 + (Decimal(100),) * 4


# 照曲线：预计 = 累计 × 那个月的计划 ÷ 这个月的计划。近三个月的平均不作数。
@cases("""
情形               | 曲线 | 任务 | 各月累计                    | 看 | 尚差 | 每月需 | 完成月   | 年底  | 结论
------------------ | --- | --- | -------------------------- | -- | --- | ----- | ------- | ---- | ----
正好照计划          | 建  | 100 | 8月=40                     | 8  | 60  | 15    | 2021-11 | 100  | 年内完成
快一倍，十月就够     | 建  | 100 | 8月=80                     | 8  | 20  | 5     | 2021-10 | 200  | 年内完成
计划停一个月，也停   | 建  | 100 | 8月=99                     | 8  | 1   | 1     | 2021-10 | 495/2 | 年内完成
慢一点，年内不够     | 建  | 100 | 8月=39                     | 8  | 61  | 16    |         | 195/2 | 年内不能完成
只报了一次也推得出   | 建  | 100 | 6月=10                     | 6  | 90  | 15    | 2021-11 | 100  | 年内完成
一个也没有做        | 建  | 100 | 8月=0                  | 8  | 100 | 25    |         |      | 没有新增，推不出完成月
还没动工            | 建  | 100 | 5月=0                      | 5  |     |       |         |      | 未到实施期
还没动工，提前做完   | 建  | 100 | 5月=100                    | 5  | 0   |       |         |      | 已完成任务
十一月，计划已到头   | 建  | 100 | 11月=90                    | 11 | 10  | 10    |         |      | 计划曲线今后不再增加
十二月             | 建  | 100 | 12月=90                    | 12 | 10  | 10    |         |      | 本年已没有剩余月份
没到发放的月份      | 发  | 100 | 5月=0 6月=0 7月=0 8月=0     | 8  |     |       |         |      | 未到实施期
发过以后不再有      | 发  | 100 | 7月=0 8月=0 9月=70 10月=85  | 10 | 15  | 8     |         |      | 计划曲线今后不再增加
""")
def test_a_project_with_a_curve_of_its_own(case):
    curve = {"建": BUILT, "发": PAID}[case["曲线"]]
    found = foretold(plan_for(case, pace={"康复": curve}), case)
    said_of_it, wanted = told(found, case)
    assert said_of_it == wanted
    assert found.method == (None if found.refusal else "curve")
    if found.assumption:
        now = Fraction(curve[int(case["看"]) - 1]) / 100
        assert (found.assumption.share, found.assumption.share_december) == (now, 1)


def test_a_curve_left_blank_is_linear():
    case = {"任务": "90", "各月累计": "5月=20 6月=30 7月=40 8月=50", "看": "8"}
    blank = plan_for(case, pace={"康复": (None,) * 12})
    assert foretold(blank, case) == foretold(plan_for(case), case)


def test_a_target_in_another_unit_is_not_forecast():
    case = {"任务": "100", "单位": "人月", "各月累计": "5月=2 6月=3 7月=4 8月=5", "看": "8"}
    found = foretold(plan_for(case), case)
    assert (found.refusal, found.target, found.remaining) == ("no_target", Decimal(100), None)


def test_both_judged_levels():
    targets = """
        项目 | 级别 | 全市 | 甲县
        康复 | 省定 | 50  | 50
        康复 | 市定 | 90  | 90
        康复 | 需求 | 500 | 500
    """
    plan = city(COUNTY, project("康复"), targets=targets)
    tables = tables_of(plan, one_county("5月=20 6月=30 7月=40 8月=50"), 8)
    found = forecasts(plan, months_by_region(tables, "康复")["市"])
    assert {
        level: (item.target, item.refusal, item.reached_in) for level, item in found.items()
    } == {
        "province": (Decimal(50), "reached", None),
        "city": (Decimal(90), None, Month(YEAR, 12)),
    }


@pytest.mark.parametrize(("day", "taken"), [(18, True), (31, False)])
def test_an_as_of_date_within_the_month_is_taken_as_the_whole_and_said(day, taken):
    case = {"任务": "90", "各月累计": "5月=20 6月=30 7月=40 8月=50", "看": "8"}
    plan = plan_for(case)
    tables = tables_of(plan, one_county(case["各月累计"]), 8)
    rows = months_by_region(tables, "康复")["市"]
    found = forecast(plan, rows, "city", date(YEAR, 8, day))
    assert found == replace(forecast(plan, rows, "city"), as_of=date(YEAR, 8, day))
    assert found.taken_as_whole is taken


def test_the_order_of_the_months_does_not_matter():
    case = {"任务": "90", "各月累计": "4月=10 5月=20 6月=30 7月=40 8月=50", "看": "8"}
    plan = plan_for(case)
    rows = months_by_region(tables_of(plan, one_county(case["各月累计"]), 8), "康复")["市"]
    assert forecast(plan, rows[::-1], "city") == forecast(plan, rows, "city")


COUNTIES = tree("""
市
  甲县
  乙县
  丙县
""")
SPLIT = """
项目 | 级别 | 全市 | 甲县 | 乙县 | 丙县
康复 | 省定 | 150 | 50  | 50  | 50
康复 | 市定 | 300 | 100 | 100 |
"""
OF_COUNTIES = city(COUNTIES, project("康复"), targets=SPLIT)


def filed(text_of_months):
    """By month, from a table with a column per county."""
    found = {}
    for row in drawn(text_of_months):
        lines = [f"{name} | {value}" for name, value in row.items() if name != "月" and value]
        found[int(row["月"])] = "\n".join(["县区 | 康复", *lines])
    return found


# 合计：每个县区都报了当月的数，这个月的合计才用得上。
@cases("""
情形                 | 乙县没报的月 | 月均 | 所用月份       | 隔过 | 结论
-------------------- | --------- | ---- | ------------- | --- | ----
都报了               |           | 30   | 6、7、8        |     | 年内完成
中间一个月少一个县     | 7         | 30   | 6、7、8        | 7   | 年内完成
起点少一个县          | 5         | 30   | 5、6、7、8     | 5   | 年内完成
当月少一个县，只能沿用  | 8         |      |               |     | 当月报送不全
一个县从没报过        | 3、4、5、6、7、8 |  |             |     | 当月报送不全
只剩两个月齐全        | 3、4、5、6  |      |               |     | 有当月数的月份不足三个
""")
def test_a_sum_counts_where_all_its_parts_are_of_the_month(case):
    without = words(case["乙县没报的月"])
    lines = [
        f"{month} | {month * 10} | {'' if str(month) in without else month * 10} | {month * 10}"
        for month in range(3, 9)
    ]
    of = filed("\n".join(["月 | 甲县 | 乙县 | 丙县", *lines]))
    rows = months_by_region(tables_of(OF_COUNTIES, of, 8), "康复")["市"]
    found, wanted = told(forecast(OF_COUNTIES, rows, "city"), case)
    assert found == wanted


# 下级：没有完成自己任务的逐一列出；没有市定任务的按省定。
@cases("""
情形          | 甲县 | 乙县 | 丙县 | 列出
------------- | --- | --- | --- | ----
都没完成       | 80  | 60  | 40  | 甲县 市定 差20 需5、乙县 市定 差40 需10、丙县 省定 差10 需3
一个完成了     | 100 | 60  | 40  | 乙县 市定 差40 需10、丙县 省定 差10 需3
完成省定不算   | 100 | 60  | 50  | 乙县 市定 差40 需10
一个没报       | 80  |     | 50  | 甲县 市定 差20 需5、乙县 市定 差— 需—
都完成了       | 100 | 101 | 50  |
""")
def test_each_region_below_that_is_short_of_its_target(case):
    of = filed(f"月 | 甲县 | 乙县 | 丙县\n8 | {case['甲县']} | {case['乙县']} | {case['丙县']}")
    tables = tables_of(OF_COUNTIES, of, 8, "region")
    names = {"city": "市定", "province": "省定"}
    assert tuple(
        f"{item.region} {names[item.level]} 差{text(item.remaining)} 需{text(item.needed)}"
        for item in forecasts_below(OF_COUNTIES, tables, "康复")
    ) == words(case["列出"])


def test_regions_below_at_one_level_leave_out_those_without_it():
    tables = tables_of(OF_COUNTIES, filed("月 | 甲县 | 乙县 | 丙县\n8 | 80 | 60 | 40"), 8, "region")
    found = forecasts_below(OF_COUNTIES, tables, "康复", "city")
    assert [(item.region, item.level) for item in found] == [("甲县", "city"), ("乙县", "city")]


def test_a_region_outside_its_months_is_not_called_late():
    regions = [replace(item, last_month=6 if item.code == "甲县" else None) for item in COUNTIES]
    plan = city(regions, project("康复"), targets=SPLIT)
    of = filed("月 | 甲县 | 乙县 | 丙县\n6 | 60 | 60 | 50\n8 | | 80 | 50")
    (first, second) = forecasts_below(plan, tables_of(plan, of, 8, "region"), "康复")
    assert (first.region, first.refusal) == ("甲县", "not_expected")
    assert (second.region, second.remaining) == ("乙县", Decimal(20))
