"""What needs attention, in words: each kind says what, where, who does what next, and leads there."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dashboard.attention_words import KIND_NAMES, notice_of
from dashboard.factory import server_for
from dashboard.frame import Ask, frame_for
from dashboard.pages.attention import SHOWN, attention_card, notices_of
from dashboard.selection import Selection
from etl.domain.attention import (
    Attention,
    Behind,
    FallingBack,
    FiledLate,
    Late,
    Odd,
    Returned,
    Unreviewed,
)
from etl.domain.completion import Coverage
from etl.domain.period import Month
from etl.domain.sentence import sentence_text
from tests.dashboard import cities
from tests.dashboard.reading import read

AUGUST = Month(2021, 8)
AT = datetime(2021, 8, 19, 17, 30, tzinfo=UTC)  # the 20th in the city
ENTRIES: dict[str, Any] = {
    "behind": Behind(
        *("990003", "jobs", "behind", "city", "人"),
        *(Decimal(40), Decimal(80), Decimal(40)),
        *(Fraction(1, 2), Fraction(-1, 6), Fraction(2, 3)),
        carried_forward=("990003",),
    ),
    "falling_back": FallingBack(
        *("990004", "rehab", "on_pace", "人", Month(2021, 7), Decimal(500), Decimal(480)),
        *("city", Fraction(1, 100), Fraction(9, 100)),
    ),
    "late": Late("990005", date(2021, 9, 10), 4),
    "filed_late": FiledLate("990006", date(2021, 9, 10), 2, 1, AT),
    "unreviewed": Unreviewed("990007", 71, 2, AT, 3, 1),
    "returned": Returned("990008", 81, 2, AT, None, 5),
    "odd": Odd(
        *("990009", 91, 1, "W-FUNDS-STANDARD", "累计资金人均484.57元，低于400元"),
        *("rehab", "月报", "J8", "部分对象只领药物补贴"),
    ),
}
SAID = {
    "behind": ("清河县 就业服务", "黄灯滞后（含1县区沿用）", "离市定任务还差40人，请清河县说明"),
    "falling_back": ("平川县 精准康复", "与序时比7月退步8.0个百分点", "请平川县说明本月放慢的原因"),
    "late": ("安远县 8月月报", "9月10日到期，已逾期4天未报", "请安远县报送，市级催报"),
    "filed_late": ("永丰满族自治县 8月月报", "9月10日到期，迟2天报送", "已报，下月请按时"),
    "unreviewed": ("石桥县 8月第2版", "8月20日报送，待审核3天；审核前仍计入第1版", "请市残联审核"),
    "returned": ("白云经济技术开发区 8月第2版", "已退回，已逾期5天", "改正后重新报送"),
    "odd": ("青松新区 精准康复服务", "累计资金人均484.57元", "已附说明：部分对象只领药物补贴"),
}


@pytest.fixture(scope="module")
def source():
    return cities.ordinary()


@pytest.fixture(scope="module")
def frame(source):
    return frame_for(source, Ask("/", {}, Selection(AUGUST, 2021)))


def test_there_is_an_example_of_every_kind():
    assert set(ENTRIES) == set(SAID) == set(KIND_NAMES)


@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_says_what_where_and_who_does_what_next(frame, kind):
    found = notice_of(frame, ENTRIES[kind])
    what, state, then = SAID[kind]
    assert found.kind == kind
    assert found.shape
    assert found.what.startswith(what.split(" ")[0])
    assert state in sentence_text(found.said)
    assert then in sentence_text(found.next)
    if kind != "odd":
        assert found.what == what


@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_leads_to_the_place_that_shows_it(source, frame, kind):
    found = notice_of(frame, ENTRIES[kind])
    path, _, fragment = found.href.partition("#")
    answer = server_for(source).test_client().get(path)
    assert answer.status_code == 200
    if fragment:
        ids = {node.attributes.get("id") for node in read(answer.text).all()}
        assert fragment in ids
    if kind == "behind":
        assert found.figure is not None
        assert found.figure[0] == "慢16.7个百分点"


def test_a_cumulative_that_fell_is_said_in_counts(frame):
    fell = FallingBack(
        "990004", "rehab", "on_pace", "人", Month(2021, 7), Decimal(470), Decimal(480)
    )
    found = notice_of(frame, fell)
    assert sentence_text(found.said) == "累计数比7月少10人"
    assert found.figure is None


def test_nothing_said_to_a_warning_asks_the_city(frame):
    odd = Odd("990009", 91, 1, "W", "超出范围")
    found = notice_of(frame, odd)
    assert sentence_text(found.next) == "没有附说明，请市残联核实"
    assert found.href.endswith("#filings")


def test_the_first_few_are_shown_and_the_rest_is_folded_not_lost(frame):
    entries = tuple(Late(f"99000{n}", date(2021, 9, 10), n) for n in range(1, 10))
    shown = attention_card(
        frame,
        Attention(AUGUST, "990000", date(2021, 9, 14), None, Coverage(9, 0), entries),
        "依据。",
    )
    from dashboard.rendering import render

    card = read(render(shown.card))
    lists = card.all("ul", class_="notices") or [
        node for node in card.all("ul") if node.attributes.get("class") == "notices"
    ]
    assert [len(node.all("li")) for node in lists] == [SHOWN, 9 - SHOWN]
    assert "共9条：逾期未报9。" in card.text
    assert shown.exhibit.grid is not None
    assert len(shown.exhibit.grid.rows) == 9


def test_a_calm_month_says_so(frame):
    from dashboard.rendering import render

    found = Attention(AUGUST, "990000", date(2021, 8, 20), None, Coverage(9, 9))
    card = read(render(attention_card(frame, found, "依据。").card))
    assert "没有需要关注的事项：没有滞后、退步、迟报、待审核、退回，也没有提醒。" in card.text
    assert not card.all("a")


def test_what_is_behind_and_fell_back_is_said_once(frame):
    behind = ENTRIES["behind"]
    fell = FallingBack(
        *("990003", "jobs", "behind", "人", Month(2021, 7), Decimal(40), Decimal(38)),
        *("city", Fraction(-1, 6), Fraction(-1, 10)),
    )
    (once,) = notices_of(frame, [behind, fell])
    assert once.kind == "behind"
    text = "黄灯滞后（含1县区沿用），与序时比7月退步6.7个百分点"
    assert sentence_text(once.said) == text
    other = ENTRIES["falling_back"]
    assert [item.kind for item in notices_of(frame, [behind, other])] == ["behind", "falling_back"]
