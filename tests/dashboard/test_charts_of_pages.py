"""The charts of the project pages: sound for Plotly, and never without heading, sentence, table."""

import re
from dataclasses import replace
from fractions import Fraction

import plotly.graph_objects as go
import pytest
from dash import dcc

from dashboard.expected import expected_text
from dashboard.frame import Ask, frame_for
from dashboard.pages.project import _shown
from dashboard.pages.project_view import view_of
from dashboard.rendering import components, render
from dashboard.selection import Selection
from etl.domain.period import Month
from tests.dashboard import cities
from tests.dashboard.reading import read

CASES = [
    *(("ordinary", code, 8) for code in ("devices", "rehab", "students", "homes")),
    *(("ordinary", "jobs", number) for number in (1, 2, 3, 5)),
    *(("incomplete", code, 5) for code in ("training", "sport")),
    ("first_month", "care", 1),
    ("plan_only", "rehab", 3),
    *(("second_city", code, 5) for code in "abcde"),
    ("province", "rehab", 8),
]


def cards(city, code, number):
    return cards_of(getattr(cities, city)(), code, number)


def cards_of(source, code, number):
    year = max(source.plans)
    month = Month(year, number)
    frame = frame_for(source, Ask(f"/project/{code}", {"code": code}, Selection(month, year)))
    assert frame is not None
    project = frame.plan.project(code)
    assert project is not None
    found = _shown(view_of(source, frame, project))
    return {name: item for name, item in found.items() if item is not None}


def graphs(card):
    return [item for item in components(card) if isinstance(item, dcc.Graph)]


@pytest.mark.parametrize(("city", "code", "number"), CASES)
def test_every_chart_is_sound_and_told_in_words_and_in_a_table(city, code, number):
    drawn = 0
    for name, shown in cards(city, code, number).items():
        for graph in graphs(shown.card):
            drawn += 1
            figure = go.Figure(graph.figure)
            assert len(figure.data) == len(graph.figure["data"])
            card = read(render(shown.card))
            assert card.one("h2").text
            assert card.all("p")[0].text.endswith("。"), name
            assert card.one("img").attributes["alt"] == ""
            assert card.all("table"), name
            notes = card.text
            assert "任务书第1版" in notes
            assert "未定版" in notes
            assert shown.exhibit.picture is not None
    assert drawn >= (2 if city != "plan_only" else 0)


def test_months_county_counts_and_funds_are_drawn_and_a_forecast_while_one_is_short():
    drawn = {name for name, item in cards("ordinary", "devices", 8).items() if graphs(item.card)}
    assert drawn == {"months", "added", "counts", "funds"}
    short = {name for name, item in cards("ordinary", "rehab", 5).items() if graphs(item.card)}
    assert "outlook" in short


def outlook(city, code, number):
    return read(render(cards(city, code, number)["outlook"].card))


def test_a_forecast_says_from_which_months_and_refuses_without_three():
    said = outlook("ordinary", "rehab", 5).text
    assert "假设：今后每月新增与3—5月平均相同，任务不再调整。" in said
    assert "今后每月需" in said
    few = outlook("ordinary", "rehab", 2).text
    assert "不预计：有当月数的月份不足三个" in few
    assert "假设：" not in few
    assert "今后每月需完成数" in few


def test_before_its_start_a_project_has_no_forecast():
    said = outlook("ordinary", "students", 5).text
    assert "本月不作预计：未到实施期。" in said


def test_what_is_reached_is_not_forecast_and_who_lacks_is_named():
    assert "任务已完成，不再预计" in outlook("ordinary", "devices", 8).text
    said = outlook("ordinary", "rehab", 8).text
    assert "市定任务还差48人，按此进度9月完成，今后每月需12人；青松新区年内不能完成。" in said


def test_the_months_not_reported_by_all_are_hollow_and_not_compared():
    found = cards("incomplete", "sport", 5)
    (graph,) = graphs(found["months"].card)
    filled = graph.figure["data"][0]["marker"]["color"][:5]
    assert filled == ["#ffffff"] * 5
    said = read(render(found["added"].card)).text
    assert "不与其他月份比较" in said


def sentence(shown):
    return read(render(shown.card)).all("p")[0].text


def drawn(shown, place=0):
    (graph,) = graphs(shown.card)
    return graph.figure["data"][place]


