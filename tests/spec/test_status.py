"""完成率、与序时之差、状态：逐级判定，两级取差。

顺序：无目标、未报送、超额完成、完成、未到实施期，然后才看与序时进度相差几个百分点。
"""

from decimal import Decimal
from fractions import Fraction

from etl.completion.status import WORST_FIRST, level_result, overall
from etl.domain.completion import STATUS_NAMES
from etl.domain.plan import Target
from etl.domain.thresholds import Thresholds
from tests.spec.table import cases, drawn, points, share

DEFAULTS = Thresholds()


def judged(case, limits=DEFAULTS):
    completed = Decimal(case["累计"]) if case["累计"] else None
    target = None
    if case["任务"]:
        unit = case.get("任务单位") or "人"
        target = Target(Decimal(case["任务"]), unit, unit == "人")
    return level_result(completed, target, share(case["序时"]), limits)


# 与序时之差用百分点。175/300 就是 7月的 7/12，所以 172/300 正好慢 1 个百分点。
@cases("""
情形                         | 累计       | 任务    | 序时  | 完成率     | 差        | 状态
---------------------------- | --------- | ------- | ---- | --------- | --------- | -------
超过任务                      | 101       | 100     | 50%  | 101/100   | 51        | 超额完成
只超一个                      | 4501      | 4500    | 1    | 4501/4500 | 1/45      | 超额完成
超很多，不封顶                 | 961.7     | 100     | 50%  | 9617/1000 | 911.7     | 超额完成
超百万分之一                   | 1.000001  | 1       | 1    | 1000001/1000000 | 0.0001 | 超额完成
正好等于任务                   | 100       | 100     | 50%  | 1         | 50        | 完成
年底正好等于任务                | 100       | 100     | 100% | 1         | 0         | 完成
差百万分之一到任务              | 0.999999  | 1       | 1    | 999999/1000000 | -0.0001 | 达序时
快于序时，没到任务              | 80        | 100     | 50%  | 4/5       | 30        | 达序时
正好在序时上                   | 50        | 100     | 50%  | 1/2       | 0         | 达序时
慢 1 个百分点，正好             | 49        | 100     | 50%  | 49/100    | -1        | 达序时
慢 1 个百分点多一丝             | 48.999    | 100     | 50%  | 48999/100000 | -1.001 | 略滞后
7月，慢 1 个百分点，正好         | 172       | 300     | 7/12 | 172/300   | -1        | 达序时
7月，慢 1 个百分点多一丝         | 171.999   | 300     | 7/12 | 171999/300000 | -3001/3000 | 略滞后
慢 10 个百分点差一丝            | 40.001    | 100     | 50%  | 40001/100000 | -9.999 | 略滞后
慢 10 个百分点，正好            | 40        | 100     | 50%  | 2/5       | -10       | 黄灯滞后
7月，慢 10 个百分点差一丝        | 145.001   | 300     | 7/12 | 145001/300000 | -29999/3000 | 略滞后
7月，慢 10 个百分点，正好        | 145       | 300     | 7/12 | 145/300   | -10       | 黄灯滞后
慢 30 个百分点，正好            | 20        | 100     | 50%  | 1/5       | -30       | 黄灯滞后
慢 30 个百分点多一丝            | 19.999    | 100     | 50%  | 19999/100000 | -30.001 | 红灯滞后
7月，慢 30 个百分点，正好        | 85        | 300     | 7/12 | 85/300    | -30       | 黄灯滞后
7月，慢 30 个百分点多一丝        | 84.999    | 300     | 7/12 | 84999/300000 | -90001/3000 | 红灯滞后
除不尽的也不凑整                | 1         | 3       | 7/12 | 1/3       | -25       | 黄灯滞后
报的是 0                      | 0         | 100     | 50%  | 0         | -50       | 红灯滞后
1月报 0                       | 0         | 100     | 1/12 | 0         | -25/3     | 略滞后
序时是 0，报 0                 | 0         | 100     | 0%   | 0         | 0         | 未到实施期
序时是 0，已做了一些            | 99        | 100     | 0%   | 99/100    | 99        | 未到实施期
序时是 0，已经完成              | 100       | 100     | 0%   | 1         | 100       | 完成
序时是 0，已经超额              | 101       | 100     | 0%   | 101/100   | 101       | 超额完成
""")
def test_a_figure_against_a_target(case):
    result = judged(case)
    assert result.rate == Fraction(case["完成率"])
    assert result.gap == points(case["差"])
    assert STATUS_NAMES[result.status] == case["状态"]


