"""Pictures to take away: their words, their marks to scale, nothing outside, nothing unsafe."""

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.chart import Chart, Line, Point, Series
from dashboard.pictures.chart import chart_svg
from dashboard.pictures.measure import clean, width, wrap
from dashboard.pictures.scale import scale_for
from dashboard.pictures.words import PictureWords
from tests.dashboard.picturing import (
    SPACE,
    WORDS,
    assert_no_words_on_words,
    assert_nothing_outside,
    named,
    shapes,
    texts,
)

MONTHS = tuple(f"{number}月" for number in range(1, 13))
LONG = "云岭高原多民族自治州第一二三四五六七八九十实验经济技术开发区及其所属各管理委员会"


def point(value, tone="good", hollow=False, label=None):
    exact = None if value is None else Fraction(value)
    return Point(exact, str(value) if label is None else label, tone, hollow)


def bars(*points, name="新增"):
    return Series(name, "bar", tuple(points))


def chart(*series, categories=MONTHS, unit="人", **more):
    return Chart("c", "", (), unit, tuple(categories), series, **more)


VALUES = (353, 765, 1387, 2210, 3035, 4395, 5808, 7014)
PROGRESS = chart(
    Series("累计完成", "line", (*(point(v, hollow=v == 3035) for v in VALUES), *[Point(None)] * 4)),
    Series("序时计划", "plan", tuple(Point(Fraction(6900 * n, 12)) for n in range(1, 13))),
    lines=(
        Line("市定 6900", "city", Fraction(6900)),
        Line("省定 6600", "province", Fraction(6600)),
    ),
    under=("8/9",) * 8 + ("",) * 4,
    under_name="已报",
)
COUNTIES = chart(
    bars(point(Fraction(1087, 10)), point(60, "slow"), point(None, label=""), name="市定完成率"),
    Series("省定任务", "province", tuple(Point(Fraction(95)) for _ in range(3))),
    Series("市定任务", "city", tuple(Point(Fraction(100)) for _ in range(3))),
    Series("序时进度", "pace", tuple(Point(Fraction(200, 3)) for _ in range(3))),
    categories=("开发区", "新区", "山区"),
    unit="%",
    sideways=True,
)


def test_the_words_stand_in_the_picture():
    svg = chart_svg(replace(PROGRESS, notes=("另注", WORDS.notes[0])), WORDS)
    said = [shape.text for shape in shapes(svg)]
    whole = "".join(said)
    for words in (WORDS.title, WORDS.sentence, "来源：某市残疾人联合会"):
        assert said.count(words) == 1
    for words in (*WORDS.notes, "另注"):
        assert whole.count(words) == 1
    assert "示例数据" not in whole
    sample = chart_svg(PROGRESS, replace(WORDS, sample=True))
    assert "示例数据" in [shape.text for shape in shapes(sample)]


def test_every_value_and_every_category_is_written_once():
    drawn = shapes(chart_svg(PROGRESS, WORDS))
    assert sorted(texts(drawn, "value")) == sorted(map(str, VALUES))
    assert sorted(texts(drawn, "category")) == sorted(MONTHS)
    assert texts(drawn, "under") == ["8/9"] * 8
    assert texts(drawn, "target") == ["市定 6900", "省定 6600"]
    assert texts(drawn, "tick") == ["0", "2000", "4000", "6000", "8000"]
    assert texts(drawn, "unit") == ["人"]
    assert len(named(drawn, "point")) == 8
    assert len(named(drawn, "hollow")) == 1


def test_a_sideways_chart_has_bars_and_marks_per_row_and_a_rate_its_sign():
    drawn = shapes(chart_svg(COUNTIES, WORDS))
    assert texts(drawn, "category") == ["开发区", "新区", "山区"]
    assert texts(drawn, "tick") == ["0%", "20%", "40%", "60%", "80%", "100%", "120%"]
    assert [len(named(drawn, name)) for name in ("bar", "province", "city", "pace")] == [2, 3, 3, 3]
    fast, slow = (shape.size[0] for shape in named(drawn, "bar"))
    assert fast / slow == pytest.approx(108.7 / 60, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=12), st.booleans())
