"""One mistake over a whole column is one line, and says what happened."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.codes import finding
from etl.domain.plan import FundStandard
from tests.checks.form import (
    CODES_OF_NAMES,
    JULY,
    PLAN,
    SHEET,
    findings_of,
    form,
    history,
    limits,
    tells,
)

COLUMNS = "级别 | 代码 | 单元格 | 行 | 栏目 | 指标 | 话"
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
        错误 | E-COLUMNS-SWAPPED | G7、G8、G9、G10、H7、H8、H9、H10 | | 本月完成 | | “本月完成”和“累计完成”像是填错了列：4 行的本月完成都比累计完成多
        """,  # noqa: E501
    )


@pytest.mark.parametrize(
    ("row", "others"),
    [
        pytest.param("无障碍改造 | 5 | 45", [], id="one row is right"),
        pytest.param("无障碍改造 | 45 | 6", ["H10"], id="one row has a mistake of its own"),
    ],
)
def test_of_columns_swapped_in_most_rows_those_rows_are_told(row, others):
    reading = form(f"""
        指标    | 本月 | 累计
        辅具适配 | 112 | 12
        成年康复 | 57  | 7
        儿童康复 | 23  | 3
        {row}
    """)
    swapped, *rest = findings_of(reading, history({7: JULY}))
    assert swapped.code == "E-COLUMNS-SWAPPED"
    assert swapped.message.endswith("：3 行的本月完成都比累计完成多")
    assert swapped.cells == ("G7", "G8", "G9", "H7", "H8", "H9")
    assert [item.cell for item in rest] == others


def test_without_last_month_one_row_that_speaks_against_it_is_enough():
    reading = form("""
        指标    | 本月 | 累计
        辅具适配 | 112 | 12
        成年康复 | 57  | 7
        儿童康复 | 23  | 3
        无障碍改造 | 5 | 45
    """)
    codes = [item.code for item in findings_of(reading)]
    assert codes == ["E-MONTH-ABOVE-TOTAL"] * 3


def test_last_months_form_sent_again_is_one_line():
    (one,) = findings_of(form(JULY), history({7: JULY}))
    assert (one.code, one.field) == ("E-LAST-MONTH-AGAIN", None)
    assert one.message == "4 行的数与7月已采用的一模一样，像是把7月的表又报了一次"
    assert set(one.cells) == {f"{column}{row}" for column in "GHIJ" for row in range(7, 11)}


def test_last_months_people_beside_new_money_is_said_of_people_alone():
    paid = """
        指标    | 本月 | 累计 | 本月资金 | 累计资金
        辅具适配 | 10  | 100 | 1   | 21
        成年康复 | 5   | 50  | 0.1 | 5.1
        儿童康复 | 2   | 20  | 0   | 2
        无障碍改造 | 4  | 40  | 1   | 13
    """
    (one,) = findings_of(form(paid), history({7: JULY}))
    assert (one.code, one.field) == ("E-LAST-MONTH-AGAIN", "completed_total")
    assert one.message.startswith("4 行的完成数与7月已采用的一模一样，像是完成数没有更新")
    assert one.cells == ("H7", "H8", "H9", "H10", "G7", "G8", "G9", "G10")


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
    assert set(one.cells) == {f"{column}{row}" for column in "IJ" for row in range(7, 11)}
    assert one.message == (
        "资金像是按元填的：4 行折合每人（户）的金额都大出标准约一万倍，与上月也接不上"
    )
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


def test_one_column_in_yuan_is_known_by_last_month():
    month = """
        指标    | 本月 | 累计 | 本月资金 | 累计资金
        辅具适配 | 10 | 110 | 20000 | 22
        成年康复 | 5  | 55  | 5000  | 5.5
        儿童康复 | 2  | 22  | 2000  | 2.2
        无障碍改造 | 4 | 44 | 10000 | 13
    """
    (one,) = findings_of(form(month), history({7: JULY}))
    assert (one.code, one.field) == ("E-FUNDS-SCALE", "funds_month_yuan")
    assert one.message == "本月投入资金像是按元填的：4 行与上月接不上，除以一万就接得上"
    assert one.cells == ("I7", "I8", "I9", "I10")


def test_a_row_that_is_right_as_it_stands_is_left_out():
    mixed = IN_YUAN.replace("| 10000 | 130000", "| 1 | 13")
    (one,) = findings_of(form(mixed), history({7: JULY}), PRICED)
    assert one.code == "E-FUNDS-SCALE"
    assert one.message.startswith("资金像是按元填的：3 行")
    assert "J10" not in one.cells


def test_two_rows_in_yuan_beside_two_right_ones_are_told_one_by_one():
    mixed = IN_YUAN.replace("| 10000 | 130000", "| 1 | 13").replace(
        "| 2000  | 22000", "| 0.2 | 2.2"
    )
    found = findings_of(form(mixed), history({7: JULY}), PRICED)
    assert [item.cell for item in found] == ["J7", "J8"]
    assert {item.advice for item in found} == {"资金两个数除以一万就对得上，请看是不是按元填的。"}


def test_amounts_too_fine_for_their_header_are_part_of_the_wrong_unit():
    """万元 under a header in 元: 20.005 has more decimals than a fen allows."""
    small = form("""
        指标    | 本月 | 累计 | 本月资金   | 累计资金
        辅具适配 | 10 | 110 | 0.0002=0.0002 | 坏
        成年康复 | 5  | 55  | 0.00005 | 0.00055
        儿童康复 | 2  | 22  | 0.00002 | 0.00022
        无障碍改造 | 4 | 44 | 0.0001 | 0.0013
    """)
    figures = dict(small.figures)
    row = figures["devices"]
    too_fine = replace(row["funds_total_yuan"], raw="22.0")
    figures["devices"] = replace(row, values={**row.values, "funds_total_yuan": too_fine})
    words = {"field": "累计投入资金", "raw": "22.0"}
    told = finding(
        "E-FRACTION-OF-FEN", words, sheet=SHEET, cells=("J7",), row=7, raw="22.0",
        field="funds_total_yuan", indicator="devices",
    )  # fmt: skip
    reading = replace(small, figures=figures, findings=(told,))
    (one,) = findings_of(reading, history({7: JULY}), PRICED)
    assert (one.code, "J7" in one.cells) == ("E-FUNDS-SCALE", True)


def test_a_total_that_does_not_tie_in_the_other_unit_either_is_still_told():
    wrong = IN_YUAN.replace("| 5000  | 55000", "| 5000  | 56000")
    found = findings_of(form(wrong), history({7: JULY}), PRICED)
    assert [(item.code, item.cells) for item in found] == [
        ("E-FUNDS-SCALE", found[0].cells),
        ("E-NOT-ADDING-UP", ("J8", "I8")),
    ]
    assert found[1].message == (
        "累计投入资金是 56000（即 5.6万元），7月累计 5万元 加本月 0.5万元 是 5.5万元，对不上"
    ), "judged as it was meant, not as it was read"


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
    assert [(item.code, item.severity) for item in found] == [("E-LAST-MONTH-AGAIN", "warning")]


def test_the_line_itself_can_be_on_trial():
    trial = limits(trial_codes=frozenset({"E-LAST-MONTH-AGAIN"}))
    found = findings_of(form(JULY), history({7: JULY}), trial)
    assert {item.severity for item in found} == {"warning"}
