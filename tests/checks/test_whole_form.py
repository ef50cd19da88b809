"""One mistake over a whole column is one line, and says what happened."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.plan import FundStandard
from tests.checks.form import (
    CODES_OF_NAMES,
    PLAN,
    findings_of,
    form,
    history,
    limits,
    tells,
)

COLUMNS = "级别 | 代码 | 单元格 | 行 | 栏目 | 指标 | 话"
JULY = """
    指标    | 本月 | 累计 | 本月资金 | 累计资金
    辅具适配 | 10  | 100 | 2   | 20
    成年康复 | 5   | 50  | 0.5 | 5
    儿童康复 | 2   | 20  | 0.2 | 2
    无障碍改造 | 4  | 40  | 1   | 12
"""
PRICED = replace(
    PLAN,
    standards=tuple(
        FundStandard(code, Decimal(500), Decimal(5000)) for code in CODES_OF_NAMES.values()
    ),
)


def test_columns_in_each_others_place_are_one_line():
    swapped = form("""
        指标    | 本月 | 累计
        辅具适配 | 112 | 12
        成年康复 | 57  | 7
        儿童康复 | 23  | 3
        无障碍改造 | 45 | 5
    """)
    tells(
        findings_of(swapped, history({7: JULY})),
        f"""
        {COLUMNS}
        错误 | E-COLUMNS-SWAPPED | G7、H7、G8、H8、G9、H9、G10、H10 | | 本月完成 | | {"“本月完成”和“累计完成”像是填反了：4 行的本月完成都比累计完成多"}
        """,  # noqa: E501
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("无障碍改造 | 5 | 45", id="one row is right"),
        pytest.param("无障碍改造 | 45 | 6", id="one row does not tie the other way round"),
    ],
)
def test_columns_are_not_called_swapped_when_one_row_speaks_against_it(row):
    reading = form(f"""
        指标    | 本月 | 累计
        辅具适配 | 112 | 12
        成年康复 | 57  | 7
        儿童康复 | 23  | 3
        {row}
    """)
    codes = {item.code for item in findings_of(reading, history({7: JULY}))}
    assert "E-COLUMNS-SWAPPED" not in codes
    assert "E-MONTH-ABOVE-TOTAL" in codes


def test_last_months_form_sent_again_is_one_line_for_people_and_one_for_money():
    tells(
        findings_of(form(JULY), history({7: JULY})),
        f"""
        {COLUMNS}
        错误 | E-LAST-MONTH-AGAIN | H7、G7、H8、G8、H9、G9、H10、G10 | | 累计完成 | | 4 行的本月和累计完成与7月已采用的一模一样，像是把7月的表又报了一次
        错误 | E-LAST-MONTH-AGAIN | J7、I7、J8、I8、J9、I9、J10、I10 | | 累计投入资金 | | 4 行的本月和累计投入资金与7月已采用的一模一样，像是把7月的表又报了一次
        """,  # noqa: E501
    )


def test_a_form_with_one_new_figure_is_not_last_months():
    moved = JULY.replace("无障碍改造 | 4  | 40", "无障碍改造 | 4  | 44")
    codes = [item.code for item in findings_of(form(moved), history({7: JULY}))]
    assert codes.count("E-NOT-ADDING-UP") == 3


def test_a_month_in_which_nothing_happened_repeats_the_totals_and_is_right():
    still = """
        指标    | 本月 | 累计 | 本月资金 | 累计资金
        辅具适配 | 0 | 100 | 0 | 20
        成年康复 | 0 | 50  | 0 | 5
        儿童康复 | 0 | 20  | 0 | 2
        无障碍改造 | 0 | 40 | 0 | 12
    """
    assert findings_of(form(still), history({7: JULY})) == []


IN_YUAN = """
    指标    | 本月 | 累计 | 本月资金 | 累计资金
    辅具适配 | 10 | 110 | 20000 | 220000
    成年康复 | 5  | 55  | 5000  | 55000
    儿童康复 | 2  | 22  | 2000  | 22000
    无障碍改造 | 4 | 44 | 10000 | 130000
"""


def test_yuan_under_a_header_in_ten_thousands_is_one_line_that_stops_the_file():
    found = findings_of(form(IN_YUAN), history({7: JULY}), PRICED)
    (one,) = found
    assert (one.code, one.severity, one.field) == ("E-FUNDS-SCALE", "error", "funds_total_yuan")
    assert set(one.cells) >= {"J7", "J8", "J9", "J10", "I7", "I10", "H7"}
    assert "像是按元填的" in one.message
    assert "除以一万" in one.hint


def test_without_last_month_the_wrong_unit_asks_for_a_reason_as_the_standard_does():
    (one,) = findings_of(form(IN_YUAN), None, PRICED)
    assert (one.code, one.severity) == ("W-FUNDS-SCALE", "warning")


def test_ten_thousands_under_a_header_in_yuan_are_seen_too():
    small = """
        指标    | 本月 | 累计 | 累计资金
        辅具适配 | 10 | 110 | 0.0022
        成年康复 | 5  | 55  | 0.00055
        儿童康复 | 2  | 22  | 0.00022
    """
    found = findings_of(form(small), None, PRICED)
    one = next(item for item in found if item.code.endswith("FUNDS-SCALE"))
    assert "像是按万元填的" in one.message


def test_a_total_that_does_not_tie_in_the_other_unit_either_is_still_told():
    wrong = IN_YUAN.replace("| 5000  | 55000", "| 5000  | 56000")
    found = findings_of(form(wrong), history({7: JULY}), PRICED)
    assert [(item.code, item.cells) for item in found] == [
        ("E-FUNDS-SCALE", found[0].cells),
        ("E-NOT-ADDING-UP", ("J8", "I8")),
    ]


def test_two_rows_are_told_one_by_one():
    two = """
        指标    | 本月 | 累计
        辅具适配 | 112 | 12
        成年康复 | 57  | 7
    """
    codes = [item.code for item in findings_of(form(two), history({7: JULY}))]
    assert codes.count("E-MONTH-ABOVE-TOTAL") == 2


def test_a_rule_on_trial_does_not_stop_a_file_through_the_line_that_sums_it_up():
    trial = limits(trial_codes=frozenset({"E-NOT-ADDING-UP"}))
    found = findings_of(form(JULY), history({7: JULY}), trial)
    assert [(item.code, item.severity) for item in found] == [("E-LAST-MONTH-AGAIN", "warning")] * 2


def test_the_line_itself_can_be_on_trial():
    trial = limits(trial_codes=frozenset({"E-LAST-MONTH-AGAIN"}))
    found = findings_of(form(JULY), history({7: JULY}), trial)
    assert {item.severity for item in found} == {"warning"}
