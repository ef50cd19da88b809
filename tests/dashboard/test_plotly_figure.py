"""Charts as Plotly figures: exact, complete, nothing by colour alone, texts letter by letter."""

import json
import re
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.offline import get_plotlyjs_version

from dashboard.figures.chart import Chart, Line, Point, Series
from dashboard.figures.plotly_figure import plotly_figure
from dashboard.figures.plotly_room import height_of, spread, value_range
from dashboard.figures.plotly_text import in_lines, literal
from etl.domain.judging import Tone
from etl.domain.sentence import said

BUILD = Path(__file__).parents[2] / "assets" / "plotly"
KINDS = ("line", "bar", "plan", "province", "city", "pace")
TONES: tuple[Tone, ...] = ("good", "slow", "idle", "stale", "none")

words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
fractions = st.fractions(-(10**9), 10**9, max_denominator=1000)
points = st.builds(
    Point,
    st.none() | fractions,
    words,
    st.sampled_from(TONES),
    st.booleans(),
    words,
)


@st.composite
def charts(draw):
    count = draw(st.integers(0, 20))
    series = draw(
        st.lists(
            st.builds(
                Series,
                words,
                st.sampled_from(KINDS),
                st.lists(points, min_size=count, max_size=count).map(tuple),
            ),
            max_size=4,
        )
    )
    names = st.lists(words, min_size=count, max_size=count).map(tuple)
    kinds = st.sampled_from(["province", "city", "need", "standard"])
    return Chart(
        name="drawn",
        title="t",
        sentence=said("s"),
        unit=draw(words),
        categories=draw(names),
        series=tuple(series),
        lines=tuple(draw(st.lists(st.builds(Line, words, kinds, fractions), max_size=3))),
        under=draw(st.just(()) | names),
        under_name=draw(words),
        sideways=draw(st.booleans()),
    )


def chart(*series, categories=("1月", "2月", "3月"), **rest):
    return Chart("c", "t", said("s"), "人", categories, series, **rest)


def drawn(figure):
    """The traces of the values, without those that only make the legend."""
    return [trace for trace in figure["data"] if trace["showlegend"] is False]


def named(figure):
    return [trace["name"] for trace in figure["data"] if trace["showlegend"]]


def series(kind, *values, **point):
    return Series(kind, kind, tuple(Point(value, **point) for value in values))


@settings(max_examples=50, deadline=None)  # graph objects are slow the first time
@given(charts())
def test_plotly_takes_every_figure_and_drops_nothing(drawn_chart):
    figure = json.loads(json.dumps(plotly_figure(drawn_chart), allow_nan=False))
    taken = json.loads(go.Figure(figure).to_json())
    assert taken["data"] == figure["data"]
    taken["layout"].pop("template")
    assert taken["layout"] == {key: part for key, part in figure["layout"].items() if part != []}


@settings(max_examples=50, deadline=None)
@given(charts())
def test_every_value_is_on_the_axis_in_its_place(drawn_chart):
    low, high = value_range(drawn_chart)
    along, across = ("y", "x") if drawn_chart.sideways else ("x", "y")
    for one, trace in zip(drawn_chart.series, drawn(plotly_figure(drawn_chart)), strict=True):
        step = 3 if one.kind == "pace" else 1
        for place, point in enumerate(one.points):
            value = trace[across][place * step]
            assert (value is None) == (point.value is None)
            if point.value is not None:
                assert value == float(point.value)
                assert low <= point.value <= high
                assert abs(trace[along][place * step] - place) < 0.5


def test_whole_numbers_stay_whole_and_a_gap_stays_a_gap():
    (trace,) = drawn(plotly_figure(chart(series("line", Fraction(7014), None, Fraction(5, 2)))))
    assert (trace["x"], trace["y"]) == ([0, 1, 2], [7014, None, 2.5])
    assert "connectgaps" not in trace


