"""The charts of the project pages: sound for Plotly, and never without heading, sentence, table."""

import plotly.graph_objects as go
import pytest
from dash import dcc

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
    source = getattr(cities, city)()
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