def test_bars_are_as_long_as_their_values(values, sideways):
    shown = chart(bars(*map(point, values)), categories=MONTHS[: len(values)], sideways=sideways)
    lengths = [
        shape.size[0 if sideways else 1] for shape in named(shapes(chart_svg(shown, WORDS)), "bar")
    ]
    most = max(map(abs, values), default=0) or 1
    longest = max(lengths) or 1
    assert len(lengths) == len(values)
    for value, length in zip(values, lengths, strict=True):
        assert length / longest == pytest.approx(abs(value) / most, abs=0.02 / longest + 1e-9)


def test_states_are_told_apart_without_colour():
    tones = ("good", "slow", "idle", "stale", "none")
    shown = chart(
        bars(*(point(5, tone) for tone in tones)),
        bars(*(point(5, tone, hollow=True) for tone in tones), name="不全"),
        Series("线", "line", tuple(point(5, tone, tone == "good") for tone in tones)),
        categories=tones,
    )
    drawn = shapes(chart_svg(shown, WORDS))
    fills = {shape.name: shape.paint for shape in named(drawn, "bar")}
    assert len(set(fills.values())) == 8, "what is not judged looks the same when incomplete"
    assert "url(#slow)" in fills["bar slow"]
    assert "url(#hollow-good)" in fills["bar good hollow"]
    assert "url(#stale)" in fills["bar stale"]
    points = {shape.name: (shape.tag, shape.paint) for shape in named(drawn, "point")}
    assert points["point good hollow"] == ("circle", "#ffffff #1d5a96")
    assert points["point slow"][0] == "path"
    assert points["point stale"][0] == "rect"
    said = {shape.text for shape in drawn}
    assert {
        "滞后",
        "沿用，不判快慢",
        "未到实施期",
        "空心：当月报送不全",
        "疏斜纹：含报送不全的月份",
    } <= said


def test_a_gap_is_neither_zero_nor_bridged():
    line = Series("线", "line", (point(1), point(2), Point(None), point(4), point(5), Point(None)))
    shown = chart(line, bars(point(None, label=""), point(0)), categories=MONTHS[:6])
    drawn = shapes(chart_svg(shown, WORDS))
    assert len([shape for shape in named(drawn, "line") if shape.tag == "path"]) == 2
    assert [shape.size[1] for shape in named(drawn, "bar")] == [0]


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize(
    ("categories", "value"),
    [
        (MONTHS, lambda n: None),
        (MONTHS, lambda n: 0),
        (("8月",), lambda n: 7014),
        ((), lambda n: 1),
        (tuple(f"{LONG}{n}" for n in range(9)), lambda n: 10**9 + n * 12_345_678),
        (tuple(f"第{n}县" for n in range(170)), lambda n: 50 + n * 37 % 60),
        (MONTHS, lambda n: (-1) ** n * 45 * n),
    ],
    ids=["none", "zero", "one", "empty", "long", "many", "negative"],
)
def test_hard_cases_stay_in_the_picture_and_legible(categories, value, sideways):
    points = tuple(
        Point(None) if value(n) is None else point(value(n)) for n in range(len(categories))
    )
    targets = (Line(f"{LONG} 900", "need", Fraction(900)), Line("市定 910", "city", Fraction(910)))
    shown = chart(
        bars(*points),
        Series("线", "line", points),
        categories=categories,
        lines=targets if len(categories) == 1 else (),
        sideways=sideways,
    )
    svg = chart_svg(shown, replace(WORDS, sample=True))
    assert_nothing_outside(svg)
    assert_no_words_on_words(svg)
    assert ("尚无数据" in svg) == (not any(p.value is not None for p in points) and not shown.lines)
    if sideways:
        assert len(texts(shapes(svg), "category")) == len(categories)


