"""任务：全市一栏、县区各栏；片区是下面各县区之和；改任务按生效日期分版。"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.completion.table import completion_table
from etl.domain.completion import STATUS_NAMES
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES
from etl.services.database import connect, prepare
from etl.services.plans import plan_in_force
from tests.cities import load_plan, second_city
from tests.spec.city import YEAR, city, figures, project, standing, tree
from tests.spec.table import cases, drawn

TREE = tree("""
市
  东片
    甲县
    乙县
  西片
    丙县
  丁区
""")
TARGETS = """
项目 | 级别 | 全市 | 甲县 | 乙县 | 丙县 | 丁区 | 单位
---- | --- | ---- | --- | --- | --- | --- | ----
康复 | 省定 | 100  | 40  | 30  | 20  | 10  |
康复 | 市定 | 110  | 45  |     | 20  | 0   |
康复 | 需求 |      | 50  | 40  | 30  | 10  |
就业 | 省定 | 60   |     |     |     |     |
就业 | 市定 | 900  | 300 | 300 | 200 | 100 | 人月
"""
PLAN = city(TREE, project("康复"), project("就业"), targets=TARGETS)


# 空着就是没有定任务，不是 0。片区的任务，下面各县区都定了才相加。
@cases("""
地区与项目  | 省定 | 市定      | 需求
---------- | --- | -------- | ----
市 康复     | 100 | 110      | —
东片 康复   | 70  | —        | 90
西片 康复   | 20  | 20       | 30
甲县 康复   | 40  | 45       | 50
乙县 康复   | 30  | —        | 40
丁区 康复   | 10  | 0        | 10
市 就业     | 60  | 900 人月  | —
东片 就业   | —   | 600 人月  | —
甲县 就业   | —   | 300 人月  | —
""")
def test_the_target_of_a_region(case):
    region, of = case["地区与项目"].split()
    for level, name in LEVEL_NAMES.items():
        target = PLAN.target(of, level, region)
        if case[name] == "—":
            assert target is None
            continue
        value, _, unit = case[name].partition(" ")
        assert target is not None
        assert (target.value, target.unit) == (Decimal(value), unit or "人")
        assert target.comparable is (not unit)


@cases("""
地区与项目 | 累计 | 省定完成率 | 市定完成率 | 省定状态 | 市定状态 | 总状态
--------- | --- | -------- | -------- | ------- | ------ | -------
市 康复    | 105 | 1.05     | 105/110  | 超额完成 | 达序时  | 达序时
东片 康复  | 70  | 1        | —        | 完成    | 无目标  | 完成
丁区 康复  | 20  | 2        | —        | 超额完成 | 无目标  | 超额完成
市 就业    | 66  | 1.1      | —        | 超额完成 | 无目标  | 超额完成
东片 就业  | 26  | —        | —        | 无目标  | 无目标  | 无目标
""")
def test_a_rate_only_against_a_target_of_the_same_unit(case):
    region, of = case["地区与项目"].split()
    first = "甲县" if region in ("市", "东片") else region
    stands = figures(f"县区 | {of}\n{first} | {case['累计']}", Month(YEAR, 11))
    table = completion_table(standing(PLAN, 11, stands), region, "project")
    row = next(item for item in table.rows if item.project == of)
    levels = (row.levels["province"], row.levels["city"])
    assert [item.rate for item in levels] == [
        None if case[name] == "—" else Fraction(case[name]) for name in ("省定完成率", "市定完成率")
    ]
    assert [STATUS_NAMES[item] for item in (*(level.status for level in levels), row.overall)] == [
        case[name] for name in ("省定状态", "市定状态", "总状态")
    ]


# 一版里各行的生效日期都到了，这一版才算生效。
@cases("""
情形              | 省定生效    | 市定生效    | 这版从何时起 | 3月 | 4月 | 5月
----------------- | ---------- | --------- | ---------- | --- | --- | ---
都没写，一直有效    |            |           |            | 是  | 是  | 是
一行写了           | 2021-04-15 |           | 2021-04-15 | 否  | 是  | 是
月底当天也算       | 2021-04-30 |           | 2021-04-30 | 否  | 是  | 是
下月一日，本月不算  | 2021-05-01 |           | 2021-05-01 | 否  | 否  | 是
两行，按晚的       | 2021-02-01 | 2021-05-10 | 2021-05-10 | 否  | 否  | 是
""")
def test_a_revision_is_in_force_when_all_its_targets_are(case):
    days = [
        date.fromisoformat(case[name]) if case[name] else None for name in ("省定生效", "市定生效")
    ]
    rows = [replace(row, effective=day) for row, day in zip(PLAN.targets, days, strict=False)]
    plan = replace(PLAN, targets=tuple(rows))
    since = date.fromisoformat(case["这版从何时起"]) if case["这版从何时起"] else None
    assert plan.effective == since
    for number in (3, 4, 5):
        assert plan.in_force(Month(YEAR, number)) is (case[f"{number}月"] == "是")


REVISIONS = drawn("""
情形                | 第1版       | 第2版       | 第3版       | 1月 | 6月 | 9月 | 12月
------------------- | ---------- | ---------- | ---------- | --- | -- | --- | ----
只有一版             |            | 无         | 无         | 1   | 1  | 1  | 1
只有一版，五月才生效   | 2021-05-01 | 无         | 无         | 1   | 1  | 1  | 1
第2版八月起          |            | 2021-08-10 | 无         | 1   | 1  | 2  | 2
第2版没写日期        | 2021-05-01 |            | 无         | 2   | 2  | 2  | 2
第3版十月起          |            | 2021-06-30 | 2021-10-01 | 1   | 2  | 2  | 3
后录的先生效         |            | 2021-10-01 | 2021-06-01 | 1   | 3  | 3  | 3
都还没生效，用最早的   | 2021-03-01 | 2021-04-01 | 无         | 1   | 2  | 2  | 2
""")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Each case's revisions, in a year of its own."""
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('revisions')}/plans.sqlite")
    prepare(database)
    for year, case in enumerate(REVISIONS, start=YEAR):
        whole = second_city(year)
        for number in (1, 2, 3):
            written = case[f"第{number}版"]
            if written == "无":
                continue
            day = date.fromisoformat(written).replace(year=year) if written else None
            rows = (replace(whole.targets[0], effective=day, document=f"第{number}版"),)
            assert load_plan(database, replace(whole, targets=rows)) == number
    yield database
    database.close()


@pytest.mark.parametrize("place", range(len(REVISIONS)), ids=[row["情形"] for row in REVISIONS])
def test_the_newest_revision_in_force_counts_else_the_oldest(stored, place):
    case = REVISIONS[place]
    for number in (1, 6, 9, 12):
        found = plan_in_force(stored, Month(YEAR + place, number))
        assert found is not None
        assert found.revision == int(case[f"{number}月"]), f"{number}月"
        assert found.plan.targets[0].document == f"第{found.revision}版"
