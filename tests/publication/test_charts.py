"""Charts as numbers: what is drawn, what is a gap, and what the sentence beside it names."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from etl.domain.completion import REACHED
from etl.domain.judging import is_behind
from etl.domain.text import rounded_rate
from etl.publication.chart import bars_abreast, needs_legend, share_a_place
from etl.publication.charts import (
    charts_of,
    counties_chart,
    funds_chart,
    months_chart,
    rates_chart,
)
from tests.cities import EAST, RIVER
from tests.publication.released_facts import (
    HELD,
    HELD_REGIONS,
    SPLIT,
    changed,
    city_facts,
    held_facts,
    sample_facts,
)


def series(chart, role):
    (found,) = [item for item in chart.series if item.role == role]
    return dict(zip(chart.categories, found.values, strict=True))


def of_county(region, **more):
    """A change of one county's rows; ``levels`` are changes of those levels' results."""

    def change(row):
        if row.region != region:
            return row
        levels = {
            key: replace(item, **more.get("levels", {}).get(key, {}))
            for key, item in row.levels.items()
        }
        return replace(row, **{**more, "levels": levels})

    return change


def test_both_rates_of_every_project_are_drawn_in_percent():
    chart = rates_chart(sample_facts())
    assert (chart.kind, chart.mark, chart.title) == ("bars", 100, "各项目完成率（%）")
    assert series(chart, "province")["辅具适配"] == 103.9
    assert series(chart, "city")["辅具适配"] == 101.6
    assert len(chart.categories) == 8


def test_a_project_without_a_rate_is_left_out_and_named():
    chart = rates_chart(city_facts())
    assert chart.categories == ("公益岗位", "老残助餐", "清洁取暖", "走访慰问")
    assert series(chart, "city")["走访慰问"] is None
    assert "实用技术（未报）" in chart.alternative


def test_a_rate_just_below_the_target_is_not_drawn_as_reached():
    def nearly(row):
        levels = {
            key: replace(item, rate=Fraction(99_96, 100_00)) for key, item in row.levels.items()
        }
        return replace(row, levels=levels)

    chart = rates_chart(changed(sample_facts(), nearly))
    assert {value for item in chart.series for value in item.values} == {99.9}


def test_counties_stand_in_the_order_of_the_plan():
    facts = sample_facts()
    chart = counties_chart(facts, "assistive_devices")
    children = facts.plan.tree.children(facts.plan.root)
    assert chart.categories == tuple(child.name for child in children)
    assert "最高北戴河新区102.0%" in chart.alternative


def test_counties_behind_are_a_series_of_their_own():
    facts = sample_facts()
    for project in facts.plan.projects:
        chart = counties_chart(facts, project.code)
        rates = {
            facts.plan.tree[row.region].name: float(rounded_rate(rate))
            for row in facts.children_rows(project.code)
            if (rate := row.levels["city"].rate) is not None
        }
        behind = {
            facts.plan.tree[row.region].name
            for row in facts.children_rows(project.code)
            if is_behind(row)
        }
        split = {item.role: series(chart, item.role) for item in chart.series}
        drawn = {
            role: {name for name, value in values.items() if value is not None}
            for role, values in split.items()
        }
        assert drawn.pop("slow", set()) == behind
        assert all(drawn.values())
        assert set().union(*drawn.values()) == set(rates) - behind
        for values in split.values():
            assert all(value is None or value == rates[name] for name, value in values.items())
        assert share_a_place(chart)
        assert bars_abreast(chart) == 1


def test_the_legend_says_who_is_behind_and_so_does_the_sentence():
    chart = counties_chart(sample_facts(), "employment_service")
    assert [(item.role, item.name) for item in chart.series] == [
        ("done", "市定完成率：达序时及以上的县区"),
        ("slow", "市定完成率：慢于序时的县区"),
    ]
    assert series(chart, "slow")["卢龙县"] == 54.4
    assert series(chart, "done")["卢龙县"] is None
    assert "；慢于序时的：卢龙县。" in chart.alternative


def test_a_county_is_behind_by_its_worse_level_though_the_bar_is_of_the_other():
    facts = city_facts()
    change = of_county(EAST, overall="behind", levels={"province": {"status": "behind"}})
    before, chart = (counties_chart(item, "posts") for item in (facts, changed(facts, change)))
    assert series(before, "done")["东城区"] == series(chart, "slow")["东城区"] == 28.1
    assert "慢于序时的：东城区" in chart.alternative


@pytest.mark.parametrize("status", ["behind", "exceeded"])
def test_a_county_carried_forward_is_a_gap_among_the_others(status):
    facts = changed(city_facts(), of_county(EAST, reported=0, overall=status))
    chart = counties_chart(facts, "meals")
    assert [item.role for item in chart.series] == ["done"]
    assert series(chart, "done") == {"东城区": None, "西城区": 45.0, "石门县": 75.0}
    assert "市定最高石门县75.0%，最低西城区45.0%；" in chart.alternative
    assert "没有画出的：东城区（沿用，不判快慢）" in chart.alternative
    assert "慢于序时" not in chart.alternative


def test_what_is_carried_forward_stays_among_the_rates_of_projects():
    stale = changed(city_facts(), lambda row: replace(row, reported=0))
    assert rates_chart(stale) == rates_chart(city_facts())
    assert not counties_chart(stale, "meals").series


def test_what_has_not_begun_is_not_called_on_pace():
    chart = counties_chart(sample_facts(), "student_aid")
    assert [(item.role, item.name) for item in chart.series] == [
        ("city", "市定完成率：未到实施期的县区")
    ]
    assert "画出的均未到实施期" in chart.alternative


def test_where_all_are_behind_the_legend_says_it():
    facts = changed(sample_facts(), lambda row: replace(row, overall="far_behind"))
    chart = counties_chart(facts, "employment_service")
    assert [item.role for item in chart.series] == ["slow"]
    assert needs_legend(chart)
    assert "画出的均慢于序时" in chart.alternative
    assert not needs_legend(funds_chart(facts))
    assert needs_legend(rates_chart(facts))


def test_counties_of_both_levels_have_theirs_beside_their_names():
    change = of_county(EAST, levels={"city": {"status": "no_target", "rate": None}})
    chart = counties_chart(changed(city_facts(), change), "meals")
    assert chart.categories == ("东城区（省定）", "西城区（市定）", "石门县（市定）")
    assert [item.name for item in chart.series] == [
        "完成率：达序时及以上的县区",
        "完成率：慢于序时的县区",
    ]
    assert series(chart, "slow")["东城区（省定）"] is not None
    assert share_a_place(chart)
    assert not share_a_place(rates_chart(sample_facts()))
    assert bars_abreast(rates_chart(sample_facts())) == 2


def test_counties_without_a_target_at_the_city_are_held_against_that_of_the_province():
    chart = counties_chart(city_facts(), "visits")
    assert [item.name[:5] for item in chart.series] == ["省定完成率"] * 2
    assert series(chart, "done") == {"东城区": None, "西城区": 45.0, "石门县": 75.0}
    assert series(chart, "slow") == {"东城区": 22.5, "西城区": None, "石门县": None}


def test_a_county_without_a_report_is_a_gap_with_its_reason():
    def silent(row):
        if row.region != EAST or row.project != "posts":
            return row
        levels = {
            key: replace(item, rate=None, gap=None, status="not_reported")
            for key, item in row.levels.items()
        }
        return replace(row, completed=None, reported=0, levels=levels, overall="not_reported")

    chart = counties_chart(changed(city_facts(), silent), "posts")
    assert all(series(chart, item.role)["东城区"] is None for item in chart.series)
    assert "没有画出的：东城区（未报）" in chart.alternative


def test_what_is_held_back_is_a_gap_with_its_reason():
    facts = held_facts()
    chart = counties_chart(facts, HELD)
    held = [facts.plan.tree[code].name for code in HELD_REGIONS]
    empty = [
        name
        for name in chart.categories
        if all(series(chart, item.role)[name] is None for item in chart.series)
    ]
    assert empty == held
    assert f"{'、'.join(held)}（不公布）" in chart.alternative
    assert not counties_chart(facts, SPLIT).series


def test_months_run_over_the_year_and_the_unreported_ones_are_gaps():
    chart = months_chart(sample_facts(), "assistive_devices")
    done = series(chart, "done")
    assert list(done) == [f"{number}月" for number in range(1, 13)]
    # In January a county was missing; September has not come yet.
    assert [done[name] for name in ("1月", "2月", "8月", "9月")] == [None, 422, 4674, None]
    assert "1月没有报全或不公布" in chart.alternative
    assert "9月" not in chart.alternative


def test_the_pace_is_the_target_times_the_planned_share():
    facts = sample_facts()
    pace = series(months_chart(facts, "home_access"), "pace")
    assert pace["8月"] == 780 * facts.plan.planned_share("home_access", 8)
    assert pace["12月"] == 780
    chart = months_chart(city_facts(), "visits")
    assert [item.name for item in chart.series] == ["累计完成", "省定任务×序时"]
    assert series(chart, "pace")["12月"] == 400


def test_money_that_is_not_reported_is_a_gap():
    chart = funds_chart(sample_facts())
    assert (chart.kind, series(chart, "done")["辅具适配"]) == ("columns", 240.7)
    assert series(chart, "done")["技能培训"] is None
    assert "技能培训、就业服务、康复体育、大学生助学（未报送）" in chart.alternative


def test_a_chart_without_money_has_nothing_to_draw():
    facts = changed(sample_facts(), lambda row: replace(row, funds=None))
    assert funds_chart(facts).categories == ()
    assert "funds" not in [chart.name for chart in charts_of(facts)]


@pytest.mark.parametrize(
    "facts",
    [sample_facts, city_facts, held_facts, lambda: city_facts(EAST), lambda: city_facts(RIVER)],
)
def test_every_chart_is_whole_and_says_what_it_is(facts):
    charts = charts_of(facts())
    assert len({chart.name for chart in charts}) == len(charts)
    for chart in charts:
        assert chart.name.isascii()
        assert all(len(item.values) == len(chart.categories) for item in chart.series)
        assert chart.stamp.find("截至") >= 0
        assert chart.source.startswith("来源：")
        assert chart.alternative.endswith("。")
        assert chart.alternative.count("。") == 1
        assert any(value is not None for item in chart.series for value in item.values)


def test_a_county_held_back_has_no_months_of_its_own():
    own = replace(sample_facts("130302"), release=held_facts().release)
    drawn = {chart.name for chart in charts_of(own)}
    assert months_chart(own, HELD).series[0].values == (None,) * 12
    assert f"months-{HELD}" not in drawn
    assert "months-assistive_devices" in drawn


def test_reached_is_never_below_the_mark():
    facts = sample_facts()
    for row in facts.table.rows:
        if row.levels["city"].status in REACHED:
            name = facts.project(row.project).short_name
            assert Decimal(series(rates_chart(facts), "city")[name]) >= 100
