"""What only comes of a refused figure is not told beside it; what stays wrong is."""

from dataclasses import replace
from decimal import Decimal

from etl.domain.plan import FundStandard
from tests.checks.form import CODES_OF_NAMES, JULY, PLAN, findings_of, form, history

AUGUST = """
    指标    | 本月 | 累计 | 本月资金 | 累计资金
    辅具适配 | 12  | 112 | 3    | 23
    成年康复 | 7   | 57  | 1.5  | 6.5
    儿童康复 | 3   | 23  | 0.25 | 2.25
    无障碍改造 | 5  | 45  | 1    | 13
    合计    | 27  | 237 | 5.75 | 44.75
"""
PRICED = replace(
    PLAN,
    standards=tuple(
        FundStandard(code, Decimal(800), Decimal(3500)) for code in CODES_OF_NAMES.values()
    ),
)


def said(before, after, text=AUGUST, plan=PRICED):
    assert before in text
    reading = form(text.replace(before, after, 1))
    return [(item.code, item.cell) for item in findings_of(reading, history({7: JULY}), plan)]


def test_the_form_is_right_before():
    assert said("12 ", "12 ") == []


def test_an_average_and_a_sum_of_a_refused_cumulative_are_not_told():
    assert said("12  | 112", "12  | 1120") == [("E-NOT-ADDING-UP", "H7")]
    assert said("3    | 23\n", "3    | 230000\n") == [("E-NOT-ADDING-UP", "J7")]


def test_where_only_the_months_sum_differs_the_month_is_the_wrong_one():
    """19 for 12, no slip of the hand: 合计 of 本月 is right once it is put right."""
    assert said("12  | 112", "19  | 112") == [("E-NOT-ADDING-UP", "H7")]


def test_swapped_figures_of_one_row_bring_no_sum_with_them():
    assert said("12  | 112", "112 | 12") == [("E-MONTH-ABOVE-TOTAL", "H7")]


def test_an_average_that_stays_wrong_once_the_row_is_right_is_told():
    """43 for 3 in July's money: put right, the average is still too much."""
    much = AUGUST.replace("3    | 23\n", "43   | 63\n").replace("5.75 | 44.75", "45.75 | 84.75")
    assert said("12  | 112", "12  | 113", much) == [
        ("E-NOT-ADDING-UP", "H7"), ("W-FUNDS-STANDARD", "J7"),
    ]  # fmt: skip


def test_a_sum_that_is_wrong_besides_is_told():
    wrong = AUGUST.replace("237", "240")
    assert said("12  | 112", "12  | 113", wrong) == [("E-NOT-ADDING-UP", "H7"), ("E-SUM", "H11")]


def test_with_a_remark_the_sum_is_what_stops_the_file():
    """What a remark has made a warning explains no error away."""
    head, *rows = AUGUST.strip().splitlines()
    noted = "\n".join([f"{head} | 备注", *(f"{row} |" for row in rows)])
    assert said("112 | 3    | 23 |", "113 | 3    | 23 | 更正", noted) == [
        ("W-NOT-ADDING-UP", "H7"), ("E-SUM", "H11"),
    ]  # fmt: skip


def test_sums_over_swapped_columns_that_agree_with_the_rows_are_not_told():
    swapped = "\n".join(
        f"{name} | {total} | {month} | {funds} | {all_funds}"
        for name, month, total, funds, all_funds in (
            [cell.strip() for cell in line.split("|")] for line in AUGUST.strip().splitlines()[1:]
        )
    )
    text = f"指标 | 本月 | 累计 | 本月资金 | 累计资金\n{swapped}"
    assert [code for code, _ in said("112", "112", text)] == ["E-COLUMNS-SWAPPED"]


def test_sums_that_were_right_all_along_are_not_told_either():
    lines = AUGUST.strip().splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[1:5]]
    swapped = [" | ".join((name, total, month, *funds)) for name, month, total, *funds in rows]
    text = "\n".join([lines[0], *swapped, lines[5]])
    assert [code for code, _ in said("112", "112", text)] == ["E-COLUMNS-SWAPPED"]
