"""位次：并列同位，其后顺延；不能比的不排，并说明原因；综合按各项目完成率（封顶 100%）的平均。"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.completion.table import completion_table
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import (
    RANKING_REFUSAL_NAMES,
    UNRANKED_NAMES,
    WEIGHT_NOTE_NAMES,
    Contribution,
    Turnout,
    count_behind,
)
from etl.services.outlook import (
    overall_ranking,
    places,
    position,
    positions,
    ranking,
    rankings,
    weighting,
)
from tests.spec.city import YEAR, city, figures, project, standing, tree
from tests.spec.table import cases, words

NUMBER = 6
ALL = "甲乙丙丁戊"
TREE = tree("市\n" + "\n".join(f"  {name}" for name in ALL))


def rows_of(plan, table, number=NUMBER, region="市"):
    stands = figures(table, Month(YEAR, number))
    return completion_table(standing(plan, number, stands), region, "region").rows


def county_line(values, names=ALL):
    """Figures of one project, drawn in one cell: a word per county, ``-`` for nothing."""
    lines = [
        f"{name} | {value}"
        for name, value in zip(names, values.split(), strict=True)
        if value != "-"
    ]
    return "\n".join(["县区 | 康复", *lines])


def plan_with(province, municipal, **more):
    head = f"项目 | 级别 | 全市 | {' | '.join(ALL)}"
    lines = [
        f"康复 | {name} | | {' | '.join(value.replace('-', '') for value in values.split())}"
        for name, values in (("省定", province), ("市定", municipal))
    ]
    return city(TREE, project("康复"), targets="\n".join([head, *lines]), **more)


def placed(found):
    return " ".join(f"{item.region}{item.place}{'并' * item.tied}" for item in found.placed)


def unplaced(found):
    return tuple(f"{item.region} {UNRANKED_NAMES[item.reason]}" for item in found.unplaced)


def regions_in(found):
    """All regions of a ranking, each as often as it is there."""
    return sorted([item.region for item in found.placed] + [item.region for item in found.unplaced])


@cases("""
情形            | 值               | 位次
--------------- | --------------- | -----------
各不相同         | 1/2 1/3 1/4     | 1 2 3
并列第二         | 1/2 3/4 1/2 1/4 | 2 1 2 4
都一样           | 1/3 1/3 1/3     | 1 1 1
并列第一，再第三  | 1 1 1/2         | 1 1 3
空的没有位次     | - 1/2 - 0       | - 1 - 2
差一丝不算并列    | 1/3 333/1000    | 1 2
""")
def test_competition_places(case):
    values = [None if value == "-" else Fraction(value) for value in case["值"].split()]
    expected = [None if place == "-" else int(place) for place in case["位次"].split()]
    assert places(values) == expected


# 五个县区六月的累计，市定任务各 100；10@5 是沿用五月的，- 是没有。
@cases("""
情形          | 累计                | 位次                        | 不排
------------- | ------------------ | -------------------------- | ----
都能排         | 50 40 30 20 10     | 甲1 乙2 丙3 丁4 戊5          |
并列顺延       | 50 40 50 20 40     | 甲1并 丙1并 乙3并 戊3并 丁5   |
超额不封顶     | 150 400 120 99 100 | 乙1 甲2 丙3 戊4 丁5          |
沿用的不排     | 99@5 40 30 20 10   | 乙1 丙2 丁3 戊4              | 甲 沿用此前月份的数
没报的不排     | - 40 30 20 10      | 乙1 丙2 丁3 戊4              | 甲 未报
没报的不是 0   | 0 40 - 20 10       | 乙1 丁2 戊3 甲4              | 丙 未报
""")
def test_places_of_one_project(case):
    plan = plan_with("90 90 90 90 90", "100 100 100 100 100")
    found = ranking(rows_of(plan, county_line(case["累计"])))
    assert (placed(found), unplaced(found)) == (case["位次"], words(case["不排"]))
    assert (found.refusal, found.level, found.ranked) == (None, "city", len(found.placed))
    assert found.complete is not bool(case["不排"])


# 各县区累计都是 50 40 30 20 10。按市定完成率；没有市定任务的县区按省定。
@cases("""
情形        | 省定                 | 市定                 | 位次                | 级别
----------- | ------------------- | ------------------- | ------------------ | ---
看率不看数   | - - - - -           | 100 50 90 20 100    | 丁1 乙2 甲3 丙4 戊5 | 市定
都没有市定   | 100 100 100 100 100 | - - - - -           | 甲1 乙2 丙3 丁4 戊5 | 省定
一个没有市定 | 90 50 90 90 90      | 100 - 100 100 100   | 乙1 甲2 丙3 丁4 戊5 | —
两级都没有   | - - - - -           | 100 - 100 0 100     | 甲1 丙2 戊3        | 市定
""")
def test_the_level_of_the_places(case):
    rows = rows_of(plan_with(case["省定"], case["市定"]), county_line("50 40 30 20 10"))
    found = ranking(rows)
    level = LEVEL_NAMES[found.level] if found.level else "—"
    assert (placed(found), level) == (case["位次"], case["级别"])
    left = set(ALL) - {item.region for item in found.placed}
    assert {(item.region, item.reason) for item in found.unplaced} == {
        (name, "no_target") for name in left
    }


def test_counts_stand_beside_the_rate():
    plan = plan_with("- - - - -", "100 100 100 100 100")
    first = ranking(rows_of(plan, county_line("50 40 30 20 10"))).placed[0]
    assert (first.region, first.rate, first.completed, first.target) == (
        *("甲", Fraction(1, 2)),
        *(Decimal(50), Decimal(100)),
    )


def test_a_ranking_at_one_level_leaves_out_those_without_it():
    plan = plan_with("90 90 90 90 90", "100 - 100 - 100")
    rows = rows_of(plan, county_line("50 40 30 20 10"))
    at_city, at_province = ranking(rows, "city"), ranking(rows, "province")
    assert (at_city.level, placed(at_city)) == ("city", "甲1 丙2 戊3")
    assert unplaced(at_city) == ("乙 没有可比的任务数", "丁 没有可比的任务数")
    assert (at_province.level, placed(at_province)) == ("province", "甲1 乙2 丙3 丁4 戊5")


# 报全的不到一半，或能排的不足两个，一个也不排；报全正好一半，照排，但不完整。
@cases("""
情形             | 累计                      | 市定                 | 报全 | 结论
---------------- | ------------------------ | ------------------- | --- | ----
五报三           | 50 40 30 20@5 -          | 100 100 100 100 100 | 3/5 | 排
五报二，不到一半   | 50 40 30@5 20@5 -        | 100 100 100 100 100 | 2/5 | 当月报全的县区不到一半
没有一个报了      | 50@5 40@5 30@5 20@5 10@5 | 100 100 100 100 100 | 0/5 | 当月报全的县区不到一半
报齐，一个有任务   | 50 40 30 20 10           | 100 - - - -         | 5/5 | 能参加排位的县区不足两个
报齐，都没有任务   | 50 40 30 20 10           | - - - - -           | 5/5 | 能参加排位的县区不足两个
报齐，两个有任务   | 50 40 30 20 10           | 100 100 - - -       | 5/5 | 排
""")
def test_when_nobody_is_placed(case):
    plan = plan_with("- - - - -", case["市定"])
    found = ranking(rows_of(plan, county_line(case["累计"])))
    assert f"{found.turnout.reported}/{found.expected}" == case["报全"]
    refusal = RANKING_REFUSAL_NAMES[found.refusal] if found.refusal else "排"
    assert refusal == case["结论"]
    assert bool(found.placed) is (found.refusal is None)
    assert regions_in(found) == sorted(ALL)


def test_half_of_the_regions_is_enough():
    regions = tree("市\n  甲\n  乙\n  丙\n  丁")
    targets = "项目 | 级别 | 全市 | 甲 | 乙 | 丙 | 丁\n康复 | 市定 | | 9 | 9 | 9 | 9"
    rows = rows_of(
        city(regions, project("康复"), targets=targets), county_line("5 4 - -", "甲乙丙丁")
    )
    found = ranking(rows)
    assert (found.refusal, placed(found), found.complete) == (None, "甲1 乙2", False)
    assert found.turnout == Turnout(4, 2)


def test_those_who_could_be_placed_are_told_that_the_ranking_is_refused():
    plan = plan_with("- - - - -", "100 - - - -")
    found = ranking(rows_of(plan, county_line("50 40 30 20 10")))
    first = found.unplaced[0]
    assert (first.region, first.reason, first.rate) == ("甲", "ranking_refused", Fraction(1, 2))


def test_work_that_has_not_begun_is_not_ranked():
    curve = (Decimal(0),) * 8 + (Decimal(100),) * 4
    plan = plan_with("- - - - -", "100 100 100 100 100", pace={"康复": curve})
    found = ranking(rows_of(plan, county_line("0 120 0 100 -")))
    assert (found.refusal, found.placed) == ("not_started", ())
    assert unplaced(found) == (*(f"{name} 未到实施期" for name in "甲乙丙丁"), "戊 未报")


DISTRICTS = tree("""
市
  东片
    甲
    乙
  西片
    丙
    丁
  南片
    戊
    己