@cases("""
情形                    | 累计 | 任务 | 任务单位 | 序时 | 状态
----------------------- | --- | ---- | ------ | --- | -----
没有任务                 | 10  |      |        | 50% | 无目标
没有任务，也没有报        |     |      |        | 50% | 无目标
任务是 0，不能除          | 10  | 0    |        | 50% | 无目标
任务是 0，也没有报        |     | 0    |        | 50% | 无目标
任务按另一种单位          | 601 | 900  | 人月    | 50% | 无目标
任务按另一种单位，没有报   |     | 900  | 人月    | 50% | 无目标
有任务，没有报            |     | 100  |        | 50% | 未报送
有任务，没有报，序时是 0   |     | 100  |        | 0%  | 未报送
""")
def test_without_a_figure_or_a_target_there_is_no_rate(case):
    result = judged(case)
    assert (result.rate, result.gap) == (None, None)
    assert STATUS_NAMES[result.status] == case["状态"]
    shown = Decimal(case["任务"]) if case["任务"] else None
    assert (result.target, result.target_unit) == (
        shown,
        (case["任务单位"] or "人") if case["任务"] else "",
    )


# 界限是任务书“阈值”表里的数，不是写死的。
@cases("""
情形              | 容差 | 黄灯 | 红灯 | 累计 | 任务 | 序时 | 状态
----------------- | --- | --- | --- | --- | ---- | --- | ------
容差放宽到 5       | 5   | 10  | 30  | 45  | 100  | 50% | 达序时
刚出容差 5         | 5   | 10  | 30  | 44  | 100  | 50% | 略滞后
容差为 0，正好      | 0   | 10  | 30  | 50  | 100  | 50% | 达序时
容差为 0，慢一个    | 0   | 10  | 30  | 49  | 100  | 50% | 略滞后
黄灯从 20 起       | 1   | 20  | 40  | 31  | 100  | 50% | 略滞后
黄灯从 20 起，正好  | 1   | 20  | 40  | 30  | 100  | 50% | 黄灯滞后
红灯超过 40        | 1   | 20  | 40  | 10  | 100  | 50% | 黄灯滞后
红灯超过 40，多一个  | 1   | 20  | 40  | 9   | 100  | 50% | 红灯滞后
带小数的界限        | 2.5 | 10  | 30  | 47.5 | 100 | 50% | 达序时
""")
def test_the_limits_are_the_plans(case):
    tolerance, behind, far_behind = (Decimal(case[name]) for name in ("容差", "黄灯", "红灯"))
    limits = Thresholds(tolerance, behind, far_behind)
    assert STATUS_NAMES[judged(case, limits).status] == case["状态"]


# 行是省定的状态，列是市定的状态。
BOTH_LEVELS = """
省定＼市定  | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 未到实施期 | 完成     | 超额完成 | 无目标
---------- | ------- | ------- | ------- | ------- | -------- | ------- | ------- | ---------
红灯滞后    | 红灯滞后 | 红灯滞后 | 红灯滞后 | 红灯滞后 | 红灯滞后  | 红灯滞后 | 红灯滞后 | 红灯滞后
黄灯滞后    | 红灯滞后 | 黄灯滞后 | 黄灯滞后 | 黄灯滞后 | 黄灯滞后  | 黄灯滞后 | 黄灯滞后 | 黄灯滞后
略滞后      | 红灯滞后 | 黄灯滞后 | 略滞后   | 略滞后   | 略滞后    | 略滞后   | 略滞后   | 略滞后
达序时      | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 达序时    | 达序时   | 达序时   | 达序时
未到实施期  | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 未到实施期 | 未到实施期 | 未到实施期 | 未到实施期
完成        | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 未到实施期 | 完成     | 完成     | 完成
超额完成    | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 未到实施期 | 完成     | 超额完成 | 超额完成
无目标      | 红灯滞后 | 黄灯滞后 | 略滞后   | 达序时   | 未到实施期 | 完成     | 超额完成 | 无目标
"""
CODE_OF = {name: code for code, name in STATUS_NAMES.items()}


@cases(BOTH_LEVELS)
def test_the_whole_is_the_worse_of_both_levels(case):
    (_, province), *by_city = case.items()
    for city, expected in by_city:
        found = overall(CODE_OF[province], CODE_OF[city])
        assert STATUS_NAMES[found] == expected, f"省定{province}，市定{city}"


def test_the_table_of_both_levels_is_complete():
    names = [row["省定＼市定"] for row in drawn(BOTH_LEVELS)]
    assert names == [STATUS_NAMES[code] for code in (*WORST_FIRST, "no_target")]
    assert {*names, "未报送"} == set(STATUS_NAMES.values())


@cases("""
情形        | 省定    | 市定    | 总状态
---------- | ------ | ------ | -----
只有一级任务 | 未报送  | 无目标  | 未报送
两级都有    | 未报送  | 未报送  | 未报送
""")
def test_nothing_reported_is_said_before_anything_else(case):
    levels = CODE_OF[case["省定"]], CODE_OF[case["市定"]]
    assert {overall(*levels), overall(*levels[::-1])} == {CODE_OF[case["总状态"]]}
