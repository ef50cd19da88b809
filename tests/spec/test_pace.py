"""序时进度：任务书“序时计划”里的累计比例；空着的月份按月份除以 12。"""

from decimal import Decimal

from etl.completion.table import completion_table
from etl.domain.completion import STATUS_NAMES
from etl.domain.period import Month
from tests.spec.city import city, figures, project, standing, tree
from tests.spec.table import cases, share

TREE = tree("""
市
  甲县
""")


@cases("""
情形              | 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月 | 看   | 序时
----------------- | -- | -- | -- | -- | -- | -- | -- | -- | --- | --- | --- | --- | --- | -----
全空，1月          |    |    |    |    |    |    |    |    |     |     |     |     | 1   | 1/12
全空，7月          |    |    |    |    |    |    |    |    |     |     |     |     | 7   | 7/12
全空，12月         |    |    |    |    |    |    |    |    |     |     |     |     | 12  | 1
助学，8月还没开始    | 0  | 0  | 0  | 0  | 0  | 0  | 0  | 0  | 100 | 100 | 100 | 100 | 8   | 0%
助学，9月          | 0  | 0  | 0  | 0  | 0  | 0  | 0  | 0  | 100 | 100 | 100 | 100 | 9   | 100%
有空月，看有数的月   |    |    |    | 5  | 20 |    |    | 80 |     |     | 100 | 100 | 5   | 20%
有空月，看空着的月   |    |    |    | 5  | 20 |    |    | 80 |     |     | 100 | 100 | 6   | 6/12
有空月，年初空着     |    |    |    | 5  | 20 |    |    | 80 |     |     | 100 | 100 | 3   | 3/12
带小数的比例        | 8.5 |   |    |    |    |    |    |    |     |     |     |     | 1   | 8.5%
""")
def test_the_planned_share_of_a_month(case):
    curve = tuple(
        Decimal(case[f"{number}月"]) if case[f"{number}月"] else None for number in range(1, 13)
    )
    plan = city(TREE, project("助学"), pace={"助学": curve})
    assert plan.planned_share("助学", int(case["看"])) == share(case["序时"])


def test_a_project_without_a_curve_is_linear():
    plan = city(TREE, project("康复"))
    assert [plan.planned_share("康复", month) * 12 for month in range(1, 13)] == list(range(1, 13))


# 助学任务 100：一到八月序时为 0，九月起为 100%。
@cases("""
情形              | 看 | 累计 | 状态
----------------- | -- | --- | -------
八月，还没开始      | 8  | 0   | 未到实施期
八月，没有报       | 8  |     | 未报送
八月，提前做完      | 8  | 100 | 完成
八月，提前超额      | 8  | 120 | 超额完成
九月，还是 0       | 9  | 0   | 红灯滞后
九月，发了七成      | 9  | 70  | 黄灯滞后
九月，发了九成      | 9  | 90  | 黄灯滞后
九月，差四个       | 9  | 96  | 略滞后
九月，差一个       | 9  | 99  | 达序时
九月，全发了       | 9  | 100 | 完成
""")
def test_seasonal_work_is_judged_by_its_curve(case):
    curve = (Decimal(0),) * 8 + (Decimal(100),) * 4
    plan = city(
        TREE,
        project("助学"),
        targets="""
            项目 | 级别 | 全市 | 甲县
            助学 | 省定 | 100 | 100
        """,
        pace={"助学": curve},
    )
    number = int(case["看"])
    drawn_figures = f"县区 | 助学\n甲县 | {case['累计']}"
    stands = standing(plan, number, figures(drawn_figures, Month(plan.year, number)))
    (row,) = completion_table(stands, "市", "project").rows
    assert STATUS_NAMES[row.overall] == case["状态"]