def test_a_point_says_by_its_shape_whether_it_is_behind_or_incomplete():
    line = Series(
        "累计",
        "line",
        (Point(Fraction(1)), Point(Fraction(2), tone="slow"), Point(Fraction(3), hollow=True)),
    )
    (trace,) = drawn(plotly_figure(chart(line)))
    marker = trace["marker"]
    assert marker["symbol"] == ["circle", "triangle-down", "circle"]
    assert marker["color"] == ["#1d5a96", "#b5500b", "#ffffff"]
    assert marker["line"]["color"] == ["#1d5a96", "#b5500b", "#1d5a96"]


def test_a_bar_says_by_its_hatching_whether_it_is_behind_or_incomplete():
    bars = Series(
        "新增",
        "bar",
        (Point(Fraction(1)), Point(Fraction(2), tone="slow"), Point(Fraction(3), hollow=True)),
    )
    (trace,) = drawn(plotly_figure(chart(bars)))
    pattern = trace["marker"]["pattern"]
    assert pattern["shape"] == ["", "/", "/"]
    assert pattern["fgcolor"] == ["#1d5a96", "#b5500b", "#1d5a96"]
    assert pattern["bgcolor"] == ["#1d5a96", "#d98a4c", "#ffffff"]


def test_plan_and_marks_are_drawn_like_those_of_the_bullets():
    figure = plotly_figure(
        chart(
            series("plan", Fraction(1), Fraction(2), Fraction(3)),
            series("province", Fraction(1), Fraction(1), Fraction(1)),
            series("city", Fraction(2), Fraction(2), Fraction(2)),
            series("pace", Fraction(3), Fraction(3), Fraction(3)),
            sideways=True,
        )
    )
    plan, province, city, pace = drawn(figure)
    assert (plan["mode"], plan["line"]) == ("lines", pace["line"] | {"dash": "5px,4px"})
    assert plan["line"]["color"] == "#6a3d9a"
    assert province["marker"]["symbol"] == "line-ns-open"
    assert (city["marker"]["symbol"], city["marker"]["color"]) == ("diamond", "#ffffff")
    assert pace["x"][:4] == [3, 3, None, 3]
    assert pace["y"][:3] == [-0.42, 0.42, None]


def test_a_plan_of_a_single_month_can_be_seen():
    (trace,) = drawn(plotly_figure(chart(series("plan", None, Fraction(2), None))))
    assert trace["mode"] == "lines+markers"


def test_labels_stand_at_the_points_and_beside_bars_that_lie():
    labelled = series("line", Fraction(1), Fraction(2), Fraction(3), label="x")
    assert drawn(plotly_figure(chart(labelled)))[0]["text"] == ["x"] * 3
    bars = Series("b", "bar", (Point(Fraction(1), "1.0%"), Point(None, "未报")))
    lying = plotly_figure(chart(bars, categories=("甲", "乙"), sideways=True))
    assert "text" not in drawn(lying)[0]
    assert [(a["text"], a["y"]) for a in lying["layout"]["annotations"]] == [
        ("1.0%", 0),
        ("未报", 1),
    ]


def test_categories_go_down_in_their_order_even_under_one_name():
    lying = plotly_figure(
        chart(series("bar", Fraction(1), Fraction(2)), categories=("城区", "城区"), sideways=True)
    )
    axis = lying["layout"]["yaxis"]
    assert (axis["range"], axis["tickvals"]) == ([1.5, -0.5], [0, 1])
    assert axis["ticktext"] == ["城区", "城区"]


def test_a_second_line_stands_under_the_categories():
    covered = chart(
        series("bar", Fraction(1), Fraction(2), Fraction(3)),
        under=("8/9", "9/9", ""),
        under_name="已报",
    )
    layout = plotly_figure(covered)["layout"]
    assert layout["xaxis"]["ticktext"] == ["1月<br>8/9", "2月<br>9/9", "3月<br>"]
    assert "已报" in [item["text"] for item in layout["annotations"]]