names = st.text(min_size=1, max_size=40) | st.just(LONG)
exact = st.integers(-(10**10), 10**10) | st.fractions(-1000, 1000, max_denominator=999)
drawn_points = st.builds(
    Point,
    st.none() | exact.map(Fraction),
    st.text(max_size=12) | st.just("7014"),
    st.sampled_from(("good", "slow", "idle", "stale", "none")),
    st.booleans(),
    st.text(max_size=5),
)


@st.composite
def charts(draw):
    count = draw(st.integers(0, 14))
    kinds = st.sampled_from(("line", "bar", "plan", "province", "city", "pace"))
    exactly = st.lists(drawn_points, min_size=count, max_size=count).map(tuple)
    return Chart(
        "c",
        "",
        (),
        draw(names | st.just("%")),
        tuple(draw(st.lists(names, min_size=count, max_size=count))),
        tuple(draw(st.lists(st.builds(Series, names, kinds, exactly), max_size=4))),
        tuple(draw(st.lists(st.builds(Line, names, LINE_KINDS, exact.map(Fraction)), max_size=4))),
        tuple(draw(st.lists(st.text(max_size=8), min_size=count, max_size=count))),
        draw(st.text(max_size=6)),
        draw(st.booleans()),
    )


LINE_KINDS = st.sampled_from(("province", "city", "need", "standard"))


@settings(max_examples=50, deadline=None)
@given(charts(), st.builds(PictureWords, names, names, st.tuples(names), names, st.booleans()))
def test_whatever_is_drawn_is_sound_within_and_the_same_each_time(shown, words):
    svg = chart_svg(shown, words)
    assert_nothing_outside(svg)
    assert_no_words_on_words(svg)
    assert chart_svg(shown, words) == svg
    tags = {node.tag.removeprefix(SPACE) for node in ElementTree.fromstring(svg).iter()}
    assert tags <= set("svg title desc defs pattern rect g text tspan line path circle".split())


def test_what_users_type_stays_text():
    evil = '<script>alert(1)</script>&"\x00\u202e\x1b\ud800'
    shown = chart(
        Series(evil, "bar", (Point(Fraction(1), evil, words=evil),)),
        categories=(evil,),
        unit=evil,
        lines=(Line(evil, "city", Fraction(1)),),
    )
    svg = chart_svg(shown, PictureWords(evil, evil, (evil,), evil))
    assert texts(shapes(svg), "category") == ['<script>alert(1)</script>&"']
    assert "<script" not in svg
    assert "href" not in svg
    assert not set(svg) & set("\x00\u202e\x1b\ud800")
    svg.encode("utf-8")


def test_texts_break_where_chinese_may_and_numbers_stay_whole():
    text = "截至8月18日，全市完成7014人（市定任务6900人）。"
    for room in range(40, 200, 7):
        lines = wrap(text, 12, room)
        assert "".join(lines) == text
        assert all(width(line, 12) <= room for line in lines)
        assert not any(line[0] in "，。）、" or line[-1] == "（" for line in lines)
        assert any("7014" in line for line in lines)
    assert clean(" 甲\n乙\x00\t丙 ") == "甲 乙 丙"


@settings(deadline=None)
@given(st.lists(exact.map(Fraction), max_size=8), st.integers(3, 8))
def test_axes_begin_at_or_below_zero_and_have_few_round_steps(values, intervals):
    scale = scale_for(values, intervals)
    assert scale.low <= min([0, *values])
    assert scale.high >= max([0, *values])
    assert 0 in scale.ticks
    assert 1 <= len(scale.ticks) - 1 <= intervals + 1
    assert f"{float(scale.step):e}"[0] in "125"


def test_large_ticks_are_written_in_wan_and_yi():
    small, large = scale_for([Fraction(300_000)], 6), scale_for([Fraction(10**9)], 6)
    assert [small.tick_text(tick, "人") for tick in small.ticks][:3] == ["0", "5万", "10万"]
    assert [large.tick_text(tick, "元") for tick in large.ticks][:3] == ["0", "2亿", "4亿"]
