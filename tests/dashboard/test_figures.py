"""The geometry of bullets, and what a row may be called."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dashboard import html
from dashboard.components.spark import MonthPoint, trend
from dashboard.figures.bullet import bullet, css_percent
from dashboard.rendering import render
from etl.domain.completion import LevelResult
from etl.domain.judging import is_behind, status_words, tone_of
from tests.dashboard.reading import read
from tests.dashboard.test_conclusion import row

counts = st.integers(0, 100_000)


def measured(completed, province, city, pace=Fraction(2, 3)):
    def level(target):
        if target is None:
            return LevelResult("no_target")
        rate = Fraction(completed, target)
        return LevelResult("on_pace", target, "", rate, rate - pace)

    levels = {"province": level(province), "city": level(city), "need": LevelResult("no_target")}
    return replace(row("A", "on_pace"), completed=completed, levels=levels, pace=pace)


@given(counts, st.integers(1, 5000), st.integers(1, 5000))
def test_nothing_of_a_bullet_lies_outside(completed, province, city):
    shape = bullet(measured(completed, province, city))
    assert shape is not None
    assert 0 <= shape.bar <= shape.bar + shape.over <= 100
    for place in (shape.track, shape.pace, shape.province, shape.city):
        assert place is not None
        assert 0 <= place <= 100
    assert shape.far == (Fraction(completed, city) > Fraction(5, 4))
    assert (shape.over > 0) == (completed > city)


def test_the_axis_is_the_citys_target_else_the_provinces():
    both = bullet(measured(50, 90, 100))
    only = bullet(measured(50, 100, None))
    assert both is not None
    assert only is not None
    assert [both.bar, both.city, both.province] == [40, 80, 72]
    assert [only.bar, only.city, only.province] == [40, None, 80]
    assert bullet(measured(50, None, None)) is None


def test_positions_in_styles():
    assert css_percent(Fraction(160, 3)) == "53.33%"
    assert css_percent(Fraction(0)) == "0%"


def test_what_is_carried_forward_is_neither_fast_nor_slow():
    late = replace(row("A", "behind"), reported=0, carried_forward=("r1",))
    assert not is_behind(late)
    assert tone_of(late) == "stale"
    assert status_words(late) == "沿用，不判快慢"
    assert status_words(replace(late, overall="exceeded")) == "超额完成"
    assert status_words(row("A", "behind", missing=("r1", "r2"))) == "黄灯滞后（缺2县区）"


def test_a_month_without_a_report_has_no_point_in_the_trend_and_no_rate():
    told = replace(measured(50, 90, 100), reported=9)
    silent = replace(told, reported=0, carried_forward=("r1",))
    page = read(render(html.Div(trend([MonthPoint(8, told), MonthPoint(9, silent)]))))
    assert page.text == "各月市定完成率：8月50.0%、9月无报送"
    assert len(page.one("polyline", **{"class": "done"}).attributes["points"].split()) == 1
