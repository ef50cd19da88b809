"""A subsidy rule worked out from the policy's own sentence, or not at all."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.frame import Ask, Frame, frame_for
from dashboard.pages.subsidy_rule import rule_in, worked_rule
from dashboard.rendering import render
from dashboard.selection import Selection
from etl.domain.period import Month
from tests.cities import SAMPLE_PLAN
from tests.dashboard import cities
from tests.dashboard.reading import read

TEXT = (
    "其他残疾人按金额补贴：选配金额500元以内（含500元）补贴100%；"
    "超过500元部分补贴70%、个人负担30%；每人补贴最高限额2000元。"
)


def frame() -> Frame:
    found = frame_for(cities.ordinary(), Ask("/", {}, Selection(Month(2021, 8), 2021)))
    assert found is not None
    return found


def test_the_rule_is_read_from_its_sentence():
    rule = rule_in(TEXT)
    assert rule is not None
    assert [rule.in_full, rule.share, rule.at_most] == [500, 70, 2000]
    assert [rule.paid(Decimal(price)) for price in (300, 500, 1000, 2000, 2643, 9000)] == [
        *(300, 500, 850, 1550, 2000, 2000),
    ]
    assert rule.line(Decimal(1000)) == "500＋500×70%＝850元"
    assert rule.line(Decimal(3000)) == "500＋2500×70%＝2250元，超过最高限额，按2000元"


def test_another_citys_numbers_are_worked_out_as_well():
    text = "300元以内补贴100%，超过300元部分补贴50%，最高限额1000元"
    rule = rule_in(text)
    assert rule is not None
    assert rule.paid(Decimal(900)) == 600
    shown = worked_rule(frame(), ["别的话。", text])
    assert shown is not None
    assert shown.exhibit.kinds == ("csv", "xlsx")
    rows = [line.text for line in read(render(shown.card)).one("tbody").all("tr")]
    assert rows == [
        "300300×100%＝300元300",
        "600300＋300×50%＝450元450",
        "1800300＋1500×50%＝1050元，超过最高限额，按1000元1000",
    ]


def test_a_sentence_that_does_not_state_the_whole_rule_is_not_worked_out():
    for text in (
        "每人每年补贴500元。",
        TEXT.replace("最高限额2000元", "有最高限额"),
        TEXT.replace("超过500元", "超过600元"),
        TEXT.replace("70%", "0%"),
        TEXT.replace("2000", "400"),
    ):
        assert rule_in(text) is None, text
    assert worked_rule(frame(), ["每人每年补贴500元。"]) is None


@given(st.integers(1, 5000), st.integers(1, 100), st.integers(1, 20000), st.integers(1, 90000))
def test_a_subsidy_is_never_above_the_price_or_the_most_and_never_falls(full, share, more, price):
    rule = rule_in(f"{full}元以内补贴100%，超过{full}元部分补贴{share}%，最高限额{full + more}元")
    assert rule is not None
    paid = rule.paid(Decimal(price))
    assert 0 < paid <= min(price, full + more)
    assert rule.paid(Decimal(price + 1)) >= paid
    last = rule.examples[-1]
    assert rule.paid(last) == rule.at_most


def test_the_samples_plan_states_one():
    from etl.workbook.opening import open_workbook
    from etl.workbook.plan_reader import read_plan

    plan, _ = read_plan(open_workbook(SAMPLE_PLAN.read_bytes()))
    assert plan is not None
    assert sum(rule_in(point.text) is not None for point in plan.policy_points) == 1
