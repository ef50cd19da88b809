"""四舍五入：在精确的分数上做；没有完成的不写成 100.0%，完成了的不写成 99.9%。"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.completion.table import completion_table
from etl.domain.period import Month
from etl.services.answers import completion_answer
from etl.services.numbers import rounded, yuan_text
from etl.services.tables import completion_frame
from tests.spec.city import YEAR, city, figures, project, standing, tree
from tests.spec.table import cases

TREE = tree("""
市
  甲县
""")


@cases("""
情形                    | 数              | 位 | 结果
----------------------- | --------------- | -- | --------
五入                     | 1045/10000      | 3  | 0.105
四舍                     | 10449/100000    | 3  | 0.104
五前面是偶数，也入         | 5/10            | 0  | 1
五前面是偶数，也入，二      | 25/10           | 0  | 3
负数按绝对值              | -25/1000        | 2  | -0.03
负数四舍                  | -24/1000        | 2  | -0.02
除不尽                   | 4674/4500       | 6  | 1.038667
七月序时                  | 7/12            | 4  | 0.5833
二进制小数会错的数         | 1005/1000       | 2  | 1.01
零                      | 0               | 4  | 0
""")
def test_half_up(case):
    assert rounded(Fraction(case["数"]), int(case["位"])) == float(case["结果"])


# 任务 10000。页面和导出写一位小数。
@cases("""
情形              | 累计       | 百分数
----------------- | --------- | ------
差一个             | 9999      | 99.9
差很少             | 9999.999  | 99.9
99.95，四舍五入到了 | 9995      | 99.9
99.94             | 9994      | 99.9
99.85             | 9985      | 99.9
99.84             | 9984      | 99.8
正好               | 10000     | 100.0
多一个             | 10001     | 100.0
多六个             | 10006     | 100.1
不封顶             | 96170     | 961.7
零                | 0         | 0.0
""")
def test_a_rate_in_percent_never_crosses_the_line(case):
    plan = city(
        TREE,
        project("康复"),
        targets="项目 | 级别 | 全市 | 甲县\n康复 | 省定 | 10000 | 10000",
    )
    stands = figures(f"县区 | 康复\n甲县 | {case['累计']}", Month(YEAR, 12))
    table = completion_table(standing(plan, 12, stands), "市", "project")
    (shown,) = completion_frame(table, plan)["省定完成率(%)"]
    assert shown == float(case["百分数"])


def test_the_answer_has_six_decimals_of_rates_and_four_of_pace_and_gap():
    plan = city(
        TREE,
        project("康复"),
        targets="项目 | 级别 | 全市 | 甲县\n康复 | 省定 | 4500 | \n康复 | 市定 | 0 | ",
    )
    month = Month(YEAR, 8)
    found = standing(plan, 8, figures("县区 | 康复 | 资金\n甲县 | 4674 | 2407000", month))
    found = replace(found, as_of=date(2021, 8, 18))
    answer = completion_answer(completion_table(found, "市", "project"))
    assert answer["as_of"] == "2021-08-18"
    assert answer["rows"] == [
        {
            "project": "康复",
            "name": "康复",
            "region": "市",
            "unit": "人",
            "completed": 4674,
            "funds_yuan": "2407000.00",
            "targets": {"province": 4500, "city": 0, "need": None},
            "rate": {"province": 1.038667, "city": None, "need": None},
            "pace": 0.6667,
            "pace_gap": {"province": 0.372, "city": None},
            "status": {"province": "exceeded", "city": "no_target", "overall": "exceeded"},
            "reported": 1,
            "expected": 1,
            "partial": False,
        }
    ]


@pytest.mark.parametrize(
    ("amount", "text"), [("0", "0.00"), ("500500", "500500.00"), ("0.1", "0.10"), ("0.005", "0.01")]
)
def test_money_in_yuan_has_two_decimals(amount, text):
    assert yuan_text(Decimal(amount)) == text