def test_a_month_that_nobody_reported_is_a_gap_and_no_number():
    found = cards("ordinary", "rehab", 10)
    assert sentence(found["added"]) == "10月无县区报送，没有新增数。"
    assert drawn(found["added"])["y"][7:10] == [857, None, None]
    assert drawn(found["months"])["y"][7:] == [6852, None, None, None, None]
    assert drawn(found["funds"])["y"][7:] == [342.6, None, None]
    assert "9月、10月无县区报送" in sentence(found["months"])
    assert found["added"].exhibit.grid.rows[9][:2] == ("10月", "未报")
    assert found["months"].exhibit.grid.rows[9][:4] == ("10月", "沿用8月数", None, None)
    assert found["funds"].exhibit.grid.rows[9][:2] == ("10月", "沿用8月数")


def slow_and_twice_incomplete():
    """The city is slow; a county files in February and March only."""
    source = cities.ordinary(4, 0.5)
    last = source.plans[2021].tree.submitting("990000")[8].code
    source.figures = {
        key: value
        for key, value in source.figures.items()
        if key[1] != last or key[0].number in (2, 3)
    }
    return source


def test_only_months_reported_by_all_are_called_slow_in_words_and_drawing():
    shown = cards_of(slow_and_twice_incomplete(), "rehab", 4)["months"]
    assert sentence(shown) == "2月、3月低于序时计划；1月、4月报送不全，不与其他月份比。"
    marker = drawn(shown)["marker"]
    assert marker["symbol"][:4] == ["circle", "triangle-down", "triangle-down", "circle"]
    colours = marker["line"]["color"]
    assert colours[0] == colours[3] != colours[1] == colours[2]
    assert "橙色" in read(render(shown.card)).text
    assert "滞后" in shown.exhibit.picture()


def test_what_is_within_the_tolerance_or_not_yet_due_is_said():
    said = sentence(cards("ordinary", "rehab", 5)["months"])
    assert said == "报送齐全的各月都没有慢于序时超过1个百分点。"
    before = sentence(cards("ordinary", "students", 5)["months"])
    assert before == "未到实施期：按计划9月起实施。"


def test_targets_reached_in_one_month_stand_in_one_clause():
    said = sentence(cards("ordinary", "devices", 8)["months"])
    assert "8月累计数达到省定任务4500人、市定任务4600人" in said


def paced(*drifts):
    """Counties that reach their target for jobs after eight months by their drift."""
    source = cities.ordinary(5)
    for region, drift in zip(source.plans[2021].tree.submitting("990000"), drifts, strict=False):
        for number in range(1, 6):
            cities.put(source, Month(2021, number), region.code, "jobs", drift)
    return source


def test_counties_are_named_by_the_month_in_which_they_reach_their_target():
    said = sentence(cards_of(paced(1.03, 0.82, 0.3), "jobs", 5)["outlook"])
    assert (
        "按此进度，东湖区、平川县、安远县等7个县区8月、西山区10月完成本县区市定任务；"
        "清河县年内不能完成。"
    ) in said
    many = sentence(cards_of(paced(1.2, 1.03, 0.92, 0.82, 0.74, 0.68), "jobs", 5)["outlook"])
    told = "按此进度，9个县区年内完成本县区市定任务，其中最晚的是安远县11月、永丰满族自治县12月。"
    assert told in many


def test_a_forecast_is_drawn_to_the_month_of_the_target_and_no_further():
    reached = drawn(cards("ordinary", "rehab", 5)["outlook"], 1)
    assert [place for place, value in enumerate(reached["y"]) if value is not None] == [
        4,
        5,
        6,
        7,
        8,
    ]
    assert not any(reached.get("text", ()))
    shown = cards_of(cities.ordinary(5, 0.5), "rehab", 5)["outlook"]
    short = drawn(shown, 1)
    assert short["y"][11] is not None
    (label,) = filter(None, short["text"])
    own = next(row for row in shown.exhibit.grid.rows if "云岭市市定" in row[0])
    assert own[3] == f"年内不能完成，预计年底累计{label}人"


def test_the_whole_is_not_forecast_but_who_reported_is():
    shown = cards("incomplete", "sport", 5)["outlook"]
    assert sentence(shown) == "云岭市不作预计：当月报送不全；已报县区按此进度如下。"


def test_of_what_is_counted_no_part_is_expected():
    shown = cards_of(cities.ordinary(5, 0.5), "rehab", 5)["outlook"]
    told = [row[3] for row in shown.exhibit.grid.rows]
    assert len([text for text in told if re.fullmatch(r".*预计年底累计\d+人", text)]) > 5
    plan = cities.rich_plan()
    assert expected_text(plan, "rehab", Fraction(5519, 20)) == "275"
    measured = tuple(
        replace(p, indicators=tuple(replace(i, decimals=1) for i in p.indicators))
        for p in plan.projects
    )
    assert expected_text(replace(plan, projects=measured), "rehab", Fraction(5519, 20)) == "276"
    assert expected_text(replace(plan, projects=measured), "rehab", Fraction(551, 2)) == "275.5"