def test_lines_that_lie_close_keep_their_names_apart():
    lines = (
        Line("市定 4600", "city", Fraction(4600)),
        Line("省定 4500", "province", Fraction(4500)),
    )
    layout = plotly_figure(
        chart(series("line", Fraction(1), Fraction(2), Fraction(3)), lines=lines)
    )["layout"]
    assert [(shape["y0"], shape["y1"]) for shape in layout["shapes"]] == [
        (4600, 4600),
        (4500, 4500),
    ]
    names = [item for item in layout["annotations"] if item["text"].endswith("00")]
    assert [(item["text"], item["y"], item["x"]) for item in names] == [
        ("省定 4500", 4500, 1),
        ("市定 4600", 4600, 1),
    ]
    room = height_of(chart()) - layout["margin"]["t"] - layout["margin"]["b"]
    low, high = layout["yaxis"]["range"]
    lower, upper = (room * item["y"] / (high - low) - item["ay"] for item in names)
    assert upper - lower == pytest.approx(15)


@given(st.lists(st.integers(0, 300).map(Fraction), max_size=8).map(sorted))
def test_spreading_keeps_order_and_distance_and_moves_nothing_that_has_room(heights):
    moved = spread(heights, 15)
    assert all(upper - lower >= 15 for lower, upper in pairwise(moved))
    assert sum(moved) == sum(heights)
    if all(upper - lower >= 15 for lower, upper in pairwise(heights)):
        assert moved == heights


def test_one_series_needs_no_legend_and_several_have_one_key_each():
    alone = plotly_figure(chart(series("bar", Fraction(1))))
    assert (alone["layout"]["showlegend"], named(alone)) == (False, [])
    several = plotly_figure(
        chart(series("bar", Fraction(1)), series("city", Fraction(1)), series("pace", Fraction(1)))
    )
    assert several["layout"]["showlegend"] is True
    assert named(several) == ["bar", "city", "pace"]
    assert {t["legend"] for t in several["data"] if t["showlegend"]} <= set(several["layout"])


def test_many_categories_along_the_bottom_are_not_all_named():
    names = tuple(f"{n}" for n in range(170))
    axis = plotly_figure(chart(series("bar", *map(Fraction, range(170))), categories=names))[
        "layout"
    ]["xaxis"]
    assert axis["tickvals"] == list(range(0, 170, 13))
    assert axis["ticktext"] == [str(n) for n in range(0, 170, 13)]


def test_a_chart_that_lies_grows_with_its_rows():
    def height(count, name="甲县"):
        return height_of(chart(categories=(name,) * count, sideways=True))

    assert height(20) - height(10) == 10 * 30
    assert height(1, "甲" * 40) > height(1)


def test_nothing_can_be_dragged_and_nothing_waits_for_a_template():
    for sideways in (False, True):
        layout = plotly_figure(chart(series("bar", Fraction(1)), sideways=sideways))["layout"]
        assert layout["dragmode"] is False
        assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
        assert layout["margin"]["autoexpand"] is False
        assert layout["separators"] == "."
        assert "template" not in layout


@given(words, st.integers(1, 9))
def test_a_typed_text_is_shown_letter_by_letter(word, width):
    assert literal(word).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == word
    lines = in_lines(word, width).split("<br>")
    assert not any(re.search("[<>]", line) for line in lines)
    assert in_lines(word, width).replace("<br>", "") == literal(word)


def test_the_build_in_assets_is_the_published_one_of_the_version_that_dash_knows():
    script = (BUILD / "plotly-basic.min.js").read_bytes()
    readme = (BUILD / "README.md").read_text(encoding="utf-8")
    version = get_plotlyjs_version()
    assert f"v{version}\n".encode() in script[:200]
    assert f"`plotly.js-basic-dist-min` {version}" in readme
    assert sha256(script).hexdigest() in readme
    assert f"{len(script):,} bytes" in readme
    assert (BUILD / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_build_makes_no_code_at_run_time():
    """The pages' own policy forbids it."""
    script = (BUILD / "plotly-basic.min.js").read_text(encoding="utf-8")
    assert not re.findall(r"\beval\(|\bnew Function\b|[^.\w]Function\(", script)