""")
IN_DISTRICTS = city(
    DISTRICTS,
    project("康复"),
    targets="项目 | 级别 | 全市 | 甲 | 乙 | 丙 | 丁 | 戊 | 己\n康复 | 市定 | | 9 | 9 | 9 | 9 | 9 | 9",
)


@cases("""
情形              | 累计          | 位次               | 不排
----------------- | ------------ | ----------------- | ----
都报了            | 5 4 3 3 2 2  | 东片1 西片2 南片3    |
东片少一个县       | 9 - 3 3 2 2  | 西片1 南片2         | 东片 报送不全
东片有一个县沿用    | 9 4@5 3 3 2 2 | 西片1 南片2        | 东片 沿用此前月份的数
东片一个也没报     | - - 3 3 2 2  | 西片1 南片2         | 东片 未报
""")
def test_a_sum_with_a_part_missing_has_no_place(case):
    found = ranking(rows_of(IN_DISTRICTS, county_line(case["累计"], "甲乙丙丁戊己")))
    assert (placed(found), unplaced(found)) == (case["位次"], words(case["不排"]))


def test_a_county_outside_its_months_is_not_expected():
    regions = [replace(item, last_month=3 if item.code == "甲" else None) for item in TREE]
    plan = replace(plan_with("- - - - -", "100 100 100 100 100"), regions=tuple(regions))
    found = ranking(rows_of(plan, county_line("99@3 40 30 20 10")))
    assert (found.expected, found.complete, placed(found)) == (4, True, "乙1 丙2 丁3 戊4")
    assert unplaced(found) == ("甲 当月不要求报送",)


@pytest.mark.parametrize("projects", [(), ("康复", "就业")])
def test_rows_of_one_project_are_asked_for(projects):
    targets = "项目 | 级别 | 全市 | 甲\n康复 | 市定 | | 9"
    plan = city(TREE, *(project(name) for name in projects or ["康复"]), targets=targets)
    rows = rows_of(plan, county_line("1 1 1 1 1")) if projects else ()
    with pytest.raises(ValueError, match="unpack"):
        ranking(rows)


# 某县区在全市的位置：位次、共几个、已排县区的中位数（自己也在内）。
@cases("""
县区 | 累计               | 位次 | 共 | 完成率 | 中位   | 不排
---- | ---------------- | --- | -- | ----- | ----- | ----
甲   | 50 40 30 20 10   | 1   | 5  | 1/2   | 3/10  |
乙   | 50 40 40 20 10   | 2   | 5  | 2/5   | 2/5   |
丙   | 50 40 30 20 -    | 3   | 4  | 3/10  | 7/20  |
丁   | 50 40 30 20@5 10 |     | 4  | 1/5   | 7/20  | 沿用此前月份的数
戊   | 51 40 30 20 -    |     | 4  |       | 7/20  | 未报
""")
def test_where_one_region_stands(case):
    plan = plan_with("- - - - -", "100 100 100 100 100")
    rows = rows_of(plan, county_line(case["累计"]))
    found = position(ranking(rows), case["县区"])
    assert {
        "位次": str(found.place or ""),
        "共": str(found.of),
        "完成率": "" if found.rate is None else str(found.rate),
        "中位": str(found.median),
        "不排": UNRANKED_NAMES[found.reason] if found.reason else "",
    } == {name: case[name] for name in ("位次", "共", "完成率", "中位", "不排")}
    assert found.tied is (case["县区"] == "乙")
    assert positions(rows, case["县区"]) == (found,)


def test_a_refused_ranking_has_no_median():
    plan = plan_with("- - - - -", "100 - - - -")
    found = position(ranking(rows_of(plan, county_line("50 40 30 20 10"))), "甲")
    assert (found.place, found.of, found.median) == (None, 0, None)
    assert (found.refusal, found.reason) == ("too_few_ranked", "ranking_refused")


def test_a_region_that_is_not_in_the_ranking():
    rows = rows_of(plan_with("- - - - -", "9 9 9 9 9"), county_line("5 4 3 2 1"))
    assert positions(rows, "外县") == ()
    with pytest.raises(KeyError):
        position(ranking(rows), "外县")


# ------------------------------------------------------------------ 综合

THREE = tree("市\n  甲\n  乙\n  丙")
SEASONAL = (Decimal(0),) * 8 + (Decimal(100),) * 4
PLAN = city(
    THREE,
    *(project(name) for name in ("康复", "就业", "助学")),
    targets="""
        项目 | 级别 | 全市 | 甲  | 乙  | 丙
        康复 | 省定 |     | 50  | 50  | 50
        康复 | 市定 |     | 100 | 100 | 100
        就业 | 省定 |     | 100 | 100 | 100
        助学 | 市定 |     | 100 | 100 | 100
    """,
    pace={"助学": SEASONAL},
)
EQUAL: dict[str, Decimal] = {}


def overall_of(case, weights=EQUAL, plan=PLAN, number=NUMBER):
    lines = [f"{name} | {' | '.join(case[name].replace('-', '').split(','))}" for name in "甲乙丙"]
    table = "\n".join(["县区 | 康复 | 就业 | 助学", *lines])
    return overall_ranking(rows_of(plan, table, number), weights)


def scores(found):
    return tuple(
        f"{item.region}{item.place}{'并' * item.tied} {item.score} 滞后{item.behind}"
        for item in found.placed
    )


# 每格依次是康复（市定 100）、就业（省定 100）、助学（九月开始）的累计。
@cases("""
情形             | 甲       | 乙        | 丙       | 位次                                | 不排
---------------- | ------- | --------- | ------- | ---------------------------------- | ----
各项目一样重      | 50,70,0 | 60,40,0   | 90,80,0 | 丙1 17/20 滞后0、甲2 3/5 滞后0、乙3 1/2 滞后1 |
超额的封顶       | 900,0,0 | 60,50,0   | 50,50,0 | 乙1 11/20 滞后0、甲2并 1/2 滞后1、丙2并 1/2 滞后0 |
都完成就并列       | 100,200,0 | 300,100,0 | 10,10,0 | 甲1并 1 滞后0、乙1并 1 滞后0、丙3 1/10 滞后2 |
没开始的不算      | 50,50,99 | 40,40,0  | 30,30,0 | 甲1 1/2 滞后0、乙2 2/5 滞后2、丙3 3/10 滞后2 |
没开始的没报也不要紧 | 50,50,- | 40,40,0 | 30,30,0 | 甲1 1/2 滞后0、乙2 2/5 滞后2、丙3 3/10 滞后2 |
缺一个项目就不排   | 50,-,0 | 40,40,0    | 30,30,0 | 乙1 2/5 滞后2、丙2 3/10 滞后2         | 甲 报送不全 就业
沿用一个项目也不排 | 50,50@5,0 | 40,40,0 | 30,30,0 | 乙1 2/5 滞后2、丙2 3/10 滞后2         | 甲 报送不全 就业
都是沿用         | 50@5,50@5,0 | 40,40,0 | 30,30,0 | 乙1 2/5 滞后2、丙2 3/10 滞后2 | 甲 沿用此前月份的数 康复、就业
都没报           | -,-,-    | 40,40,0  | 30,30,0 | 乙1 2/5 滞后2、丙2 3/10 滞后2         | 甲 未报 康复、就业
""")
def test_the_overall_ranking(case):
    found = overall_of(case)
    left = " ".join(
        f"{item.region} {UNRANKED_NAMES[item.reason]} {'、'.join(item.projects)}"
        for item in found.unplaced
    )
    assert (scores(found), left) == (words(case["位次"]), case["不排"])
    assert (found.rule, found.weighting.note, found.refusal) == ("equal", None, None)
    assert (found.expected, found.complete) == (3, not case["不排"])


DONE = {"甲": "50,70,10", "乙": "60,40,10", "丙": "90,80,10"}


def test_how_a_score_was_made():
    (found,) = (
        item for item in overall_of({**DONE, "甲": "150,70,0"}).placed if item.region == "甲"
    )
    one = Fraction(1)
    assert found.contributions == (
        Contribution("康复", "city", one, Fraction(3, 2), one),
        Contribution("就业", "province", one, Fraction(7, 10), Fraction(7, 10)),
    )


@cases("""
情形               | 权重                    | 规则     | 甲    | 说明
------------------ | ---------------------- | -------- | ---- | ----
没有权重            |                        | equal    | 3/5  |
三比一              | 康复=3、就业=1、助学=1   | weighted | 11/20 |
小数的权重          | 康复=0.5、就业=1.5、助学=1 | weighted | 13/20 |
不计一个项目        | 康复=0、就业=1、助学=1   | weighted | 7/10 |
少写一个项目        | 康复=3、就业=1          | equal    | 3/5  | 任务书没有写全各项目的权重，改按各项目相等
有负数             | 康复=3、就业=-1、助学=1   | equal    | 3/5  | 任务书的权重有负数，改按各项目相等
都是 0             | 康复=0、就业=0、助学=0   | equal    | 3/5  | 任务书的权重都是 0，改按各项目相等
别的项目的不算       | 旧项目=5               | equal    | 3/5  |
""")
def test_weights(case):
    pairs = [item.split("=") for item in words(case["权重"])]
    found = overall_of(DONE, {name: Decimal(weight) for name, weight in pairs})
    (own,) = (item for item in found.placed if item.region == "甲")
    note = WEIGHT_NOTE_NAMES[found.weighting.note] if found.weighting.note else ""
    assert (found.rule, str(own.score), note) == (case["规则"], case["甲"], case["说明"])


def test_the_project_without_a_weight_is_named():
    found = weighting(["康复", "就业", "助学"], {"康复": Decimal(1), "助学": Decimal(0)})
    assert (found.rule, found.note, found.lacking) == ("equal", "incomplete", ("就业",))


def test_a_region_whose_projects_all_weigh_nothing_has_no_place():
    weights = {"康复": Decimal(0), "就业": Decimal(0), "助学": Decimal(1)}
    found = overall_of(DONE, weights)
    assert (found.refusal, found.placed) == ("too_few_ranked", ())
    assert {item.reason for item in found.unplaced} == {"no_weight"}


@cases("""
情形            | 甲        | 乙        | 丙         | 结论
--------------- | -------- | --------- | --------- | ----
三报二          | 5,5,0    | 4,4,0     | -,-,-     | 排
三报一          | 5,5,0    | 4@5,4@5,0 | -,-,-     | 当月报全的县区不到一半
""")
def test_when_there_is_no_overall_place(case):
    found = overall_of(case)
    assert (RANKING_REFUSAL_NAMES[found.refusal] if found.refusal else "排") == case["结论"]
    assert regions_in(found) == sorted("甲乙丙")
    assert bool(found.placed) is (found.refusal is None)


def test_nothing_has_begun():
    plan = replace(PLAN, pace=dict.fromkeys(("康复", "就业", "助学"), SEASONAL))
    found = overall_of(DONE, plan=plan)
    assert (found.refusal, found.placed) == ("not_started", ())
    assert {item.reason for item in found.unplaced} == {"not_started"}


def test_a_region_without_any_target():
    plan = replace(
        PLAN,
        targets=tuple(
            replace(row, by_region={key: row.by_region[key] for key in "乙丙"})
            for row in PLAN.targets
        ),
    )
    found = overall_of(DONE, plan=plan)
    assert scores(found) == ("丙1 17/20 滞后0", "乙2 1/2 滞后1")
    assert [(item.region, item.reason) for item in found.unplaced] == [("甲", "no_target")]


def test_every_project_is_ranked_by_itself():
    table = "县区 | 康复 | 就业\n甲 | 5 | 1\n乙 | 4 | 2\n丙 | 3 | 3"
    found = rankings(rows_of(PLAN, table))
    assert {name: placed(item) for name, item in found.items()} == {
        "康复": "甲1 乙2 丙3",
        "就业": "丙1 乙2 甲3",
        "助学": "",
    }


def test_no_rows_no_places():
    found = overall_ranking((), EQUAL)
    assert (found.refusal, found.expected, found.complete) == ("too_few_ranked", 0, True)


@cases("""
情形                  | 东片     | 原因
--------------------- | ------- | ----
两个项目各缺一个县      | 5 -;- 5 | incomplete
一个项目缺一个县        | 5 5;- 5 | incomplete
两个项目各沿用一个县     | 5 5@4;5@4 5 | carried_forward
什么也没有报           | - -;- - | not_reported
""")
def test_why_a_district_has_no_overall_place(case):
    projects = (project("康复"), project("就业"))
    head = "项目 | 级别 | 全市 | 甲 | 乙 | 丙 | 丁 | 戊 | 己"
    targets = "\n".join(
        [head, *(f"{item.code} | 市定 | | 9 | 9 | 9 | 9 | 9 | 9" for item in projects)]
    )
    plan = city(DISTRICTS, *projects, targets=targets)
    first, second = (part.replace("-", "").split(" ") for part in case["东片"].split(";"))
    lines = [f"{name} | {first[at]} | {second[at]}" for at, name in enumerate("甲乙")]
    table = "\n".join(["县区 | 康复 | 就业", *lines, *(f"{name} | 3 | 3" for name in "丙丁戊己")])
    found = overall_ranking(rows_of(plan, table), EQUAL)
    assert [(item.region, item.reason) for item in found.unplaced] == [("东片", case["原因"])]
    assert [(item.region, item.place) for item in found.placed] == [("西片", 1), ("南片", 1)]


def test_a_county_outside_its_months_is_not_expected_overall():
    regions = [replace(item, first_month=9 if item.code == "丙" else None) for item in THREE]
    found = overall_of({**DONE, "丙": "-,-,-"}, plan=replace(PLAN, regions=tuple(regions)))
    assert [(item.region, item.reason) for item in found.unplaced] == [("丙", "not_expected")]
    assert found.turnout == Turnout(2, 2)


@pytest.mark.parametrize(("filed", "complete"), [("9,9,9", True), ("9@5,9,9", False)])
def test_a_region_in_which_nothing_counts_is_complete_when_it_has_reported(filed, complete):
    without = tuple(
        replace(row, by_region={key: row.by_region[key] for key in "乙丙"}) for row in PLAN.targets
    )
    found = overall_of({**DONE, "甲": filed}, plan=replace(PLAN, targets=without))
    assert [(item.region, item.reason) for item in found.unplaced] == [("甲", "no_target")]
    assert found.complete is complete


def test_nobody_is_behind_on_figures_of_an_earlier_month():
    rows = rows_of(plan_with("- - - - -", "9 9 9 9 9"), county_line("1 1@5 - 0 9"))
    assert [count_behind([row]) for row in rows] == [1, 0, 0, 1, 0]
    assert count_behind(rows) == 2
