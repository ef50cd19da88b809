"""超额完成, 完成, 达序时, 全部, 均: of whole numbers only, strictly, per project and level."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.domain.period import Month
from etl.domain.sentence import sentence_text
from etl.publication.article import LENGTH_NAMES, PART_NAMES, Options
from etl.publication.compose import compose
from etl.publication.project_words import project_sentence
from etl.publication.summary_words import summary
from tests.publication.drawn import COUNTIES, Drawn, facts_of

PACE = Fraction(6, 12)
MEDIUM = Options("medium", parts=frozenset())

near = st.integers(1, 3000).flatmap(
    lambda target: st.tuples(
        st.one_of(st.none(), st.just(target), st.integers(1, 3000)),
        st.one_of(
            st.integers(0, 4000),
            st.sampled_from([target - 1, target, target + 1]),
            # 49.x % of a target: round the planned half
            st.sampled_from([target // 2, max(target // 2 - 1, 0), target * 49 // 100]),
        ),
        st.one_of(st.none(), st.just(target)),
    )
)
projects = near.map(
    lambda drawn: Drawn((drawn[1] // 2, drawn[1] - drawn[1] // 2), drawn[0], drawn[2])
)


def status_by_hand(completed: int, target: int) -> str:
    """The words by the integers alone, with the default tolerance of one point."""
    if completed > target:
        return "超额完成"
    if completed == target:
        return "完成"
    slow = PACE - Fraction(completed, target)
    return "达序时" if slow <= Fraction(1, 100) else "慢"


def said_of(item: Drawn) -> str:
    return sentence_text(project_sentence(facts_of([item]), "p0", MEDIUM))


@settings(max_examples=250)
@given(projects)
def test_each_word_of_a_project_is_borne_by_its_integers(item):
    text = said_of(item)
    levels = [("省定", item.province), ("市定", item.city)]
    known = [(name, target) for name, target in levels if target is not None]
    found = {name: status_by_hand(item.completed, target) for name, target in known}
    words = list(found.values())
    assert ("超额完成" in text) == ("超额完成" in words)
    assert ("达序时" in text) == ("达序时" in words)
    assert ("慢" in text) == ("慢" in words)
    if "均" in text:
        assert len(words) == 2
        assert len(set(words)) == 1
        assert f"均{words[0]}" in text
        assert words[0] != "慢"
    elif len(set(words)) == 2:
        for name, word in found.items():
            said = rf"按{name}任务(比50\.0%的序时进度)?慢" if word == "慢" else f"{name}任务{word}"
            assert re.search(said, text)
    if not known:
        assert "任务数未录入，不计算完成率" in text
        assert "%" not in text


@settings(max_examples=250)
@given(projects)
def test_every_rate_is_the_integers_rounded_half_up_and_never_over_the_line(item):
    text = said_of(item)
    told = re.sub(r"比\d+\.\d%的序时进度", "", text)
    rates = [Decimal(rate) for rate in re.findall(r"(\d+\.\d)%", told)]
    targets = [target for target in (item.province, item.city) if target is not None]
    assert len(rates) == len(targets)
    for rate, target in zip(rates, targets, strict=True):
        exact = Fraction(item.completed, target) * 100
        assert (rate >= 100) == (exact >= 100)
        if not (exact < 100 and exact >= Fraction(9995, 100)):
            assert abs(Fraction(rate) - exact) <= Fraction(5, 100)
        else:
            assert rate == Decimal("99.9")


@pytest.mark.parametrize(
    ("completed", "target", "word", "rate"),
    [
        (2501, 2500, "超额完成", "100.0%"),  # 100.04 %: more, although the rate reads 100.0
        (2500, 2500, "完成任务", "100.0%"),
        (2499, 2500, "达序时", "99.9%"),  # 99.96 %: not reached, and not written as 100.0
        (10001, 10000, "超额完成", "100.0%"),
        (51, 27, "超额完成", "188.9%"),
    ],
)
def test_the_word_goes_by_the_number_and_not_by_the_rounded_rate(completed, target, word, rate):
    text = said_of(Drawn((completed - 1, 1), None, target))
    assert f"为市定任务的{rate}，{word}。" in text


@settings(max_examples=150)
@given(st.lists(projects, min_size=1, max_size=5))
def test_all_is_said_only_when_it_is_all(drawn):
    text = sentence_text(summary(facts_of(drawn), with_funds=False))
    each = [
        [status_by_hand(item.completed, t) for t in (item.province, item.city) if t is not None]
        for item in drawn
    ]
    bearing = all(words and set(words) == {"超额完成"} for words in each)
    assert ("全部超额完成" in text) == bearing
    if "全部完成" in text:
        assert all(words and set(words) <= {"超额完成", "完成"} for words in each)
    over = sum(bool(words) and set(words) == {"超额完成"} for words in each)
    if over and not bearing:
        assert re.search(rf"{over}个(超额完成|民生实事项目)", text) or "全部完成" in text
    assert len(re.findall(r"慢于序时进度", text)) == any("慢" in words for words in each)


@settings(max_examples=100)
@given(st.lists(projects, min_size=1, max_size=4))
def test_the_counts_of_a_summary_add_up_to_the_projects(drawn):
    text = sentence_text(summary(facts_of(drawn), with_funds=False))
    first = text.split("。")[0]
    if "全部" in first or len(drawn) == 1:
        return
    listed = [int(number) for number in re.findall(r"[，中](\d+)个", first.split("项目中", 1)[1])]
    assert sum(listed) == len(drawn)


def test_a_missing_county_is_said_wherever_its_sum_is():
    facts = facts_of([Drawn((30, None), 100, 100)], filed=COUNTIES[:1])
    article = compose(facts, Options("medium"))
    assert "（缺西县）" in article.paragraphs[1].text
    assert "应报送的2个填报单位中，1个已报送并采用；西县未报送。" in article.paragraphs[0].text


def test_nothing_reported_is_no_zero():
    facts = facts_of([Drawn((None, None), 100, 100)], filed=())
    text = compose(facts, Options("full")).text
    assert "尚无已采用的报送，暂无数据" in text
    assert "0人" not in text
    assert "%" not in text.split("注：")[0]


def test_a_project_before_its_season_is_neither_slow_nor_done():
    late = tuple(Decimal(0) for _ in range(9)) + (Decimal(100),) * 3
    text = said_of(Drawn((0, 0), 50, 60, curve=late))
    assert text == "项目甲累计完成0人，未到实施期（按序时计划10月起计算进度）。"


def test_a_sum_of_money_says_of_how_many_projects_it_is():
    drawn = [
        Drawn((5, 5), 5, 5, (10_000, 5_000)),
        Drawn((5, 5), 5, 5),
        Drawn((1, 1), 1, 1, (100, 50)),
    ]
    text = sentence_text(summary(facts_of(drawn), with_funds=True))
    assert "已报资金的2个项目累计投入资金1.52万元，不含项目乙。" in text


@pytest.mark.parametrize("length", LENGTH_NAMES)
def test_every_number_that_stands_for_a_figure_leads_to_it(length):
    """No digit of a text stands outside a way to its origin, but for dates, names and notes."""
    facts = facts_of([Drawn((30, 31), 100, 120, (500, None)), Drawn((7, 8), 10, 15)])
    for paragraph in compose(facts, Options(length, parts=frozenset(PART_NAMES))).paragraphs:
        loose = "".join(piece.text for piece in paragraph.body if piece.ref is None)
        for allowed in (
            r"\d{4}年\d+月\d+日",
            r"\d+月",
            r"\d+个(民生实事项目中|县区|填报单位中)",
            r"已报\d/\d",
        ):
            loose = re.sub(allowed, "", loose)
        assert not re.search(r"\d", loose), loose


def test_all_is_not_said_where_a_task_cannot_be_compared():
    drawn = [Drawn((60, 60), 100, 110), Drawn((60, 60), 100, 50, city_unit="人次")]
    text = sentence_text(summary(facts_of(drawn), with_funds=False))
    assert "全部" not in text.split("。")[0]
    assert "2个超额完成可比的年度任务" in text
    paragraph = said_of(drawn[1])
    assert "市定任务为50人次，与完成数单位不同，不计算完成率" in paragraph


def test_what_is_carried_forward_is_neither_fast_nor_slow():
    facts = facts_of([Drawn((10, 10), 100, 100)], filed=(), of=Month(2023, 5))
    text = compose(facts, Options("medium")).text
    assert "慢" not in text.split("注：")[0].replace("不判快慢", "")
    assert "达序时" not in text.split("注：")[0]
